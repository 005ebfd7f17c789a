using System.Globalization;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using Stroll.Host.Complaints;
using Stroll.Host.Journal;
using Stroll.Host.Visits;
using Stroll.Payments.Documents;
using Stroll.Units;
using Stroll.Web.Doors;

namespace Stroll.Web.Till;

/// <summary>Receipts, refunds and complaints for the people of the store.</summary>
static class MoneyPages
{
    static readonly TimeSpan Shown = TimeSpan.FromDays(14);

    internal static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapGet("/money", (HttpContext http, TimeProvider time, string? only) => Page(http, time, null, true, only)).Needs(Right.SeeMoney).ExcludeFromDescription();
        routes.MapGet("/money/{party}", (string party, HttpContext http) => One(party, http, null)).Needs(Right.SeeMoney).ExcludeFromDescription();
        routes.MapPost("/money/{party}/lines/{line:int}", CorrectLine).Needs(Right.Refund).Notes("receipt-corrected").ExcludeFromDescription();
        routes.MapPost("/money/complaints/{number:long}", Decide).Needs(Right.Refund).Notes("complaint-decided").ExcludeFromDescription();
    }

    /// <summary>Takes pieces off a line, and says so in the journal.</summary>
    internal static Result<IssuedReceipt> Correct(Here here, string party, int line, int quantity, string words, Instant now)
    {
        if (here.Store.Visits is not { } visits)
        {
            return new Result<IssuedReceipt>.Bad(new("receipt.none", party, "nobody is charged in this store"));
        }

        return visits.Correct(
            new Correction(party, null, [(line, quantity)], IssueCause.Staff, words),
            (transaction, receipt) => JournalTable.Write(
                transaction, now, here.Caller.Id, "receipt-corrected", new { party, line, quantity, version = receipt.Version, total = receipt.Total }));
    }

    internal static Instant Now(TimeProvider time) => new(time.GetUtcNow().ToUnixTimeMilliseconds() * 1_000_000);

    static RazorComponentResult Page(HttpContext http, TimeProvider time, string? said, bool isGood, string? only = null)
    {
        var now = Now(time);
        var figures = http.Here.Store.Database.Read(transaction => MoneyFigures.Of(transaction, now - Shown, now + TimeSpan.FromDays(1)));
        return new RazorComponentResult<MoneyPage>(new { Figures = figures, Said = said, SaidIsGood = isGood, Only = only });
    }

    static async Task One(string party, HttpContext http, string? wrong)
    {
        var (versions, code) = http.Here.Store.Database.Read(transaction => (ReceiptTable.Of(transaction, party), ReceiptTable.CodeOf(transaction, party)));
        await (versions.IsEmpty
            ? Refusals.NotFound(http)
            : new RazorComponentResult<ReceiptPage>(new { Versions = versions, Code = code, Wrong = wrong }).ExecuteAsync(http));
    }

    static async Task CorrectLine(string party, int line, HttpContext http, TimeProvider time)
    {
        var form = await http.ReadForm();
        var words = form["words"].ToString().Trim();
        if (words.Length is 0 or > 200 || !int.TryParse(form["quantity"], NumberStyles.None, CultureInfo.InvariantCulture, out var quantity))
        {
            await One(party, http, "It needs the pieces that stay, and a reason of 1 to 200 letters.");
        }
        else if (Correct(http.Here, party, line, quantity, words, Now(time)) is Result<IssuedReceipt>.Bad(var fault))
        {
            await One(party, http, fault.Found);
        }
        else
        {
            http.Response.Redirect($"/money/{party}");
        }
    }

    static async Task<IResult> Decide(long number, HttpContext http, TimeProvider time)
    {
        var form = await http.ReadForm();
        var words = form["words"].ToString().Trim();
        if (http.Here.Store.Complaints is not { } desk || words.Length == 0)
        {
            return Page(http, time, "An answer to the shopper is missing.", false);
        }

        return desk.Decide(number, form["granted"] == "true", http.Here.Caller.Id, words) is Result<Complaint>.Bad(var fault)
            ? Page(http, time, fault.Found, false)
            : Results.Redirect("/money");
    }
}

using System.Globalization;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using Stroll.Host.Complaints;
using Stroll.Host.Plans;
using Stroll.Host.Stores.Live;
using Stroll.Host.Visits;
using Stroll.Units;
using Stroll.Web.Doors;

namespace Stroll.Web.Shoppers;

/// <summary>The receipt of a shopper, by its link.</summary>
static class ShopperPages
{
    internal static void Map(IEndpointRouteBuilder routes)
    {
        const string Why = "whoever holds the secret link may read the receipt";
        routes.MapGet("/r/{code}", Show).OpenTo(Why).WithMetadata(Pace.Public).ExcludeFromDescription();
        routes.MapGet("/r", (HttpContext http, string? lang) => new RazorComponentResult<FindReceiptPage>(new { L = LanguageOf(http, lang) })).OpenTo("asks for a code and an amount").WithMetadata(Pace.Public).ExcludeFromDescription();
        routes.MapPost("/r", FindByShortCode).OpenTo("who knows a short code and an amount has the receipt before them; guessing is slowed down").WithMetadata(Pace.Slow).ExcludeFromDescription();
        routes.MapGet("/r/{code}/photos/{line:int}", Photo).OpenTo(Why).WithMetadata(Pace.Usual).ExcludeFromDescription();
        routes.MapPost("/r/{code}/complaints", Complain).OpenTo(Why).WithMetadata(Pace.Slow).ExcludeFromDescription();
    }

    static IResult Show(string code, HttpContext http, LiveStores stores, TimeProvider time, string? lang, bool refused = false, bool sent = false)
    {
        var language = LanguageOf(http, lang);
        return ShopperView.Find(stores, code, Now(time), refused) is { } found
            ? new RazorComponentResult<ShopperPage>(new { View = found.View with { Sent = sent }, L = language })
            : Coming(stores, code) is { } coming
            ? new RazorComponentResult<ComingPage>(new { L = language, StoreName = coming.Store.Model.Store.Name, coming.Until })
            : new RazorComponentResult<NoReceiptPage>(new { L = language }) { StatusCode = StatusCodes.Status404NotFound };
    }

    /// <summary>A link whose receipt is not there yet, and until when it will be.</summary>
    static (LiveStore Store, Instant? Until)? Coming(LiveStores stores, string code)
    {
        foreach (var store in ShopperView.IsCode(code) ? stores.All : [])
        {
            var party = store.Database.Read(transaction => ReceiptTable.PartyByCode(transaction, code) is { } name ? PartyTable.Find(transaction, name) : null);
            if (party is not null)
            {
                return (store, party.Left is { } left && store.Till is { } till ? left + till.Entrance.Promise.ReceiptWithin : null);
            }
        }

        return null;
    }

    static async Task<IResult> FindByShortCode(HttpContext http, LiveStores stores, string? lang)
    {
        var form = await http.Request.ReadFormAsync();
        var language = LanguageOf(http, lang);
        return ShortCodes.Find(stores, form["code"].ToString(), form["amount"].ToString()) is { } code
            ? Results.Redirect($"/r/{code}?lang={language.Code}")
            : new RazorComponentResult<FindReceiptPage>(new { L = language, IsWrong = true }) { StatusCode = StatusCodes.Status404NotFound };
    }

    /// <summary>The picture of a product, never of a person.</summary>
    static IResult Photo(string code, int line, LiveStores stores, TimeProvider time)
    {
        if (ShopperView.Find(stores, code, Now(time), false) is not { } found || found.View.Versions[^1].Lines.FirstOrDefault(one => one.Number == line) is not { } shown)
        {
            return Results.NotFound();
        }

        return found.Store.Database.Read(transaction => PhotoTable.Of(transaction, shown.Barcode)) is { } photo ? Results.Bytes(photo.Picture, photo.Kind) : Results.NotFound();
    }

    static async Task<IResult> Complain(string code, HttpContext http, LiveStores stores, TimeProvider time, string? lang)
    {
        if (ShopperView.Find(stores, code, Now(time), false) is not { } found || found.Store.Complaints is not { } desk)
        {
            return Show(code, http, stores, time, lang);
        }

        var form = await http.ReadForm();
        var isHeard = Enum.TryParse<ComplaintKind>(form["kind"], out var kind) && Enum.IsDefined(kind)
            && desk.Hear(found.View.Party, Number(form["line"]), kind, Number(form["quantity"]), form["words"].ToString()) is Result<Complaint>.Good;
        return Results.Redirect($"/r/{code}?lang={LanguageOf(http, lang).Code}{(isHeard ? "" : "&refused=true")}", permanent: false, preserveMethod: false);
    }

    static Language LanguageOf(HttpContext http, string? asked) => Language.For(asked, http.Request.Headers.AcceptLanguage.ToString());

    static int Number(string? text) => int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : 0;

    static Instant Now(TimeProvider time) => new(time.GetUtcNow().ToUnixTimeMilliseconds() * 1_000_000);
}

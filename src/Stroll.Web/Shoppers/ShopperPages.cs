using System.Globalization;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using Stroll.Host.Complaints;
using Stroll.Host.Stores.Live;
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
        routes.MapPost("/r/{code}/complaints", Complain).OpenTo(Why).WithMetadata(Pace.Slow).ExcludeFromDescription();
    }

    static IResult Show(string code, HttpContext http, LiveStores stores, TimeProvider time, string? lang, bool refused = false)
    {
        var language = LanguageOf(http, lang);
        return ShopperView.Find(stores, code, Now(time), refused) is { } found
            ? new RazorComponentResult<ShopperPage>(new { found.View, L = language })
            : new RazorComponentResult<NoReceiptPage>(new { L = language }) { StatusCode = StatusCodes.Status404NotFound };
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

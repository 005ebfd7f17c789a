using System.Net.ServerSentEvents;
using System.Runtime.CompilerServices;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using Stroll.Host.Stores.Live;
using Stroll.Layout;
using Stroll.Receipts;
using Stroll.Web.Doors;

namespace Stroll.Web.Api;

/// <summary>What somebody is believed to hold.</summary>
/// <param name="Visit">Its id.</param>
/// <param name="Entered">When they came in.</param>
/// <param name="Left">When they went out; none while they are inside.</param>
/// <param name="Lines">What is believed to be in the cart.</param>
public sealed record CartNow(Guid Visit, DateTimeOffset Entered, DateTimeOffset? Left, IReadOnlyList<CartLine> Lines);

/// <summary>One article in a cart.</summary>
/// <param name="Barcode">Of the article.</param>
/// <param name="Name">For people.</param>
/// <param name="Quantity">Pieces; 1 for goods by weight.</param>
/// <param name="Grams">What the shelves lost for it.</param>
/// <param name="Probability">That exactly this in exactly this quantity was taken.</param>
/// <param name="Charge">What would happen without a person: <c>now</c>, <c>held</c> or <c>never</c>.</param>
public sealed record CartLine(string Barcode, string Name, int Quantity, double Grams, double Probability, string Charge);

static class LiveApi
{
    internal static void Map(RouteGroupBuilder api)
    {
        api.MapGet("/carts", Now).Needs(Right.SeeVisits).WithName("listCarts").WithTags("Carts").WithSummary("Carts of those who are inside now");
        api.MapGet("/carts/live", Live).Needs(Right.SeeVisits).WithName("followCarts").WithTags("Carts")
            .WithSummary("The same, pushed with every change as server-sent events named 'carts'");
    }

    static Ok<Page<CartNow>> Now(HttpContext http) =>
        TypedResults.Ok(new Page<CartNow>(Of(http.Here.Store), null));

    static ServerSentEventsResult<IReadOnlyList<CartNow>> Live(HttpContext http, ICallers callers, CancellationToken cancellation) =>
        TypedResults.ServerSentEvents(Changes(http.Here.Store, () => IsStillAllowed(http, callers), cancellation));

    static bool IsStillAllowed(HttpContext http, ICallers callers)
    {
        var header = http.Request.Headers.Authorization.ToString();
        var again = header.Length > 0 ? callers.ByKey(header["Bearer ".Length..].Trim()) : callers.BySession(http.Request.Cookies[Door.SessionCookie] ?? "");
        return again?.May(Right.SeeVisits, http.Here.Store.Key) == true;
    }

    static async IAsyncEnumerable<SseItem<IReadOnlyList<CartNow>>> Changes(
        LiveStore store, Func<bool> isStillAllowed, [EnumeratorCancellation] CancellationToken cancellation)
    {
        long seen = -1;
        IReadOnlyList<CartNow>? sent = null;
        while (isStillAllowed())
        {
            var view = await store.After(seen, cancellation);
            seen = view.Version;
            var carts = Of(store);
            if (sent is null || !Same(sent, carts))
            {
                sent = carts;
                yield return new(carts, "carts");
            }
        }
    }

    static bool Same(IReadOnlyList<CartNow> one, IReadOnlyList<CartNow> other) => one.Count == other.Count && one.Zip(other).All(pair =>
        pair.First.Visit == pair.Second.Visit && pair.First.Left == pair.Second.Left && pair.First.Lines.SequenceEqual(pair.Second.Lines));

    static CartNow[] Of(LiveStore store) => [.. store.View.Visits.Select(visit => new CartNow(
        visit.Visit.Value, visit.Cart.Entered.ToTime(), visit.Cart.Left?.ToTime(), [.. visit.Cart.Lines.Select(line => Of(store.Model.Catalogue, line))]))];

    internal static CartLine Of(Layout.Catalogue catalogue, ReceiptLine line) => new(
        catalogue[line.Product].Barcode, catalogue[line.Product].Name, line.Quantity, Math.Round(line.Mass.Value, 1), Math.Round(line.Probability.Value, 4),
        line.Charge.ToString().ToLowerInvariant());
}

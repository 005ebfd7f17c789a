using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using Stroll.Host.Review;
using Stroll.Web.Doors;

namespace Stroll.Web.Api;

/// <summary>Whether a store works, in one look.</summary>
/// <param name="IsWell">True when the store is at most half a minute behind and no device is in trouble.</param>
/// <param name="At">Time of the store's log: what was heard of up to then has been decided.</param>
/// <param name="BehindSeconds">How far the log is behind the clock.</param>
/// <param name="Inside">Visits that are going on.</param>
/// <param name="DevicesInTrouble">How many devices do not work; <c>/devices</c> names them.</param>
/// <param name="CasesWaiting">Questions that wait for a person.</param>
/// <param name="CasesOverdue">Of them, past the time that the shopper was promised.</param>
public sealed record StoreHealth(
    bool IsWell, DateTimeOffset At, double BehindSeconds, int Inside, int DevicesInTrouble, int CasesWaiting, int CasesOverdue);

static class HealthApi
{
    const double MostBehind = 30;

    internal static void Map(RouteGroupBuilder api) => api.MapGet("/health", Now).Needs(Right.SeeDevices)
        .WithName("getHealth").WithTags("Devices").WithSummary("Whether the store works");

    static Ok<StoreHealth> Now(HttpContext http, TimeProvider time)
    {
        var (store, now) = (http.Here.Store, time.GetUtcNow());
        var view = store.View;
        var behind = view.At.Nanoseconds == 0 ? double.MaxValue : (now - view.At.ToTime()).TotalSeconds;
        var cases = store.Database.Read(transaction => CaseList.Waiting(transaction, new(now.ToUnixTimeMilliseconds() * 1_000_000)));
        return TypedResults.Ok(new StoreHealth(
            behind <= MostBehind && view.Problems.IsEmpty, view.At.ToTime(), behind == double.MaxValue ? -1 : Math.Round(behind, 3), view.Visits.Length,
            view.Problems.Length, cases.Waiting, cases.Overdue));
    }
}

using System.ComponentModel.DataAnnotations;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using Stroll.Host.Review;
using Stroll.Web.Doors;

namespace Stroll.Web.Api;

/// <summary>A question to a person that was decided, withdrawn or came too late.</summary>
/// <param name="Id">Of the case.</param>
/// <param name="Stream">Why it was there: routed by doubt, or an audit drawn in advance.</param>
/// <param name="Status">What became of it.</param>
/// <param name="At">When it happened in the store.</param>
/// <param name="Opened">When it was asked.</param>
/// <param name="Closed">When it was decided or given up.</param>
/// <param name="Words">The question.</param>
/// <param name="Verdict">What people decided, as JSON text; none where nobody did.</param>
/// <param name="Certainty">Of the verdict.</param>
/// <param name="Visits">Which visits hung on it.</param>
public sealed record CaseTold(
    string Id, string Stream, string Status, DateTimeOffset At, DateTimeOffset Opened, DateTimeOffset? Closed, string Words, string? Verdict, double? Certainty,
    IReadOnlyList<Guid> Visits);

/// <summary>How many cases wait. Which ones is not told, since a list of them would tell audits and gold from the rest.</summary>
/// <param name="Waiting">So many.</param>
/// <param name="Overdue">Of them, past the time that the shopper was promised.</param>
/// <param name="Oldest">When the oldest was asked; none when none waits.</param>
public sealed record CaseDepth(int Waiting, int Overdue, DateTimeOffset? Oldest);

static class CasesApi
{
    internal static void Map(RouteGroupBuilder api)
    {
        api.MapGet("/cases", Closed).Needs(Right.SeeAccuracy).WithName("listCases").WithTags("Cases").WithSummary("Cases that are over, newest first");
        api.MapGet("/cases/waiting", Waiting).Needs(Right.SeeAccuracy).WithName("countCases").WithTags("Cases").WithSummary("How many cases wait");
    }

    static Ok<Page<CaseTold>> Closed(HttpContext http, string? cursor, [Range(1, Cursor.Most)] int limit = 50)
    {
        var most = Math.Clamp(limit, 1, Cursor.Most);
        var found = http.Here.Store.Database.Read(transaction => CaseList.Closed(transaction, Cursor.Read(cursor), most + 1));
        return TypedResults.Ok(Cursor.Of([.. found.Select(Of)], told => CaseList.Place(told.Opened.UtcTicks - DateTimeOffset.UnixEpoch.UtcTicks, told.Id), most));
    }

    static Ok<CaseDepth> Waiting(HttpContext http, TimeProvider time)
    {
        var depth = http.Here.Store.Database.Read(transaction => CaseList.Waiting(transaction, new(time.GetUtcNow().ToUnixTimeMilliseconds() * 1_000_000)));
        return TypedResults.Ok(new CaseDepth(depth.Waiting, depth.Overdue, depth.Oldest?.ToTime()));
    }

    static CaseTold Of(ClosedCase one) => new(
        one.Id, one.Stream, one.Status, one.At.ToTime(), one.Opened.ToTime(), one.Closed?.ToTime(), one.Words, one.Verdict, one.Certainty,
        [.. one.Visits.Select(visit => visit.Value)]);
}

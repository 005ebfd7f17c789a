using System.ComponentModel.DataAnnotations;
using System.Globalization;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using Stroll.Host.Journal;
using Stroll.Web.Doors;

namespace Stroll.Web.Api;

/// <summary>One privileged act.</summary>
/// <param name="Number">Counts up from 1 without a gap.</param>
/// <param name="At">When.</param>
/// <param name="Who">The account or key that did it, or <c>stroll</c> itself.</param>
/// <param name="Act">What kind of act.</param>
/// <param name="What">On what, and how: JSON text, as it was written.</param>
/// <param name="Hash">Chains it to the one before: 64 hexadecimal digits.</param>
public sealed record JournalLine(long Number, DateTimeOffset At, string Who, string Act, string What, string Hash);

/// <summary>A signed line that says where the journal stands.</summary>
/// <param name="Line">As <c>stroll journal check --checkpoints</c> reads it.</param>
/// <param name="PublicKey">Checks it, as PEM.</param>
public sealed record CheckpointTold(string Line, string PublicKey);

static class JournalApi
{
    internal static void Map(RouteGroupBuilder api)
    {
        api.MapGet("/journal", All).Needs(Right.SeeAudit).WithName("listJournal").WithTags("Journal").WithSummary("The journal of privileged acts, the oldest first");
        api.MapGet("/journal/checkpoint", Checkpoint).Needs(Right.SeeAudit)
            .WithName("getCheckpoint").WithTags("Journal").WithSummary("Where the journal stands now, signed: keep it where nobody of the store can change it");
    }

    static Results<Ok<CheckpointTold>, ProblemHttpResult> Checkpoint(HttpContext http) => http.Here.Store.Checkpoints is { } desk
        ? TypedResults.Ok(new CheckpointTold(desk.Newest.ToString(), desk.PublicKey))
        : Problems.NotHere("the journal of this store is not signed");

    static Ok<Page<JournalLine>> All(HttpContext http, string? cursor, [Range(1, Cursor.Most)] int limit = 50)
    {
        var most = Math.Clamp(limit, 1, Cursor.Most);
        _ = long.TryParse(Cursor.Read(cursor), NumberStyles.None, CultureInfo.InvariantCulture, out var after);
        var entries = http.Here.Store.Database.Read(transaction => JournalTable.Read(transaction, after, most + 1));
        return TypedResults.Ok(Cursor.Of([.. entries.Select(Of)], line => line.Number.ToString(CultureInfo.InvariantCulture), most));
    }

    static JournalLine Of(JournalEntry entry) =>
        new(entry.Number, entry.At.ToTime(), entry.Who, entry.Act, entry.What, Convert.ToHexStringLower(entry.Hash.AsSpan()));
}

using System.Collections.Immutable;
using System.Text.Json;
using Stroll.Host.Database;
using Stroll.Host.Stores;
using Stroll.Units;

namespace Stroll.Host.Scenes;

/// <summary>Stories of visits.</summary>
public static class StoryTable
{
    internal static ImmutableArray<Migration> Migrations { get; } =
    [
        new("stories", 1,
            """
            CREATE TABLE story ({store}, visit TEXT NOT NULL, entered_ns BIGINT NOT NULL, left_ns BIGINT, ready_ns BIGINT, status TEXT NOT NULL, pieces BIGINT NOT NULL,
                said TEXT NOT NULL, PRIMARY KEY (store, visit));
            CREATE INDEX story_by_time ON story (store, entered_ns, visit)
            """,
            "DROP TABLE story"),
    ];

    /// <summary>Writes a story, in the place of what stood there.</summary>
    public static void Keep(Transaction transaction, VisitStory story) => transaction.Execute(
        """
        INSERT INTO story (visit, entered_ns, left_ns, ready_ns, status, pieces, said) VALUES (@visit, @entered, @left, @ready, @status, @pieces, @said)
        ON CONFLICT (store, visit) DO UPDATE SET left_ns = @left, ready_ns = @ready, status = @status, pieces = @pieces, said = @said
        """,
        new
        {
            visit = story.Visit.ToString(),
            entered = story.Entered.Nanoseconds,
            left = story.Left?.Nanoseconds,
            ready = story.Ready?.Nanoseconds,
            status = story.Status.ToString(),
            pieces = story.Lines.Sum(line => line.Quantity),
            said = JsonSerializer.Serialize(story),
        });

    /// <summary>One story; none when there is no such visit.</summary>
    public static VisitStory? Of(Transaction transaction, VisitId visit) =>
        transaction.First<string>("SELECT said FROM story WHERE visit = @visit", new { visit = visit.ToString() }) is { } said ? Read(said) : null;

    /// <summary>The newest stories.</summary>
    /// <param name="transaction">Of the store.</param>
    /// <param name="before">The visit after which to go on; none for the newest of all. Names of visits sort by the time of entry.</param>
    /// <param name="status">Only these, as <c>Held</c>; none for all.</param>
    /// <param name="limit">At most so many.</param>
    public static IReadOnlyList<VisitStory> Newest(Transaction transaction, VisitId? before, string? status, int limit) =>
    [
        .. transaction.Query<string>(
            """
            SELECT said FROM story WHERE visit < @before AND (@status = '' OR status = @status) ORDER BY visit DESC LIMIT @limit
            """,
            new { before = before?.ToString() ?? "~", status = status ?? "", limit }).Select(Read),
    ];

    /// <summary>What the visits that ended after a moment come to.</summary>
    public static StoryFigures FiguresSince(Transaction transaction, Instant since)
    {
        var waits = transaction.Query<long>(
            "SELECT ready_ns - left_ns FROM story WHERE entered_ns >= @since AND left_ns IS NOT NULL AND ready_ns IS NOT NULL ORDER BY ready_ns - left_ns",
            new { since = since.Nanoseconds });
        var held = transaction.First<long>("SELECT COUNT(*) FROM story WHERE entered_ns >= @since AND status = 'Held'", new { since = since.Nanoseconds });
        return new(waits.Count, (int)held, At(waits, 0.5), At(waits, 0.95));
    }

    /// <summary>Deletes stories of visits that began before a moment.</summary>
    /// <returns>How many.</returns>
    public static int Forget(Transaction transaction, Instant before) =>
        transaction.Execute("DELETE FROM story WHERE entered_ns < @before", new { before = before.Nanoseconds });

    static TimeSpan? At(IReadOnlyList<long> sorted, double share) =>
        sorted.Count == 0 ? null : TimeSpan.FromTicks(sorted[(int)Math.Ceiling(share * sorted.Count) - 1] / 100);

    static VisitStory Read(string said) => JsonSerializer.Deserialize<VisitStory>(said)!;
}

/// <summary>Visits of a while in figures.</summary>
/// <param name="Visits">That ended with a receipt that was ready.</param>
/// <param name="Held">Of them, so many wait for a person now.</param>
/// <param name="Median">From the exit until the receipt was ready: half were faster; none without visits.</param>
/// <param name="P95">Nineteen of twenty were faster.</param>
public sealed record StoryFigures(int Visits, int Held, TimeSpan? Median, TimeSpan? P95);

using Stroll.Host.Logs;
using Stroll.Observations;

namespace Stroll.Tests.Logs;

/// <summary>What every log promises; each kind of log is one class that inherits it.</summary>
public abstract class LogContract
{
    /// <summary>An empty log.</summary>
    internal abstract ILog Open();

    static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Entries_get_offsets_from_0_without_a_gap()
    {
        using var log = Open();

        Assert.Equal(0, await log.Append(Readings(0, 3), Cancellation));
        Assert.Equal(3, await log.Append(Readings(3, 2), Cancellation));

        Assert.Equal((0, 5), (log.FirstOffset, log.NextOffset));
        Assert.Equal([0L, 1, 2, 3, 4], log.Read(0).Select(e => e.Offset));
        Assert.Equal([0L, 1, 2, 3, 4], log.Read(0).Select(e => e.Entry.Sequence));
    }

    [Fact]
    public async Task Reading_begins_where_it_is_asked_to()
    {
        using var log = Open();
        await log.Append(Readings(0, 7), Cancellation);

        Assert.Equal([5L, 6], log.Read(5).Select(e => e.Offset));
        Assert.Empty(log.Read(7));
        Assert.Throws<ArgumentOutOfRangeException>(() => log.Read(8).Count());
        Assert.Throws<ArgumentOutOfRangeException>(() => log.Read(-1).Count());
    }

    [Fact]
    public async Task Many_who_add_at_once_lose_nothing_and_each_group_stays_together()
    {
        using var log = Open();

        var offsets = await Task.WhenAll(Enumerable.Range(0, 40).Select(async i =>
        {
            await Task.Yield();
            return (i, await log.Append(Readings(i * 10, 5), Cancellation));
        }));

        var read = log.Read(0).ToDictionary(e => e.Offset, e => e.Entry.Sequence);
        Assert.Equal(200, read.Count);
        foreach (var (i, offset) in offsets)
        {
            Assert.Equal(Enumerable.Range(0, 5).Select(k => (i * 10L) + k), Enumerable.Range(0, 5).Select(k => read[offset + k]));
        }
    }

    [Fact]
    public async Task Waiting_for_an_offset_ends_when_it_is_there()
    {
        using var log = Open();
        var waiting = log.Reached(2, Cancellation).AsTask();
        await log.Append(Readings(0, 2), Cancellation);
        Assert.False(waiting.IsCompleted);

        await log.Append(Readings(2, 1), Cancellation);

        await waiting;
    }

    [Fact]
    public async Task The_log_knows_what_it_took_in()
    {
        using var log = Open();
        await log.Append(Readings(0, 3), Cancellation);

        var seen = log.Seen();

        Assert.Equal(Sight.Doubled, seen.Look(0, 1, 2));
        Assert.Equal(Sight.New, seen.Look(0, 1, 3));
        Assert.Equal(Sight.New, seen.Look(0, 2, 2));
    }

    internal static LogEntry[] Readings(long from, int count) => [.. Enumerable.Range(0, count).Select(i => LogSamples.Reading(from + i))];
}

public sealed class MemoryLogTests : LogContract
{
    internal override ILog Open() => new MemoryLog(LogSamples.Header);
}

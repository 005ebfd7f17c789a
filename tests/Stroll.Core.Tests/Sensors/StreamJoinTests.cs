using CsCheck;
using Stroll.Observations;
using Stroll.Sensors;
using Stroll.Units;

namespace Stroll.Tests.Sensors;

public class StreamJoinTests
{
    static readonly SourcePromise[] Sources =
    [
        new(new(0), "shelf 1/1", 300.Milliseconds),
        new(new(1), "shelf 1/2", 300.Milliseconds),
        new(new(2), "tracker", 1.Seconds, SourceKind.People),
    ];

    [Fact]
    public void Nothing_leaves_before_every_source_has_passed_it()
    {
        var join = new StreamJoin(Sources, SensorRules.Default);
        Assert.Empty(Take(join, At(0, 0, 0)));
        Assert.Empty(Take(join, At(2, 0, 0)));
        Assert.Empty(Take(join, At(0, 1, 1900)));
        Assert.Equal([0L, 0L], Take(join, At(2, 1, 1950), At(1, 0, 1400)).Select(Milliseconds));
    }

    [Fact]
    public void A_silent_source_stops_nobody_for_longer_than_the_limit()
    {
        var join = new StreamJoin(Sources, SensorRules.Default);
        var left = Take(join, [.. Enumerable.Range(0, 60).SelectMany(i => (LogEntry[])[At(0, i, 100 * i), At(1, i, 100 * i)])]);
        // The tracker never spoke: 5.9 s less 2 s of silence less its 1 s.
        Assert.Equal(2800L, left.Max(Milliseconds));
        Assert.Equal(2, join.WaitsFor);
    }

    [Fact]
    public void A_source_that_the_host_calls_lost_holds_nobody_back_beyond_its_promise()
    {
        var join = new StreamJoin([.. Sources, new(new(3), "host", TimeSpan.Zero, SourceKind.Host)], SensorRules.Default);
        var start = At(2, 0, 0);
        var lost = new LogEntry(new(3), 0, 0, new Observation.SourceLost(new(100_000_000), new(2)));
        var left = Take(join, [start, lost, .. Enumerable.Range(0, 20).SelectMany(i => (LogEntry[])[At(0, i, 100 * i), At(1, i, 100 * i), Tick(3, i + 1, 100 * i)])]);
        Assert.Equal(800L, left.Max(Milliseconds));
    }

    [Fact]
    public void A_gate_where_nobody_passes_holds_the_stream_by_its_lateness_alone()
    {
        var join = new StreamJoin([.. Sources[..2], new(new(2), "gate", 1.Seconds, SourceKind.Gate)], SensorRules.Default);
        var left = Take(join, [.. Enumerable.Range(0, 60).SelectMany(i => (LogEntry[])[At(0, i, 100 * i), At(1, i, 100 * i)])]);
        Assert.Equal(4800L, left.Max(Milliseconds));
    }

    [Fact]
    public void What_comes_too_late_is_set_aside_and_counted()
    {
        var join = new StreamJoin(Sources[..1], SensorRules.Default);
        var left = Take(join, At(0, 0, 0), At(0, 1, 1000), At(0, 2, 100));
        Assert.DoesNotContain(left, entry => entry.Sequence == 2);
        Assert.Equal(1, join.Late);
        Assert.Equal(2, Assert.Single(join.SetAside).Sequence);
    }

    [Fact]
    public void A_device_that_starts_again_counts_from_anywhere()
    {
        var join = new StreamJoin(Sources[..1], SensorRules.Default);
        Take(join, At(0, 7, 0));
        Take(join, At(0, 7, 100) with { Boot = 1 });
        Take(join, At(0, 8, 100));
        Assert.Equal(1, join.Doubled);
    }

    [Fact]
    public void Any_order_of_arrival_within_the_bound_gives_the_same_stream() =>
        Delayed.Sample(delays =>
        {
            var sent = Messages(delays.Length);
            var arrived = sent.Zip(delays).OrderBy(pair => Milliseconds(pair.First) + pair.Second).Select(pair => pair.First);
            return All(sent).SequenceEqual(All(arrived));
        });

    [Fact]
    public void A_doubled_message_is_one_message() =>
        Gen.Int[0, 90].Array[0, 30].Sample(again =>
        {
            var sent = Messages(91);
            var doubled = sent.SelectMany((entry, i) => Enumerable.Repeat(entry, 1 + again.Count(a => a == i)));
            return All(sent).SequenceEqual(All(doubled));
        });

    [Fact]
    public void The_stream_never_runs_backwards_and_loses_nothing() =>
        Gen.Int[0, 5000].Array[1, 120].Sample(times =>
        {
            var join = new StreamJoin(Sources, SensorRules.Default);
            var left = Take(join, [.. times.Select((t, i) => At(i % 3, i, t))]);
            join.Finish(left);
            return left.Zip(left.Skip(1)).All(pair => Milliseconds(pair.First) <= Milliseconds(pair.Second))
                && left.Count + join.Late == times.Length;
        });

    // Delays below every promised lateness, so that nothing is late in any order.
    static readonly Gen<int[]> Delayed = Gen.Int[0, 250].Array[3, 90];

    static LogEntry[] Messages(int count) =>
        [.. Enumerable.Range(0, count).Select(i => At(i % 3, i / 3, 40 * (i / 3)))];

    static List<(int, long)> All(IEnumerable<LogEntry> entries)
    {
        var join = new StreamJoin(Sources, SensorRules.Default);
        var left = Take(join, [.. entries]);
        join.Finish(left);
        return [.. left.Select(entry => (entry.Source.Index, entry.Sequence))];
    }

    static LogEntry At(int source, long sequence, long milliseconds) => Tick(source, sequence, milliseconds);

    static LogEntry Tick(int source, long sequence, long milliseconds) =>
        new(new(source), 0, sequence, new Observation.Tick(new(milliseconds * 1_000_000)));

    static long Milliseconds(LogEntry entry) => entry.Observation.At.Nanoseconds / 1_000_000;

    static List<LogEntry> Take(StreamJoin join, params LogEntry[] entries)
    {
        var ready = new List<LogEntry>();
        foreach (var entry in entries)
        {
            join.Take(entry, ready);
        }

        return ready;
    }
}

using CsCheck;
using Stroll.Host.Logs;
using Stroll.Observations;
using Stroll.Storage.Log;
using Stroll.Units;

namespace Stroll.Tests.Logs;

public sealed class SegmentLogTests : LogContract, IDisposable
{
    readonly TempFolder _folder = new();

    static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    static SegmentLogRules Rules => SegmentLogRules.Default with { Gather = TimeSpan.Zero, RetryAfter = 1.Milliseconds };

    public void Dispose() => _folder.Dispose();

    internal override ILog Open() => Open(LogSamples.Header);

    [Fact]
    public void Any_entries_are_there_when_it_is_opened_again() => LogSamples.Entry.Array[1, 20].Array[1, 5].Sample(
        groups =>
        {
            using var folder = new TempFolder();
            using (var log = Open(LogSamples.Header, folder.Path))
            {
                foreach (var group in groups)
                {
                    log.Append(group, Cancellation).AsTask().GetAwaiter().GetResult();
                }
            }

            using var again = Open(LogSamples.Header, folder.Path);
            Assert.Equal(groups.SelectMany(g => g).Select(LogSamples.Spelled), again.Read(0).Select(e => LogSamples.Spelled(e.Entry)));
        },
        iter: 30);

    [Fact]
    public async Task Many_short_segments_read_as_one_log()
    {
        using (var log = Open(LogSamples.Header, rules: Rules with { SegmentBytes = 600 }))
        {
            for (var i = 0; i < 30; i++)
            {
                await log.Append(Readings(i * 4, 4), Cancellation);
            }

            Assert.True(SegmentFile.In(_folder.Path).Count > 5);
            Assert.Equal(Enumerable.Range(0, 120).Select(i => (long)i), log.Read(0).Select(e => e.Entry.Sequence));
        }

        using var again = Open(LogSamples.Header);
        Assert.Equal(120, again.NextOffset);
        Assert.Equal(Enumerable.Range(77, 43).Select(i => (long)i), again.Read(77).Select(e => e.Offset));
        Assert.Equal(Sight.Doubled, again.Seen().Look(0, 1, 3));
    }

    [Fact]
    public async Task A_killed_process_loses_nothing_that_was_acknowledged()
    {
        for (var life = 0; life < 5; life++)
        {
            var log = Open(LogSamples.Header with { Epoch = life });
            Assert.Equal(life * 3, log.NextOffset);
            await log.Append(Readings(life * 3, 3), Cancellation);
            log.Abandon();
        }

        using var last = Open(LogSamples.Header with { Epoch = 9 });
        Assert.Equal(15, last.Read(0).Count());
        Assert.Equal(0, last.TornBytes);
    }

    [Fact]
    public void Opening_many_times_leaves_no_empty_files()
    {
        for (var i = 0; i < 5; i++)
        {
            Open(LogSamples.Header).Dispose();
        }

        Assert.Empty(SegmentFile.In(_folder.Path));
    }

    [Fact]
    public async Task Sources_may_get_other_numbers_and_are_still_known()
    {
        using (var log = Open(LogSamples.Header))
        {
            await log.Append(new[] { LogSamples.Reading(7, source: 3) }, Cancellation);
        }

        var turned = LogSamples.Header with
        {
            Sources = [.. LogSamples.Header.Sources.Reverse().Select((source, i) => source with { Source = new(i) })],
        };
        using var again = Open(turned);

        Assert.Equal(Sight.Doubled, again.Seen().Look(1, 1, 7));
        Assert.Equal(Sight.New, again.Seen().Look(3, 1, 7));
    }

    [Fact]
    public async Task An_older_owner_another_store_and_a_second_process_are_refused()
    {
        using (var log = Open(LogSamples.Header with { Epoch = 5 }))
        {
            await log.Append(Readings(0, 1), Cancellation);
            Assert.Equal("log.locked", Refusal(LogSamples.Header with { Epoch = 6 }));
        }

        Assert.Equal("log.epoch", Refusal(LogSamples.Header with { Epoch = 4 }));
        Assert.Equal("log.store", Refusal(LogSamples.Header with { Epoch = 6, Store = new("acme", "other") }));
        Open(LogSamples.Header with { Epoch = 5 }).Dispose();
    }

    internal SegmentLog Open(LogHeader header, string? folder = null, SegmentLogRules? rules = null, Func<string, IDiskFile>? disk = null) =>
        Assert.IsType<Result<SegmentLog>.Good>(
            SegmentLog.Open(folder ?? _folder.Path, header, rules ?? Rules, TimeProvider.System, disk ?? DiskFile.Open)).Value;

    string Refusal(LogHeader header) =>
        Assert.IsType<Result<SegmentLog>.Bad>(SegmentLog.Open(_folder.Path, header, Rules, TimeProvider.System)).Fault.Code;
}

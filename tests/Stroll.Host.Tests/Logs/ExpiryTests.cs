using Stroll.Host.Logs;
using Stroll.Observations;
using Stroll.Storage.Log;
using Stroll.Units;

namespace Stroll.Tests.Logs;

public sealed class ExpiryTests : IDisposable
{
    readonly TempFolder _folder = new();
    readonly Clock _clock = new();

    static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Readings_go_after_their_time_and_gates_stay()
    {
        using var log = await Filled();

        _clock.Now += TimeSpan.FromHours(71);
        Assert.Empty(log.Expire(LogRetention.Default, Cancellation));
        _clock.Now += TimeSpan.FromHours(2);
        var deletions = log.Expire(LogRetention.Default, Cancellation);

        Assert.Equal((LogStream.Readings, 3), (deletions[0].Stream, deletions[0].Entries));
        Assert.Equal([1L, 4], log.Read(0).Select(e => e.Offset));
        Assert.IsType<Observation.GatePassed>(log.Read(1).First().Entry.Observation);
        Assert.Equal(deletions, DeletionBook.Of(_folder.Path));
        Assert.Empty(log.Expire(LogRetention.Default, Cancellation));
    }

    [Fact]
    public async Task No_byte_of_what_expired_is_left_and_the_log_still_opens()
    {
        using (var log = await Filled())
        {
            _clock.Now += TimeSpan.FromHours(80);
            log.Expire(LogRetention.Default, Cancellation);
        }

        using var again = Open();
        Assert.Equal(5, again.NextOffset);
        Assert.Equal([1L, 4], again.Read(0).Select(e => e.Offset));
        var kept = SegmentFile.In(_folder.Path).Single().Path;
        using var codec = new BlockCodec();
        using var reader = Assert.IsType<Result<SegmentReader>.Good>(SegmentReader.Open(new(0, kept))).Value;
        while (reader.Next(reader.Length, SegmentReader.Everything, out var body) is { } block)
        {
            Assert.All(block.Kind == BlockKind.Entries ? codec.Keys(body, block.Count) : [], key => Assert.Equal(EntryKind.GatePassed, key.Kind));
        }
    }

    [Fact]
    public async Task When_everything_has_gone_the_file_goes_too()
    {
        using var log = await Filled();
        _clock.Now += TimeSpan.FromDays(31);

        log.Expire(LogRetention.Default, Cancellation);

        Assert.Empty(SegmentFile.In(_folder.Path));
        Assert.Equal(5, log.FirstOffset);
        Assert.Equal(5, await log.Append(new[] { LogSamples.Reading(9) }, Cancellation));
    }

    [Fact]
    public async Task The_offsets_of_what_has_gone_are_not_used_again_by_the_next_owner()
    {
        using (var log = await Filled())
        {
            _clock.Now += TimeSpan.FromDays(31);
            log.Expire(LogRetention.Default, Cancellation);
        }

        using var again = Open();
        Assert.Equal((5L, 5L), (again.FirstOffset, again.NextOffset));
        Assert.Equal(5, await again.Append(new[] { LogSamples.Reading(9) }, Cancellation));
        Assert.Empty(LogCheck.Of(_folder.Path).Faults);
    }

    [Fact]
    public async Task What_is_left_of_a_segment_is_what_was_written_and_the_proof_names_each_stream()
    {
        using var log = await Filled();
        var kept = log.Read(0).Where(e => e.Entry.Observation is Observation.GatePassed).Select(e => LogSamples.Spelled(e.Entry)).ToArray();
        _clock.Now += TimeSpan.FromHours(80);

        var deletion = Assert.Single(log.Expire(LogRetention.Default, Cancellation));

        Assert.Equal((0L, 3L), (deletion.First, deletion.Last));
        Assert.Equal(deletion.After, Expiry.Hash(Path.Combine(_folder.Path, deletion.Segment)));
        Assert.Equal(kept, log.Read(0).Select(e => LogSamples.Spelled(e.Entry)));
        Assert.Empty(LogCheck.Of(_folder.Path).Faults);
    }

    [Fact]
    public async Task A_changed_book_is_noticed()
    {
        using var log = await Filled();
        _clock.Now += TimeSpan.FromHours(80);
        log.Expire(LogRetention.Default, Cancellation);
        _clock.Now += TimeSpan.FromDays(31);
        log.Expire(LogRetention.Default, Cancellation);
        var book = Path.Combine(_folder.Path, DeletionBook.FileName);
        var text = File.ReadAllText(book);

        File.WriteAllText(book, text.Replace("\"entries\":3", "\"entries\":2", StringComparison.Ordinal));

        Assert.Throws<LogBrokenException>(() => DeletionBook.Of(_folder.Path));
    }

    /// <summary>A log whose first segment, closed, holds three readings and two gates.</summary>
    async Task<SegmentLog> Filled()
    {
        using (var log = Open())
        {
            var gate = new LogEntry(new(1), 1, 1, new Observation.GatePassed(default, "main", "p7", GateWay.In));
            await log.Append(new[] { LogSamples.Reading(0), gate, LogSamples.Reading(1), LogSamples.Reading(2), gate with { Sequence = 2 } }, Cancellation);
        }

        return Open();
    }

    SegmentLog Open() => Assert.IsType<Result<SegmentLog>.Good>(
        SegmentLog.Open(_folder.Path, LogSamples.Header, SegmentLogRules.Default with { Gather = TimeSpan.Zero }, _clock)).Value;

    sealed class Clock : TimeProvider
    {
        internal DateTimeOffset Now { get; set; } = new(2026, 11, 24, 8, 0, 0, TimeSpan.Zero);

        public override DateTimeOffset GetUtcNow() => Now;
    }
}

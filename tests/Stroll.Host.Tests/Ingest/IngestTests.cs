using CsCheck;
using Stroll.Host.Ingest;
using Stroll.Host.Logs;
using Stroll.Observations;
using Stroll.Units;

namespace Stroll.Tests.Ingest;

public sealed class IngestTests
{
    static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_message_is_kept_once_however_often_it_comes()
    {
        using var log = new MemoryLog(StoreSamples.Header);
        using var ingest = Open(log);

        for (var i = 0; i < 3; i++)
        {
            Assert.IsType<Host.Ingest.Intake.Kept>(await ingest.Take(Message(7), Cancellation));
        }

        Assert.Equal(7, Assert.Single(log.Read(0)).Entry.Sequence);
        Assert.Equal((1, 2), (Of(ingest, "shelf 1/2").Kept, Of(ingest, "shelf 1/2").Doubled));
    }

    [Fact]
    public void Any_order_and_any_doubling_gives_each_message_once() => Gen.Int[0, 30].Array[1, 80].Sample(order =>
    {
        using var log = new MemoryLog(StoreSamples.Header);
        using var ingest = Open(log);

        var answers = Task.WhenAll(order.Select(sequence => ingest.Take(Message(sequence), default).AsTask())).GetAwaiter().GetResult();

        Assert.All(answers, answer => Assert.IsType<Host.Ingest.Intake.Kept>(answer));
        Assert.Equal(order.Distinct().Order().Select(s => (long)s), log.Read(0).Select(e => e.Entry.Sequence).Order());
    });

    [Fact]
    public async Task After_a_restart_it_still_knows_what_was_kept()
    {
        using var log = new MemoryLog(StoreSamples.Header);
        using (var before = Open(log))
        {
            await before.Take(Message(7), Cancellation);
        }

        using var after = Open(log);

        Assert.IsType<Host.Ingest.Intake.Kept>(await after.Take(Message(7), Cancellation));
        Assert.Single(log.Read(0));
    }

    [Fact]
    public async Task An_unknown_store_or_device_and_an_old_boot_are_refused()
    {
        using var log = new MemoryLog(StoreSamples.Header);
        using var ingest = Open(log);
        await ingest.Take(Message(1, boot: 5), Cancellation);

        Assert.Equal("ingest.store", await Refusal(ingest, Message(1) with { Store = new("acme", "nowhere") }));
        Assert.Equal("ingest.device", await Refusal(ingest, Message(1) with { Device = "shelf 9/9" }));
        Assert.Equal("ingest.old-boot", await Refusal(ingest, Message(2, boot: 4)));
        Assert.IsType<Host.Ingest.Intake.Kept>(await ingest.Take(Message(0, boot: 6), Cancellation));
    }

    [Fact]
    public async Task A_clock_that_is_seconds_ahead_is_quarantined_at_once_and_hears_why()
    {
        using var log = new MemoryLog(StoreSamples.Header);
        using var ingest = Open(log);

        Assert.Equal("ingest.clock", await Refusal(ingest, Message(1, offset: 3600.Seconds)));

        Assert.Empty(log.Read(0));
        Assert.Contains("3600.0 s ahead", Of(ingest, "shelf 1/2").Quarantine);
    }

    [Fact]
    public async Task A_clock_that_stays_seconds_behind_is_quarantined_and_a_backlog_is_not()
    {
        using var log = new MemoryLog(StoreSamples.Header);
        using var ingest = Open(log);
        var answers = new List<Host.Ingest.Intake>();
        for (var second = 0; second < 20; second++)
        {
            answers.Add(await ingest.Take(Message(second, at: second.Seconds, offset: -8.Seconds), Cancellation));
        }

        Assert.IsType<Host.Ingest.Intake.Kept>(answers[0]);
        Assert.IsType<Host.Ingest.Intake.Refused>(answers[^1]);

        // An hour that was buffered, told ten times as fast as it passed.
        for (var i = 0; i < 300; i++)
        {
            var said = StoreSamples.Morning + (i * 12).Seconds;
            var message = Gate(i, said, received: StoreSamples.Morning + 3600.Seconds + i.Seconds);
            Assert.IsType<Host.Ingest.Intake.Kept>(await ingest.Take(message, Cancellation));
        }
    }

    [Fact]
    public async Task A_device_that_is_a_little_ahead_is_corrected()
    {
        using var log = new MemoryLog(StoreSamples.Header);
        using var ingest = Open(log);

        await ingest.Take(Message(1, offset: 2.Seconds), Cancellation);

        var kept = Assert.IsType<Observation.ShelfReadings>(log.Read(0).Single().Entry.Observation);
        Assert.Equal(StoreSamples.Morning, kept.At);
        Assert.Equal(StoreSamples.Morning.Nanoseconds, kept.Times.Span[0]);
    }

    [Fact]
    public async Task A_slow_camera_that_says_when_it_sends_is_not_taken_for_a_slow_clock()
    {
        using var log = new MemoryLog(StoreSamples.Header);
        using var ingest = Open(log);
        var message = Message(1, offset: -800.Milliseconds) with { Sent = StoreSamples.Morning };

        await ingest.Take(message, Cancellation);

        Assert.Equal(message.Observation.At, log.Read(0).Single().Entry.Observation.At);
    }

    [Fact]
    public async Task What_could_not_be_written_is_new_when_it_comes_again()
    {
        using var log = new Unwilling(new MemoryLog(StoreSamples.Header));
        using var ingest = Open(log);

        await Assert.ThrowsAsync<IOException>(() => ingest.Take(Message(1), Cancellation).AsTask());
        log.IsWilling = true;

        Assert.IsType<Host.Ingest.Intake.Kept>(await ingest.Take(Message(1), Cancellation));
        Assert.Single(log.Read(0));
    }

    internal static DeviceMessage Message(long sequence, long boot = 1, TimeSpan at = default, TimeSpan offset = default) => new(
        StoreSamples.Key, "shelf 1/2", boot, sequence,
        new Observation.ShelfReadings(new(1), new[] { (StoreSamples.Morning + at + offset).Nanoseconds }, (float[])[250f]), StoreSamples.Morning + at);

    static DeviceMessage Gate(long sequence, Instant said, Instant received) =>
        new(StoreSamples.Key, "gate main", 1, sequence, new Observation.GatePassed(said, "main", null, GateWay.In), received);

    static Host.Ingest.Ingest Open(ILog log)
    {
        var ingest = new Host.Ingest.Ingest(TimeProvider.System, IngestRules.Default);
        ingest.Open(StoreSamples.Key, log);
        return ingest;
    }

    static DeviceStatus Of(Host.Ingest.Ingest ingest, string device) => ingest.Devices(StoreSamples.Key).Single(d => d.Device == device);

    static async Task<string> Refusal(Host.Ingest.Ingest ingest, DeviceMessage message) =>
        Assert.IsType<Host.Ingest.Intake.Refused>(await ingest.Take(message, Cancellation)).Fault.Code;

    /// <summary>A log that cannot write at first.</summary>
    sealed class Unwilling(MemoryLog log) : ILog
    {
        internal bool IsWilling { get; set; }

        public LogHeader Header => log.Header;

        public long FirstOffset => log.FirstOffset;

        public long NextOffset => log.NextOffset;

        public string? Trouble => null;

        public ValueTask<long> Append(ReadOnlyMemory<LogEntry> entries, CancellationToken cancellation) =>
            IsWilling ? log.Append(entries, cancellation) : throw new IOException("No space left on device");

        public IEnumerable<(long Offset, LogEntry Entry)> Read(long from) => log.Read(from);

        public ValueTask Reached(long offset, CancellationToken cancellation) => log.Reached(offset, cancellation);

        public SeenMessages Seen() => log.Seen();

        public void Dispose() => log.Dispose();
    }
}

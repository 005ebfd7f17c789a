using Stroll.Host.Ingest;
using Stroll.Host.Logs;
using Stroll.Host.Stores.Running;
using Stroll.Observations;
using Stroll.Sensors;
using Stroll.Tests.Ingest;
using Stroll.Units;

namespace Stroll.Tests.Running;

/// <summary>Somebody sets the machine's clock by hours while the store runs.</summary>
public sealed class StoreClockTests
{
    static readonly Instant Morning = StoreSamples.Morning;

    static readonly float[] Five = [5];

    static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(3)]
    [InlineData(-3)]
    public async Task The_time_of_the_log_goes_on_and_leans_towards_the_new_one(int hours)
    {
        var time = new Machine();
        using var log = new MemoryLog(StoreSamples.Header with { Sources = [.. StoreSamples.Header.Sources, new(new(4), "clock", TimeSpan.Zero, SourceKind.Host)] });
        var clock = new StoreClock(new(log, new(4), 1), time, Instant.Earliest);
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(Cancellation);
        var ticking = clock.Run(stop.Token);

        await time.Pass(2.Seconds, log);
        time.Wall += TimeSpan.FromHours(hours);
        await time.Pass(20.Seconds, log);

        await stop.CancelAsync();
        await ticking;
        var ticks = log.Read(0).Select(e => e.Entry.Observation.At).ToArray();
        Assert.All(ticks.Zip(ticks.Skip(1)), pair => Assert.InRange((pair.Second - pair.First).TotalMilliseconds, 98.9, 101.1));
        Assert.Equal(22 + (0.2 * Math.Sign(hours)), (ticks[^1] - ticks[0]).TotalSeconds, 0.15);
    }

    [Theory]
    [InlineData(3)]
    [InlineData(-3)]
    public async Task What_devices_say_comes_into_the_log_by_its_own_time(int hours)
    {
        using var log = new MemoryLog(StoreSamples.Header);
        using var ingest = new Host.Ingest.Ingest(TimeProvider.System, IngestRules.Default);
        var stored = Morning;
        ingest.Open(StoreSamples.Key, log, () => stored);
        async Task Say(long sequence, Instant said, Instant received) => Assert.IsType<Host.Ingest.Intake.Kept>(await ingest.Take(
            new DeviceMessage(StoreSamples.Key, "shelf 1/2", 1, sequence, new Observation.ShelfReadings(new(1), new[] { said.Nanoseconds }, Five), received), Cancellation));

        // A message without a time of its own is true when it arrives by the machine's clock; one with a time says the same by a clock that is right.
        await Say(1, Morning, Morning);
        stored += 1.Seconds;
        await Say(2, Morning + TimeSpan.FromHours(hours) + 1.Seconds, Morning + TimeSpan.FromHours(hours) + 1.Seconds);

        Assert.Equal([0.0, 1.0], log.Read(0).Select(e => (e.Entry.Observation.At - Morning).TotalSeconds));
        Assert.Equal([0.0, 1.0], log.Read(0).Select(e => (new Instant(((Observation.ShelfReadings)e.Entry.Observation).Times.Span[0]) - Morning).TotalSeconds));
    }

    [Fact]
    public void A_clock_that_was_set_back_while_the_host_was_down_goes_on_after_the_newest_tick()
    {
        using var log = new MemoryLog(StoreSamples.Header);

        Assert.Equal(Morning + 3600.Seconds, new StoreClock(new(log, new(0), 1), new Machine(), Morning + 3600.Seconds).Now);
        Assert.Equal(Morning, new StoreClock(new(log, new(0), 1), new Machine(), Morning - 3600.Seconds).Now);
    }

    /// <summary>A machine whose wall clock can be set and whose monotonic clock cannot. Timers fire when time passes.</summary>
    sealed class Machine : TimeProvider
    {
        readonly List<Fires> _timers = [];
        long _ticks;

        internal DateTimeOffset Wall { get; set; } = DateTimeOffset.UnixEpoch.AddTicks(Morning.Nanoseconds / 100);

        public override long TimestampFrequency => TimeSpan.TicksPerSecond;

        public override long GetTimestamp() => _ticks;

        public override DateTimeOffset GetUtcNow() => Wall;

        public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
        {
            var timer = new Fires(callback, state);
            _timers.Add(timer);
            return timer;
        }

        /// <summary>Lets time pass in steps of a tick, and waits for what each of them writes.</summary>
        internal async Task Pass(TimeSpan span, MemoryLog log)
        {
            for (var i = 0; i < span / StoreClock.Every; i++)
            {
                var next = log.NextOffset;
                _ticks += StoreClock.Every.Ticks;
                Wall += StoreClock.Every;
                _timers.ForEach(timer => timer.Now());
                await log.Reached(next, Cancellation);
            }
        }

        sealed class Fires(TimerCallback callback, object? state) : ITimer
        {
            bool _isOver;

            internal void Now()
            {
                if (!_isOver)
                {
                    callback(state);
                }
            }

            public bool Change(TimeSpan dueTime, TimeSpan period) => !_isOver;

            public void Dispose() => _isOver = true;

            public ValueTask DisposeAsync()
            {
                Dispose();
                return default;
            }
        }
    }
}

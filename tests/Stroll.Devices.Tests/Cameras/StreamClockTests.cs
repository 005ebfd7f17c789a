using CsCheck;
using Stroll.Devices.Cameras;
using Stroll.Units;

namespace Stroll.Tests.Devices.Cameras;

public sealed class StreamClockTests
{
    static readonly Instant Start = Instant.FromUnixSeconds(1_790_000_000);

    [Fact]
    public void Pictures_that_wait_in_the_network_keep_the_time_at_which_they_were_taken() =>
        Gen.Double[0, 0.4].Array[60, 200].Sample(delays =>
        {
            // One in ten gets through in 20 ms; the others wait.
            var clock = new StreamClock();
            for (var i = 0; i < delays.Length; i++)
            {
                var stream = TimeSpan.FromSeconds(0.1 * i);
                clock.Step(Start + stream + TimeSpan.FromSeconds(i % 10 == 0 ? 0.02 : 0.02 + delays[i]), stream);
                Assert.Equal(0.02, (clock.At(stream)!.Value - (Start + stream)).TotalSeconds, 6);
            }
        });

    [Fact]
    public void A_quartz_that_runs_away_is_followed()
    {
        var clock = new StreamClock();
        for (var i = 0; i < 36_000; i++)
        {
            // An hour in which the camera's second is 100 millionths too long: 0.36 s at the end.
            var stream = TimeSpan.FromSeconds(0.1 * i);
            clock.Step(Start + (1.0001 * stream), stream);
        }

        Assert.Equal(0.36, (clock.Offset!.Value - TimeSpan.FromTicks(Start.Nanoseconds / 100)).TotalSeconds, 0.01);
    }

    [Fact]
    public void A_camera_that_is_late_says_by_how_much()
    {
        var clock = new StreamClock();
        clock.Step(Start, TimeSpan.Zero);
        clock.Step(Start + 2.Seconds, 1.Seconds);
        Assert.Equal(1.Seconds, clock.Delay);
        clock.Reset();
        Assert.Null(clock.Offset);
    }
}

using CsCheck;
using Stroll.Recordings.AutoCheckout;

namespace Stroll.Tests.Recordings;

public class SampleClockTests
{
    const long Period = 16_666_667;
    const long Start = 1_580_250_245_000_000_000;

    // Messages of 12 samples that leave up to 17 ms too early or late.
    static readonly Gen<long[]> Jitter = Gen.Long[-17_000_000, 17_000_000].Array[200, 200];

    [Fact]
    public void Jumps_at_the_borders_of_messages_are_smoothed_to_a_few_milliseconds() => Jitter.Sample(jitter =>
    {
        var clock = new SampleClock(Period);
        var errors = Written(jitter).Select((written, i) => Math.Abs(clock.Next(written) - Start - (i * Period))).ToArray();
        return errors[1200..].Max() < 8_000_000 && errors[1200..].Average() < 3_500_000;
    });

    [Fact]
    public void Time_rises_whatever_is_written() => Gen.Long[-2_000_000_000, 2_000_000_000].Array[1, 300].Sample(written =>
    {
        var clock = new SampleClock(Period);
        var even = written.Select(t => clock.Next(Start + t)).ToArray();
        return even.Zip(even.Skip(1)).All(pair => pair.First < pair.Second);
    });

    [Fact]
    public void Spacing_stays_near_a_sixtieth_of_a_second() => Jitter.Sample(jitter =>
    {
        var clock = new SampleClock(Period);
        var even = Written(jitter).Select(clock.Next).ToArray();
        var steps = even.Zip(even.Skip(1), (a, b) => b - a).ToArray();
        return steps[120..].All(step => Math.Abs(step - Period) < 500_000);
    });

    [Fact]
    public void A_lost_message_is_a_gap_and_not_a_slower_clock()
    {
        var clock = new SampleClock(Period);
        var written = Written(new long[200]);
        long[] kept = [.. written[..1200], .. written[1212..]];

        var even = kept.Select(clock.Next).ToArray();

        Assert.Equal(1, clock.Gaps);
        Assert.Equal(13 * Period, even[1200] - even[1199], 100_000.0);
        Assert.Equal(written[^1], even[^1], 100_000.0);
    }

    [Fact]
    public void A_plate_of_another_rate_is_followed()
    {
        // 59.5 Hz: after the settling the clock runs at the plate's rate and is at most a few samples' jitter off.
        var clock = new SampleClock(Period);
        var written = Enumerable.Range(0, 12_000).Select(i => Start + (long)(i * 1e9 / 59.5)).ToArray();

        var even = written.Select(clock.Next).ToArray();

        Assert.InRange(Math.Abs(even[^1] - written[^1]) / 1e6, 0, 10);
    }

    static long[] Written(long[] jitter) => [.. jitter.SelectMany((late, message) =>
        Enumerable.Range(0, 12).Select(i => Start + (((message * 12) + i) * Period) + late))];
}

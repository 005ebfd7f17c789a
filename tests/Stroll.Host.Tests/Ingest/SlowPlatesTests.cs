using Stroll.Host.Ingest;
using Stroll.Observations;
using Stroll.Units;

namespace Stroll.Tests.Ingest;

public sealed class SlowPlatesTests
{
    readonly PayloadReader _reader = new(StoreSamples.Key, StoreSamples.Store, 77);

    [Fact]
    public void One_value_a_second_becomes_a_straight_line_with_a_reading_in_every_block()
    {
        Say(0, "500");

        var line = Say(1000, "400");

        var times = line.Times.ToArray();
        Assert.Equal(StoreSamples.Morning + 1.Seconds, line.At);
        Assert.All(times.Zip(times.Skip(1)), pair => Assert.InRange(pair.Second - pair.First, 1, 50_000_000));
        Assert.InRange(times[0], StoreSamples.Morning.Nanoseconds + 1, StoreSamples.Morning.Nanoseconds + 50_000_000);
        Assert.Equal(400, line.Grams.Span[^1]);
        Assert.All(line.Grams.ToArray().Zip(line.Grams.ToArray().Skip(1)), pair => Assert.True(pair.Second < pair.First));
        Assert.Equal(450, line.Grams.ToArray().Average() + 2, 0.01);
    }

    [Theory]
    [InlineData(2000)]
    [InlineData(90_000)]
    [InlineData(0)]
    [InlineData(-500)]
    public void A_long_pause_stays_one_and_what_is_older_is_a_reading_alone(int milliseconds)
    {
        Say(0, "500");

        Assert.Equal([400f], Say(milliseconds, "400").Grams.ToArray());
    }

    [Fact]
    public void A_fast_plate_is_taken_as_it_is()
    {
        Say(0, "500");

        Assert.Equal([400f], Say(17, "400").Grams.ToArray());
    }

    [Fact]
    public void A_moment_far_ahead_is_not_waited_for()
    {
        Say(0, $$"""{"grams": 5, "t_ns": {{(StoreSamples.Morning + TimeSpan.FromDays(400)).Nanoseconds}}}""");
        Say(100, "500");

        Assert.Equal(25, Say(1100, "400").Times.Length);
    }

    [Fact]
    public void A_plate_may_say_many_samples_in_one_line()
    {
        var readings = Say(1000, """{"grams": [500, 499.5, null, 400], "hz": 10}""", "plate/1/1/2");

        Assert.Equal([-300L, -200, -100, 0], readings.Times.ToArray().Select(time => (time - (StoreSamples.Morning + 1.Seconds).Nanoseconds) / 1_000_000));
        Assert.Equal([float.NaN, 500f, float.NaN, 499.5f, float.NaN, float.NaN, float.NaN, 400f], readings.Grams.ToArray());
    }

    Observation.ShelfReadings Say(int milliseconds, string payload, string address = "plate/1/2/1") => Assert.IsType<Observation.ShelfReadings>(
        Assert.Single(Assert.IsType<Result<DeviceMessage[]>.Good>(_reader.Read(
            address, System.Text.Encoding.UTF8.GetBytes(payload), StoreSamples.Morning + milliseconds.Milliseconds)).Value).Observation);
}

using Stroll.Cli.Bench;

namespace Stroll.Tests.Bench;

public class TrackingBenchTests
{
    [Fact]
    public void A_step_follows_its_people_and_allocates_nothing()
    {
        var result = TrackingBench.Run([10, 60], passes: 2, TimeSpan.FromMilliseconds(50), _ => { }, TestContext.Current.CancellationToken);

        Assert.Equal([10, 60], result.Steps.Select(step => step.People));
        Assert.All(result.Steps, step => Assert.Equal(0, step.BytesPerFrame));
        Assert.All(result.Steps, step => Assert.InRange(step.Sightings, 0.9 * step.People, 1.1 * step.People));
    }

    [Fact]
    public void The_exponent_is_that_of_the_power_and_small_numbers_do_not_count()
    {
        TrackingStep[] steps = [new(10, 10, 1000, 0), Step(50), Step(100), Step(400)];

        Assert.Equal(1.25, TrackingBench.Exponent(steps), 9);
        Assert.True(double.IsNaN(TrackingBench.Exponent(steps[..2])));

        static TrackingStep Step(int people) => new(people, people, 3 * Math.Pow(people, 1.25), 0);
    }
}

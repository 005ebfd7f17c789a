using Stroll.Simulator;

namespace Stroll.Tests.Simulator;

/// <summary>The memory of the process is everybody's: what is measured here is measured alone.</summary>
[CollectionDefinition(nameof(Alone), DisableParallelization = true)]
public class Alone;

[Collection(nameof(Alone))]
public class DayMemoryTests
{
    [Fact]
    public void Memory_does_not_grow_with_the_day()
    {
        var (hour, longer) = (Peak(1), Peak(4));
        Assert.InRange(longer - hour, long.MinValue, 3 * 1024 * 1024);
    }

    static long Peak(int hours)
    {
        var simulation = new Simulation(new()
        {
            Visits = 100_000,
            Length = TimeSpan.FromHours(hours),
            Size = new(Gondolas: 1, ShelvesPerGondola: 2, PlatesPerShelf: 6, Products: 6),
            Habits = new(SecondsBetweenArrivals: 60),
            Scales = new(Hertz: 10),
        });
        var (peak, said) = (0L, 0);
        foreach (var entry in simulation.Play())
        {
            if (++said % 50_000 == 0)
            {
                peak = Math.Max(peak, GC.GetTotalMemory(forceFullCollection: true));
            }
        }

        Assert.NotEqual(0, peak);
        return peak;
    }
}

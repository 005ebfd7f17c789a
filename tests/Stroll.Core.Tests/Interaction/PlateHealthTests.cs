using Stroll.Interaction;
using Stroll.Layout;
using Stroll.Units;

namespace Stroll.Tests.Interaction;

public class PlateHealthTests
{
    static readonly PlateId Third = new(2);

    [Fact]
    public void A_plate_that_never_spoke_is_silent()
    {
        var found = new Scene().Fault((_, p, g) => p == 2 ? double.NaN : g).Run(out var state);

        Assert.Empty(found);
        Assert.Equal(PlateHealth.Silent, state.Health(Third));
        Assert.Equal(PlateHealth.Good, state.Health(new PlateId(3)));
    }

    [Fact]
    public void A_plate_that_died_is_silent_and_takes_nothing_along()
    {
        var found = new Scene(seconds: 20).Move(14, 3, -350).Fault((t, p, g) => p == 2 && t > 10 ? double.NaN : g).Run(out var state);

        Assert.Equal(3, Assert.Single(Assert.Single(found).Steps[0].Plates).Plate.Index);
        Assert.Equal(PlateHealth.Silent, state.Health(Third));
    }

    [Theory]
    [InlineData(-6058.5)]
    [InlineData(0)]
    public void A_plate_whose_value_never_moves_is_stuck(double value)
    {
        var found = new Scene(seconds: 40).Fault((_, p, g) => p == 2 ? value : g).Run(out var state);

        Assert.Empty(found);
        Assert.Equal(PlateHealth.Stuck, state.Health(Third));
    }

    [Fact]
    public void A_plate_that_froze_after_a_life_is_stuck()
    {
        new Scene(seconds: 60).Fault((t, p, g) => p == 2 && t > 20 ? 1033.125 : g).Run(out var state);

        Assert.Equal(PlateHealth.Stuck, state.Health(Third));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(0.3)]
    public void A_coarse_scale_that_stands_still_is_not_stuck(double offset)
    {
        // With an offset its readings are no whole grams; then it is known only once it has moved.
        var scene = new Scene(seconds: 80, rate: 10, noise: 0) { Quantum = 5 }.Fault((_, _, g) => g + offset);
        if (offset > 0)
        {
            scene.Move(10, 2, -352);
        }

        scene.Run(out var state);

        Assert.Equal(PlateHealth.Good, state.Health(Third));
    }

    [Fact]
    public void A_plate_at_the_end_of_its_range_is_saturated_and_doubtful()
    {
        // A load of 25 kg on a plate for 20: it shows 20, and what is left after is true again.
        var scene = new Scene(seconds: 20).Lean(8, 30, 2, 24_000).Fault((_, _, g) => Math.Min(g, 20_000));

        var found = scene.Run(out var state);

        Assert.Equal(PlateHealth.Saturated, state.Health(Third));
        Assert.InRange(Assert.Single(found).Sd.Value, 1000, 10_000);
    }

    [Fact]
    public void A_plate_that_wanders_is_noisy_and_invents_no_items()
    {
        // Bad wiring: 10 to 100 g within seconds, for three minutes.
        var rng = new Rng(3);
        var level = 0.0;
        var scene = new Scene(seconds: 180).Fault((_, p, g) => p == 2 ? g + (level += rng.NextNormal() * 6) : g);

        var found = scene.Run(out var state);

        Assert.True(state.Health(Third) == PlateHealth.Noisy, $"{state.Condition(Third)} {string.Join(" / ", found.Select(c => Scene.Text(c, scene.StartNanoseconds)))}");
        var late = found.Where(c => scene.At(c.Begin) > 40).ToArray();
        Assert.All(late, c => Assert.True(c.Sd.Value > 10, Scene.Text(c, scene.StartNanoseconds)));
        Assert.InRange(late.Length, 0, 3);
    }

    [Fact]
    public void A_take_from_a_plate_that_wanders_is_told_with_much_doubt()
    {
        var rng = new Rng(3);
        var level = 0.0;
        var scene = new Scene(seconds: 180).Move(150, 2, -900).Fault((_, p, g) => p == 2 ? g + (level += rng.NextNormal() * 2) : g);

        var found = scene.Run();
        var change = found.SingleOrDefault(c => scene.At(c.Begin) < 150.5 && scene.At(c.End) > 150);

        Assert.True(change is not null, string.Join(" / ", found.Select(c => Scene.Text(c, scene.StartNanoseconds))));
        Assert.InRange(change.Change.Value, -1100, -700);
        Assert.InRange(change.Sd.Value, 40, 300);
    }

    [Fact]
    public void A_noisy_plate_does_not_hide_its_neighbours_item()
    {
        var rng = new Rng(3);
        var scene = new Scene(seconds: 60).Move(40, 3, -350).Fault((_, p, g) => p == 2 ? g + (60 * rng.NextNormal()) : g);

        var found = scene.Run();

        var change = Assert.Single(found);
        Assert.Contains(change.Steps[0].Plates, p => p.Plate.Index == 3 && Math.Abs(p.Change.Value + 350) < 2);
    }

    [Fact]
    public void Noise_is_told_in_grams()
    {
        new Scene(seconds: 30, noise: 8).Run(out var state);

        // The mean of 12 samples with an sd of 8 g has one of 2.3 g; over 0.35 s it shows a little less.
        Assert.InRange(state.Condition(Third).Noise.Value, 1, 2.6);
    }
}

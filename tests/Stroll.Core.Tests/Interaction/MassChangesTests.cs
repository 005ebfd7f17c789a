using Stroll.Interaction;
using Stroll.Layout;
using Stroll.Units;

namespace Stroll.Tests.Interaction;

public class MassChangesTests
{
    [Fact]
    public void A_can_taken_is_one_change_of_its_own_mass()
    {
        var scene = new Scene().Move(5, 4, -350);

        var change = Assert.Single(scene.Run());

        Assert.Equal(-350, change.Change.Value, 1.0);
        Assert.InRange(change.Sd.Value, 0.1, 2);
        Assert.InRange(scene.At(change.Begin), 4.9, 5.1);
        Assert.InRange(scene.At(change.End), 5.3, 5.8);
        Assert.InRange(scene.At(change.KnownAt), scene.At(change.End) + 1.5, scene.At(change.End) + 1.8);
        Assert.Equal(4, Assert.Single(Assert.Single(change.Steps).Plates).Plate.Index);
    }

    [Fact]
    public void What_is_put_is_above_zero() =>
        Assert.Equal(120, Assert.Single(new Scene().Move(5, 0, 120).Run()).Change.Value, 1.0);

    [Fact]
    public void Nothing_happens_on_a_shelf_at_rest() => Assert.Empty(new Scene(seconds: 60).Run());

    [Theory]
    [InlineData(60, 0)]
    [InlineData(80, 0)]
    [InlineData(400, 30)]
    public void A_hand_that_leans_and_leaves_changes_nothing(double grams, double shake) =>
        Assert.Empty(new Scene().Lean(5, 6.3, 4, grams, shake).Lean(5.1, 6.3, 5, grams / 2, shake).Run());

    [Fact]
    public void What_rested_heavier_than_a_hand_is_told_though_it_went_again()
    {
        // One puts back, another takes a second later: the shelf is as it was, and nothing but the steps tells of it.
        var change = Assert.Single(new Scene().Move(5, 4, 250).Move(6.2, 4, -250).Run());

        Assert.Equal(0, change.Change.Value, 2.0);
        Assert.Equal([250, -250], change.Steps.Select(step => 10 * Math.Round(step.Change.Value / 10)));
    }

    [Fact]
    public void What_was_lifted_from_under_a_hand_and_came_back_is_told()
    {
        // A hand rests before it takes; 2 s later the piece comes back. The whole is nothing, but the plate rested 200 g lighter.
        var change = Assert.Single(new Scene().Lean(5, 5.9, 4, 60).Move(5.9, 4, -200).Move(7.4, 4, 200).Run());

        Assert.Equal(0, change.Change.Value, 2.0);
        Assert.Contains(change.Steps, step => step.Change.Value < -150);
        Assert.Contains(change.Steps, step => step.Change.Value > 150);
    }

    [Fact]
    public void What_was_put_rested_and_was_taken_is_told()
    {
        // A hand rests for up to 2 s before it takes, but then it takes.
        var change = Assert.Single(new Scene().Move(5, 4, 100).Move(7.5, 4, -100).Run());

        Assert.Equal(0, change.Change.Value, 2.0);
        Assert.Equal(2, change.Steps.Length);
        Assert.Equal(100, change.Steps[0].Change.Value, 3.0);
        Assert.Equal(-100, change.Steps[1].Change.Value, 3.0);
        Assert.Empty(new Scene().Move(5, 4, 100).Move(6.4, 4, -100).Run());
    }

    [Fact]
    public void A_long_restless_lean_changes_nothing() => Assert.Empty(new Scene(seconds: 20).Lean(5, 12, 4, 900, 120).Run());

    [Fact]
    public void One_item_on_several_plates_is_one_change_with_their_shares()
    {
        var change = Assert.Single(new Scene().Move(5, 3, -57).Move(5.02, 4, -25).Move(5.01, 5, -18).Run());

        var step = Assert.Single(change.Steps);
        Assert.Equal([3, 4, 5], step.Plates.Select(p => p.Plate.Index));
        Assert.Equal(-57, step.Plates[0].Change.Value, 1.0);
        Assert.Equal(-100, change.Change.Value, 1.5);
    }

    [Fact]
    public void An_item_across_an_idle_plate_is_still_one()
    {
        var change = Assert.Single(new Scene().Move(5, 3, -150).Move(5, 5, -150).Run());

        Assert.Equal([3, 5], change.Steps[0].Plates.Select(p => p.Plate.Index));
    }

    [Fact]
    public void Two_items_two_plates_apart_and_one_after_the_other_are_two_changes() =>
        Assert.Equal(2, new Scene().Move(5, 3, -150).Move(6.2, 5, -150).Run().Count);

    [Fact]
    public void Two_items_far_apart_at_the_same_time_are_two_changes()
    {
        var found = new Scene().Move(5, 1, -350).Move(5.1, 9, -510).Run();

        Assert.Equal([-350.0, -510.0], found.Select(c => Math.Round(c.Change.Value / 10) * 10).OrderDescending());
    }

    [Fact]
    public void Two_items_in_close_succession_are_two_steps_that_split_apart()
    {
        var found = new Scene().Move(5, 4, 412).Move(6.2, 4, 322).Run();

        var change = Assert.Single(found);
        Assert.Equal(2, change.Steps.Length);
        var stretches = StepSplitting.Split(change, MassChangeRules.Default);
        Assert.Equal(2, stretches.Length);
        Assert.Equal(412, stretches[0].Change.Value, 2.0);
        Assert.Equal(322, stretches[1].Change.Value, 2.0);
    }

    [Fact]
    public void Two_items_with_a_real_rest_between_are_two_changes()
    {
        var found = new Scene().Move(4, 4, -412).Move(7.5, 4, -322).Run();

        Assert.Equal([0, 1], found.Select(c => c.Number));
        Assert.All(found, c => Assert.Single(c.Steps));
    }

    [Theory]
    [InlineData(0.7)]
    [InlineData(1.4)]
    [InlineData(2.0)]
    public void A_hand_that_rests_and_then_takes_is_two_steps_and_one_stretch(double rest)
    {
        var found = new Scene().Lean(5, 5 + rest + 0.2, 4, 70, 1).Move(5 + rest, 4, -350).Run();

        var change = Assert.Single(found);
        Assert.Equal(-350, change.Change.Value, 2.0);
        Assert.Equal(2, change.Steps.Length);
        Assert.Equal(70, change.Steps[0].Change.Value, 3.0);
        var stretch = Assert.Single(StepSplitting.Split(change, MassChangeRules.Default));
        Assert.Equal(change.Change.Value, stretch.Change.Value, 1e-9);
        Assert.Equal((change.Begin, change.End), (stretch.Begin, stretch.End));
    }

    [Fact]
    public void What_is_lifted_and_comes_back_is_told()
    {
        var change = Assert.Single(new Scene().Move(5, 4, -200).Move(6.3, 4, 200).Run());

        Assert.Equal([-200.0, 200.0], change.Steps.Select(s => Math.Round(s.Change.Value / 10) * 10));
        Assert.Equal(0, change.Change.Value, 2.0);
    }

    [Fact]
    public void Activity_says_when_the_hand_was_there()
    {
        var scene = new Scene().Lean(5, 7.4, 4, 60, 30).Move(7, 4, -350);

        var step = Assert.Single(Assert.Single(scene.Run()).Steps);

        Assert.Equal(1, step.Activity.Sum(), 1e-9);
        Assert.Equal((int)Math.Ceiling((step.End - step.Begin) / MassStep.ActivitySlot), step.Activity.Length);
        var strongest = step.Activity.IndexOf(step.Activity.Max());
        Assert.InRange(scene.At(step.Begin + (strongest * MassStep.ActivitySlot)), 6.8, 7.5);
    }

    [Fact]
    public void A_slow_hand_takes_as_much_as_a_quick_one()
    {
        var found = new Scene(seconds: 40).Add((t, p) => p == 4 ? -30 * Math.Clamp((t - 10) / 12, 0, 1) : 0).Run();

        Assert.Equal(-30, found.Sum(c => c.Change.Value), 4.0);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(-4)]
    public void Drift_is_followed(double gramsPerMinute)
    {
        var scene = new Scene(seconds: 180).Add((t, _) => gramsPerMinute * t / 60).Move(120, 4, -350);

        var found = scene.Run(out var state);

        Assert.Equal(-350, Assert.Single(found).Change.Value, 1.0);
        Assert.Equal(gramsPerMinute, state.Condition(new PlateId(7)).DriftGramsPerMinute, 0.5 * Math.Abs(gramsPerMinute));
    }

    [Theory]
    [InlineData(-20, 0.7, 8)]
    [InlineData(24, 1.5, 8)]
    [InlineData(-30, 2.0, 30)] // Creeps on for longer than a change waits: the rest is lost, but nothing is invented.
    public void A_tail_that_creeps_after_a_take_belongs_to_it(double tail, double seconds, double lost)
    {
        var scene = new Scene(seconds: 16).Move(5, 4, -400)
            .Add((t, p) => p == 4 && t > 5.4 ? tail * (1 - Math.Exp(-(t - 5.4) / seconds)) : 0);

        var change = Assert.Single(scene.Run());

        Assert.Single(change.Steps);
        Assert.Equal(-400 + tail, change.Change.Value, lost);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void A_shaken_gondola_changes_nothing(int seed)
    {
        // Half as strong again as the worst shelf measured: sum of twelve plates with an sd of 40 g, and knocks of 240 g.
        var rng = new Rng((ulong)seed);
        var knocks = Enumerable.Range(0, 8).Select(_ => rng.NextBetween(4, 18)).ToArray();
        var scene = new Scene(seconds: 24, seed: (ulong)seed).Add((t, p) =>
            (t is > 3 and < 20 ? 11 * Math.Sin((t * 57) + (p * 1.7)) * Math.Sin(t * 3.1) : 0)
            + knocks.Sum(k => t >= k && t < k + 0.15 ? 240 * Math.Exp(-(t - k) * 30) * Math.Cos((t - k) * 90) : 0));

        Assert.Empty(scene.Run());
    }

    [Fact]
    public void A_take_from_a_shaken_shelf_is_found()
    {
        var scene = new Scene(seconds: 24).Add((t, p) => 6 * Math.Sin((t * 57) + (p * 1.7))).Move(12, 4, -350);

        Assert.Equal(-350, Assert.Single(scene.Run()).Change.Value, 5.0);
    }

    [Fact]
    public void A_neighbour_that_only_follows_takes_no_part()
    {
        var change = Assert.Single(new Scene().Move(5, 4, -800).Move(5, 5, -16).Run());

        Assert.Equal(4, Assert.Single(change.Steps[0].Plates).Plate.Index);
    }

    [Fact]
    public void Lone_spikes_of_any_size_are_no_movement()
    {
        var scene = new Scene(noise: 0.5).Fault((t, p, g) => p == 2 && (int)Math.Round(t * 60) % 97 == 50 ? -4000 : g);

        Assert.Empty(scene.Run(out var state));
        Assert.Equal(PlateHealth.Good, state.Health(new PlateId(2)));
        Assert.InRange(state.Condition(new PlateId(2)).Noise.Value, 0, 0.5);
    }

    [Theory]
    [InlineData(double.NaN)]
    [InlineData(double.PositiveInfinity)]
    public void Readings_that_are_no_numbers_are_passed_over(double reading)
    {
        var rng = new Rng(5);
        var scene = new Scene().Move(5, 4, -350).Fault((_, _, g) => rng.NextChance(0.3) ? reading : g);

        Assert.Equal(-350, Assert.Single(scene.Run()).Change.Value, 2.0);
    }

    [Theory]
    [InlineData(5)]
    [InlineData(10)]
    [InlineData(25)]
    [InlineData(80)]
    [InlineData(100)]
    public void Any_sampling_rate_will_do(double rate)
    {
        var scene = new Scene(rate: rate, seconds: 20).Move(8, 4, -350).Move(13, 7, -60).Move(13, 8, -45);

        var found = scene.Run();

        Assert.Equal(2, found.Count);
        Assert.Equal(-350, found[0].Change.Value, 2.5);
        Assert.Equal(-105, found[1].Change.Value, 2.5);
    }

    [Fact]
    public void Uneven_times_and_lost_samples_will_do()
    {
        var (times, grams) = new Scene(seconds: 20, rate: 60).Move(8, 4, -350).Samples();
        var rng = new Rng(9);
        var kept = Enumerable.Range(0, times.Length).Where(_ => rng.NextChance(0.6)).ToArray();
        var someTimes = kept.Select(i => times[i] + (long)rng.NextBetween(0, 6e6)).ToArray();
        var someGrams = kept.SelectMany(i => grams.AsSpan(i * 12, 12).ToArray()).ToArray();
        var state = new ShelfScales(Scene.StoreOf(12), MassChangeRules.Default);

        var found = Scene.Feed(state, 0, someTimes, someGrams);
        MassChanges.Finish(state, found);

        Assert.Equal(-350, Assert.Single(found).Change.Value, 2.0);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1.5)]
    public void A_scale_that_rounds_to_five_grams_will_do(double noise)
    {
        var scene = new Scene(seconds: 40, rate: 10, noise: noise) { Quantum = 5 }.Move(20, 4, -352).Move(30, 8, 48);

        var found = scene.Run(out var state);

        Assert.Equal(2, found.Count);
        Assert.Equal(-352, found[0].Change.Value, 4.0);
        Assert.Equal(48, found[1].Change.Value, 4.0);
        Assert.All(found, c => Assert.InRange(c.Sd.Value, 1.4, 6));
        // Without noise no single step is ever seen.
        Assert.Equal(noise > 0 ? 5 : 0, state.Condition(new PlateId(4)).Resolution.Value, 0.01);
    }

    [Fact]
    public void A_noisy_but_steady_plate_still_tells_an_item()
    {
        var scene = new Scene(seconds: 40, noise: 24).Move(20, 4, -350);

        var change = Assert.Single(scene.Run());

        Assert.Equal(-350, change.Change.Value, 3 * change.Sd.Value);
        Assert.InRange(change.Sd.Value, 2, 15);
    }

    [Fact]
    public void The_end_of_the_log_closes_what_is_open()
    {
        var change = Assert.Single(new Scene(seconds: 6).Move(5, 4, -350).Run());

        Assert.Equal(-350, change.Change.Value, 3.0);
    }

    [Fact]
    public void A_shelf_that_falls_silent_tells_what_it_knows()
    {
        var scene = new Scene(seconds: 6).Move(5, 4, -350);
        var (times, grams) = scene.Samples();
        var state = new ShelfScales(Scene.StoreOf(12), MassChangeRules.Default);
        var found = Scene.Feed(state, 0, times, grams);
        Assert.Empty(found);

        MassChanges.Advance(state, new(times[^1] + 1_900_000_000), found);
        Assert.Empty(found);
        MassChanges.Advance(state, new(times[^1] + 2_100_000_000), found);

        Assert.Equal(-350, Assert.Single(found).Change.Value, 3.0);
        Assert.Equal(PlateHealth.Silent, state.Health(new PlateId(0)));
    }

    [Theory]
    [InlineData(1.0)]
    [InlineData(3.0)]
    [InlineData(30.0)]
    public void What_goes_while_a_shelf_is_silent_is_missed_afterwards(double seconds)
    {
        var (times, grams) = new Scene(seconds: 60).Move(8.1, 4, -350, 0.05).Samples();
        var kept = Enumerable.Range(0, times.Length).Where(i => i / 60.0 < 8 || i / 60.0 > 8.2 + seconds).ToArray();
        var state = new ShelfScales(Scene.StoreOf(12), MassChangeRules.Default);
        var someGrams = kept.SelectMany(i => grams.AsSpan(i * 12, 12).ToArray()).ToArray();

        var found = Scene.Feed(state, 0, [.. kept.Select(i => times[i])], someGrams);
        MassChanges.Finish(state, found);

        var change = Assert.Single(found);
        Assert.Equal(-350, change.Change.Value, 4.0);
        Assert.InRange((change.Begin.Nanoseconds - times[0]) / 1e9, 7.8, 8.1);
    }

    [Fact]
    public void After_a_long_silence_a_scale_starts_anew()
    {
        var (times, grams) = new Scene(seconds: 100).Move(8.1, 4, -350, 0.05).Samples();
        var kept = Enumerable.Range(0, times.Length).Where(i => i / 60.0 < 8 || i / 60.0 > 80).ToArray();
        var state = new ShelfScales(Scene.StoreOf(12), MassChangeRules.Default);
        var someGrams = kept.SelectMany(i => grams.AsSpan(i * 12, 12).ToArray()).ToArray();

        var found = Scene.Feed(state, 0, [.. kept.Select(i => times[i])], someGrams);
        MassChanges.Finish(state, found);

        Assert.Empty(found);
        Assert.Equal(PlateHealth.Good, state.Health(new PlateId(4)));
    }

    [Fact]
    public void A_batch_of_the_wrong_size_is_our_mistake()
    {
        var state = new ShelfScales(Scene.StoreOf(12), MassChangeRules.Default);

        Assert.Throws<InvariantException>(() => MassChanges.Step(state, new(new(0), new long[2], new float[23]), []));
    }
}

using Stroll.Cli.Bench.Identity;
using Stroll.Geometry;
using Stroll.Observations;
using Stroll.Simulator;
using Stroll.Units;

namespace Stroll.Tests.Cli.Bench;

public class IdentityBenchTests
{
    static readonly Scenario Few = new() { Name = "few", Seed = 3, Visits = 6, Habits = new(SecondsBetweenArrivals: 8) };

    [Fact]
    public void A_few_people_in_a_small_store_keep_their_identity()
    {
        var day = IdentityDay.Of(Few, isOneDark: false, PipelineRules.Default, TestContext.Current.CancellationToken);

        Assert.Equal(6, day.People.Length);
        Assert.Equal(6, day.Kept);
        Assert.All(day.People, person => Assert.InRange(person.OwnShare, 0.9, 1));
    }

    [Fact]
    public void A_dark_camera_is_the_one_that_the_seed_chooses_and_says_nothing()
    {
        var day = IdentityDay.Of(Few, isOneDark: true, PipelineRules.Default, TestContext.Current.CancellationToken);

        Assert.Equal(3, day.Dark);
        Assert.Equal(6, day.People.Length);
    }

    [Fact]
    public void Whose_name_another_has_at_the_exit_is_not_kept_and_the_loss_says_to_whom()
    {
        var kept = KeptIdentity.Of("a", Way("a", "a", "a", "b", "b"), said: 0.9);

        Assert.False(kept.IsKept);
        Assert.Equal(LossKind.Exchanged, kept.Loss!.Kind);
        Assert.Equal("b", kept.Loss.TakenFor);
        Assert.Equal(0.6, kept.OwnShare, 6);
    }

    [Fact]
    public void Whom_nobody_follows_at_the_exit_has_vanished_and_whom_another_had_from_the_start_lost_it_at_the_gate()
    {
        Assert.Equal(LossKind.Vanished, KeptIdentity.Of("a", Way(["a", .. Enumerable.Repeat<string?>(null, 30)]), said: 1).Loss!.Kind);
        Assert.Equal(LossKind.Gate, KeptIdentity.Of("a", Way("b", "b", "b"), said: 1).Loss!.Kind);
        Assert.Equal(LossKind.Mislaid, KeptIdentity.Of("a", Way(["a", .. Enumerable.Repeat<string?>(null, 9), "b"]), said: 1).Loss!.Kind);
    }

    [Fact]
    public void Who_is_out_of_sight_for_a_moment_before_the_exit_is_kept()
    {
        var kept = KeptIdentity.Of("a", Way("a", "a", null, null), said: 1);

        Assert.True(kept.IsKept);
        Assert.Null(kept.Loss);
        Assert.Equal(1, kept.OwnShare);
    }

    // Ten moments a second.
    static NamedMoment[] Way(params string?[] names) =>
        [.. names.Select((name, i) => new NamedMoment(new Instant(i * 100_000_000L), new Point3(i, 0, 0), name, 1))];
}

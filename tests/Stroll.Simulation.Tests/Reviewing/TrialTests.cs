using System.Collections.Immutable;
using Stroll.Review.Audits;
using Stroll.Simulator.Reviewing;
using Stroll.Units;

namespace Stroll.Tests.Reviewing;

/// <summary>The promises of docs/review.md that are chances, by simulation. The long run draws far more.</summary>
public class TrialTests
{
    static readonly bool Long = Environment.GetEnvironmentVariable("STROLL_TEST_LONG") == "1";

    static int Times => Long ? 20 : 1;

    [Theory]
    [InlineData(1.0)]
    [InlineData(0.8)]
    [InlineData(0.6)]
    public void Who_stamps_is_named_within_200_cases(double stamping)
    {
        var named = StampTrial.ShareNamed(SimulatedReviewer.Stamper("r", stamping), cases: 200, runs: 1000 * Times, new Rng(21));

        Assert.True(named >= 0.9, $"{named:0.000}");
    }

    [Fact]
    public void Who_errs_honestly_in_one_of_twenty_is_hardly_ever_named()
    {
        // All of their errors go to what the machine had: the hardest case for the test.
        var honest = SimulatedReviewer.Honest("r");

        Assert.InRange(StampTrial.ShareNamed(honest, cases: 200, runs: 3000 * Times, new Rng(22)), 0, 0.01);
        Assert.InRange(StampTrial.ShareNamed(honest, cases: 2000, runs: 500 * Times, new Rng(23)), 0, 0.01);
    }

    [Fact]
    public void Asking_on_demand_is_as_right_as_asking_three_with_fewer_answers()
    {
        var trial = ConsensusTrial.Run(Team, cases: 10_000 * Times, machineWrong: 0.2, goldRate: 0.05, new Rng(24));

        Assert.True(trial.AnswersEach <= 1.8, $"{trial}");
        Assert.True(trial.OnDemand >= trial.Three - 0.001, $"{trial}");
        Assert.True(trial.OneAlone < trial.OnDemand - 0.02, $"{trial}");
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void The_range_of_an_audit_holds_the_truth_in_nineteen_days_of_twenty(bool hasFallibleAuditors)
    {
        var rng = new Rng(25);
        // A hard day: of sure visits 97 % are right, of doubtful ones 60 %.
        ImmutableArray<PlayedVisit> day = [.. Enumerable.Range(0, 1200).Select(i => i % 3 == 0
            ? new PlayedVisit("doubtful", rng.NextChance(0.6)) : new PlayedVisit("sure", rng.NextChance(0.97)))];
        var auditors = hasFallibleAuditors ? Team[..4] : [];

        var trial = CoverageTrial.Run(day, days: 500 * Times, visitsADay: 1000, AuditPlan.Default with { Rate = new(0.2) }, auditors, rng);

        Assert.InRange(trial.Coverage, 0.93, 0.97);
        Assert.InRange(trial.MeanError, -0.005, 0.005);
    }

    static ImmutableArray<SimulatedReviewer> Team =>
        [SimulatedReviewer.Honest("a"), SimulatedReviewer.Honest("b"), SimulatedReviewer.Honest("c"), SimulatedReviewer.Honest("d"), SimulatedReviewer.Stamper("e", 0.57)];
}

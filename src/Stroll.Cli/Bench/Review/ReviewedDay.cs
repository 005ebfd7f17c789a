using System.Collections.Immutable;
using Stroll.Attribution;
using Stroll.Cli.Bench.Accuracy;
using Stroll.Receipts;
using Stroll.Review;
using Stroll.Simulator;
using Stroll.Simulator.Reviewing;
using Stroll.Units;

namespace Stroll.Cli.Bench.Review;

/// <summary>Where a day stands after some questions.</summary>
/// <param name="Cases">Questions that were asked.</param>
/// <param name="Answers">Answers given to them.</param>
/// <param name="Seconds">That people looked.</param>
/// <param name="Exact">Receipts exactly right.</param>
/// <param name="Charged">Lines that are charged.</param>
/// <param name="Overcharged">Lines that are charged too much.</param>
internal readonly record struct ReviewedPoint(int Cases, int Answers, double Seconds, int Exact, int Charged, int Overcharged)
{
    /// <summary>Two days as one.</summary>
    public static ReviewedPoint operator +(ReviewedPoint one, ReviewedPoint other) => new(
        one.Cases + other.Cases, one.Answers + other.Answers, one.Seconds + other.Seconds, one.Exact + other.Exact, one.Charged + other.Charged,
        one.Overcharged + other.Overcharged);
}

/// <summary>One simulated day, before and after simulated people looked at what was worth asking.</summary>
/// <param name="Visits">True visits.</param>
/// <param name="Before">As the sensors alone tell.</param>
/// <param name="Budgets">After as many questions as each of <see cref="BudgetsPer1000"/> allows.</param>
/// <param name="After">After all that was worth asking.</param>
/// <param name="NeverWrong">The same with people who are never wrong: what is overcharged then is no reviewer's doing.</param>
/// <param name="WrongVerdicts">Cases that people decided wrongly.</param>
/// <param name="Open">Cases that three people could not decide.</param>
/// <param name="Played">Each true visit for the audits: its kind, and whether its receipt is right after the answers.</param>
internal sealed record ReviewedDay(
    int Visits, ReviewedPoint Before, ImmutableArray<ReviewedPoint> Budgets, ReviewedPoint After, ReviewedPoint NeverWrong, int WrongVerdicts, int Open,
    ImmutableArray<PlayedVisit> Played)
{
    /// <summary>Budgets that a store might allow, in questions for each 1,000 visits.</summary>
    internal static ImmutableArray<int> BudgetsPer1000 { get; } = [50, 200, 500, 1000];

    /// <summary>Plays it.</summary>
    /// <param name="scenario">With its seed.</param>
    /// <param name="team">Three or more; each case goes to the next of them.</param>
    /// <param name="stop">Stops it between messages.</param>
    internal static ReviewedDay Of(Scenario scenario, ImmutableArray<SimulatedReviewer> team, CancellationToken stop)
    {
        var simulation = new Simulation(scenario);
        var rules = PipelineRules.Default;
        var pipeline = new Pipeline(simulation.Model, simulation.Sources, rules);
        foreach (var entry in simulation.Play())
        {
            stop.ThrowIfCancellationRequested();
            pipeline.Take(entry);
        }

        pipeline.Finish();
        var strata = Strata(pipeline.Carts());
        var visits = simulation.Truth.Visits.Length;
        ImmutableArray<int> stops = [.. BudgetsPer1000.Select(budget => budget * visits / 1000)];
        var room = new ReviewRoom(simulation, pipeline, rules, team, new Rng(scenario.Seed, stream: 7));
        var before = room.Point();
        var budgets = room.Answer(stops);
        var sure = new ReviewRoom(simulation, pipeline, rules, [.. Enumerable.Range(1, 3).Select(i => SimulatedReviewer.NeverWrong($"oracle {i}"))], new Rng(scenario.Seed, stream: 8));
        sure.Answer([]);
        var after = room.Score();
        return new(
            after.TrueReceipts, before, budgets, room.Point(), sure.Point(), room.Wrong, room.Open,
            [.. after.Visits.Where(visit => visit.IsTrue).Select(visit => new PlayedVisit(
                visit.Visits.All(name => strata.GetValueOrDefault(name, "sure") == "sure") ? "sure" : "doubtful", visit.IsExact))]);
    }

    static Dictionary<string, string> Strata(ImmutableArray<Receipt> receipts) => receipts.ToDictionary(
        receipt => receipt.Visit, receipt => receipt.Lines.All(line => line.Charge == ChargeDecision.Now) ? "sure" : "doubtful", StringComparer.Ordinal);
}

using System.Collections.Immutable;
using Stroll.Cli.Bench.Accuracy;
using Stroll.Observations;
using Stroll.Receipts;
using Stroll.Review;
using Stroll.Review.Consensus;
using Stroll.Simulator;
using Stroll.Simulator.Reviewing;
using Stroll.Units;

namespace Stroll.Cli.Bench.Review;

/// <summary>One simulated day, before and after simulated people looked at what was worth asking.</summary>
/// <param name="Visits">True visits.</param>
/// <param name="ExactBefore">Receipts exactly right as the sensors alone tell.</param>
/// <param name="ExactAfter">After the answers.</param>
/// <param name="OverchargedBefore">Lines that the machine alone would have charged too much.</param>
/// <param name="OverchargedAfter">Lines charged too much after the answers.</param>
/// <param name="Cases">Questions that were asked.</param>
/// <param name="Answers">Answers given to them.</param>
/// <param name="WrongVerdicts">Cases that people decided wrongly.</param>
/// <param name="Open">Cases that three people could not decide.</param>
/// <param name="Seconds">That people looked.</param>
/// <param name="Played">Each true visit for the audits: its kind, and whether its receipt is right after the answers.</param>
internal sealed record ReviewedDay(
    int Visits, int ExactBefore, int ExactAfter, int OverchargedBefore, int OverchargedAfter, int Cases, int Answers, int WrongVerdicts, int Open, double Seconds,
    ImmutableArray<PlayedVisit> Played)
{
    // What a reviewer is known by before the day: gold of some shifts.
    const int GoldBefore = 60;
    const int GoldOptions = 4;

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
        var before = Score(simulation, pipeline);
        var strata = Strata(pipeline.Carts());
        var room = new ReviewRoom(team, new Rng(scenario.Seed, stream: 7));
        room.Answer(simulation, pipeline, rules);
        var after = Score(simulation, pipeline);
        return new(
            before.TrueReceipts, before.ExactReceipts, after.ExactReceipts, before.Overcharged.Lines, after.Overcharged.Lines, room.Cases, room.Answers, room.Wrong,
            room.Open, room.Seconds,
            [.. after.Visits.Where(visit => visit.IsTrue).Select(visit => new PlayedVisit(
                visit.Visits.All(name => strata.GetValueOrDefault(name, "sure") == "sure") ? "sure" : "doubtful", visit.IsExact))]);
    }

    static ReceiptScore Score(Simulation simulation, Pipeline pipeline) => ReceiptScore.Of(
        RunScore.Truth(simulation.Truth, simulation.Model.Catalogue), AccuracyRun.Claims(pipeline.Carts(), simulation.Model.Catalogue), RunScore.Aliases(simulation.Truth));

    static Dictionary<string, string> Strata(ImmutableArray<Receipt> receipts) => receipts.ToDictionary(
        receipt => receipt.Visit, receipt => receipt.Lines.All(line => line.Charge == ChargeDecision.Now) ? "sure" : "doubtful", StringComparer.Ordinal);

    /// <summary>The people, and what they have done.</summary>
    sealed class ReviewRoom(ImmutableArray<SimulatedReviewer> team, Rng rng)
    {
        readonly ReviewerRecord[] _records = [.. team.Select(person => Known(person, rng))];
        int _next;

        internal int Cases { get; private set; }

        internal int Answers { get; private set; }

        internal int Wrong { get; private set; }

        internal int Open { get; private set; }

        internal double Seconds { get; private set; }

        internal void Answer(Simulation simulation, Pipeline pipeline, PipelineRules rules)
        {
            var truth = ReviewPlay.Known(simulation);
            var desk = new Desk(simulation.Model, rules.Ask, rules.Charge);
            desk.Look(pipeline.Story, Instant.Latest);
            while (desk.Next(pipeline.Story, rules.Ask.Losses.Question) is { } question)
            {
                Decide(pipeline, question, truth.Of(pipeline.Story, pipeline.Floor, pipeline.Story[question.About]), simulation.End);
            }
        }

        /// <summary>Asks one person after the other until it is enough; each answer goes into the story as it comes.</summary>
        void Decide(Pipeline pipeline, Question question, Deeds happened, Instant at)
        {
            // The last account is "none of these".
            var options = question.Offered.Length + 1;
            var offered = question.Offered.IndexOf(happened);
            var truth = offered < 0 ? options - 1 : offered;
            ImmutableArray<double> priors = [.. Enumerable.Range(0, options).Select(i => i == 0 ? 1 - question.Doubt.Value : question.Doubt.Value / (options - 1))];
            var (votes, asked) = (new List<Vote>(), 0);
            Cases++;
            while (true)
            {
                var person = _next++ % team.Length;
                var (choice, seconds) = team[person].Answer(rng, options, truth, first: 0);
                (asked, Answers, Seconds) = (asked + 1, Answers + 1, Seconds + seconds);
                if (choice is { } said)
                {
                    votes.Add(new(person, said));
                    pipeline.Hear(new(at, question.Id, team[person].Name, Reliability(person), question.Offered, Verdict(question, said, truth, happened)));
                }

                switch (Deciding.Step(ConsensusRules.Default, priors, 0, votes, asked, _records))
                {
                    case Standing.Settled settled:
                        Wrong += settled.Choice == truth ? 0 : 1;
                        return;
                    case Standing.Open:
                        Open++;
                        return;
                }
            }
        }

        Reliability Reliability(int person) => new(new(_records[person].Sensitivity.Mean), new(_records[person].Specificity.Mean));

        // Whoever sees that none of the accounts is right says what they see instead.
        static Verdict Verdict(Question question, int said, int truth, Deeds happened) => said < question.Offered.Length
            ? new Observations.Verdict.Happened(question.Offered[said])
            : said == truth ? new Observations.Verdict.Happened(happened) : new Observations.Verdict.NoneOffered();

        static ReviewerRecord Known(SimulatedReviewer person, Rng rng)
        {
            var record = ReviewerRecord.Unknown;
            for (var i = 0; i < GoldBefore; i++)
            {
                var truth = i % 2;
                record = person.Answer(rng, GoldOptions, truth, 0).Choice is { } said ? record.With(truth, 0, said) : record;
            }

            return record;
        }
    }
}

using System.Collections.Immutable;
using Stroll.Attribution;
using Stroll.Cli.Bench.Accuracy;
using Stroll.Observations;
using Stroll.Receipts;
using Stroll.Review;
using Stroll.Review.Consensus;
using Stroll.Simulator;
using Stroll.Simulator.Reviewing;
using Stroll.Units;

namespace Stroll.Cli.Bench.Review;

/// <summary>People who do not exist answer what is worth asking about a day that is over. The day stays as it is; the story is theirs.</summary>
internal sealed class ReviewRoom(
    Simulation simulation, Pipeline pipeline, PipelineRules rules, ImmutableArray<SimulatedReviewer> team, Rng rng)
{
    // What a reviewer is known by before the day: gold of some shifts.
    const int GoldBefore = 60;
    const int GoldOptions = 4;

    readonly ReviewerRecord[] _records = [.. team.Select(person => Known(person, rng))];
    readonly Answers _heard = new();
    Story _story = pipeline.Story;
    int _next;
    int _cases;
    int _answers;
    double _seconds;

    /// <summary>Cases that were decided wrongly.</summary>
    internal int Wrong { get; private set; }

    /// <summary>Cases that three people could not decide.</summary>
    internal int Open { get; private set; }

    /// <summary>Asks until nothing is worth it any more.</summary>
    /// <param name="stops">After so many cases a point is kept; rising.</param>
    /// <returns>One point for each stop; where fewer cases are worth it, where all had been asked.</returns>
    internal ImmutableArray<ReviewedPoint> Answer(ImmutableArray<int> stops)
    {
        var truth = ReviewPlay.Known(simulation);
        var desk = new Desk(simulation.Model, rules.Ask, rules.Charge);
        desk.Look(_story, Instant.Latest);
        var points = ImmutableArray.CreateBuilder<ReviewedPoint>();
        while (true)
        {
            while (points.Count < stops.Length && stops[points.Count] <= _cases)
            {
                points.Add(Point());
            }

            if (desk.Next(_story, rules.Ask.Losses.Question) is not { } question)
            {
                break;
            }

            Decide(question, truth.Of(_story, pipeline.Floor, _story[question.About]));
        }

        while (points.Count < stops.Length)
        {
            points.Add(Point());
        }

        return points.ToImmutable();
    }

    /// <summary>Where the day stands.</summary>
    internal ReviewedPoint Point()
    {
        var (score, charged) = (Score(), Receipts().Sum(receipt => receipt.Lines.Count(line => line.Charge == ChargeDecision.Now)));
        return new(_cases, _answers, _seconds, score.ExactReceipts, charged, score.Overcharged.Lines);
    }

    /// <summary>The receipts beside the truth.</summary>
    internal ReceiptScore Score() => ReceiptScore.Of(
        RunScore.Truth(simulation.Truth, simulation.Model.Catalogue), AccuracyRun.Claims(Receipts(), simulation.Model.Catalogue), RunScore.Aliases(simulation.Truth));

    ImmutableArray<Receipt> Receipts() => Billing.Of(_story, simulation.Model, rules.Charge, pipeline.Floor);

    /// <summary>Asks one person after the other until it is enough; each answer goes into the story as it comes.</summary>
    void Decide(Question question, Deeds happened)
    {
        // The last account is "none of these".
        var options = question.Offered.Length + 1;
        var offered = question.Offered.IndexOf(happened);
        var truth = offered < 0 ? options - 1 : offered;
        ImmutableArray<double> priors = [.. Enumerable.Range(0, options).Select(i => i == 0 ? 1 - question.Doubt.Value : question.Doubt.Value / (options - 1))];
        var (votes, asked) = (new List<Vote>(), 0);
        _cases++;
        while (true)
        {
            var person = _next++ % team.Length;
            var (choice, seconds) = team[person].Answer(rng, options, truth, first: 0);
            (asked, _answers, _seconds) = (asked + 1, _answers + 1, _seconds + seconds);
            if (choice is { } said)
            {
                votes.Add(new(person, said));
                Hear(question, person, said, Verdict(question, said, truth, happened));
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

    void Hear(Question question, int person, int said, Verdict verdict)
    {
        var reliability = _records[person].For(said, first: 0, question.Offered.Length + 1);
        _story = _heard.Take(_story, simulation.Model.Store, new(simulation.End, question.Id, team[person].Name, reliability, question.Offered, verdict));
    }

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

using System.Collections.Immutable;
using Stroll.Review.Streams;
using Stroll.Units;

namespace Stroll.Review.Routing;

/// <summary>What routing remembers of the visits before: values only, so that it can be stored and taken up again.</summary>
/// <param name="Threshold">Cases of at least this expected loss are asked; 0 before anything is known.</param>
/// <param name="Scores">Expected losses of the cases that the conditions chose lately, the oldest first.</param>
/// <param name="ScoredVisits">Over so many visits.</param>
/// <param name="Asked">Cases asked of each of the last visits, the oldest first; the last one is the visit that goes on.</param>
public sealed record RouterState(double Threshold, ImmutableQueue<(long Visit, double Score)> Scores, long ScoredVisits, ImmutableQueue<long> Asked)
{
    /// <summary>Before the first visit.</summary>
    public static RouterState Start { get; } = new(0, [], 0, []);
}

/// <summary>Decides which doubts become cases, within a budget or for a guarantee.</summary>
public static class Router
{
    /// <summary>A budget is held over so many visits, and its threshold is learned from so many.</summary>
    public const int Window = 1000;

    /// <summary>The threshold of a budget is learned anew after so many visits.</summary>
    public const int Relearned = 50;

    // So many visits ahead of its share a store that begins may be.
    const int Ahead = 100;
    const int FewestCarried = 5;

    /// <summary>Another visit has ended; cases that come after this belong to it.</summary>
    public static RouterState NextVisit(RouterState state, RoutingRules rules)
    {
        var visits = state.ScoredVisits + 1;
        state = state with { ScoredVisits = visits, Scores = Since(state.Scores, visits), Asked = SinceAsked(state.Asked, visits) };
        return rules.Limit is RoutingLimit.Budget budget && visits % Relearned == 0
            ? state with { Threshold = ThresholdFor(budget, visits, state.Scores.Select(one => one.Score)) } : state;
    }

    /// <summary>Decides about one case.</summary>
    /// <param name="state">What was before.</param>
    /// <param name="rules">The settings.</param>
    /// <param name="facts">About the case.</param>
    /// <param name="draw">From 0 to 1, by chance, but always the same for this case: see <c>AuditKey.Draw</c>.</param>
    /// <returns>The selection; none where nobody is asked.</returns>
    public static (RouterState After, Selection? Selection) Decide(RouterState state, RoutingRules rules, CaseFacts facts, double draw)
    {
        var held = rules.When.Holds(facts);
        if (held is not null)
        {
            state = state with { Scores = state.Scores.Enqueue((state.ScoredVisits, facts.ExpectedLoss)) };
        }

        var isChosen = held is not null && (rules.Limit is RoutingLimit.None || facts.ExpectedLoss >= state.Threshold);
        var isExplored = !isChosen && draw < rules.Explore.Value;
        if ((!isChosen && !isExplored) || !HasRoom(state, rules.Limit))
        {
            return (state, null);
        }

        var probability = isChosen ? new Probability(1) : rules.Explore;
        return (
            state with { Asked = state.Asked.Enqueue(state.ScoredVisits) },
            new(CaseStream.Routed, isChosen ? held! : "explore", facts.ExpectedLoss, probability, rules.Design));
    }

    static bool HasRoom(RouterState state, RoutingLimit limit) =>
        limit is not RoutingLimit.Budget budget || state.Asked.Count(visit => visit > state.ScoredVisits - Window) < Carried(budget, state.ScoredVisits);

    /// <summary>A store that begins may not spend on its first visits what is meant for a thousand.</summary>
    static double Carried(RoutingLimit.Budget budget, long visits) =>
        Math.Min(budget.CasesPer1000, Math.Max(FewestCarried, budget.CasesPer1000 * (visits + Ahead) / (double)Window));

    /// <summary>The loss that so many of the cases reach that a budget carries, with a tenth of it kept for busier hours.</summary>
    /// <param name="budget">How many cases there may be.</param>
    /// <param name="visits">How many visits there were; those of the last <see cref="Window"/> count.</param>
    /// <param name="scores">Expected losses of the cases that the conditions chose among those, in any order.</param>
    public static double ThresholdFor(RoutingLimit.Budget budget, long visits, IEnumerable<double> scores)
    {
        var room = (int)(0.9 * budget.CasesPer1000 * Math.Min(visits, Window) / 1000);
        var ranked = scores.OrderDescending().ToArray();
        return ranked.Length <= room ? 0 : room == 0 ? double.PositiveInfinity : ranked[room - 1];
    }

    static ImmutableQueue<(long Visit, double Score)> Since(ImmutableQueue<(long Visit, double Score)> scores, long visits)
    {
        while (!scores.IsEmpty && scores.Peek().Visit <= visits - Window)
        {
            scores = scores.Dequeue();
        }

        return scores;
    }

    static ImmutableQueue<long> SinceAsked(ImmutableQueue<long> asked, long visits)
    {
        while (!asked.IsEmpty && asked.Peek() <= visits - Window)
        {
            asked = asked.Dequeue();
        }

        return asked;
    }
}

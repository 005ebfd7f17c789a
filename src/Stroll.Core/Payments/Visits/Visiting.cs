using System.Diagnostics;
using Stroll.Units;

namespace Stroll.Payments.Visits;

/// <summary>A visit from the gate to its end.</summary>
public static class Visiting
{
    /// <summary>The name of the question whether somebody followed through the gate without paying.</summary>
    public const string Tailgating = "tailgating";

    /// <summary>The visit after one more input. A closed visit does not change any more.</summary>
    public static Visit Step(Visit visit, VisitInput input, VisitRules rules)
    {
        if (visit.Phase == VisitPhase.Closed)
        {
            return visit;
        }

        var next = input switch
        {
            VisitInput.Joined => Counted(visit with { Measured = visit.Measured + 1, Inside = visit.Inside + 1, Left = null }),
            VisitInput.WentOut out1 => WentOut(visit, out1.At),
            VisitInput.CameBack back => CameBack(visit, back.At, rules),
            VisitInput.SourcesPassed passed => visit with { CompleteAt = Later(visit.CompleteAt, passed.At) },
            VisitInput.QuestionOpened q => visit with { Questions = visit.Questions.Contains(q.Question) ? visit.Questions : visit.Questions.Add(q.Question) },
            VisitInput.QuestionClosed q => visit with { Questions = visit.Questions.Remove(q.Question) },
            VisitInput.Identified who => visit.Payer.Length == 0 ? visit with { Payer = who.Payer } : visit,
            VisitInput.Parted apart => Parted(visit, apart),
            VisitInput.Waited => Overdue(visit, input.At, rules),
            _ => throw new UnreachableException(),
        };
        return Close(next with { Phase = next.Inside > 0 ? VisitPhase.Inside : VisitPhase.Leaving }, input.At, rules);
    }

    /// <summary>When the visit is to be looked at again though nothing happens: its promise, or the time to come back, runs out, or it lasts longer than any visit.</summary>
    public static Instant? LookAgainAt(Visit visit, VisitRules rules) => visit switch
    {
        { Phase: VisitPhase.Closed } => null,
        { Left: null } => visit.Entered + rules.LongestVisit,
        { Left: { } left, CompleteAt: not null, Questions.IsEmpty: true } => left + rules.BackWithin,
        { Left: { } left } => left + rules.ReceiptWithin,
    };

    /// <summary>More people than the payer declared are no free lunch, and no charge either before somebody has looked.</summary>
    static Visit Counted(Visit visit) =>
        visit.Measured > visit.Declared && visit.Means != EntryMeans.Badge && !visit.Questions.Contains(Tailgating)
            ? visit with { Questions = visit.Questions.Add(Tailgating) }
            : visit;

    static Visit WentOut(Visit visit, Instant at)
    {
        var inside = Math.Max(0, visit.Inside - 1);
        return visit with { Inside = inside, Left = inside == 0 ? Later(visit.Left, at) : null };
    }

    /// <summary>Nobody shops that long: the track was lost and the exit not seen. What is sure is charged when the promise runs out, and nothing else.</summary>
    static Visit Overdue(Visit visit, Instant now, VisitRules rules) => visit.Inside > 0 && now - visit.Entered >= rules.LongestVisit
        ? visit with { Inside = 0, Left = now }
        : visit;

    static Visit Parted(Visit visit, VisitInput.Parted apart)
    {
        var inside = Math.Max(0, visit.Inside - (apart.WasInside ? 1 : 0));
        var fewer = visit with { Measured = Math.Max(1, visit.Measured - 1), Inside = inside, Left = inside == 0 ? visit.Left ?? apart.At : null };
        return fewer.Measured > fewer.Declared ? fewer : fewer with { Questions = fewer.Questions.Remove(Tailgating) };
    }

    static Visit CameBack(Visit visit, Instant at, VisitRules rules)
    {
        if (visit.Left is { } left && at - left > rules.BackWithin)
        {
            return visit;
        }

        return visit with { Inside = visit.Inside + 1, Left = null, CompleteAt = null };
    }

    static Visit Close(Visit visit, Instant now, VisitRules rules)
    {
        if (visit.Left is not { } left)
        {
            return visit;
        }

        var isComplete = visit.CompleteAt is { } complete && complete >= left && visit.Questions.IsEmpty && now - left >= rules.BackWithin;
        return isComplete ? visit with { Phase = VisitPhase.Closed, Because = ClosedBecause.Complete }
            : now - left >= rules.ReceiptWithin ? visit with { Phase = VisitPhase.Closed, Because = ClosedBecause.PromiseRanOut }
            : visit;
    }

    static Instant Later(Instant? one, Instant other) => one is { } known && known > other ? known : other;
}

using System.Collections.Immutable;

namespace Stroll.Tracking.Evaluation;

/// <summary>How well people were followed: counts that add up over sequences, and the usual figures made of them.</summary>
/// <remarks>
/// Two scores added are the score of both sequences together, where each person weighs the same; a mean of figures, where each sequence weighs the
/// same, is the caller's to take. All figures lie from 0 to 1, except <see cref="Mota"/>, which can be negative.
/// Sources: HOTA, DetA, AssA: J. Luiten et al., "HOTA: A Higher Order Metric for Evaluating Multi-Object Tracking", IJCV 129, 2021,
/// sections 4 and 5; IDF1: E. Ristani et al., "Performance Measures and a Data Set for Multi-Target, Multi-Camera Tracking", ECCV workshops
/// 2016, section 3; MOTA: K. Bernardin, R. Stiefelhagen, "Evaluating Multiple Object Tracking Performance", EURASIP 2008, section 2.
/// </remarks>
public sealed record TrackingScore
{
    /// <summary>The levels of likeness over which HOTA is a mean: 0.05, 0.10 … 0.95.</summary>
    public static ImmutableArray<double> Levels { get; } = [.. Enumerable.Range(1, 19).Select(i => i / 20.0)];

    /// <summary>Nothing scored yet: the neutral element of adding.</summary>
    public static TrackingScore None { get; } = new()
    {
        MatchesAt = [.. new long[Levels.Length]],
        AssociationAt = [.. new double[Levels.Length]],
    };

    /// <summary>True boxes, over all frames.</summary>
    public long Truths { get; init; }

    /// <summary>Said boxes, over all frames.</summary>
    public long Said { get; init; }

    /// <summary>Frames, the empty ones among them.</summary>
    public long Frames { get; init; }

    /// <summary>Pairs of HOTA's own matching, at each of <see cref="Levels"/>.</summary>
    public ImmutableArray<long> MatchesAt { get; init; }

    /// <summary>Over those pairs, the sum of how much their two tracks are one: 1 where they are always together.</summary>
    public ImmutableArray<double> AssociationAt { get; init; }

    /// <summary>Pairs at 0.5 when a pair of the frame before is kept as long as it holds.</summary>
    public long Matches { get; init; }

    /// <summary>How often a true person came under another said id than the last time.</summary>
    public long Switches { get; init; }

    /// <summary>How often a true person was lost and found again.</summary>
    public long Breaks { get; init; }

    /// <summary>Pairs at 0.5 when each true person may go with one said person for the whole sequence, and the other way round.</summary>
    public long SameThroughout { get; init; }

    /// <summary>True people matched in at least four fifths of their frames.</summary>
    public long MostlyFollowed { get; init; }

    /// <summary>True people matched in less than a fifth of their frames.</summary>
    public long MostlyLost { get; init; }

    /// <summary>Said boxes without a true one, at 0.5.</summary>
    public long Invented => Said - Matches;

    /// <summary>True boxes without a said one, at 0.5.</summary>
    public long Missed => Truths - Matches;

    /// <summary>Finding and following in one figure: mean over the levels of √(<see cref="DetAAt"/> · <see cref="AssAAt"/>).</summary>
    public double Hota => Levels.Select((_, i) => Math.Sqrt(DetAAt(i) * AssAAt(i))).Average();

    /// <summary>Finding alone, mean over the levels.</summary>
    public double DetA => Levels.Select((_, i) => DetAAt(i)).Average();

    /// <summary>Following alone, mean over the levels.</summary>
    public double AssA => Levels.Select((_, i) => AssAAt(i)).Average();

    /// <summary>Share of boxes under the right id for the whole sequence.</summary>
    public double Idf1 => 2.0 * SameThroughout / Math.Max(1, Truths + Said);

    /// <summary>1 less the misses, inventions and switches for each true box.</summary>
    public double Mota => (Matches - Invented - Switches) / (double)Math.Max(1, Truths);

    /// <summary>Finding at one of <see cref="Levels"/>: pairs of all that was there or said to be.</summary>
    public double DetAAt(int level) => MatchesAt[level] / (double)Math.Max(1, Truths + Said - MatchesAt[level]);

    /// <summary>Following at one of <see cref="Levels"/>.</summary>
    public double AssAAt(int level) => AssociationAt[level] / Math.Max(1, MatchesAt[level]);

    /// <summary>The score of both together.</summary>
    public static TrackingScore operator +(TrackingScore left, TrackingScore right) => new()
    {
        Truths = left.Truths + right.Truths,
        Said = left.Said + right.Said,
        Frames = left.Frames + right.Frames,
        MatchesAt = [.. left.MatchesAt.Zip(right.MatchesAt, (a, b) => a + b)],
        AssociationAt = [.. left.AssociationAt.Zip(right.AssociationAt, (a, b) => a + b)],
        Matches = left.Matches + right.Matches,
        Switches = left.Switches + right.Switches,
        Breaks = left.Breaks + right.Breaks,
        SameThroughout = left.SameThroughout + right.SameThroughout,
        MostlyFollowed = left.MostlyFollowed + right.MostlyFollowed,
        MostlyLost = left.MostlyLost + right.MostlyLost,
    };
}

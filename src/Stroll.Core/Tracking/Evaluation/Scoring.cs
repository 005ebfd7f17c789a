using Stroll.Geometry;

namespace Stroll.Tracking.Evaluation;

/// <summary>Scores a sequence as the scorer of the MOTChallenge does.</summary>
public static class Scoring
{
    /// <summary>Pairs count as one person from this likeness on, except in HOTA, which takes a mean over levels.</summary>
    public const double Match = 0.5;

    // Likeness is the outcome of a division; without it, what is exactly at a level falls on either side.
    const double Rounding = 2.220446049250313e-16;

    /// <summary>The score of one sequence.</summary>
    public static TrackingScore Of(ScoredSequence sequence) => Of(sequence, null);

    /// <summary>The score of one sequence, and what became of everybody in each frame.</summary>
    /// <param name="sequence">The sequence.</param>
    /// <param name="encounters">Gets an entry for each true and each invented person at 0.5, by frame; nothing where it is null.</param>
    public static TrackingScore Of(ScoredSequence sequence, List<Encounter>? encounters)
    {
        var solver = new Assignment();
        var score = TrackingScore.None with
        {
            Frames = sequence.Length,
            Truths = sequence.Frames.Sum(f => (long)f.True.Length),
            Said = sequence.Frames.Sum(f => (long)f.Said.Length),
        };
        score = Hota(sequence, solver, score);
        score = Clear(sequence, solver, score, encounters);
        return score with { SameThroughout = Throughout(sequence, solver) };
    }

    internal static TrackingScore Hota(ScoredSequence sequence, Assignment solver, TrackingScore score)
    {
        var table = new PairTable(sequence);
        var trueCount = Counts(sequence, f => f.True, sequence.TruePeople);
        var saidCount = Counts(sequence, f => f.Said, sequence.SaidPeople);
        var together = new double[table.Count];
        table.ForEachFrame((frame, first) => ShareOut(frame, first, table.Of, together));

        // How much two tracks are one over the whole sequence, with the shares of all frames: between 0 and 1.
        var alike = new double[table.Count];
        for (var p = 0; p < alike.Length; p++)
        {
            alike[p] = together[p] / (trueCount[table.True[p]] + saidCount[table.Said[p]] - together[p]);
        }

        var matches = new long[TrackingScore.Levels.Length];
        var matchesOf = new long[TrackingScore.Levels.Length, table.Count];
        table.ForEachFrame((frame, first) =>
        {
            var columnOf = new int[frame.True.Length];
            solver.Begin(frame.True.Length, frame.Said.Length);
            for (var i = 0; i < frame.Pairs.Length; i++)
            {
                var pair = frame.Pairs[i];
                solver.Allow(pair.True, pair.Said, -alike[table.Of[first + i]] * pair.Likeness);
            }

            solver.Solve(0, columnOf);
            for (var i = 0; i < frame.Pairs.Length; i++)
            {
                var pair = frame.Pairs[i];
                for (var level = 0; level < matches.Length && columnOf[pair.True] == pair.Said; level++)
                {
                    if (pair.Likeness >= TrackingScore.Levels[level] - Rounding)
                    {
                        matches[level]++;
                        matchesOf[level, table.Of[first + i]]++;
                    }
                }
            }
        });

        var association = new double[matches.Length];
        for (var level = 0; level < matches.Length; level++)
        {
            for (var p = 0; p < table.Count; p++)
            {
                var count = matchesOf[level, p];
                association[level] += count * (count / (double)Math.Max(1, trueCount[table.True[p]] + saidCount[table.Said[p]] - count));
            }
        }

        return score with { MatchesAt = [.. matches], AssociationAt = [.. association] };
    }

    /// <summary>Adds each pair's share of the frame: its likeness against all likeness that the two have in this frame.</summary>
    static void ShareOut(ScoredSequence.Frame frame, int first, int[] pairOf, double[] together)
    {
        var ofTrue = new double[frame.True.Length];
        var ofSaid = new double[frame.Said.Length];
        foreach (var pair in frame.Pairs)
        {
            ofTrue[pair.True] += pair.Likeness;
            ofSaid[pair.Said] += pair.Likeness;
        }

        for (var i = 0; i < frame.Pairs.Length; i++)
        {
            var pair = frame.Pairs[i];
            var all = ofTrue[pair.True] + ofSaid[pair.Said] - pair.Likeness;
            together[pairOf[first + i]] += all > Rounding ? pair.Likeness / all : 0;
        }
    }

    static TrackingScore Clear(ScoredSequence sequence, Assignment solver, TrackingScore score, List<Encounter>? encounters)
    {
        // Far above any sum of likenesses: a pair that still holds is never given up.
        const double Kept = 1000;
        const int Nobody = -1;
        var lastSaid = Filled(sequence.TruePeople, Nobody);
        var saidBefore = Filled(sequence.TruePeople, Nobody);
        var seen = new int[sequence.TruePeople];
        var found = new int[sequence.TruePeople];
        var pieces = new int[sequence.TruePeople];
        long matches = 0, switches = 0;
        for (var f = 0; f < sequence.Length; f++)
        {
            var frame = sequence.Frames[f];
            var columnOf = new int[frame.True.Length];
            solver.Begin(frame.True.Length, frame.Said.Length);
            foreach (var pair in frame.Pairs)
            {
                if (pair.Likeness >= Match - Rounding)
                {
                    solver.Allow(pair.True, pair.Said, -pair.Likeness - (saidBefore[frame.True[pair.True]] == frame.Said[pair.Said] ? Kept : 0));
                }
            }

            solver.Solve(0, columnOf);
            var hadSaid = frame.True.Select(t => saidBefore[t]).ToArray();
            if (frame.True.Length > 0 && frame.Said.Length > 0)
            {
                // A frame in which nobody was there, or nobody said to be, leaves the pairs of the frame before it standing.
                Array.Fill(saidBefore, Nobody);
            }

            var isUsed = new bool[frame.Said.Length];
            for (var row = 0; row < frame.True.Length; row++)
            {
                var person = frame.True[row];
                seen[person]++;
                if (columnOf[row] < 0)
                {
                    encounters?.Add(new(f, Fate.Missed, row, -1));
                    continue;
                }

                var said = frame.Said[columnOf[row]];
                isUsed[columnOf[row]] = true;
                matches++;
                found[person]++;
                if (lastSaid[person] != Nobody && lastSaid[person] != said)
                {
                    switches++;
                }

                encounters?.Add(new(f, lastSaid[person] == Nobody || lastSaid[person] == said ? Fate.Followed : Fate.Switched, row, columnOf[row]));

                pieces[person] += hadSaid[row] == Nobody ? 1 : 0;
                lastSaid[person] = said;
                saidBefore[person] = said;
            }

            for (var column = 0; column < isUsed.Length && encounters is not null; column++)
            {
                if (!isUsed[column])
                {
                    encounters.Add(new(f, Fate.Invented, -1, column));
                }
            }
        }

        return score with
        {
            Matches = matches,
            Switches = switches,
            Breaks = pieces.Sum(p => Math.Max(0, p - 1L)),
            MostlyFollowed = Enumerable.Range(0, seen.Length).LongCount(i => found[i] > 0.8 * seen[i]),
            MostlyLost = Enumerable.Range(0, seen.Length).LongCount(i => found[i] < 0.2 * seen[i]),
        };
    }

    static long Throughout(ScoredSequence sequence, Assignment solver)
    {
        var table = new PairTable(sequence);
        var together = new long[table.Count];
        table.ForEachFrame((frame, first) =>
        {
            for (var i = 0; i < frame.Pairs.Length; i++)
            {
                together[table.Of[first + i]] += frame.Pairs[i].Likeness >= Match - Rounding ? 1 : 0;
            }
        });

        solver.Begin(sequence.TruePeople, sequence.SaidPeople);
        for (var p = 0; p < table.Count; p++)
        {
            solver.Allow(table.True[p], table.Said[p], -together[p]);
        }

        return (long)-solver.Solve(0, new int[sequence.TruePeople]);
    }

    static long[] Counts(ScoredSequence sequence, Func<ScoredSequence.Frame, int[]> side, int people)
    {
        var counts = new long[people];
        foreach (var frame in sequence.Frames)
        {
            foreach (var person in side(frame))
            {
                counts[person]++;
            }
        }

        return counts;
    }

    static int[] Filled(int length, int value)
    {
        var filled = new int[length];
        Array.Fill(filled, value);
        return filled;
    }

    /// <summary>The pairs of two tracks that ever have anything to do with each other, by true and then said person.</summary>
    sealed class PairTable
    {
        readonly ScoredSequence _sequence;

        internal PairTable(ScoredSequence sequence)
        {
            _sequence = sequence;
            var keys = sequence.Frames.SelectMany(f => f.Pairs.Select(p => ((long)f.True[p.True] << 32) | (uint)f.Said[p.Said])).ToArray();
            var unique = keys.Order().Distinct().ToArray();
            True = [.. unique.Select(key => (int)(key >> 32))];
            Said = [.. unique.Select(key => (int)key)];
            Of = [.. keys.Select(key => Array.BinarySearch(unique, key))];
        }

        internal int Count => True.Length;

        /// <summary>The true person of each pair of tracks.</summary>
        internal int[] True { get; }

        /// <summary>The said person of each pair of tracks.</summary>
        internal int[] Said { get; }

        /// <summary>For the pairs of all frames in their order: which pair of tracks.</summary>
        internal int[] Of { get; }

        internal void ForEachFrame(Action<ScoredSequence.Frame, int> visit)
        {
            var first = 0;
            foreach (var frame in _sequence.Frames)
            {
                visit(frame, first);
                first += frame.Pairs.Length;
            }
        }
    }
}

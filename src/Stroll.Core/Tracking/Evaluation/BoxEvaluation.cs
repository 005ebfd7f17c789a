using Stroll.Geometry;

namespace Stroll.Tracking.Evaluation;

/// <summary>What a box of the truth is for the score.</summary>
public enum TruthRole
{
    /// <summary>Somebody who must be found.</summary>
    Person,

    /// <summary>Not to be found, but who finds it is not to blame: somebody on a vehicle or sitting still, a mirror image.</summary>
    Distractor,

    /// <summary>Not to be found; who finds it invents.</summary>
    Ignored,
}

/// <summary>One box of the truth.</summary>
/// <param name="Id">The same over all frames for one person.</param>
/// <param name="Box">Pixels.</param>
/// <param name="Role">What it is for the score.</param>
public readonly record struct TruthBox(long Id, PixelBox Box, TruthRole Role = TruthRole.Person);

/// <summary>One box that a tracker gave.</summary>
/// <param name="Id">The same over all frames for one person.</param>
/// <param name="Box">Pixels.</param>
public readonly record struct SaidBox(long Id, PixelBox Box);

/// <summary>Turns boxes of one frame into what is scored.</summary>
public static class BoxEvaluation
{
    /// <summary>Adds a frame, likeness being the overlap of boxes (shared area of the area of both).</summary>
    /// <param name="sequence">Gets the frame.</param>
    /// <param name="truth">Each id at most once.</param>
    /// <param name="said">Each id at most once.</param>
    /// <returns>Which of the said boxes count, in their order: those that lie on distractors are left out.</returns>
    /// <remarks>
    /// As the scorer of the MOTChallenge: said boxes are first paired with all boxes of the truth at 0.5, ignored ones too; those that then
    /// have a distractor are left out; of the truth only people are scored.
    /// </remarks>
    public static int[] Add(ScoredSequence sequence, ReadOnlySpan<TruthBox> truth, ReadOnlySpan<SaidBox> said)
    {
        var counted = WithoutDistractors(truth, said);
        var people = new List<TruthBox>(truth.Length);
        foreach (var box in truth)
        {
            if (box.Role == TruthRole.Person)
            {
                people.Add(box);
            }
        }

        var trueIds = new long[people.Count];
        var saidIds = new long[counted.Length];
        var likeness = new double[people.Count * counted.Length];
        for (var column = 0; column < counted.Length; column++)
        {
            saidIds[column] = said[counted[column]].Id;
        }

        for (var row = 0; row < people.Count; row++)
        {
            trueIds[row] = people[row].Id;
            for (var column = 0; column < counted.Length; column++)
            {
                likeness[(row * counted.Length) + column] = people[row].Box.OverlapWith(said[counted[column]].Box);
            }
        }

        sequence.Add(trueIds, saidIds, likeness);
        return counted;
    }

    static int[] WithoutDistractors(ReadOnlySpan<TruthBox> truth, ReadOnlySpan<SaidBox> said)
    {
        var hasDistractor = false;
        foreach (var box in truth)
        {
            hasDistractor |= box.Role == TruthRole.Distractor;
        }

        var lies = new bool[said.Length];
        if (hasDistractor)
        {
            var solver = new Assignment();
            solver.Begin(truth.Length, said.Length);
            for (var row = 0; row < truth.Length; row++)
            {
                for (var column = 0; column < said.Length; column++)
                {
                    var overlap = truth[row].Box.OverlapWith(said[column].Box);
                    if (overlap >= Scoring.Match - 1e-12)
                    {
                        solver.Allow(row, column, -overlap);
                    }
                }
            }

            var columnOf = new int[truth.Length];
            solver.Solve(0, columnOf);
            for (var row = 0; row < truth.Length; row++)
            {
                if (truth[row].Role == TruthRole.Distractor && columnOf[row] >= 0)
                {
                    lies[columnOf[row]] = true;
                }
            }
        }

        var counted = new List<int>(said.Length);
        for (var column = 0; column < said.Length; column++)
        {
            if (!lies[column])
            {
                counted.Add(column);
            }
        }

        return [.. counted];
    }
}

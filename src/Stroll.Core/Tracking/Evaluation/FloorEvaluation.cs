using Stroll.Geometry;

namespace Stroll.Tracking.Evaluation;

/// <summary>A person at a place on the floor.</summary>
/// <param name="Id">The same over all frames for one person.</param>
/// <param name="X">Metres, in any fixed frame.</param>
/// <param name="Y">Metres.</param>
public readonly record struct FloorPlace(long Id, double X, double Y);

/// <summary>How well people were found and followed on the floor, at one radius.</summary>
/// <param name="Radius">Metres up to which two places can be one person.</param>
/// <param name="Truths">True places over all frames.</param>
/// <param name="Said">Said places over all frames.</param>
/// <param name="Found">Pairs, when each frame is paired for itself: as many as possible, then as near as possible.</param>
/// <param name="MetresApart">Sum over those pairs.</param>
/// <param name="Following">Identity: IDF1, switches and the rest, where a pair is a match within the radius.</param>
/// <remarks>
/// Adds up over sequences of one radius. Source of MODA and MODP: R. Kasturi et al., "Framework for Performance Evaluation of Face, Text, and
/// Vehicle Detection and Tracking in Video", PAMI 31(2), 2009; in metres as in Y. Hou et al., "Multiview Detection with Feature
/// Perspective Transformation", ECCV 2020, section 4.2.
/// </remarks>
public sealed record FloorScore(double Radius, long Truths, long Said, long Found, double MetresApart, TrackingScore Following)
{
    /// <summary>1 less the misses and inventions for each true place; can be negative.</summary>
    public double Moda => (Found - (Said - Found)) / (double)Math.Max(1, Truths);

    /// <summary>How near the pairs are: 1 exactly there, 0 at the radius.</summary>
    public double Modp => Found == 0 ? 0 : 1 - (MetresApart / Found / Radius);

    /// <summary>Share of the said places that are true.</summary>
    public double Precision => Found / (double)Math.Max(1, Said);

    /// <summary>Share of the true places that were found.</summary>
    public double Recall => Found / (double)Math.Max(1, Truths);

    /// <summary>Share of places under the right id for the whole sequence.</summary>
    public double Idf1 => Following.Idf1;

    /// <summary>The score of both together; the radius of the left one.</summary>
    public static FloorScore operator +(FloorScore left, FloorScore right) => new(
        left.Radius,
        left.Truths + right.Truths,
        left.Said + right.Said,
        left.Found + right.Found,
        left.MetresApart + right.MetresApart,
        left.Following + right.Following);
}

/// <summary>Collects a sequence of the floor and scores it at any radius.</summary>
public sealed class FloorEvaluation
{
    readonly List<(FloorPlace[] True, FloorPlace[] Said)> _frames = [];

    /// <summary>Adds the next frame, empty ones too.</summary>
    /// <param name="truePlaces">Each id at most once.</param>
    /// <param name="saidPlaces">Each id at most once.</param>
    public void Add(ReadOnlySpan<FloorPlace> truePlaces, ReadOnlySpan<FloorPlace> saidPlaces) =>
        _frames.Add((truePlaces.ToArray(), saidPlaces.ToArray()));

    /// <summary>Scores what was added.</summary>
    /// <param name="radiusMetres">Above 0. 0.5 is usual for finding, 1 for following; shelf facings are narrower than either.</param>
    /// <remarks>
    /// For following, likeness is 1 - distance / (2 radius), so that 0.5 is the radius; with 1 m, HOTA is that of the usual 2 m scale.
    /// </remarks>
    public FloorScore Score(double radiusMetres)
    {
        var sequence = new ScoredSequence();
        var solver = new Assignment();
        long truths = 0, said = 0, found = 0;
        var apart = 0.0;
        foreach (var frame in _frames)
        {
            var distances = Distances(frame.True, frame.Said);
            sequence.Add(
                [.. frame.True.Select(p => p.Id)],
                [.. frame.Said.Select(p => p.Id)],
                [.. distances.Select(d => 1 - (d / (2 * radiusMetres)))]);
            var columnOf = new int[frame.True.Length];
            solver.Solve(
                [.. distances.Select(d => d <= radiusMetres ? d : double.PositiveInfinity)],
                frame.True.Length,
                frame.Said.Length,
                // Dearer than all pairs of the frame together: as many pairs as possible.
                1 + (radiusMetres * frame.True.Length),
                columnOf);
            for (var row = 0; row < columnOf.Length; row++)
            {
                if (columnOf[row] >= 0)
                {
                    found++;
                    apart += distances[(row * frame.Said.Length) + columnOf[row]];
                }
            }

            truths += frame.True.Length;
            said += frame.Said.Length;
        }

        return new(radiusMetres, truths, said, found, apart, Scoring.Of(sequence));
    }

    static double[] Distances(FloorPlace[] truePlaces, FloorPlace[] saidPlaces) =>
        [.. truePlaces.SelectMany(t => saidPlaces.Select(s => Math.Sqrt(((t.X - s.X) * (t.X - s.X)) + ((t.Y - s.Y) * (t.Y - s.Y)))))];
}

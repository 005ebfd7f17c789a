using System.Collections.Immutable;
using Stroll.Geometry;
using Stroll.Observations;

namespace Stroll.Recordings.ShelfPoses;

/// <summary>Body parts of one camera as a part detector stores them: candidates for each joint and how well pairs of them go together.</summary>
/// <remarks>
/// First the kind of skeleton (4: 25 joints, 26 pairs) and the number of pictures. For each picture and joint: the number of candidates, then
/// their x, their y (shares of the picture) and their scores; then for each pair of joints a table of candidate by candidate.
/// Candidates become people as in Z. Cao et al., "OpenPose", PAMI 43(1), 2021, section 3.4: the best pairs first, no joint twice.
/// </remarks>
static class PartsFile
{
    const int KindOf25 = 4;
    const int Parts = 25;

    // A person with fewer parts is a piece of somebody, or nobody.
    const int FewestParts = 5;
    const double WeakestPair = 0.1;

    static readonly (int A, int B)[] Pairs =
    [
        (1, 8), (9, 10), (10, 11), (8, 9), (8, 12), (12, 13), (13, 14), (1, 2), (2, 3), (3, 4), (2, 17), (1, 5), (5, 6),
        (6, 7), (5, 18), (1, 0), (0, 15), (0, 16), (15, 17), (16, 18), (14, 19), (19, 20), (14, 21), (11, 22), (22, 23), (11, 24),
    ];

    // For each of our joints but the head: the part of the file.
    static readonly int[] PartOf = [-1, 1, 5, 2, 6, 3, 7, 4, 12, 9, 13, 10, 14, 11];

    /// <summary>The people in each picture.</summary>
    internal static ImmutableArray<Sighting>[] Read(string path, CameraLens lens)
    {
        var words = new Words(FileSafety.ReadText(path), path);
        if (words.Whole() is var kind && kind != KindOf25)
        {
            throw words.Wrong($"skeletons of kind {kind}, expected kind {KindOf25} with {Parts} parts");
        }

        var frames = new ImmutableArray<Sighting>[words.Count(1_000_000)];
        for (var frame = 0; frame < frames.Length; frame++)
        {
            var parts = new (double X, double Y, double Score)[Parts][];
            for (var part = 0; part < Parts; part++)
            {
                var count = words.Count(1000);
                var numbers = new double[3 * count];
                for (var i = 0; i < numbers.Length; i++)
                {
                    numbers[i] = words.Real();
                }

                parts[part] = [.. Enumerable.Range(0, count).Select(i => (numbers[i], numbers[count + i], numbers[(2 * count) + i]))];
            }

            var links = new List<(double Score, int Pair, int A, int B)>();
            for (var pair = 0; pair < Pairs.Length; pair++)
            {
                for (var a = 0; a < parts[Pairs[pair].A].Length; a++)
                {
                    for (var b = 0; b < parts[Pairs[pair].B].Length; b++)
                    {
                        var score = words.Real();
                        if (score > WeakestPair)
                        {
                            links.Add((score, pair, a, b));
                        }
                    }
                }
            }

            frames[frame] = People(parts, links, lens);
        }

        return frames;
    }

    static ImmutableArray<Sighting> People((double X, double Y, double Score)[][] parts, List<(double Score, int Pair, int A, int B)> links, CameraLens lens)
    {
        links.Sort((one, other) => (-one.Score, one.Pair, one.A, one.B).CompareTo((-other.Score, other.Pair, other.A, other.B)));
        var owners = new Dictionary<(int Part, int Candidate), int[]>();
        int[] Owner(int part, int candidate)
        {
            if (!owners.TryGetValue((part, candidate), out var body))
            {
                body = new int[Parts];
                Array.Fill(body, -1);
                body[part] = candidate;
                owners[(part, candidate)] = body;
            }

            return body;
        }

        foreach (var (_, pair, a, b) in links)
        {
            var (partA, partB) = Pairs[pair];
            var (one, other) = (Owner(partA, a), Owner(partB, b));
            if (ReferenceEquals(one, other) || Enumerable.Range(0, Parts).Any(part => one[part] >= 0 && other[part] >= 0))
            {
                continue;
            }

            for (var part = 0; part < Parts; part++)
            {
                if (other[part] >= 0)
                {
                    one[part] = other[part];
                    owners[(part, other[part])] = one;
                }
            }
        }

        // In the order of the file, so that no hash decides.
        var people = ImmutableArray.CreateBuilder<Sighting>();
        for (var part = 0; part < Parts; part++)
        {
            for (var candidate = 0; candidate < parts[part].Length; candidate++)
            {
                if (owners.TryGetValue((part, candidate), out var body) && Array.FindIndex(body, c => c >= 0) == part && body.Count(c => c >= 0) >= FewestParts)
                {
                    people.Add(ToSighting([.. body.Select((c, p) => c < 0 ? default : parts[p][c])], lens));
                }
            }
        }

        return people.ToImmutable();
    }

    static Sighting ToSighting((double X, double Y, double Score)[] parts, CameraLens lens)
    {
        SightedJoint At(int part) => parts[part].Score > 0
            ? new(new(parts[part].X * (lens.WidthPixels - 1), parts[part].Y * (lens.HeightPixels - 1)), Math.Min(1, parts[part].Score))
            : SightedJoint.Missing;

        var head = Head(At(17), At(18), At(0), Middle(At(15), At(16)));
        ImmutableArray<SightedJoint> joints = [.. PartOf.Select(part => part < 0 ? head : At(part))];
        SightedJoint[] seen = [.. Enumerable.Range(0, Parts).Select(At).Where(joint => joint.IsSeen)];
        var left = seen.Min(joint => joint.At.Right);
        var top = seen.Min(joint => joint.At.Down);
        var box = new PixelBox(left, top, Math.Max(1, seen.Max(joint => joint.At.Right) - left), Math.Max(1, seen.Max(joint => joint.At.Down) - top));
        return new(box, seen.Average(joint => joint.Score), joints);
    }

    // The ears lie beside the middle of the head; from the side one of them is before it, half from the front the middle is between
    // ear and nose. The face is the last resort.
    static SightedJoint Head(SightedJoint right, SightedJoint left, SightedJoint nose, SightedJoint eyes) => (Middle(right, left), nose) switch
    {
        ({ IsSeen: true } ear, { IsSeen: true }) when right.IsSeen != left.IsSeen => ear with { At = Between(ear.At, nose.At, 0.25) },
        ({ IsSeen: true } ears, _) => ears,
        _ => Middle(eyes, nose),
    };

    static Pixel Between(Pixel one, Pixel other, double share) =>
        new(one.Right + (share * (other.Right - one.Right)), one.Down + (share * (other.Down - one.Down)));

    static SightedJoint Middle(SightedJoint one, SightedJoint other) => (one.IsSeen, other.IsSeen) switch
    {
        (true, true) => new(new(0.5 * (one.At.Right + other.At.Right), 0.5 * (one.At.Down + other.At.Down)), Math.Min(one.Score, other.Score)),
        // One of two lies aside of the middle: half as sure.
        (true, false) => one with { Score = 0.5 * one.Score },
        _ => other with { Score = 0.5 * other.Score },
    };
}

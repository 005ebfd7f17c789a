using Stroll.Geometry;
using Stroll.Layout;

namespace Stroll.Simulator;

/// <summary>Hangs cameras in a store.</summary>
/// <remarks>From places under the ceiling and ways to look from there the best is chosen, then the best beside it, and so on: what counts is
/// that hands at every shelf, bodies in every part of the floor and whoever comes through a gate are seen by two cameras and more at a good angle to each
/// other, and steeply enough that people do not hide each other. Choosing greedily is within 63 % of the best choice: G. Nemhauser, L. Wolsey, M. Fisher, "An analysis of approximations for
/// maximizing submodular set functions", Mathematical Programming 14, 1978.</remarks>
public static class CameraPlan
{
    const double Ceiling = 2.9;
    const double FromWall = 0.15;
    const double Pitch = 1.4;
    const double HeadHeight = 1.5;
    const double FloorPitch = 0.9;
    const int Directions = 8;
    const double MostMetres = 10;
    const double HandDepth = 0.1;
    const double HandHeight = 0.1;

    // How far the next person stands in a crowd, and how much of a body from the head down tells where it is. Metres.
    const double Neighbour = 0.6;
    const double UpperBody = 0.85;
    const int AroundGate = 8;
    const double BodyWorth = 2;
    const double GateWorth = 4;

    // What a first, second, third look at a place is worth.
    static readonly double[] Worth = [1, 0.9, 0.6, 0.4];
    static readonly double[] Tilts = [30 * (Math.PI / 180), 50 * (Math.PI / 180), 70 * (Math.PI / 180)];
    static readonly CameraLens Lens = CameraLens.Plain(1280, 720, Math.PI / 2);

    /// <summary>Calibrated cameras for a store, <c>camera-01</c> and so on.</summary>
    /// <param name="store">With places for its gondolas, shelves and gates; own cameras are not regarded.</param>
    /// <param name="corner">Of the floor, with the lowest x and y.</param>
    /// <param name="width">Of the floor along x, metres.</param>
    /// <param name="depth">Of the floor along y, metres.</param>
    /// <param name="cameras">How many; fewer where there are not so many places to hang them.</param>
    /// <remarks>The same store gives the same cameras. Some 10 ms for a small supermarket.</remarks>
    public static IEnumerable<(string Name, PinholeCamera View)> Place(Store store, Point3 corner, double width, double depth, int cameras)
    {
        var fixtures = new Fixtures(store);
        var targets = Targets(store, corner, width, depth);
        var candidates = Candidates(corner, width, depth).ToArray();
        var sights = candidates.Select(candidate => Sights(candidate, targets, fixtures)).ToArray();
        var seenFrom = targets.Select(_ => new List<Point3>()).ToArray();
        var gains = sights.Select(sight => Gain(sight, seenFrom)).ToArray();
        for (var chosen = 0; chosen < Math.Min(cameras, candidates.Length); chosen++)
        {
            var best = Best(gains, sights, seenFrom);
            gains[best] = double.NegativeInfinity;
            foreach (var (target, way, _) in sights[best])
            {
                seenFrom[target].Add(way);
            }

            yield return (FormattableString.Invariant($"camera-{chosen + 1:00}"), candidates[best]);
        }
    }

    /// <summary>A gain only ever falls while cameras are added: the first one whose fresh gain is above all stale ones is the best.</summary>
    static int Best(double[] gains, (int Target, Point3 Way, double Worth)[][] sights, List<Point3>[] seenFrom)
    {
        while (true)
        {
            var first = 0;
            for (var i = 1; i < gains.Length; i++)
            {
                first = gains[i] > gains[first] ? i : first;
            }

            var fresh = Gain(sights[first], seenFrom);
            if (fresh >= gains[first] - 1e-9)
            {
                return first;
            }

            gains[first] = fresh;
        }
    }

    static double Gain((int Target, Point3 Way, double Worth)[] sights, List<Point3>[] seenFrom)
    {
        var sum = 0.0;
        foreach (var (target, way, worth) in sights)
        {
            var others = seenFrom[target];
            if (others.Count >= Worth.Length)
            {
                continue;
            }

            // Two looks from nearly one direction do not say how far away something is.
            var angle = 1.0;
            foreach (var other in others)
            {
                var along = (way.X * other.X) + (way.Y * other.Y) + (way.Z * other.Z);
                angle = Math.Min(angle, Math.Sqrt(Math.Max(0.01, 1 - (along * along))));
            }

            sum += Worth[others.Count] * angle * worth;
        }

        return sum;
    }

    static (int Target, Point3 Way, double Worth)[] Sights(PinholeCamera view, (Point3 Place, double Worth)[] targets, Fixtures fixtures)
    {
        var found = new List<(int, Point3, double)>();
        for (var i = 0; i < targets.Length; i++)
        {
            var (place, worth) = targets[i];
            if (view.TryProject(place, out var pixel) && view.Shows(pixel) && !fixtures.Hide(view.Pose.Origin, place))
            {
                var way = place - view.Pose.Origin;
                if (way.Length < MostMetres)
                {
                    found.Add((i, 1 / way.Length * way, worth * SeenInCrowd(way)));
                }
            }
        }

        return [.. found];
    }

    /// <summary>How much of what matters of a body is seen over the head of somebody who stands before it: all of it from steep above, little from afar.</summary>
    static double SeenInCrowd(Point3 way) => Math.Min(1, Neighbour * -way.Z / Math.Max(1e-6, Math.Sqrt((way.X * way.X) + (way.Y * way.Y))) / UpperBody);

    static IEnumerable<PinholeCamera> Candidates(Point3 corner, double width, double depth)
    {
        var (columns, rows) = (Steps(width - (2 * FromWall), Pitch), Steps(depth - (2 * FromWall), Pitch));
        for (var column = 0; column <= columns; column++)
        {
            for (var row = 0; row <= rows; row++)
            {
                // To the centimetre, as a fitter would measure it.
                var (east, north) = (FromWall + ((width - (2 * FromWall)) * column / columns), FromWall + ((depth - (2 * FromWall)) * row / rows));
                var place = corner + new Point3(Math.Round(east, 2), Math.Round(north, 2), Ceiling);
                foreach (var tilt in Tilts)
                {
                    for (var direction = 0; direction < Directions; direction++)
                    {
                        yield return new(new(place, direction * (Math.Tau / Directions), tilt), Lens);
                    }
                }
            }
        }
    }

    /// <summary>Hands at the front of every board, bodies over the floor, and more of them at the gates, where people come and go one behind the other.</summary>
    static (Point3 Place, double Worth)[] Targets(Store store, Point3 corner, double width, double depth)
    {
        var targets = new List<(Point3 Place, double Worth)>();
        foreach (var shelf in store.Shelves)
        {
            if (shelf.Body is { } body)
            {
                targets.AddRange(((double[])[0.15, 0.5, 0.85]).Select(share => (body.Placement.ToOuter(new(share * body.Size.X, HandDepth, HandHeight)), 1.0)));
            }
        }

        foreach (var gate in store.Gates)
        {
            for (var i = 0; i < AroundGate; i++)
            {
                var (east, north) = Math.SinCos(i * Math.Tau / AroundGate);
                targets.Add((gate.Centre + new Point3(gate.Radius * east, gate.Radius * north, HeadHeight), GateWorth));
            }

            targets.Add((gate.Centre with { Z = HeadHeight }, GateWorth));
        }

        var (columns, rows) = (Steps(width, FloorPitch), Steps(depth, FloorPitch));
        for (var i = 0; i < columns * rows; i++)
        {
            var place = corner + new Point3((((i % columns) + 0.5) * width) / columns, (((i / columns) + 0.5) * depth) / rows, HeadHeight);
            if (!store.Gondolas.Any(g => g.Body is { } body && body.DistanceTo(place with { Z = body.Placement.Origin.Z }) < 0.2))
            {
                targets.Add((place, BodyWorth));
            }
        }

        return [.. targets];
    }

    static int Steps(double length, double pitch) => Math.Max(1, (int)Math.Round(length / pitch));
}

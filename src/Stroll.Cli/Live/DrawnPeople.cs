using System.Collections.Immutable;
using Stroll.Geometry;
using Stroll.Host.Scenes;
using Stroll.Layout;
using Stroll.Observations;
using Stroll.Simulator;
using Stroll.Units;

namespace Stroll.Cli.Live;

/// <summary>Whole figures from the little that a scene knows of somebody: where the body is, and where the wrists are.</summary>
internal static class DrawnPeople
{
    const double Height = 1.72;
    const double Hanging = 0.82;

    // Who was not seen for so long is not drawn.
    const int GoneMillis = 700;

    /// <summary>Everybody of a scene at a moment.</summary>
    internal static ImmutableArray<ShownPerson> At(Scene scene, Instant at)
    {
        var time = (int)(at - scene.Begin).TotalMilliseconds;
        return [.. scene.People.Select(person => Shown(person, time)).OfType<ShownPerson>()];
    }

    /// <summary>Two rows of packs on every plate: enough to see a shelf as one.</summary>
    internal static ImmutableArray<ShownGood> Goods(StoreModel model) =>
    [
        .. from facing in model.Planogram.Facings
           from plate in facing.Plates
           let place = model.Store[plate].Body
           where place is not null
           let body = place.Value
           from row in (int[])[0, 1]
           let look = new ThingLook(facing.Product.Index, new(Math.Max(0.04, body.Size.X * 0.8), 0.07, 0.14 + (0.02 * (facing.Product.Index % 4))), facing.Product.Index % 3 == 0)
           select new ShownGood(look, body.Placement with { Origin = body.Placement.ToOuter(new(body.Size.X * 0.1, 0.04 + (row * 0.12), body.Size.Z)) }),
    ];

    static ShownPerson? Shown(ScenePerson person, int time)
    {
        var after = 0;
        while (after < person.Places.Length && person.Places[after].Time <= time)
        {
            after++;
        }

        if (after == 0 || time - person.Places[after - 1].Time > GoneMillis)
        {
            return null;
        }

        var (one, next) = (person.Places[after - 1], after < person.Places.Length ? person.Places[after] : person.Places[after - 1]);
        var share = next.Time > one.Time ? Math.Clamp((time - one.Time) / (double)(next.Time - one.Time), 0, 1) : 0;
        var body = Between(new(one.X, one.Y, 0), new(next.X, next.Y, 0), share);
        var (left, right) = (Wrist(one.Left, next.Left, share), Wrist(one.Right, next.Right, share));
        var heading = Heading(person, after - 1, body, left ?? right);
        return new(person.Number, $"{person.Number}", VisitRole.Shopper, Height, heading, Joints(body, heading, left, right), [], []);
    }

    /// <summary>They look where their hand is, else where they go.</summary>
    static Point3 Heading(ScenePerson person, int index, Point3 body, Point3? hand)
    {
        var from = person.Places[Math.Max(0, index - 5)];
        var way = hand is { } wrist ? wrist - body : body - new Point3(from.X, from.Y, 0);
        var length = Math.Sqrt((way.X * way.X) + (way.Y * way.Y));
        return length > 0.05 ? new(way.X / length, way.Y / length, 0) : new(0, 1, 0);
    }

    static ImmutableArray<Point3> Joints(Point3 body, Point3 ahead, Point3? left, Point3? right)
    {
        var aside = new Point3(-ahead.Y, ahead.X, 0);
        Point3 Of(double up, double sideways, double forward = 0) =>
            new(body.X + (aside.X * sideways) + (ahead.X * forward), body.Y + (aside.Y * sideways) + (ahead.Y * forward), up);
        var (leftShoulder, rightShoulder) = (Of(1.42, 0.2), Of(1.42, -0.2));
        var (leftWrist, rightWrist) = (left ?? Of(Hanging, 0.26, 0.05), right ?? Of(Hanging, -0.26, 0.05));
        var joints = new Point3[Body.JointCount];
        joints[(int)Joint.Head] = Of(1.62, 0, 0.03);
        joints[(int)Joint.Neck] = Of(1.46, 0);
        (joints[(int)Joint.LeftShoulder], joints[(int)Joint.RightShoulder]) = (leftShoulder, rightShoulder);
        (joints[(int)Joint.LeftElbow], joints[(int)Joint.RightElbow]) = (Elbow(leftShoulder, leftWrist), Elbow(rightShoulder, rightWrist));
        (joints[(int)Joint.LeftWrist], joints[(int)Joint.RightWrist]) = (leftWrist, rightWrist);
        (joints[(int)Joint.LeftHip], joints[(int)Joint.RightHip]) = (Of(0.94, 0.1), Of(0.94, -0.1));
        (joints[(int)Joint.LeftKnee], joints[(int)Joint.RightKnee]) = (Of(0.5, 0.11, 0.02), Of(0.5, -0.11, 0.02));
        (joints[(int)Joint.LeftAnkle], joints[(int)Joint.RightAnkle]) = (Of(0.08, 0.11), Of(0.08, -0.11));
        return [.. joints];
    }

    static Point3 Elbow(Point3 shoulder, Point3 wrist) => Between(shoulder, wrist, 0.5) with { Z = ((shoulder.Z + wrist.Z) / 2) - 0.06 };

    static Point3? Wrist(ImmutableArray<float>? one, ImmutableArray<float>? next, double share) =>
        one is { } from ? next is { } to ? Between(Point(from), Point(to), share) : Point(from) : null;

    static Point3 Point(ImmutableArray<float> at) => new(at[0], at[1], at[2]);

    static Point3 Between(Point3 one, Point3 other, double share) =>
        new(one.X + ((other.X - one.X) * share), one.Y + ((other.Y - one.Y) * share), one.Z + ((other.Z - one.Z) * share));
}

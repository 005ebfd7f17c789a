using Stroll.Geometry;
using Stroll.Layout;
using Stroll.Observations;
using Stroll.Simulator;

namespace Stroll.Rendering;

/// <summary>What things of a store look like.</summary>
static class Drawings
{
    const double Tile = 0.6;
    const double BoardThick = 0.02;
    const double WallTile = 1;
    static readonly Point3 Up = new(0, 0, 1);

    /// <summary>Floor, walls, gondolas and boards: all that never moves.</summary>
    internal static void Room(Pencil pencil, Store store, StoreBounds room)
    {
        Floor(pencil, room);
        Walls(pencil, room);
        foreach (var gate in store.Gates)
        {
            Disc(pencil, Palette.Mat, gate.Centre with { Z = 0.006 }, Math.Min(gate.Radius, 0.7));
        }

        foreach (var body in store.Gondolas.Select(gondola => gondola.Body).OfType<Box>())
        {
            // The back board and the foot; the sides stay open, so that cameras see the goods.
            pencil.Box(Palette.Back, body.Placement.Then(new(new(0, body.Size.Y - BoardThick, 0), 0)), body.Size with { Y = BoardThick });
            pencil.Box(Palette.Back, body.Placement.Then(new(new(0, 0.03, 0), 0)), new(body.Size.X, body.Size.Y - 0.03, 0.1));
        }

        foreach (var plate in store.Plates)
        {
            if (plate.Body is { } body)
            {
                Plate(pencil, plate, body);
            }
        }
    }

    /// <summary>A thing on a shelf.</summary>
    internal static void Good(Pencil pencil, in ShownGood good) => Thing(pencil, good.Look, good.Placement);

    /// <summary>Somebody, with what they carry.</summary>
    internal static void Person(Pencil pencil, ShownPerson person)
    {
        Point3 At(Joint joint) => person.Joints[(int)joint];
        var size = person.Height / 1.75;
        var (shirt, skin) = (Palette.Shirt(person.Number, person.Role == VisitRole.Staff), Palette.Skin(person.Number));
        var heading = person.Heading;
        var hips = At(Joint.LeftHip).Towards(At(Joint.RightHip), 0.5);
        var chest = At(Joint.LeftShoulder).Towards(At(Joint.RightShoulder), 0.5);
        Disc(pencil, Palette.Shadow, hips with { Z = 0.012 }, 0.27 * size);

        pencil.Stick(shirt, At(Joint.LeftShoulder), 0.075 * size, At(Joint.RightShoulder), 0.075 * size);
        pencil.Stick(shirt, chest - (0.1 * size * Up), 0.15 * size, hips + (0.06 * size * Up), 0.135 * size);
        pencil.Stick(Palette.Trousers, At(Joint.LeftHip), 0.095 * size, At(Joint.RightHip), 0.095 * size);
        pencil.Stick(skin, At(Joint.Neck), 0.055 * size, At(Joint.Head), 0.055 * size);
        pencil.Ball(skin, At(Joint.Head) + (0.015 * size * heading), 0.105 * size);
        pencil.Ball(Palette.Hair(person.Number), At(Joint.Head) + (size * ((-0.025 * heading) + (0.03 * Up))), 0.108 * size);
        foreach (var (hip, knee, ankle) in ((Joint, Joint, Joint)[])[
            (Joint.LeftHip, Joint.LeftKnee, Joint.LeftAnkle), (Joint.RightHip, Joint.RightKnee, Joint.RightAnkle)])
        {
            pencil.Stick(Palette.Trousers, At(hip), 0.085 * size, At(knee), 0.06 * size);
            pencil.Stick(Palette.Trousers, At(knee), 0.06 * size, At(ankle), 0.045 * size);
            pencil.Stick(Palette.Shoes, At(ankle) - (0.03 * size * Up), 0.045 * size, At(ankle) + (size * ((0.15 * heading) - (0.04 * Up))), 0.035 * size);
        }

        foreach (var isRight in (bool[])[false, true])
        {
            var (shoulder, elbow, wrist) = isRight
                ? (Joint.RightShoulder, Joint.RightElbow, Joint.RightWrist)
                : (Joint.LeftShoulder, Joint.LeftElbow, Joint.LeftWrist);
            pencil.Stick(shirt, At(shoulder), 0.055 * size, At(elbow), 0.045 * size);
            pencil.Stick(shirt.Mixed(skin, 0.15f), At(elbow), 0.043 * size, At(wrist), 0.034 * size);
            var tip = Tip(At(elbow), At(wrist), size);
            pencil.Stick(skin, At(wrist), 0.038 * size, tip, 0.042 * size);
            Held(pencil, person, isRight, tip);
        }

        if (person.Role is not (VisitRole.Staff or VisitRole.Bystander))
        {
            ShoulderBag(pencil, person, chest, size);
        }
    }

    /// <summary>Where the fingers are.</summary>
    static Point3 Tip(Point3 elbow, Point3 wrist, double size)
    {
        var way = wrist - elbow;
        return way.Length > 0.01 ? wrist + (0.08 * size / way.Length * way) : wrist;
    }

    // Before the fingers, upright, its front to where the person looks; several beside each other.
    static void Held(Pencil pencil, ShownPerson person, bool isRight, Point3 tip)
    {
        var turn = Math.Atan2(-person.Heading.X, person.Heading.Y);
        var aside = 0.0;
        foreach (var held in person.InHands)
        {
            if (held.InRightHand == isRight)
            {
                var corner = new Placement(tip, turn).ToOuter(new(aside - (held.Look.Size.X / 2), 0.01, -held.Look.Size.Z / 2));
                Thing(pencil, held.Look, new(corner, turn));
                aside += held.Look.Size.X + 0.01;
            }
        }
    }

    static void ShoulderBag(Pencil pencil, ShownPerson person, Point3 chest, double size)
    {
        const double width = 0.3, thick = 0.13, high = 0.26;
        var turn = Math.Atan2(-person.Heading.X, person.Heading.Y);
        var hip = person.Joints[(int)Joint.LeftHip];
        // Along the body's own left side, its longer edge from front to back.
        var corner = new Placement(hip, turn).ToOuter(new(-(0.13 * size) - (thick * size), -width * size / 2, (0.02 - high) * size));
        var bag = new Placement(corner, turn);
        pencil.Box(Palette.Bag, bag, size * new Point3(thick, width, high));
        pencil.Stick(Palette.Bag, bag.ToOuter(size * new Point3(thick / 2, width / 2, high)), 0.015, person.Joints[(int)Joint.LeftShoulder].Towards(chest, 0.3) + (0.09 * size * Up), 0.015);
        var along = 0.02;
        for (var i = 0; i < person.InBag.Length && i < 8; i++)
        {
            // The tops of what is in it look out.
            var look = person.InBag[i];
            var stands = new Placement(bag.ToOuter(size * new Point3(0.02 + (i % 2 * 0.05), along, high - 0.02)), turn);
            Thing(pencil, look with { Size = new(Math.Min(look.Size.X, 0.06), Math.Min(look.Size.Y, 0.06), Math.Min(look.Size.Z, 0.09)) }, stands);
            along += i % 2 == 1 ? 0.07 : 0;
        }
    }

    static void Thing(Pencil pencil, in ThingLook look, Placement at)
    {
        var tint = Palette.Goods(look.Kind);
        var (width, depth, height) = (look.Size.X, look.Size.Y, look.Size.Z);
        if (!look.IsRound)
        {
            pencil.Box(tint, at, look.Size);
            // A label across the front, a hair before it.
            var label = tint.Mixed(Palette.Cap, 0.6f);
            Point3 On(double x, double z) => at.ToOuter(new(x * width, -0.002, z * height));
            pencil.Face(label, at.ToOuter(new(0, -1, 0)) - at.Origin, On(0.15, 0.55), On(0.85, 0.55), On(0.85, 0.82), On(0.15, 0.82));
            return;
        }

        var foot = at.ToOuter(new(width / 2, depth / 2, 0));
        var radius = width / 2;
        var label2 = tint.Mixed(Palette.Cap, 0.55f);
        if (height > 1.7 * width)
        {
            pencil.Turned(tint, foot, [(radius, 0), (radius, 0.25 * height)]);
            pencil.Turned(label2, foot, [(radius, 0.25 * height), (radius, 0.5 * height)]);
            pencil.Turned(tint, foot, [(radius, 0.5 * height), (radius, 0.66 * height), (0.36 * radius, 0.84 * height), (0.36 * radius, 0.93 * height)]);
            pencil.Turned(Palette.Cap, foot, [(0.42 * radius, 0.93 * height), (0.42 * radius, height), (0, height)]);
            return;
        }

        pencil.Turned(tint, foot, [(radius, 0), (radius, 0.3 * height)]);
        pencil.Turned(label2, foot, [(radius, 0.3 * height), (radius, 0.7 * height)]);
        pencil.Turned(tint, foot, [(radius, 0.7 * height), (radius, height)]);
        pencil.Turned(Palette.BoardBeside, foot, [(radius, height), (0, height)]);
    }

    static void Floor(Pencil pencil, StoreBounds room)
    {
        for (var x = 0; room.Left + (x * Tile) < room.Right; x++)
        {
            for (var y = 0; room.Front + (y * Tile) < room.Back; y++)
            {
                var (left, front) = (room.Left + (x * Tile), room.Front + (y * Tile));
                var (right, back) = (Math.Min(left + Tile, room.Right), Math.Min(front + Tile, room.Back));
                pencil.Face((x + y) % 2 == 0 ? Palette.FloorLight : Palette.FloorDark, Up, new(left, front, 0), new(right, front, 0), new(right, back, 0), new(left, back, 0));
            }
        }
    }

    static void Walls(Pencil pencil, StoreBounds room)
    {
        Point3[] corners = [new(room.Left, room.Front, 0), new(room.Right, room.Front, 0), new(room.Right, room.Back, 0), new(room.Left, room.Back, 0)];
        for (var i = 0; i < 4; i++)
        {
            var (from, to) = (corners[i], corners[(i + 1) % 4]);
            var length = (to - from).Length;
            var along = 1 / length * (to - from);
            var inwards = new Point3(-along.Y, along.X, 0);
            for (double at = 0; at < length; at += WallTile)
            {
                var (a, b) = (from + (at * along), from + (Math.Min(at + WallTile, length) * along));
                var top = room.Height * Up;
                pencil.Face(Palette.Wall, inwards, a, b, b + top, a + top);
            }
        }
    }

    static void Plate(Pencil pencil, Plate plate, Box body)
    {
        var under = body.Placement.Then(new(new(0, 0, -BoardThick), 0));
        pencil.Box(plate.Slot % 2 == 0 ? Palette.Board : Palette.BoardBeside, under, body.Size with { Z = BoardThick });
        pencil.Box(Palette.Edge, body.Placement.Then(new(new(0, -0.006, -0.035), 0)), new(body.Size.X, 0.006, 0.035));
    }

    static void Disc(Pencil pencil, Tint tint, Point3 centre, double radius)
    {
        const int sides = 16;
        Point3 Rim(int side)
        {
            var (sin, cos) = Math.SinCos(side * Math.Tau / sides);
            return centre + (radius * new Point3(cos, sin, 0));
        }

        for (var side = 0; side < sides; side += 2)
        {
            pencil.Face(tint, Up, centre, Rim(side), Rim(side + 1), Rim(side + 2));
        }
    }
}

/// <summary>The walls of a store, metres: x from left to right, y from front to back.</summary>
readonly record struct StoreBounds(double Left, double Front, double Right, double Back, double Height)
{
    const double LeastHeight = 2.8;
    const double Margin = 0.3;

    /// <summary>Round everything that stands or hangs in the store.</summary>
    internal static StoreBounds Of(Store store, IEnumerable<PinholeCamera> cameras)
    {
        Point3[] points =
        [
            .. Solid(store).SelectMany(body => (Point3[])[body.Placement.Origin, body.Placement.ToOuter(body.Size), body.Placement.ToOuter(body.Size with { X = 0 }), body.Placement.ToOuter(body.Size with { Y = 0 })]),
            .. store.Gates.Select(gate => gate.Centre),
            .. cameras.Select(camera => camera.Pose.Origin),
        ];
        return points.Length == 0
            ? new(0, 0, 1, 1, LeastHeight)
            : new(points.Min(p => p.X) - Margin, points.Min(p => p.Y) - Margin, points.Max(p => p.X) + Margin, points.Max(p => p.Y) + Margin,
                Math.Max(LeastHeight, points.Max(p => p.Z) + 0.1));
    }

    static IEnumerable<Box> Solid(Store store) =>
        store.Gondolas.Select(gondola => gondola.Body).Concat(store.Shelves.Select(shelf => shelf.Body)).Concat(store.Plates.Select(plate => plate.Body)).OfType<Box>();
}

using Stroll.Geometry;

namespace Stroll.Rendering;

/// <summary>Draws solid shapes of the store as one camera sees them.</summary>
/// <param name="canvas">Where to; its width over the lens's is the scale.</param>
/// <param name="camera">Through which.</param>
sealed class Pencil(Canvas canvas, PinholeCamera camera)
{
    const double NearestMetres = 0.12;
    const int Sides = 12;
    const int RingsOfCap = 3;

    // Above, from the right and the front: so that the faces of a box differ.
    static readonly Point3 Light = new(0.36, -0.48, 0.8);

    static readonly (double Sin, double Cos)[] Circle = [.. Enumerable.Range(0, Sides).Select(side => Math.SinCos(side * Math.Tau / Sides))];

    readonly double _scale = canvas.Width / (double)camera.Lens.WidthPixels;

    internal Canvas Canvas => canvas;

    /// <summary>A flat four-cornered face. Both sides are seen.</summary>
    /// <param name="tint">Its colour.</param>
    /// <param name="normal">At right angles to it, for the light: a unit vector.</param>
    /// <param name="a">The corners, in order.</param>
    /// <param name="b">The second.</param>
    /// <param name="c">The third.</param>
    /// <param name="d">The fourth.</param>
    internal void Face(Tint tint, Point3 normal, Point3 a, Point3 b, Point3 c, Point3 d)
    {
        var shade = ShadeOf(normal);
        Triangle(tint, (a, shade), (b, shade), (c, shade));
        Triangle(tint, (a, shade), (c, shade), (d, shade));
    }

    /// <summary>A box without a lid or with one, by its placement and size.</summary>
    internal void Box(Tint tint, Placement at, Point3 size)
    {
        Span<Point3> corners = stackalloc Point3[8];
        for (var i = 0; i < 8; i++)
        {
            corners[i] = at.ToOuter(new((i & 1) * size.X, ((i >> 1) & 1) * size.Y, (i >> 2) * size.Z));
        }

        foreach (var (axis, sign, a, b, c, d) in (ReadOnlySpan<(int, int, int, int, int, int)>)
            [(0, -1, 0, 2, 6, 4), (0, 1, 1, 3, 7, 5), (1, -1, 0, 1, 5, 4), (1, 1, 2, 3, 7, 6), (2, -1, 0, 1, 3, 2), (2, 1, 4, 5, 7, 6)])
        {
            var own = new Point3(axis == 0 ? sign : 0, axis == 1 ? sign : 0, axis == 2 ? sign : 0);
            var normal = at.ToOuter(own) - at.Origin;
            // A face that looks away is behind the others.
            if (Dot(normal, camera.Pose.Origin - corners[a]) > 0)
            {
                Face(tint, normal, corners[a], corners[b], corners[c], corners[d]);
            }
        }
    }

    /// <summary>An upright round body: rings of radius and height above the foot, from below.</summary>
    internal void Turned(Tint tint, Point3 foot, ReadOnlySpan<(double Radius, double Height)> rings)
    {
        for (var ring = 0; ring + 1 < rings.Length; ring++)
        {
            var (low, high) = (rings[ring], rings[ring + 1]);
            for (var side = 0; side < Sides; side++)
            {
                var (from, to) = (Around(side), Around(side + 1));
                var (shadeFrom, shadeTo) = (ShadeOf(from), ShadeOf(to));
                var (a, b) = (foot + (low.Radius * from) + Up(low.Height), foot + (low.Radius * to) + Up(low.Height));
                var (c, d) = (foot + (high.Radius * to) + Up(high.Height), foot + (high.Radius * from) + Up(high.Height));
                if (low.Height == high.Height)
                {
                    shadeFrom = shadeTo = ShadeOf(new(0, 0, 1));
                }

                Triangle(tint, (a, shadeFrom), (b, shadeTo), (c, shadeTo));
                Triangle(tint, (a, shadeFrom), (c, shadeTo), (d, shadeFrom));
            }
        }
    }

    /// <summary>A stick with round ends.</summary>
    internal void Stick(Tint tint, Point3 from, double fromRadius, Point3 to, double toRadius)
    {
        var way = to - from;
        var length = way.Length;
        var ahead = length > 1e-6 ? 1 / length * way : new Point3(0, 0, 1);
        var aside = Math.Abs(ahead.Z) < 0.9 ? Unit(Cross(ahead, new(0, 0, 1))) : Unit(Cross(ahead, new(1, 0, 0)));
        var third = Cross(ahead, aside);
        Span<Rim> before = stackalloc Rim[Sides + 1];
        Span<Rim> now = stackalloc Rim[Sides + 1];
        for (var ring = 0; ring < 2 * RingsOfCap; ring++)
        {
            // From the pole of the one end to its rim, then from the rim of the other end to its pole.
            var isFar = ring >= RingsOfCap;
            var angle = (isFar ? ring - RingsOfCap : ring - (RingsOfCap - 1)) * (Math.PI / 2) / (RingsOfCap - 1);
            var (along, out_) = (Math.Sin(angle), Math.Cos(angle));
            var (centre, radius) = isFar ? (to, toRadius) : (from, fromRadius);
            for (var side = 0; side < Sides; side++)
            {
                var normal = (along * ahead) + (out_ * ((Circle[side].Cos * aside) + (Circle[side].Sin * third)));
                now[side] = RimAt(centre + (radius * normal), normal);
            }

            now[Sides] = now[0];
            for (var side = 0; ring > 0 && side < Sides; side++)
            {
                Quad(tint, before[side], before[side + 1], now[side + 1], now[side]);
            }

            now.CopyTo(before);
        }
    }

    /// <summary>A ball.</summary>
    internal void Ball(Tint tint, Point3 centre, double radius) => Stick(tint, centre, radius, centre, radius);

    static Point3 Up(double metres) => new(0, 0, metres);

    static Point3 Around(int side)
    {
        var (sin, cos) = Math.SinCos(side * Math.Tau / Sides);
        return new(cos, sin, 0);
    }

    static float ShadeOf(Point3 normal) => (float)(0.62 + (0.38 * Dot(normal, Light)));

    static double Dot(Point3 a, Point3 b) => (a.X * b.X) + (a.Y * b.Y) + (a.Z * b.Z);

    static Point3 Cross(Point3 a, Point3 b) => new((a.Y * b.Z) - (a.Z * b.Y), (a.Z * b.X) - (a.X * b.Z), (a.X * b.Y) - (a.Y * b.X));

    static Point3 Unit(Point3 way) => 1 / way.Length * way;

    Rim RimAt(Point3 at, Point3 normal)
    {
        var (own, shade) = (camera.ToCamera(at), ShadeOf(normal));
        var isDrawn = own.Z >= NearestMetres && Project((own, shade), out var corner) ? corner : (Corner?)null;
        return new(at, shade, isDrawn ?? default, isDrawn is not null, Dot(normal, camera.Pose.Origin - at) > 0);
    }

    // A round thing hides its own far side: what looks away at all corners need not be drawn.
    void Quad(Tint tint, in Rim a, in Rim b, in Rim c, in Rim d)
    {
        if (!(a.IsSeen || b.IsSeen || c.IsSeen || d.IsSeen))
        {
            return;
        }

        if (a.IsDrawn && b.IsDrawn && c.IsDrawn && d.IsDrawn)
        {
            canvas.Draw(tint, a.Corner, b.Corner, c.Corner);
            canvas.Draw(tint, a.Corner, c.Corner, d.Corner);
            return;
        }

        Triangle(tint, (a.At, a.Shade), (b.At, b.Shade), (c.At, c.Shade));
        Triangle(tint, (a.At, a.Shade), (c.At, c.Shade), (d.At, d.Shade));
    }

    void Triangle(Tint tint, (Point3 At, float Shade) a, (Point3 At, float Shade) b, (Point3 At, float Shade) c)
    {
        Span<(Point3 At, float Shade)> own = [(camera.ToCamera(a.At), a.Shade), (camera.ToCamera(b.At), b.Shade), (camera.ToCamera(c.At), c.Shade)];
        // Cut at the nearest plane: three corners become up to four.
        Span<Corner> corners = stackalloc Corner[4];
        var count = 0;
        for (var i = 0; i < 3; i++)
        {
            var (from, to) = (own[i], own[(i + 1) % 3]);
            var (isFrom, isTo) = (from.At.Z >= NearestMetres, to.At.Z >= NearestMetres);
            if (isFrom && !Project(from, out corners[count++]))
            {
                return;
            }

            if (isFrom != isTo)
            {
                var share = (NearestMetres - from.At.Z) / (to.At.Z - from.At.Z);
                if (!Project((from.At.Towards(to.At, share), from.Shade + ((float)share * (to.Shade - from.Shade))), out corners[count++]))
                {
                    return;
                }
            }
        }

        for (var i = 1; i + 1 < count; i++)
        {
            canvas.Draw(tint, corners[0], corners[i], corners[i + 1]);
        }
    }

    bool Project((Point3 At, float Shade) own, out Corner corner)
    {
        corner = default;
        // Exactly on the plane it may come out a hair nearer.
        if (!camera.TryProjectOwn(own.At with { Z = Math.Max(own.At.Z, PinholeCamera.NearestMetres) }, out var pixel))
        {
            return false;
        }

        corner = new((float)(pixel.Right * _scale), (float)(pixel.Down * _scale), (float)(1 / own.At.Z), own.Shade);
        return Math.Abs(corner.Right) < 1e6 && Math.Abs(corner.Down) < 1e6;
    }

    /// <summary>A point of a ring around a stick.</summary>
    /// <param name="At">Where.</param>
    /// <param name="Shade">How bright.</param>
    /// <param name="Corner">In the picture, where it can be drawn.</param>
    /// <param name="IsDrawn">It is before the camera.</param>
    /// <param name="IsSeen">The surface looks to the camera there.</param>
    readonly record struct Rim(Point3 At, float Shade, Corner Corner, bool IsDrawn, bool IsSeen);
}

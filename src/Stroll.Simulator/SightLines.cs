using System.Collections.Immutable;
using Stroll.Geometry;
using Stroll.Observations;
using Stroll.Units;

namespace Stroll.Simulator;

/// <summary>What one camera can see of bodies, by geometry alone.</summary>
internal sealed class SightLines(PinholeCamera view, Crowd crowd, Fixtures fixtures, bool seesThrough)
{
    /// <summary>A joint that is seen.</summary>
    internal const byte InSight = 0;

    /// <summary>A joint that something hides.</summary>
    internal const byte Hidden = 1;

    /// <summary>A joint that is not in the picture.</summary>
    internal const byte Outside = 2;

    const int Joints = Body.JointCount;
    const double Middle = 0.5;

    // How much of the body there is around each joint, metres: the head above its middle, the hand beyond the wrist, the foot below the ankle.
    static readonly double[] Flesh = [0.14, 0.05, 0.08, 0.08, 0.06, 0.06, 0.1, 0.1, 0.1, 0.1, 0.08, 0.08, 0.08, 0.08];

    readonly int[] _near = new int[fixtures.Count];
    int[] _others = [];
    Drawn[] _drawn = [];
    Spot[] _spots = [];

    /// <summary>False when no part of a person there can be in the picture.</summary>
    internal bool CouldSee(Point3 place, double height)
    {
        // A ball of one metre and a half around the middle of the body, against the pyramid of the picture. Distortion within a fifth.
        const double Ball = 1.5;
        const double Wider = 1.2;
        var own = view.ToCamera(place with { Z = Middle * height });
        if (own.Z < -Ball)
        {
            return false;
        }

        var lens = view.Lens;
        return IsWithin(own.X, own.Z, Wider * Math.Max(lens.Centre.Right, lens.WidthPixels - lens.Centre.Right) / lens.FocalRightPixels)
            && IsWithin(own.Y, own.Z, Wider * Math.Max(lens.Centre.Down, lens.HeightPixels - lens.Centre.Down) / lens.FocalDownPixels);

        static bool IsWithin(double aside, double ahead, double slope) => Math.Abs(aside) - (slope * ahead) < Ball * Math.Sqrt(1 + (slope * slope));
    }

    /// <summary>Draws all bodies that are posed, before anything is hidden.</summary>
    internal void Draw()
    {
        if (_drawn.Length < crowd.Count)
        {
            Array.Resize(ref _drawn, Math.Max(crowd.Count, 2 * _drawn.Length));
            Array.Resize(ref _spots, Joints * _drawn.Length);
            Array.Resize(ref _others, _drawn.Length);
        }

        for (var body = 0; body < crowd.Count; body++)
        {
            Draw(body);
        }
    }

    /// <summary>Looks at each joint of a body that is drawn.</summary>
    internal void Look(int body, ref Seen seen)
    {
        var origin = view.Pose.Origin;
        var joints = crowd.Joints(body);
        var fixtureCount = fixtures.Near(origin, crowd.Place(body), crowd.Width(body), _near);
        var otherCount = FindOthers(body);
        seen.Visible = 0;
        seen.Depth = _spots[(body * Joints) + (int)Joint.Neck].Depth;
        var (left, top, right, bottom) = (double.MaxValue, double.MaxValue, double.MinValue, double.MinValue);
        for (var joint = 0; joint < Joints; joint++)
        {
            ref readonly var spot = ref _spots[(body * Joints) + joint];
            if (!spot.IsInPicture)
            {
                seen.States[joint] = Outside;
                continue;
            }

            if (!seesThrough && IsHidden(body, joint, new(origin, joints[joint]), fixtureCount, otherCount))
            {
                seen.States[joint] = Hidden;
                continue;
            }

            seen.States[joint] = InSight;
            seen.Visible++;
            var (across, down) = (Flesh[joint] * view.Lens.FocalRightPixels / spot.Depth, Flesh[joint] * view.Lens.FocalDownPixels / spot.Depth);
            (left, right) = (Math.Min(left, spot.Pixel.Right - across), Math.Max(right, spot.Pixel.Right + across));
            (top, bottom) = (Math.Min(top, spot.Pixel.Down - down), Math.Max(bottom, spot.Pixel.Down + down));
        }

        seen.Box = seen.Visible == 0 ? default : InPicture(left, top, right, bottom);
    }

    /// <summary>A body as the camera sees it in a mirror.</summary>
    /// <returns>None where too little of it is in the mirror.</returns>
    internal Sighting? LookInto(Mirror mirror, int body, Rng rng, CameraNoise noise)
    {
        var origin = view.Pose.Origin;
        var truth = crowd.Joints(body);
        if (!mirror.IsBefore(truth[(int)Joint.Neck]) || !mirror.Crosses(origin, mirror.Reflect(truth[(int)Joint.Neck]), 0.5, out _))
        {
            return null;
        }

        var joints = new SightedJoint[Joints];
        var visible = 0;
        var (left, top, right, bottom) = (double.MaxValue, double.MaxValue, double.MinValue, double.MinValue);
        for (var joint = 0; joint < Joints; joint++)
        {
            var image = mirror.Reflect(truth[joint] + crowd.Blur(body, joint));
            // What is left in the room is right in the mirror.
            var named = Swapped(joint);
            joints[named] = SightedJoint.Missing;
            var own = view.ToCamera(image);
            if (!mirror.Crosses(origin, image, 0, out var at) || !view.TryProjectOwn(own, out var pixel) || !view.Shows(pixel)
                || fixtures.Hide(origin, at) || fixtures.Hide(at, truth[joint]) || rng.NextChance(2 * noise.Missing))
            {
                continue;
            }

            visible++;
            var sd = noise.OwnPixels + (2 * noise.OwnMetres * view.Lens.FocalRightPixels / own.Z);
            var place = new Pixel((float)(pixel.Right + (sd * rng.NextNormal())), (float)(pixel.Down + (sd * rng.NextNormal())));
            joints[named] = view.Shows(place) ? new(place, (float)rng.NextBetween(0.35, 0.85)) : SightedJoint.Missing;
            var flesh = Flesh[joint] * view.Lens.FocalRightPixels / own.Z;
            (left, right) = (Math.Min(left, pixel.Right - flesh), Math.Max(right, pixel.Right + flesh));
            (top, bottom) = (Math.Min(top, pixel.Down - flesh), Math.Max(bottom, pixel.Down + flesh));
        }

        if (visible < Joints / 2)
        {
            return null;
        }

        var box = InPicture(left, top, right, bottom);
        return box.Height < noise.LeastPixels
            ? null
            : new(
                new((float)box.Left, (float)box.Top, (float)box.Width, (float)box.Height), (float)rng.NextBetween(0.3, 0.75),
                System.Runtime.InteropServices.ImmutableCollectionsMarshal.AsImmutableArray(joints));
    }

    static int Swapped(int joint) => joint < (int)Joint.LeftShoulder ? joint : joint % 2 == (int)Joint.LeftShoulder % 2 ? joint + 1 : joint - 1;

    PixelBox InPicture(double left, double top, double right, double bottom)
    {
        (left, top) = (Math.Max(left, 0), Math.Max(top, 0));
        return new(left, top, Math.Min(right, view.Lens.WidthPixels) - left, Math.Min(bottom, view.Lens.HeightPixels) - top);
    }

    void Draw(int body)
    {
        // Nearer than this a body can fill the picture, whatever its joints do.
        const double TooNear = 0.4;
        const double Thick = 0.2;
        var (left, top, right, bottom) = (double.MaxValue, double.MaxValue, double.MinValue, double.MinValue);
        var (nearest, farthest) = (double.MaxValue, 0.0);
        var truth = crowd.Joints(body);
        for (var joint = 0; joint < Joints; joint++)
        {
            var own = view.ToCamera(truth[joint]);
            var isDrawn = view.TryProjectOwn(own, out var pixel);
            _spots[(body * Joints) + joint] = new(pixel, own.Z, isDrawn && view.Shows(pixel));
            (nearest, farthest) = (Math.Min(nearest, isDrawn ? own.Z : 0), Math.Max(farthest, own.Z));
            if (isDrawn)
            {
                (left, right) = (Math.Min(left, pixel.Right), Math.Max(right, pixel.Right));
                (top, bottom) = (Math.Min(top, pixel.Down), Math.Max(bottom, pixel.Down));
            }
        }

        var margin = nearest > TooNear ? Thick * Math.Max(view.Lens.FocalRightPixels, view.Lens.FocalDownPixels) / (nearest - Thick) : double.PositiveInfinity;
        _drawn[body] = new(left - margin, top - margin, right + margin, bottom + margin, nearest - Thick, farthest);
    }

    /// <summary>Who can stand before this body, as this camera sees it.</summary>
    int FindOthers(int body)
    {
        ref readonly var own = ref _drawn[body];
        var count = 0;
        for (var other = 0; other < crowd.Count; other++)
        {
            if (other != body && own.Meets(_drawn[other]))
            {
                _others[count++] = other;
            }
        }

        return count;
    }

    // What hides one joint mostly hides the next one too.
    static void ToFront(int[] list, int at) => (list[0], list[at]) = (list[at], list[0]);

    bool IsHidden(int body, int joint, in Look look, int fixtureCount, int otherCount)
    {
        for (var i = 0; i < fixtureCount; i++)
        {
            if (fixtures.Hides(_near[i], look))
            {
                ToFront(_near, i);
                return true;
            }
        }

        ref readonly var spot = ref _spots[(body * Joints) + joint];
        for (var i = 0; i < otherCount; i++)
        {
            if (_drawn[_others[i]].CanHide(spot) && crowd.Hides(_others[i], look))
            {
                ToFront(_others, i);
                return true;
            }
        }

        return crowd.HidesOwn(body, joint, look.From);
    }

    /// <summary>Where a joint is in the picture.</summary>
    readonly record struct Spot(Pixel Pixel, double Depth, bool IsInPicture);

    /// <summary>The part of the picture that a body can fill, and its depths. Metres from the camera along its axis.</summary>
    readonly record struct Drawn(double Left, double Top, double Right, double Bottom, double Nearest, double Farthest)
    {
        internal bool Meets(in Drawn other) =>
            other.Left < Right && other.Right > Left && other.Top < Bottom && other.Bottom > Top && other.Nearest < Farthest;

        internal bool CanHide(in Spot spot) =>
            spot.Pixel.Right > Left && spot.Pixel.Right < Right && spot.Pixel.Down > Top && spot.Pixel.Down < Bottom && spot.Depth > Nearest;
    }
}

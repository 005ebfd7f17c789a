using Stroll.Geometry;
using Stroll.Layout;
using Stroll.Units;

namespace Stroll.Simulator;

/// <summary>All cameras of a store.</summary>
internal sealed class CameraSet
{
    const int Tries = 60;
    const double MirrorWidth = 1.6;
    const double MirrorHeight = 1.7;
    const double MirrorBottom = 0.3;
    const double HasGhost = 0.4;

    readonly Crowd _crowd;
    readonly CameraEye[] _eyes;

    internal CameraSet(Scenario scenario, StorePlan plan, Tally tally)
    {
        var store = plan.Model.Store;
        var fixtures = new Fixtures(store);
        var rng = new Rng(scenario.Seed, Chance.Scene);
        _crowd = new(scenario.Cameras, new(scenario.Seed, Chance.Poses));
        var mirror = tally.IsOn(Feature.MirrorImages) ? DrawMirror(plan, fixtures, rng) : null;
        var (dark, dead) = DrawDark(store.Cameras.Length, tally, rng);
        _eyes =
        [
            .. store.Cameras.Select(camera => new CameraEye(
                camera, scenario.Cameras, _crowd, fixtures, mirror, tally.IsOn(Feature.StandingGhosts) ? DrawGhost(camera, plan, fixtures, rng) : null,
                DarkTimes.Never with
                {
                    From = camera.Id.Index == dark.Camera ? dark.From : double.PositiveInfinity,
                    To = camera.Id.Index == dark.Camera ? dark.To : double.PositiveInfinity,
                    DeadFrom = camera.Id.Index == dead.Camera ? dead.From : double.PositiveInfinity,
                },
                tally, scenario.Start, new(scenario.Seed, Chance.FirstCamera + (ulong)camera.Id.Index))),
        ];
    }

    /// <summary>The pictures after the last call up to <paramref name="now"/>.</summary>
    internal void Look(List<Person> people, double before, double now, List<Picture> pictures)
    {
        _crowd.Step(people, now - before);
        foreach (var eye in _eyes)
        {
            eye.Look(people, before, now, pictures);
        }
    }

    /// <summary>One camera is dark for a while, and another from some moment on for good.</summary>
    static ((int Camera, double From, double To) Dark, (int Camera, double From) Dead) DrawDark(int cameras, Tally tally, Rng rng)
    {
        var (one, other) = (rng.NextIndex(cameras), rng.NextIndex(cameras));
        var (from, seconds, deadFrom) = (rng.NextBetween(5, 45), rng.NextBetween(15, 60), rng.NextBetween(5, 60));
        if (tally.IsOn(Feature.CameraOutages))
        {
            tally.Count(Feature.CameraOutages);
        }

        if (tally.IsOn(Feature.DeadCamera))
        {
            tally.Count(Feature.DeadCamera);
        }

        return (tally.IsOn(Feature.CameraOutages) ? (one, from, from + seconds) : (-1, 0, 0), tally.IsOn(Feature.DeadCamera) ? (other, deadFrom) : (-1, 0));
    }

    /// <summary>On one of the four walls, where some camera sees its middle.</summary>
    static Mirror? DrawMirror(StorePlan plan, Fixtures fixtures, Rng rng)
    {
        var corner = plan.Map.Corner;
        for (var i = 0; i < Tries; i++)
        {
            var (wall, place) = (rng.NextIndex(4), rng.NextUnit());
            // Going along each wall with the room to the right.
            var (start, along, length) = wall switch
            {
                0 => (corner, new Point3(0, 1, 0), plan.Depth),
                1 => (corner + new Point3(0, plan.Depth, 0), new Point3(1, 0, 0), plan.Width),
                2 => (corner + new Point3(plan.Width, plan.Depth, 0), new Point3(0, -1, 0), plan.Depth),
                _ => (corner + new Point3(plan.Width, 0, 0), new Point3(-1, 0, 0), plan.Width),
            };
            var mirror = new Mirror(
                start + (place * Math.Max(0, length - MirrorWidth) * along) + new Point3(0, 0, MirrorBottom), along, Math.Min(MirrorWidth, length), MirrorHeight);
            var middle = mirror.Corner + (0.5 * mirror.Width * along) + new Point3(0, 0, 0.5 * MirrorHeight);
            var before = middle + (0.1 * new Point3(along.Y, -along.X, 0));
            if (plan.Model.Store.Cameras.Any(camera => mirror.IsBefore(camera.View.Pose.Origin) && camera.View.TryProject(middle, out var pixel)
                && camera.View.Shows(pixel) && !fixtures.Hide(camera.View.Pose.Origin, before)))
            {
                return mirror;
            }
        }

        return null;
    }

    static Ghost? DrawGhost(StoreCamera camera, StorePlan plan, Fixtures fixtures, Rng rng)
    {
        var has = rng.NextChance(HasGhost) || camera.Id.Index == 0;
        for (var i = 0; i < Tries && has; i++)
        {
            var place = plan.Map.Corner + new Point3(rng.NextUnit() * plan.Width, rng.NextUnit() * plan.Depth, 0);
            if (Ghost.At(camera.View, fixtures, place, rng) is { } ghost)
            {
                return ghost;
            }
        }

        return null;
    }
}

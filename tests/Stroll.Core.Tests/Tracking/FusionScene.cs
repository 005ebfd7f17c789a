using System.Collections.Immutable;
using Stroll.Geometry;
using Stroll.Layout;
using Stroll.Observations;
using Stroll.Tracking.Poses;
using Stroll.Units;

namespace Stroll.Tests.Tracking;

/// <summary>Walkers on circles before four cameras in the corners of a room, drawn without any simulator.</summary>
sealed class FusionScene
{
    const int Width = 1280;
    const int Height = 720;
    readonly bool _isMirrored;
    readonly double _noisePixels;
    readonly bool _hasJoints;

    internal FusionScene(int people, bool isMirrored = false, double noisePixels = 1, bool hasJoints = true, Gate[]? gates = null)
    {
        (People, _isMirrored, _noisePixels, _hasJoints) = (people, isMirrored, noisePixels, hasJoints);
        var lens = CameraLens.Plain(Width, Height, 1.6);
        (double X, double Y, double Turn)[] corners = [(-4, -4, -Math.PI / 4), (4, -4, Math.PI / 4), (4, 4, 3 * Math.PI / 4), (-4, 4, -3 * Math.PI / 4)];
        var sign = isMirrored ? -1 : 1;
        Store = Store.Build(
            "room", [], [], [], gates ?? [],
            corners.Select((c, i) => ($"camera-{i}", new PinholeCamera(new(new(sign * c.X, c.Y, 2.8), sign * c.Turn, 0.35), lens))));
    }

    internal int People { get; }

    internal Store Store { get; }

    internal Point3 Place(int person, double seconds)
    {
        var radius = 0.9 + (0.6 * (person % 3));
        var angle = (2 * Math.PI * person / People) + (0.5 / radius * seconds);
        var x = radius * Math.Cos(angle);
        return new(_isMirrored ? -x : x, radius * Math.Sin(angle), 0);
    }

    /// <summary>The pictures from 0 on, each camera at its own phase; noise is the same for the same seed.</summary>
    internal IEnumerable<Observation.PeopleSighted> Frames(double seconds, double hertz, Instant start, Func<int, int, int>? order = null)
    {
        for (var frame = 0; frame < seconds * hertz; frame++)
        {
            for (var camera = 0; camera < Store.Cameras.Length; camera++)
            {
                var at = (frame + (camera / 4.0)) / hertz;
                var rng = new Rng((ulong)Math.Round(at * 1000), (ulong)camera);
                var seen = Enumerable.Range(0, People).Select(person => See(Store.Cameras[camera].View, person, at, rng)).ToArray();
                var people = order is null ? seen : [.. Enumerable.Range(0, People).Select(i => seen[order(i, frame)])];
                yield return new(start + TimeSpan.FromTicks((long)Math.Round(at * 1e7)), new(camera), [.. people.OfType<Sighting>()]);
            }
        }
    }

    Sighting? See(PinholeCamera view, int person, double at, Rng rng)
    {
        var place = Place(person, at);
        var tall = 1.6 + (0.05 * (person % 5));
        var joints = new SightedJoint[Body.JointCount];
        var isWhole = true;
        for (var joint = 0; joint < joints.Length; joint++)
        {
            var (right, down) = (_noisePixels * rng.NextNormal(), _noisePixels * rng.NextNormal());
            isWhole &= view.TryProject(place with { Z = BodyModel.HeightShare((Joint)joint) * tall }, out var pixel);
            joints[joint] = new(new(pixel.Right + (_isMirrored ? -right : right), pixel.Down + down), 0.9);
        }

        isWhole &= view.TryProject(place with { Z = tall }, out var top) & view.TryProject(place, out var foot);
        if (!isWhole || !view.Shows(top))
        {
            return null;
        }

        var half = 0.2 * Math.Abs(foot.Down - top.Down);
        return new(new(top.Right - half, top.Down, 2 * half, foot.Down - top.Down), 0.9, _hasJoints ? [.. joints] : []);
    }
}

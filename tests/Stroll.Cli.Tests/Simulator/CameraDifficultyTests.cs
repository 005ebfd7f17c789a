using Stroll.Geometry;
using Stroll.Observations;
using Stroll.Simulator;
using Stroll.Units;

namespace Stroll.Tests.Simulator;

/// <summary>The cameras err as much as the reference difficulty asks for.</summary>
public class CameraDifficultyTests
{
    // Harder than the reference is allowed, easier is not. With more views of a place, as under the twenty cameras, what is new in every view averages out.
    [Theory]
    [InlineData(StoreKind.Corner, false, 0.027, 0.036, 0.04, 0.08)]
    [InlineData(StoreKind.Supermarket, false, 0.025, 0.036, 0.04, 0.08)]
    [InlineData(StoreKind.Corner, true, 0.075, 0.105, 0.13, 0.2)]
    [InlineData(StoreKind.Supermarket, true, 0.065, 0.1, 0.11, 0.2)]
    public void Wrists_joined_from_all_views_are_as_far_off_as_the_reference_says(
        StoreKind kind, bool isRush, double leastMedian, double mostMedian, double leastWorst, double mostWorst)
    {
        var errors = new List<double>();
        var reaches = 0;
        for (ulong seed = 700; seed < 706; seed++)
        {
            var scenario = new Scenario
            {
                Seed = seed,
                People = PeopleEntry.Sightings,
                Visits = 8,
                Habits = new(SecondsBetweenArrivals: isRush ? 3 : 12),
                Size = kind == StoreKind.Corner ? StoreSize.CornerStore : StoreSize.SmallSupermarket,
                Cameras = isRush ? CameraNoise.Rush : CameraNoise.Quiet,
            };
            reaches += Measure(scenario, errors);
        }

        errors.Sort();
        Assert.InRange(errors.Count, 0.5 * reaches, reaches);
        Assert.InRange(errors[errors.Count / 2], leastMedian, mostMedian);
        Assert.InRange(errors[(int)(0.9 * errors.Count)], leastWorst, mostWorst);
    }

    [Fact]
    public void Joints_in_plain_sight_are_missing_as_often_as_the_reference_says()
    {
        Assert.InRange(MissingInPlainSight(CameraNoise.Quiet), 0.015, 0.025);
        Assert.InRange(MissingInPlainSight(CameraNoise.Rush), 0.07, 0.09);
    }

    /// <summary>Cameras that see through everything: whatever is in the picture is in plain sight.</summary>
    static double MissingInPlainSight(CameraNoise noise)
    {
        var simulation = new Simulation(new() { Seed = 700, People = PeopleEntry.Sightings, Visits = 3, Cameras = noise with { SeesThrough = true }, Forbid = [Feature.MergedPeople] });
        var store = simulation.Model.Store;
        var joints = simulation.Play().Select(e => e.Observation).OfType<Observation.PeopleSighted>().SelectMany(f => f.People.Where(
            s => s.Box is { Left: > 60, Top: > 60 } && s.Box.Right < store[f.Camera].View.Lens.WidthPixels - 60 && s.Box.Bottom < store[f.Camera].View.Lens.HeightPixels - 60))
            .SelectMany(s => s.Joints).ToArray();
        Assert.True(joints.Length > 5000, $"{joints.Length} joints");
        return joints.Count(j => !j.IsSeen) / (double)joints.Length;
    }

    static int Measure(Scenario scenario, List<double> errors)
    {
        var paths = new List<Observation.PeopleSeen>();
        var simulation = new Simulation(scenario) { Watch = paths.Add };
        var frames = simulation.Play().Select(e => e.Observation).OfType<Observation.PeopleSighted>().ToLookup(f => (f.Camera, Second: (long)(f.At - simulation.Begin).TotalSeconds));
        var store = simulation.Model.Store;
        foreach (var movement in simulation.Truth.Movements)
        {
            var truth = paths.MinBy(p => Math.Abs((p.At - movement.At).TotalSeconds))!;
            var body = truth.People.Single(p => p.Person == movement.Shopper).Body;
            var shelf = store[movement.Shelf].Body!.Value;
            var wrist = shelf.DistanceTo(body[Joint.LeftWrist].Position) < shelf.DistanceTo(body[Joint.RightWrist].Position) ? Joint.LeftWrist : Joint.RightWrist;
            var rays = new List<(Point3 From, Point3 Way)>();
            foreach (var camera in store.Cameras)
            {
                var second = (long)(movement.At - simulation.Begin).TotalSeconds;
                var frame = Enumerable.Range(-1, 3).SelectMany(d => frames[(camera.Id, second + d)]).MinBy(f => Math.Abs((f.At - movement.At).TotalSeconds));
                if (frame is null || Math.Abs((frame.At - movement.At).TotalSeconds) > 0.1)
                {
                    continue;
                }

                var mine = frame.People.Where(s => Off(camera.View, s, body) < 0.25).MinBy(s => Off(camera.View, s, body));
                if (mine?.Joints[(int)wrist] is { Score: >= 0.5 } seen)
                {
                    rays.Add((camera.View.Pose.Origin, camera.View.Direction(seen.At)));
                }
            }

            if (Meet(rays) is { } meeting)
            {
                errors.Add(meeting.DistanceTo(body[wrist].Position));
            }
        }

        return simulation.Truth.Movements.Length;
    }

    static double Off(PinholeCamera view, Sighting sighting, Body body)
    {
        var offs = new List<double>();
        for (var joint = Joint.Head; joint <= Joint.RightAnkle; joint++)
        {
            if (sighting.Joints[(int)joint].Score >= 0.5 && view.TryProject(body[joint].Position, out var pixel))
            {
                offs.Add(pixel.DistanceTo(sighting.Joints[(int)joint].At) * view.ToCamera(body[joint].Position).Z / view.Lens.FocalRightPixels);
            }
        }

        return offs.Count == 0 ? 9 : offs.Order().ElementAt(offs.Count / 2);
    }

    /// <summary>The point with the least sum of squared distances from rays: a linear system of three equations.</summary>
    static Point3? Meet(List<(Point3 From, Point3 Way)> rays)
    {
        var (a, b, c, d, e, f) = (0.0, 0.0, 0.0, 0.0, 0.0, 0.0);
        var right = default(Point3);
        foreach (var (from, way) in rays)
        {
            // I - w wᵀ takes away what lies along the ray.
            var (xx, xy, xz, yy, yz, zz) = (1 - (way.X * way.X), -way.X * way.Y, -way.X * way.Z, 1 - (way.Y * way.Y), -way.Y * way.Z, 1 - (way.Z * way.Z));
            (a, b, c, d, e, f) = (a + xx, b + xy, c + xz, d + yy, e + yz, f + zz);
            right += new Point3((xx * from.X) + (xy * from.Y) + (xz * from.Z), (xy * from.X) + (yy * from.Y) + (yz * from.Z), (xz * from.X) + (yz * from.Y) + (zz * from.Z));
        }

        var determinant = (a * ((d * f) - (e * e))) - (b * ((b * f) - (c * e))) + (c * ((b * e) - (c * d)));
        // Two looks within 15 degrees of each other say little about the distance: 2 sin² 15°.
        if (rays.Count < 2 || determinant < 0.13)
        {
            return null;
        }

        return 1 / determinant * new Point3(
            (((d * f) - (e * e)) * right.X) + (((c * e) - (b * f)) * right.Y) + (((b * e) - (c * d)) * right.Z),
            (((c * e) - (b * f)) * right.X) + (((a * f) - (c * c)) * right.Y) + (((b * c) - (a * e)) * right.Z),
            (((b * e) - (c * d)) * right.X) + (((b * c) - (a * e)) * right.Y) + (((a * d) - (b * b)) * right.Z));
    }
}

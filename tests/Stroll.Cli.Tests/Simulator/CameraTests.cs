using System.Security.Cryptography;
using Stroll.Cli.Bench;
using Stroll.Geometry;
using Stroll.Layout;
using Stroll.Observations;
using Stroll.Sensors;
using Stroll.Simulator;
using Stroll.Units;

namespace Stroll.Tests.Simulator;

public class CameraTests
{
    static readonly Feature[] Faults =
    [
        Feature.CameraOutages, Feature.DeadCamera, Feature.CameraMisses, Feature.MirrorImages, Feature.StandingGhosts, Feature.MergedPeople, Feature.FrameDrops,
        Feature.CameraLag, Feature.CameraClocks,
    ];

    static readonly Scenario Raw = new() { People = PeopleEntry.Sightings, Visits = 4 };

    // Nothing wrong but the noise, to compare with the truth.
    static readonly Scenario Plain = Raw with { Forbid = [.. Faults, Feature.ClockJitter], Force = [] };

    [Theory]
    [InlineData(StoreKind.Corner)]
    [InlineData(StoreKind.Stand)]
    [InlineData(StoreKind.Supermarket)]
    public void Every_shelf_front_is_seen_by_two_cameras_at_an_angle(StoreKind kind)
    {
        var size = kind switch
        {
            StoreKind.Corner => StoreSize.CornerStore,
            StoreKind.Stand => StoreSize.StadiumStand,
            _ => StoreSize.SmallSupermarket,
        };
        var store = new Simulation(new() { Size = size }).Model.Store;
        Assert.Equal(size.Cameras, store.Cameras.Length);
        foreach (var shelf in store.Shelves)
        {
            // The hand that reaches over the middle of the front edge.
            var hand = shelf.Body!.Value.Placement.ToOuter(new(0.5 * shelf.Body.Value.Size.X, 0.02, 0.1));
            var ways = store.Cameras.Where(camera => Sees(store, camera, hand)).Select(camera => Unit(hand - camera.View.Pose.Origin)).ToArray();
            Assert.True(ways.Length >= 2, $"shelf {shelf.Gondola}/{shelf.Number} is seen by {ways.Length} cameras");
            Assert.Contains(ways, one => ways.Any(other => Dot(one, other) < 0.97));
        }
    }

    [Fact]
    public void The_same_seed_says_the_same_bytes_and_another_seed_others()
    {
        var scenario = Raw with { Visits = 2, Force = [.. Faults] };
        Assert.Equal(Digest(scenario), Digest(scenario));
        Assert.NotEqual(Digest(scenario), Digest(scenario with { Seed = 2 }));
    }

    [Fact]
    public void People_do_the_same_whichever_way_they_come_into_the_log()
    {
        var tracked = new Simulation(Raw with { People = PeopleEntry.Tracked });
        var sighted = new Simulation(Raw);
        Assert.Equal(tracked.Model.Planogram.Facings.Select(f => f.Product), sighted.Model.Planogram.Facings.Select(f => f.Product));
        Assert.NotEmpty(tracked.Play().ToList());
        Assert.NotEmpty(sighted.Play().ToList());
        Assert.Equal(tracked.Truth.Movements.Select(m => (m.At, m.Shopper, m.Product)), sighted.Truth.Movements.Select(m => (m.At, m.Shopper, m.Product)));
    }

    [Fact]
    public void Only_cameras_tell_of_people_and_each_is_a_source()
    {
        var simulation = new Simulation(Raw with { Force = [Feature.TrackLosses, Feature.IdSwaps] });
        Assert.Equal(6, simulation.Sources.Count(s => s.Kind == SourceKind.Camera));
        Assert.DoesNotContain(simulation.Sources, s => s.Kind == SourceKind.People);
        Assert.DoesNotContain(Feature.TrackLosses, simulation.Active);
        var promised = simulation.Sources.ToDictionary(s => s.Source);
        foreach (var entry in simulation.Play())
        {
            Assert.False(entry.Observation is Observation.PeopleSeen);
            if (entry.Observation is Observation.PeopleSighted sighted)
            {
                Assert.Equal($"camera {simulation.Model.Store[sighted.Camera].Name}", promised[entry.Source].Name);
            }

            if (entry.Observation is Observation.GatePassed passed)
            {
                Assert.Equal(passed.Way == GateWay.In, passed.Person is not null);
            }
        }
    }

    [Fact]
    public void Projected_truth_lies_where_the_sighting_is()
    {
        var (frames, paths, store) = Play(Plain with { Cameras = new(Guesses: 0), Visits = 3, Seed = 5 });
        var (matched, offs) = (0, new List<double>());
        foreach (var frame in frames)
        {
            var view = store[frame.Camera].View;
            var truth = paths.MinBy(p => Math.Abs((p.At - frame.At).TotalSeconds))!;
            foreach (var sighting in frame.People)
            {
                var (metres, person) = truth.People.Select(p => (Off(view, sighting, p.Body), p)).MinBy(pair => pair.Item1);
                offs.Add(metres);
                matched++;
                Assert.True(sighting.Box.Left >= 0 && sighting.Box.Right <= view.Lens.WidthPixels + 0.01 && sighting.Box.IsReal, $"{sighting.Box}");
                foreach (var joint in sighting.Joints.Where(j => j.IsSeen))
                {
                    // A hand reaches beyond its box by no more than the noise.
                    var slack = 20 + (0.25 * sighting.Box.Height);
                    Assert.True(new PixelBox(sighting.Box.Left - slack, sighting.Box.Top - slack, sighting.Box.Width + (2 * slack), sighting.Box.Height + (2 * slack)).Holds(joint.At));
                }
            }
        }

        // People walk up to 7 cm in the 50 ms between a picture and the nearest true moment.
        offs.Sort();
        Assert.True(matched > 1000, $"{matched}");
        Assert.InRange(offs[matched / 2], 0, 0.06);
        Assert.InRange(offs[(int)(0.99 * matched)], 0, 0.2);
    }

    [Fact]
    public void A_joint_in_plain_sight_is_not_behind_a_fixture()
    {
        var (frames, paths, store) = Play(Plain with { Visits = 3, Seed = 8, Size = StoreSize.SmallSupermarket, Cameras = new(SharedMetres: 0, OwnMetres: 0, OwnPixels: 0) });
        var (plain, behind, hidden) = (0, 0, 0);
        foreach (var frame in frames)
        {
            var camera = store[frame.Camera];
            var truth = paths.FirstOrDefault(p => Math.Abs((p.At - frame.At).TotalSeconds) < 0.004);
            foreach (var sighting in truth is null ? [] : frame.People)
            {
                var person = truth!.People.MinBy(p => Off(camera.View, sighting, p.Body))!;
                for (var joint = Joint.Head; joint <= Joint.RightAnkle; joint++)
                {
                    var isPlain = sighting.Joints[(int)joint].Score >= 0.5;
                    var isBehind = !Sees(store, camera, person.Body[joint].Position);
                    plain += isPlain ? 1 : 0;
                    behind += isPlain && isBehind ? 1 : 0;
                    hidden += !isPlain && isBehind ? 1 : 0;
                }
            }
        }

        Assert.True(plain > 1000 && hidden > 100, $"{plain} in plain sight, {hidden} behind something");
        // The nearest true moment is a few milliseconds off: a joint may just have come out.
        Assert.InRange(behind / (double)plain, 0, 0.01);
    }

    [Fact]
    public void Whoever_stands_behind_somebody_else_is_hidden_by_them()
    {
        // Without fixtures in the way, many people in a small place: joints go missing that nothing but people can hide.
        var scenario = Plain with { Size = StoreSize.StadiumStand, Visits = 14, Habits = new(SecondsBetweenArrivals: 1), Cameras = new(Guesses: 0, Missing: 0) };
        var alone = Plain with { Size = StoreSize.StadiumStand, Visits = 1, Cameras = new(Guesses: 0, Missing: 0) };
        Assert.InRange(MissingShare(scenario), 1.3 * MissingShare(alone), 1);
    }

    [Fact]
    public void Every_fault_of_cameras_occurs_and_none_that_is_off()
    {
        var times = new long[Faults.Length];
        for (ulong seed = 1; seed <= 3; seed++)
        {
            var simulation = new Simulation(Raw with { Seed = seed, Visits = 8, Habits = new(SecondsBetweenArrivals: 3), Size = StoreSize.StadiumStand, Force = [.. Faults, Feature.JacketChange] });
            Assert.NotEmpty(simulation.Play().ToList());
            for (var i = 0; i < Faults.Length; i++)
            {
                times[i] += simulation.Times(Faults[i]);
            }
        }

        Assert.Empty(Faults.Where((_, i) => times[i] == 0));
        var none = new Simulation(Plain with { Visits = 2 });
        Assert.NotEmpty(none.Play().ToList());
        Assert.All(Faults, fault => Assert.Equal(0, none.Times(fault)));
    }

    [Fact]
    public void A_dark_camera_says_nothing_and_counts_anew_and_a_dead_one_stays_dark()
    {
        var simulation = new Simulation(Raw with { Seed = 6, Visits = 10, Force = [Feature.CameraOutages, Feature.DeadCamera], Forbid = [Feature.FrameDrops] });
        var messages = simulation.Play().Where(e => e.Observation is Observation.PeopleSighted).ToLookup(e => e.Source);
        var last = messages.SelectMany(m => m).Max(e => e.Observation.At);
        Assert.Contains(messages, camera => last - camera.Max(e => e.Observation.At) > 20.Seconds);
        var again = Assert.Single(messages, camera => camera.Max(e => e.Boot) > 1);
        var times = again.Select(e => e.Observation.At).Order().ToArray();
        Assert.InRange(times.Zip(times.Skip(1), (one, other) => (other - one).TotalSeconds).Max(), 10, 61);
        Assert.Equal(0, again.First(e => e.Boot == 2).Sequence);
    }

    [Fact]
    public void People_in_the_mirror_are_seen_behind_the_wall_and_walk_there()
    {
        // No noise at all: whatever is not at a true body is in the mirror.
        var scenario = Plain with
        {
            Seed = 4,
            Visits = 8,
            Force = [Feature.MirrorImages],
            Forbid = [.. Faults.Where(f => f != Feature.MirrorImages), Feature.ClockJitter],
            Cameras = new(SharedMetres: 0, OwnMetres: 0, OwnPixels: 0, Guesses: 0),
        };
        var (frames, paths, store) = Play(scenario);
        var images = new List<(CameraId Camera, Instant At, double Right)>();
        foreach (var frame in frames)
        {
            var truth = paths.MinBy(p => Math.Abs((p.At - frame.At).TotalSeconds))!;
            images.AddRange(frame.People.Where(s => truth.People.All(p => Off(store[frame.Camera].View, s, p.Body) > 0.4)).Select(s => (frame.Camera, frame.At, s.Box.Foot.Right)));
        }

        Assert.True(images.Count > 20, $"{images.Count} images");
        var steps = images.GroupBy(i => i.Camera).SelectMany(own => own.Zip(own.Skip(1)).Where(pair => pair.Second.At - pair.First.At < 0.15.Seconds)).Select(pair => Math.Abs(pair.First.Right - pair.Second.Right)).Order().ToArray();
        Assert.InRange(steps[steps.Length / 2], 0, 40);
    }

    [Fact]
    public void Truth_walks_at_the_pace_of_people_and_is_told_whether_or_not_sensors_speak()
    {
        var told = new List<Observation.PeopleSeen>();
        var simulation = new Simulation(Raw) { Watch = told.Add };
        Assert.NotEmpty(simulation.Play().ToList());
        var alone = new List<Observation.PeopleSeen>();
        new Simulation(Raw) { Watch = alone.Add }.PlayPeople();
        Assert.Equal(told.Select(t => (t.At, t.People.Length)), alone.Select(t => (t.At, t.People.Length)));
        Assert.All(told.Zip(told.Skip(1)), pair => Assert.Equal(0.1, (pair.Second.At - pair.First.At).TotalSeconds, 6));
        var ids = told.SelectMany(t => t.People).Select(p => p.Person).ToHashSet();
        Assert.Equal(simulation.Truth.Visits.Select(v => v.Shopper).Order(), ids.Order());
        foreach (var id in ids)
        {
            var places = told.SelectMany(t => t.People.Where(p => p.Person == id)).Select(p => p.Body[Joint.LeftAnkle].Position.Towards(p.Body[Joint.RightAnkle].Position, 0.5)).ToArray();
            Assert.All(places.Zip(places.Skip(1)), pair => Assert.InRange(pair.First.FloorDistanceTo(pair.Second), 0, 0.25));
        }
    }

    [Fact]
    public void Promises_are_kept_with_every_fault_and_every_message_arrives_in_time_for_the_join()
    {
        var simulation = new Simulation(Raw with { Visits = 6, Force = [.. Faults, Feature.Lateness, Feature.Doubles, Feature.Reordering, Feature.Outages] });
        var join = new StreamJoin(simulation.Sources, SensorRules.Default);
        var ready = new List<LogEntry>();
        foreach (var entry in simulation.Play())
        {
            join.Take(entry, ready);
        }

        join.Finish(ready);
        Assert.Equal(0, join.Late);
        Assert.True(join.Doubled > 0);
        Assert.All(ready.Zip(ready.Skip(1)), pair => Assert.True(pair.First.Observation.At <= pair.Second.Observation.At));
        Assert.Contains(ready, e => e.Observation is Observation.PeopleSighted);
    }

    [Fact]
    public void Cameras_without_a_store_to_hang_in_are_refused()
    {
        Assert.Contains("cameras", Refused(Raw with { Size = new(Cameras: 0) }), StringComparison.Ordinal);
        Assert.Contains("Hz", Refused(Raw with { Cameras = new(Hertz: 0) }), StringComparison.Ordinal);
    }

    [Fact]
    public void Nothing_is_allocated_but_the_messages()
    {
        // One small shelf at a low rate, so that nearly all messages are those of the cameras.
        var simulation = new Simulation(Raw with
        {
            Visits = 6,
            Habits = new(SecondsBetweenArrivals: 2, FewestStops: 6, MostStops: 8),
            Size = new(Gondolas: 1, ShelvesPerGondola: 1, PlatesPerShelf: 8, Products: 8),
            Scales = new(Hertz: 10, Batch: 10),
        });
        var (before, messages, pictures) = (0L, 0L, 0);
        foreach (var entry in simulation.Play())
        {
            var seconds = (entry.Observation.At - simulation.Begin).TotalSeconds;
            if (seconds > 20 && before == 0)
            {
                before = GC.GetAllocatedBytesForCurrentThread();
            }

            if (seconds is > 20 and < 40)
            {
                // Objects with their headers: a message with its array, and for each sighting an object and an array of joints.
                messages += entry.Observation is Observation.PeopleSighted sighted ? 80 + (sighted.People.Length * (8 + 72 + 24 + (Body.JointCount * 24)))
                    : entry.Observation is Observation.ShelfReadings readings ? 200 + (4 * readings.Grams.Length) + (8 * readings.Times.Length) : 40;
                pictures += entry.Observation is Observation.PeopleSighted ? 1 : 0;
            }

            if (seconds >= 40)
            {
                break;
            }
        }

        Assert.InRange(pictures, 1000, 1300);
        // What is left over: iterators and delegates of each tenth of a second, and what people decide.
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, (1.3 * messages) + 200_000);
    }

    [Theory]
    [InlineData(PeopleEntry.Tracked)]
    [InlineData(PeopleEntry.Sightings)]
    public void The_bench_measures_a_store_with_people(PeopleEntry entry)
    {
        var result = SimulateBench.Run(SimulateBench.Load(entry) with { Size = StoreSize.StadiumStand }, people: 2, seconds: 5);
        Assert.InRange(result.StoreSeconds, 5, 5.2);
        Assert.True(result is { Inside: >= 1, Messages: > 10, Sightings: > 0, StoreSecondsPerSecond: > 0 });
        var hour = SimulateBench.Hours(entry, hours: 1, StoreSize.StadiumStand with { PlatesPerShelf = 1, Products = 1, Cameras = 1 }).Single();
        Assert.Equal(1, hour.Hour);
        Assert.True(hour is { HeapMegabytes: > 0, Visits: > 10 });
    }

    static string Refused(Scenario scenario) => Assert.IsType<Result<Simulation>.Bad>(Simulation.From(scenario)).Fault.Found;

    static double MissingShare(Scenario scenario)
    {
        var (frames, _, store) = Play(scenario);
        var joints = frames.SelectMany(f => f.People.Where(p => IsWhole(p.Box, store[f.Camera].View))).SelectMany(p => p.Joints).ToArray();
        return joints.Count(j => !j.IsSeen) / (double)joints.Length;
    }

    static bool IsWhole(PixelBox box, PinholeCamera view) =>
        box.Left > 5 && box.Top > 5 && box.Right < view.Lens.WidthPixels - 5 && box.Bottom < view.Lens.HeightPixels - 5;

    static (List<Observation.PeopleSighted> Frames, List<Observation.PeopleSeen> Paths, Store Store) Play(Scenario scenario)
    {
        var paths = new List<Observation.PeopleSeen>();
        var simulation = new Simulation(scenario) { Watch = paths.Add };
        return ([.. simulation.Play().Select(e => e.Observation).OfType<Observation.PeopleSighted>()], paths, simulation.Model.Store);
    }

    /// <summary>How far the joints in plain sight are from those of a body on average, metres across the view.</summary>
    static double Off(PinholeCamera view, Sighting sighting, Body body)
    {
        var (sum, count) = (0.0, 0);
        for (var joint = Joint.Head; joint <= Joint.RightAnkle; joint++)
        {
            if (sighting.Joints[(int)joint].Score >= 0.5 && view.TryProject(body[joint].Position, out var pixel))
            {
                sum += pixel.DistanceTo(sighting.Joints[(int)joint].At) * view.ToCamera(body[joint].Position).Z / view.Lens.FocalRightPixels;
                count++;
            }
        }

        // Who is behind the camera is nobody in its picture.
        return count == 0 ? double.PositiveInfinity : sum / count;
    }

    /// <summary>Written anew, so that it does not share a mistake with the simulator: points along the way, none of them inside a back, a foot or a board.</summary>
    static bool Sees(Store store, StoreCamera camera, Point3 target)
    {
        if (!camera.View.TryProject(target, out var pixel) || !camera.View.Shows(pixel))
        {
            return false;
        }

        for (var share = 0.0; share < 0.985; share += 0.004)
        {
            var at = camera.View.Pose.Origin.Towards(target, share);
            foreach (var gondola in store.Gondolas)
            {
                var body = gondola.Body!.Value;
                if (body.DistanceTo(at) > 0)
                {
                    continue;
                }

                var own = body.Placement.ToInner(at);
                var boards = store.Shelves.Where(s => s.Gondola == gondola.Number).Select(s => s.Body!.Value.Placement.Origin.Z).ToArray();
                if (own.Y > body.Size.Y - 0.03 || own.Z < boards.Min() - 0.03 || boards.Any(board => own.Z > board - 0.03 && own.Z < board))
                {
                    return false;
                }
            }
        }

        return true;
    }

    static Point3 Unit(Point3 way) => 1 / way.Length * way;

    static double Dot(Point3 one, Point3 other) => (one.X * other.X) + (one.Y * other.Y) + (one.Z * other.Z);

    static string Digest(Scenario scenario)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        void Add(double value) => hash.AppendData(BitConverter.GetBytes(value));
        foreach (var entry in new Simulation(scenario).Play())
        {
            Add(entry.Source.Index);
            Add(entry.Sequence);
            Add(entry.Observation.At.Nanoseconds);
            foreach (var sighting in entry.Observation is Observation.PeopleSighted sighted ? sighted.People : [])
            {
                Add(sighting.Box.Left);
                Add(sighting.Box.Height);
                Add(sighting.Score);
                foreach (var joint in sighting.Joints)
                {
                    Add(joint.At.Right);
                    Add(joint.Score);
                }
            }
        }

        return Convert.ToHexString(hash.GetHashAndReset());
    }
}

using Stroll.Geometry;
using Stroll.Layout;
using Stroll.Observations;
using Stroll.Tracking;
using Stroll.Tracking.Fusion;
using Stroll.Units;

namespace Stroll.Tests.Tracking;

public class FusionTests
{
    static readonly Instant Start = new(1_700_000_000_000_000_000);

    [Theory]
    [InlineData(true, 10)]
    [InlineData(true, 5)]
    [InlineData(false, 10)]
    [InlineData(false, 5)]
    public void Everybody_is_one_track_at_the_right_place_at_any_frame_rate(bool hasJoints, double hertz)
    {
        var scene = new FusionScene(6, hasJoints: hasJoints);
        var fusion = Run(scene, scene.Frames(6, hertz, Start));

        var people = Shown(fusion);
        Assert.Equal(6, people.Length);
        for (var person = 0; person < 6; person++)
        {
            var at = (fusion.LastRound!.Value - Start).TotalSeconds;
            var nearest = people.MinBy(track => track.Place.FloorDistanceTo(scene.Place(person, at)))!;
            Assert.True(nearest.Place.FloorDistanceTo(scene.Place(person, at)) < 0.2);
            Assert.True(Start.Nanoseconds + 1_500_000_000 > nearest.FirstSeen.Nanoseconds);
        }
    }

    [Fact]
    public void Joints_lie_where_they_are_and_say_how_sure()
    {
        var scene = new FusionScene(3, noisePixels: 1);
        var fusion = Run(scene, scene.Frames(5, 10, Start));

        var at = (fusion.LastRound!.Value - Start).TotalSeconds;
        foreach (var track in Shown(fusion))
        {
            var person = Enumerable.Range(0, 3).MinBy(p => track.Place.FloorDistanceTo(scene.Place(p, at)));
            var truth = scene.Place(person, at) with { Z = Stroll.Tracking.Poses.BodyModel.HeightShare(Joint.LeftWrist) * (1.6 + (0.05 * person)) };
            Assert.True(track[Joint.LeftWrist].Position.DistanceTo(truth) < 0.12, $"{track[Joint.LeftWrist].Position} instead of {truth}");
            Assert.True(track.SpreadOf(Joint.LeftWrist).IsProper);
        }
    }

    [Fact]
    public void The_order_of_sightings_in_a_frame_changes_nothing()
    {
        var scene = new FusionScene(5);
        var one = Run(scene, scene.Frames(4, 10, Start));
        var other = Run(scene, scene.Frames(4, 10, Start, (i, frame) => (i + frame) % 5));

        Assert.Equal(Places(one), Places(other), new Near(1e-6));
    }

    [Fact]
    public void Another_hour_changes_nothing_but_the_times()
    {
        var scene = new FusionScene(5);
        var one = Run(scene, scene.Frames(4, 10, Start));
        var other = Run(scene, scene.Frames(4, 10, Start + TimeSpan.FromHours(7)));

        Assert.Equal(Places(one), Places(other));
    }

    [Fact]
    public void The_room_in_a_mirror_gives_the_places_in_a_mirror()
    {
        var scene = new FusionScene(5);
        var mirrored = new FusionScene(5, isMirrored: true);
        var one = Run(scene, scene.Frames(4, 10, Start));
        var other = Run(mirrored, mirrored.Frames(4, 10, Start));

        Assert.Equal(
            Places(one).OrderBy(p => p.X).ThenBy(p => p.Y),
            Places(other).Select(p => p with { X = -p.X }).OrderBy(p => p.X).ThenBy(p => p.Y),
            new Near(0.02));
    }

    [Fact]
    public void Whatever_comes_in_nothing_but_numbers_comes_out()
    {
        var scene = new FusionScene(3);
        double[] odd = [double.NaN, double.PositiveInfinity, double.NegativeInfinity, 0, -5, 1e300, 1e-300, 640];
        var rng = new Rng(7);
        double Odd() => odd[rng.NextIndex(odd.Length)];
        var fusion = new FloorFusion(scene.Store, FusionRules.Default);
        foreach (var frame in scene.Frames(4, 10, Start))
        {
            var strange = Enumerable.Range(0, 4).Select(_ => new Sighting(
                new(Odd(), Odd(), Odd(), Odd()), Odd(), [.. Enumerable.Range(0, Body.JointCount).Select(_ => new SightedJoint(new(Odd(), Odd()), Odd()))]));
            fusion.Step(frame with { People = [.. frame.People, .. strange, new(new(1, 2, 0, 0), 0.5, [])] });
            Assert.All(fusion.Tracks, track => Assert.True(track.Place.IsKnown && double.IsFinite(track.Height) && track.Velocity.IsKnown && track.PlaceSpread.Determinant > 0));
        }

        fusion.Finish();
        Assert.True(fusion.Useless > 0);
        Assert.All(fusion.Tracks, track => Assert.All(
            Enum.GetValues<Joint>().Select(joint => track[joint]), joint => Assert.True(joint.Score == 0 || (joint.Position.IsKnown && joint.Score is > 0 and <= 1))));
    }

    [Fact]
    public void A_hundred_thousand_boxes_in_a_frame_are_counted_and_the_weak_ones_left_out()
    {
        var scene = new FusionScene(2);
        var rng = new Rng(1);
        var many = Enumerable.Range(0, 100_000).Select(_ => new Sighting(
            new(rng.NextBetween(0, 1200), rng.NextBetween(0, 600), 40, 100), rng.NextUnit() * 0.1, [])).ToArray();
        var fusion = new FloorFusion(scene.Store, FusionRules.Default);
        foreach (var frame in scene.Frames(0.2, 10, Start))
        {
            fusion.Step(frame.Camera.Index == 0 ? frame with { People = [.. frame.People, .. many] } : frame);
        }

        fusion.Finish();

        Assert.True(fusion.TooMany >= 2 * (100_000 - FusionRules.Default.MostSightings));
    }

    [Fact]
    public void Nothing_is_allocated_once_it_runs()
    {
        var scene = new FusionScene(8);
        var frames = scene.Frames(10, 10, Start).ToArray();
        var fusion = new FloorFusion(scene.Store, FusionRules.Default);
        foreach (var frame in frames.AsSpan(0, 200))
        {
            fusion.Step(frame);
        }

        var before = GC.GetAllocatedBytesForCurrentThread();
        foreach (var frame in frames.AsSpan(200))
        {
            fusion.Step(frame);
        }

        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
    }

    [Fact]
    public void Who_opened_the_gate_is_who_is_seen_there()
    {
        var gate = new Gate("door", new(1.5, 0, 0), 0.6);
        var scene = new FusionScene(1, gates: [gate]);
        var (floor, fusion, identities) = World(scene);
        identities.Step(floor, fusion, new(Start, "door", "anna", GateWay.In));
        foreach (var frame in scene.Frames(3, 10, Start + 100.Milliseconds))
        {
            if (fusion.Step(frame))
            {
                identities.Step(floor, fusion);
            }
        }

        var shopper = Assert.Single(floor.Shoppers);
        Assert.Equal("anna", shopper.FirstId);
        Assert.True(shopper.Trail.Count > 20);
        Assert.Equal(1, shopper.IdentityKept.Value);
    }

    [Fact]
    public void Who_is_out_of_sight_for_a_while_is_the_same_person_afterwards()
    {
        var scene = new FusionScene(1, gates: [new("door", new(2.2, 0, 0), 0.5)]);
        var (floor, fusion, identities) = World(scene);
        identities.Step(floor, fusion, new(Start, "door", "anna", GateWay.In));
        foreach (var frame in scene.Frames(15, 10, Start))
        {
            var away = (frame.At - Start).TotalSeconds is > 5 and < 10;
            if (fusion.Step(away ? frame with { People = [] } : frame))
            {
                identities.Step(floor, fusion);
            }
        }

        var shopper = Assert.Single(floor.Shoppers);
        Assert.Single(shopper.LaterIds);
        Assert.Null(shopper.Left);
    }

    [Fact]
    public void Two_who_may_have_been_mixed_up_carry_both_stories()
    {
        var floor = new Floor();
        var scene = new FusionScene(2);
        var identities = new Identities(scene.Store, IdentityRules.Default, TrackingRules.Default);
        identities.Step(floor, new FloorFusion(scene.Store, FusionRules.Default), new Observation.GatePassed(Start, "door", "nobody", GateWay.In));
        Assert.Empty(floor.Shoppers);

        var (world, fusion, known) = World(new FusionScene(2, gates: [new("door", default, 5)]));
        foreach (var person in (string[])["anna", "ben"])
        {
            known.Step(world, fusion, new(Start, "door", person, GateWay.In));
        }

        var (anna, ben) = (world.Shoppers[0], world.Shoppers[1]);
        Shopper.Mix(anna, ben, 0.25);
        Assert.Equal(0.75, anna.IdentityKept.Value, 12);
        Assert.Equal([(anna.Id, 0.25), (ben.Id, 0.75)], ben.Identity.Select(one => (one.Who, Math.Round(one.Probability, 12))));
        Shopper.Mix(anna, ben, 0.5);
        Assert.Equal(0.5, anna.IdentityKept.Value, 12);
        Assert.Equal(1, ben.Identity.Sum(one => one.Probability), 12);
    }

    static (Floor Floor, FloorFusion Fusion, Identities Identities) World(FusionScene scene) =>
        (new(), new(scene.Store, FusionRules.Default), new(scene.Store, IdentityRules.Default, TrackingRules.Default));

    static FloorFusion Run(FusionScene scene, IEnumerable<Observation.PeopleSighted> frames)
    {
        var fusion = new FloorFusion(scene.Store, FusionRules.Default);
        foreach (var frame in frames)
        {
            fusion.Step(frame);
        }

        fusion.Finish();
        return fusion;
    }

    static FloorTrack[] Shown(FloorFusion fusion) => [.. fusion.Tracks.Where(fusion.IsShown)];

    static Point3[] Places(FloorFusion fusion) => [.. Shown(fusion).Select(track => track.Place).OrderBy(p => p.X).ThenBy(p => p.Y)];

    sealed class Near(double metres) : IEqualityComparer<Point3>
    {
        public bool Equals(Point3 one, Point3 other) => one.DistanceTo(other) <= metres;

        public int GetHashCode(Point3 point) => 0;
    }
}

using System.Collections.Immutable;
using Stroll.Geometry;
using Stroll.Layout;
using Stroll.Observations;
using Stroll.Tracking;
using Stroll.Units;

namespace Stroll.Tests.Tracking;

/// <summary>People do not jump, ids do.</summary>
public class ReclaimingTests
{
    static readonly Store Room = Store.Build("room", [], [], [], []);

    readonly Floor _floor = new();

    [Fact]
    public void Two_ids_that_change_places_in_one_frame_mean_the_same_people_as_before()
    {
        Show(0, ("a", 0), ("b", 0.5));
        Show(1, ("b", 0), ("a", 0.5));
        AssertStand(0, 0.5);
    }

    [Fact]
    public void Three_ids_that_change_places_in_a_ring_mean_the_same_people_as_before()
    {
        Show(0, ("a", 0), ("b", 0.5), ("c", 1));
        Show(1, ("b", 0), ("c", 0.5), ("a", 1));
        AssertStand(0, 0.5, 1);
    }

    [Fact]
    public void An_id_that_was_exchanged_with_somebody_out_of_sight_means_who_stands_there()
    {
        Show(0, ("a", 0), ("b", 0.5));
        Show(1, ("b", 0.5));
        Show(7, ("b", 0.5));
        // b is given a's id while a is out of sight; then a comes back under b's.
        Show(8, ("a", 0.5));
        Show(9, ("a", 0.5), ("b", 0.02));
        AssertStand(0.02, 0.5);
        Assert.Equal(2, _floor.Shoppers.Count);
    }

    [Fact]
    public void Who_comes_back_where_they_were_is_who_they_were()
    {
        Show(0, ("a", 0), ("b", 0.5));
        Show(8, ("b", 0.5));
        Show(20, ("a", 0.3), ("b", 0.5));
        AssertStand(0.3, 0.5);
    }

    [Fact]
    public void Who_was_left_out_of_some_frames_is_not_who_comes_back_beside_them()
    {
        // A tracker that shows b only now and then; a was out of sight for a second and comes back half a metre from there.
        Show(0, ("a", 1), ("b", 0));
        Show(14, ("b", 0));
        Show(16, ("c", 9));
        Show(17, ("a", 0.5), ("c", 9));
        Show(18, ("a", 0.5), ("b", 0), ("c", 9));
        AssertStand(0.5, 0, 9);
    }

    [Fact]
    public void Two_who_put_their_heads_together_are_told_apart_by_their_feet()
    {
        See(0, [new("a", Pose(feet: 0, head: 0.25)), new("b", Pose(feet: 0.6, head: 0.3))]);
        See(1, [new("b", Pose(feet: 0, head: 0.25)), new("a", Pose(feet: 0.6, head: 0.3))]);
        AssertStand(0.25, 0.3);
    }

    [Fact]
    public void Where_either_may_have_stepped_aside_both_stay_in_doubt()
    {
        Show(0, ("a", 0), ("b", 0.12));
        Show(1, ("a", 0.16), ("b", 0.0));
        Assert.InRange(_floor.Shoppers[0].IdentityKept.Value, 0.5, 0.999);
    }

    void AssertStand(params double[] at) => Assert.Equal(at, _floor.Shoppers.Select(shopper => Math.Round(shopper.LastPlace.X, 3)));

    void Show(int frame, params (string Id, double X)[] people) =>
        See(frame, [.. people.Select(p => new TrackedPerson(p.Id, Pose(p.X, p.X)))]);

    void See(int frame, ImmutableArray<TrackedPerson> people) =>
        Following.Step(_floor, TrackingRules.Default, Room, new(new(frame * 66_000_000L), people));

    static Body Pose(double feet, double head) =>
        new([.. Enumerable.Range(0, Body.JointCount).Select(joint => (Joint)joint <= Joint.RightShoulder
            ? new JointEstimate(new(head, 0, 1.5), 1)
            : new JointEstimate(new(feet, 0, 0.5), 1))]);
}

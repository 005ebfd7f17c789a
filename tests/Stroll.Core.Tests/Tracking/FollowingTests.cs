using CsCheck;
using Stroll.Geometry;
using Stroll.Observations;
using Stroll.Tests.Attribution;
using Stroll.Tracking;
using Stroll.Units;

namespace Stroll.Tests.Tracking;

public class FollowingTests
{
    [Fact]
    public void Who_walks_through_another_may_be_the_other_and_who_passes_by_is_not()
    {
        var (through, past) = (new Floor(), new Floor());
        for (var i = 0; i < 45; i++)
        {
            var at = Instant.FromUnixSeconds(i / 15.0);
            foreach (var (floor, aside) in ((Floor, double)[])[(through, 0.1), (past, 0.8)])
            {
                Following.Step(floor, TrackingRules.Default, Attribution.TestStore.Store, new(at,
                [
                    new("a", Attribution.TestStore.BodyWith(new(0.1 * i, 0, 1))),
                    new("b", Attribution.TestStore.BodyWith(new(4 - (0.1 * i), aside, 1))),
                ]));
            }
        }

        Assert.Equal(1 - ClosenessRules.Default.Swapped, through.Shoppers[0].IdentityKept.Value, 6);
        Assert.Equal(ClosenessRules.Default.Swapped, through.Shoppers[1].Identity.Single(one => one.Who == through.Shoppers[0].Id).Probability, 6);
        Assert.Equal(1, past.Shoppers[0].IdentityKept.Value);
    }

    [Fact]
    public void A_person_keeps_the_first_id_when_the_tracker_gives_a_new_one()
    {
        var floor = new Floor();
        TestStore.Play(floor, Walk("7", 0, 4, x: t => t).Concat(Walk("-12", 6, 9, x: t => t)));
        var shopper = Assert.Single(floor.Shoppers);
        Assert.Equal("7", shopper.FirstId);
        Assert.Equal(["-12"], shopper.LaterIds);
    }

    [Fact]
    public void Who_comes_in_by_the_gate_is_somebody_new()
    {
        // The body stands half a metre before the hand: at (5, -5), in the gate.
        var floor = new Floor();
        TestStore.Play(floor, Walk("a", 0, 4, x: _ => 4.5, y: _ => -4.5).Concat(Walk("b", 6, 9, x: _ => 5, y: _ => -4.5)));
        Assert.Equal(2, floor.Shoppers.Count);
    }

    [Fact]
    public void Who_appears_too_far_from_everyone_lost_is_somebody_new()
    {
        var floor = new Floor();
        TestStore.Play(floor, Walk("a", 0, 4, x: _ => 0).Concat(Walk("b", 5, 9, x: _ => 8)));
        Assert.Equal(2, floor.Shoppers.Count);
    }

    [Fact]
    public void Somebody_still_in_sight_is_not_lost()
    {
        var floor = new Floor();
        TestStore.Play(floor, Walk("a", 0, 9, x: _ => 0).Concat(Walk("b", 5, 9, x: _ => 0.5)));
        Assert.Equal(2, floor.Shoppers.Count);
    }

    [Fact]
    public void Ids_that_cross_within_a_frame_are_crossed_back()
    {
        var floor = new Floor();
        TestStore.Play(floor,
            Walk("a", 0, 4, x: _ => 0).Concat(Walk("b", 0, 4, x: _ => 1)).Concat(Walk("b", 4, 8, x: _ => 0)).Concat(Walk("a", 4, 8, x: _ => 1)));
        Assert.Equal(2, floor.Shoppers.Count);
        Assert.Equal(0, floor.Shoppers[0].Trail.Last.Body.X, 6);
        Assert.Equal(1, floor.Shoppers[1].Trail.Last.Body.X, 6);
    }

    [Fact]
    public void A_gate_that_names_a_person_ends_the_visit()
    {
        var floor = new Floor();
        TestStore.Play(floor, Walk("a", 0, 4, x: _ => 0));
        Following.Step(floor, new Observation.GatePassed(Instant.FromUnixSeconds(4.5), "door", "a", GateWay.Out));
        Assert.Equal(Instant.FromUnixSeconds(4.5), floor.Shoppers[0].Left);
    }

    [Fact]
    public void Wrist_jitter_is_measured_whatever_the_hand_does()
    {
        var rng = new Rng(5);
        foreach (var sd in (double[])[0.008, 0.06])
        {
            var floor = new Floor();
            TestStore.Play(floor, Enumerable.Range(0, 600).Select(i => (
                i / 15.0, "a", new Point3(
                    Math.Sin(i / 15.0) + (sd * rng.NextNormal()), 0.2 * i / 15.0 + (sd * rng.NextNormal()), 1 + (sd * rng.NextNormal())))));
            Assert.InRange(floor.WristJitter, 0.4 * sd, 1.6 * sd);
        }
    }

    [Fact]
    public void The_trail_forgets_in_order_and_finds_moments() =>
        Gen.Double[0.01, 0.9].Array[1, 300].Sample(steps =>
        {
            var floor = new Floor();
            var at = 0.0;
            TestStore.Play(floor, [.. steps.Select(step => (at += step, "a", new Point3(0, 0, 1)))]);
            var trail = floor.Shoppers[0].Trail;
            var last = trail.Last.At;
            for (var i = 1; i < trail.Count; i++)
            {
                if (trail[i - 1].At >= trail[i].At || trail.FirstFrom(trail[i].At) != i)
                {
                    return false;
                }
            }

            return last - trail[0].At <= TrackingRules.Default.Memory && trail.FirstFrom(last + 1.Seconds) == trail.Count;
        });

    static IEnumerable<(double, string, Point3)> Walk(string person, double from, double to, Func<double, double> x, Func<double, double>? y = null) =>
        Enumerable.Range((int)(from * 15), (int)((to - from) * 15)).Select(i =>
            (i / 15.0, person, new Point3(x(i / 15.0), y?.Invoke(i / 15.0) ?? 0, 1)));
}

using System.Collections.Immutable;
using Stroll.Geometry;
using Stroll.Layout;
using Stroll.Tracking;
using Stroll.Units;

namespace Stroll.Interaction;

/// <summary>Where a hand counts as reaching for a plate, and how far off a hand may seem.</summary>
/// <param name="BesideMetres">To the left and right of the plates. A neighbour's half plate.</param>
/// <param name="BeforeMetres">In front of the shelf's edge: a wrist stops about 6 cm before it, a palm's length from the goods.</param>
/// <param name="BehindMetres">Past the far end of the plates.</param>
/// <param name="BelowMetres">Under the plates: the wrist of a hand that lifts from below.</param>
/// <param name="AboveMetres">Over the plates: the height of common goods.</param>
/// <param name="HandSd">How far a wrist is from where the goods are, with perfect tracking; metres.</param>
/// <param name="JitterFactor">How much of the tracker's measured jitter adds to <paramref name="HandSd"/>. Above 1, since errors last
/// over several frames.</param>
/// <param name="DoubtfulScore">Below this confidence of the tracker the sd doubles.</param>
/// <param name="ArmMetres">How far a body may stand from the plates on the floor when no hand was seen.</param>
/// <param name="ArmSd">How softly that ends; metres.</param>
/// <param name="UnseenHand">What a body in reach with unseen hands counts, against a hand that is seen there (1).</param>
/// <param name="Uniform">Share of the evidence that looks at the whole movement alike, not only at when the mass moved most.</param>
/// <param name="Least">What anybody near counts at least: trackers err.</param>
/// <param name="LeastFar">What somebody counts at least whose body was seen far away all the time: only a mistaken identity is left.</param>
/// <param name="FarMetres">Further from the plates than this is far: an arm, a step and the error of a body.</param>
public sealed record ReachRules(
    double BesideMetres,
    double BeforeMetres,
    double BehindMetres,
    double BelowMetres,
    double AboveMetres,
    double HandSd,
    double JitterFactor,
    double DoubtfulScore,
    double ArmMetres,
    double ArmSd,
    double UnseenHand,
    double Uniform,
    double Least,
    double LeastFar,
    double FarMetres)
{
    /// <summary>Rules for shelves of about 40 cm depth.</summary>
    public static ReachRules Default => new(
        BesideMetres: 0.05,
        BeforeMetres: 0.10,
        BehindMetres: 0.05,
        BelowMetres: 0.05,
        AboveMetres: 0.20,
        HandSd: 0.07,
        JitterFactor: 1.6,
        DoubtfulScore: 0.4,
        ArmMetres: 0.75,
        ArmSd: 0.25,
        UnseenHand: 0.3,
        Uniform: 0.15,
        Least: 0.007,
        LeastFar: 0.0007,
        FarMetres: 2.0);
}

/// <summary>How well one shopper's hands fit a movement of mass.</summary>
/// <param name="Shopper">Whose.</param>
/// <param name="Likelihood">From <see cref="ReachRules.LeastFar"/> to 1: the share of the movement in which a hand of theirs was there.</param>
/// <param name="NearestMetres">The nearest that a hand came to the plates' reach volume; NaN when no hand was seen.</param>
public readonly record struct Reach(ShopperId Shopper, double Likelihood, double NearestMetres);

/// <summary>Compares the paths of hands with the moments at which the mass moved.</summary>
public static class Reaching
{
    // Frames this close to a moment are averaged; it calms the jitter of single frames without blurring a reach.
    static readonly TimeSpan Window = TimeSpan.FromMilliseconds(150);

    /// <summary>One reach for each shopper who was inside during the steps.</summary>
    /// <param name="floor">Paths up to the end of the steps.</param>
    /// <param name="rules">The reach volume and its softness.</param>
    /// <param name="store">Where the plates are.</param>
    /// <param name="steps">One or more steps that are taken for one movement: they say when.</param>
    /// <param name="first">The plates say where: this one,</param>
    /// <param name="last">to this one, on the same shelf.</param>
    /// <returns>Likelihood 1 for everybody when the position of the plates is not known.</returns>
    public static ImmutableArray<Reach> Of(
        Floor floor, ReachRules rules, Store store, ReadOnlySpan<MassStep> steps, PlateId first, PlateId last)
    {
        var target = Target(store, first, last);
        var reaches = ImmutableArray.CreateBuilder<Reach>();
        foreach (var shopper in floor.Present)
        {
            if (shopper.Entered > steps[^1].End || shopper.Left < steps[0].Begin)
            {
                continue;
            }

            reaches.Add(Of(shopper, floor.WristJitter, rules, target, steps));
        }

        return reaches.ToImmutable();
    }

    static Reach Of(Shopper shopper, double jitter, ReachRules rules, Box? where, ReadOnlySpan<MassStep> steps)
    {
        if (where is { } place && IsOutOfReach(shopper.Trail, rules, place, steps))
        {
            return new(shopper.Id, rules.LeastFar, double.NaN);
        }

        var likelihood = 0.0;
        var nearest = double.NaN;
        var isFar = shopper.Trail.Count > 0;
        foreach (var step in steps)
        {
            if (shopper.Trail.Count == 0 || where is not { } target)
            {
                likelihood += 1.0 / steps.Length;
                isFar = false;
                continue;
            }

            var uniform = rules.Uniform / step.Activity.Length;
            for (var slot = 0; slot < step.Activity.Length; slot++)
            {
                var at = step.Begin + ((slot + 0.5) * MassStep.ActivitySlot);
                var share = ((1 - rules.Uniform) * step.Activity[slot]) + uniform;
                likelihood += share * Closeness(shopper.Trail, at, target, jitter, rules, ref nearest, ref isFar) / steps.Length;
            }
        }

        return new(shopper.Id, Math.Max(isFar ? rules.LeastFar : rules.Least, likelihood), nearest);
    }

    /// <summary>True for somebody who was seen as the steps began, and so far off that nobody runs there before they end: most people of a full store.</summary>
    static bool IsOutOfReach(Trail trail, ReachRules rules, Box target, ReadOnlySpan<MassStep> steps)
    {
        const double MetresPerSecond = 4;
        var (begin, end) = (steps[0].Begin - Window, steps[^1].End + Window);
        var first = trail.FirstFrom(begin);
        return first < trail.Count && trail[first].Body.IsKnown && trail[first].At - begin < Window
            && AcrossTheFloor(trail[first].Body, target) > rules.FarMetres + (MetresPerSecond * (end - begin).TotalSeconds);
    }

    /// <summary>The box over neighbouring plates; none when a position is not known.</summary>
    static Box? Target(Store store, PlateId first, PlateId last)
    {
        if (store[first].Body is not { } low || store[last].Body is not { } high)
        {
            return null;
        }

        var far = low.Placement.ToInner(high.Placement.ToOuter(high.Size));
        return low with { Size = new(Math.Max(low.Size.X, far.X), low.Size.Y, low.Size.Z) };
    }

    static double Closeness(
        Trail trail, Instant at, Box target, double jitter, ReachRules rules, ref double nearest, ref bool isFar)
    {
        Point3 left = default, right = default, body = default;
        double leftScore = 0, rightScore = 0;
        int lefts = 0, rights = 0, bodies = 0;
        for (var i = trail.FirstFrom(at - Window); i < trail.Count && trail[i].At <= at + Window; i++)
        {
            ref readonly var seen = ref trail[i];
            Add(seen.Left, seen.LeftScore, ref left, ref leftScore, ref lefts);
            Add(seen.Right, seen.RightScore, ref right, ref rightScore, ref rights);
            Add(seen.Body, 1, ref body, ref rightScore, ref bodies, counts: false);
        }

        var where = bodies > 0 ? (1.0 / bodies) * body : Between(trail, at);
        isFar &= where.IsKnown && AcrossTheFloor(where, target) > rules.FarMetres;
        if (lefts + rights == 0)
        {
            return where.IsKnown ? rules.UnseenHand * ArmReaches(where, target, rules) : rules.Least;
        }

        var close = 0.0;
        close = lefts == 0 ? close : Hand((1.0 / lefts) * left, leftScore / lefts, target, jitter, rules, ref nearest);
        close = rights == 0 ? close : Math.Max(close, Hand((1.0 / rights) * right, rightScore / rights, target, jitter, rules, ref nearest));
        if (lefts > 0 && rights > 0)
        {
            return close;
        }

        // The other hand was not seen: it may have been there.
        return where.IsKnown ? Math.Max(close, 0.5 * rules.UnseenHand * ArmReaches(where, target, rules)) : close;
    }

    static void Add(Point3 seen, double score, ref Point3 sum, ref double scores, ref int count, bool counts = true)
    {
        if (seen.IsKnown)
        {
            sum += seen;
            scores += counts ? score : 0;
            count++;
        }
    }

    static double Hand(Point3 wrist, double score, Box target, double jitter, ReachRules rules, ref double nearest)
    {
        var distance = target.DistanceTo(
            wrist,
            new(rules.BesideMetres, rules.BeforeMetres, rules.BelowMetres),
            new(rules.BesideMetres, rules.BehindMetres, rules.AboveMetres));
        nearest = double.IsNaN(nearest) || distance < nearest ? distance : nearest;
        var variance = (rules.HandSd * rules.HandSd) + (rules.JitterFactor * jitter * rules.JitterFactor * jitter);
        variance *= score < rules.DoubtfulScore ? 4 : 1;
        return Math.Exp(-0.5 * distance * distance / variance);
    }

    static double ArmReaches(Point3 body, Box target, ReachRules rules)
    {
        var beyond = Math.Max(0, AcrossTheFloor(body, target) - rules.ArmMetres) / rules.ArmSd;
        return Math.Exp(-0.5 * beyond * beyond);
    }

    static double AcrossTheFloor(Point3 body, Box target) => target.DistanceTo(new(body.X, body.Y, target.Centre.Z));

    /// <summary>The body of somebody out of sight: on the way from where they vanished to where they came back.</summary>
    static Point3 Between(Trail trail, Instant at)
    {
        var next = trail.FirstFrom(at);
        if (next == 0 || next == trail.Count)
        {
            return next == 0 ? trail[0].Body : trail.Last.Body;
        }

        var before = trail[next - 1];
        var after = trail[next];
        return before.Body.Towards(after.Body, (at - before.At) / (after.At - before.At));
    }
}

using System.Collections.Immutable;
using Stroll.Layout;
using Stroll.Units;

namespace Stroll.Interaction;

/// <summary>Writes a group of shifts down as a mass change: steps, shares of the plates, activity, doubt.</summary>
static class Changes
{
    const int BlocksPerActivitySlot = 2;

    // The 0.2 s means lag the blocks by one and a half of them.
    const int LowLagBlocks = 2;

    /// <summary>The change of the shelf's group, or none when the plates ended where they had begun.</summary>
    internal static MassChange? From(ShelfScales scales, ShelfScale shelf, Instant knownAt)
    {
        var group = shelf.Group;
        if (!Matters(shelf, group, out var sd))
        {
            return null;
        }

        var steps = ImmutableArray.CreateBuilder<MassStep>();
        foreach (var shifts in Together(shelf, group))
        {
            if (Step(shelf, shifts) is { } step)
            {
                steps.Add(step);
            }
        }

        return steps.Count == 0 ? null
            : new(scales.NextNumber(), shelf.Id, steps[0].Begin, steps[^1].End, Later(knownAt, steps[^1].End), steps.ToImmutable())
            {
                Sd = new(sd),
                Deaf = Deaf(shelf),
            };
    }

    static ImmutableArray<PlateId> Deaf(ShelfScale shelf)
    {
        var deaf = ImmutableArray.CreateBuilder<PlateId>();
        for (var slot = 0; slot < shelf.Plates.Length; slot++)
        {
            if (Settling.HealthOf(shelf, slot) is PlateHealth.Silent or PlateHealth.Stuck)
            {
                deaf.Add(shelf.Plates[slot]);
            }
        }

        return deaf.ToImmutable();
    }

    /// <summary>Cuts a group where all its plates rested. What is too light to be a step goes with the step before or after it.</summary>
    static List<List<MassShift>> Together(ShelfScale shelf, List<MassShift> group)
    {
        var steps = new List<List<MassShift>>();
        var end = long.MinValue;
        foreach (var shift in group)
        {
            if (shift.Begin > end)
            {
                steps.Add([]);
            }

            steps[^1].Add(shift);
            end = Math.Max(end, shift.End);
        }

        for (var i = steps.Count - 1; i >= 0 && steps.Count > 1; i--)
        {
            if (Moved(shelf, steps[i]) < shelf.Rules.LeastChange.Value)
            {
                var into = i > 0 ? i - 1 : 1;
                steps[into].AddRange(steps[i]);
                steps[into].Sort(ByTime);
                steps.RemoveAt(i);
            }
        }

        return steps;
    }

    /// <summary>The order of shifts within a group.</summary>
    internal static int ByTime(MassShift a, MassShift b) => (a.Begin, a.Slot).CompareTo((b.Begin, b.Slot));

    static double Moved(ShelfScale shelf, List<MassShift> shifts)
    {
        var moved = 0.0;
        for (var slot = 0; slot < shelf.Plates.Length; slot++)
        {
            moved += Total(shifts, slot) is { } total && total.Counts(shelf.Rules) ? Math.Abs(total.Change) : 0;
        }

        return moved;
    }

    static Instant Later(Instant a, Instant b) => a < b ? b : a;

    /// <summary>
    /// True when mass was moved in the end, on one plate or over all; or when a plate rested in between as no hand makes it rest: below
    /// the level that it began at, or above it heavier than a hand, or for as long as goods rest between two movements. All else is a hand that leaned.
    /// </summary>
    static bool Matters(ShelfScale shelf, List<MassShift> group, out double sd)
    {
        double sum = 0, most = 0, variance = 0;
        for (var slot = 0; slot < shelf.Plates.Length; slot++)
        {
            if (Total(group, slot) is { } total)
            {
                sum += total.Change;
                variance += total.Sd * total.Sd;
                most = total.Counts(shelf.Rules) ? Math.Max(most, Math.Abs(total.Change)) : most;
            }
        }

        sd = Math.Sqrt(variance);
        var all = Math.Abs(sum) >= shelf.Rules.LeastSds * sd ? Math.Abs(sum) : 0;
        return Math.Max(Math.Max(most, all), Between(shelf, group)) >= shelf.Rules.LeastChange.Value;
    }

    // How far from the levels that they began at the plates rested in between, where that was no hand; 0 where it was, or none.
    static double Between(ShelfScale shelf, List<MassShift> group)
    {
        Span<double> levels = stackalloc double[shelf.Plates.Length];
        Span<double> furthest = stackalloc double[shelf.Plates.Length];
        Span<long> since = stackalloc long[shelf.Plates.Length];
        foreach (var shift in group)
        {
            if (!shift.Counts(shelf.Rules))
            {
                continue;
            }

            ref var level = ref levels[shift.Slot];
            if (!MayBeHand(shelf.Rules, level, Above(levels), shift.Begin - since[shift.Slot]))
            {
                furthest[shift.Slot] = Math.Max(furthest[shift.Slot], Math.Abs(level));
            }

            level += shift.Change;
            since[shift.Slot] = shift.End;
        }

        return Sum(furthest);
    }

    // A hand leans for a short while, and no heavier than hands do.
    static bool MayBeHand(MassChangeRules rules, double level, double above, long rested) =>
        level > 0 && above <= rules.HandAtMost.Value && rested < ShelfScale.Blocks(rules.GoodsRest);

    static double Above(ReadOnlySpan<double> levels)
    {
        var sum = 0.0;
        foreach (var level in levels)
        {
            sum += Math.Max(0, level);
        }

        return sum;
    }

    static double Sum(ReadOnlySpan<double> values)
    {
        var sum = 0.0;
        foreach (var value in values)
        {
            sum += value;
        }

        return sum;
    }

    /// <summary>All shifts of one plate as one; the levels in between do not matter for its doubt.</summary>
    static MassShift? Total(List<MassShift> shifts, int slot)
    {
        MassShift? total = null;
        foreach (var shift in shifts)
        {
            if (shift.Slot == slot)
            {
                total = total is { } before ? before.With(shift, before.Begin, Math.Max(before.End, shift.End)) : shift;
            }
        }

        return total;
    }

    static MassStep? Step(ShelfScale shelf, List<MassShift> shifts)
    {
        var begin = shifts[0].Begin;
        var end = shifts.Max(static shift => shift.End);
        var plates = ImmutableArray.CreateBuilder<PlateChange>();
        for (var slot = 0; slot < shelf.Plates.Length; slot++)
        {
            if (Total(shifts, slot) is { } total && total.Counts(shelf.Rules) && !OnlyFollows(shelf, shifts, total))
            {
                plates.Add(new(shelf.Plates[slot], new(total.Change), new(total.Sd)));
            }
        }

        return plates.Count == 0
            ? null
            : new(shelf.TimeOf(begin), shelf.TimeOf(end), plates.ToImmutable(), Activity(shelf, shifts, begin, end));
    }

    static bool OnlyFollows(ShelfScale shelf, List<MassShift> shifts, in MassShift plate)
    {
        var neighbour = 0.0;
        for (var slot = plate.Slot - shelf.Rules.ReachPlates; slot <= plate.Slot + shelf.Rules.ReachPlates; slot++)
        {
            if (Total(shifts, slot) is { } other)
            {
                neighbour = Math.Max(neighbour, Math.Abs(other.Change));
            }
        }

        return Math.Abs(plate.Change) < shelf.Rules.CrosstalkShare * neighbour;
    }

    /// <summary>How much the plates of the step moved in each slot of time, as shares of 1.</summary>
    static ImmutableArray<double> Activity(ShelfScale shelf, List<MassShift> shifts, long begin, long end)
    {
        var weights = new double[(end - begin + BlocksPerActivitySlot - 1) / BlocksPerActivitySlot];
        var oldest = shelf.Block - ShelfScale.Ring + 2;
        var sum = 0.0;
        for (var block = begin; block < end; block++)
        {
            var at = Math.Min(block + LowLagBlocks, shelf.Block - 1);
            for (var slot = 0; slot < shelf.Plates.Length && at >= oldest; slot++)
            {
                if (IsOf(shifts, slot))
                {
                    var moved = Math.Abs(shelf.Low[shelf.At(at) + slot] - shelf.Low[shelf.At(at - 1) + slot]);
                    var weight = float.IsNaN(moved) ? 0 : moved;
                    weights[(block - begin) / BlocksPerActivitySlot] += weight;
                    sum += weight;
                }
            }
        }

        for (var i = 0; i < weights.Length; i++)
        {
            weights[i] = sum > 0 ? weights[i] / sum : 1.0 / weights.Length;
        }

        return ImmutableArray.Create(weights);
    }

    static bool IsOf(List<MassShift> shifts, int slot)
    {
        foreach (var shift in shifts)
        {
            if (shift.Slot == slot)
            {
                return true;
            }
        }

        return false;
    }
}

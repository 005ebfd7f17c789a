using Stroll.Units;

namespace Stroll.Interaction;

/// <summary>From shifts of single plates to mass changes of a shelf.</summary>
/// <remarks>
/// Shifts that count belong together when their plates are near each other and their movements overlap, or follow each other
/// on the same or the next plate after a short rest. Plates that shook without another level afterwards connect nothing.
/// </remarks>
static class Grouping
{
    // So many shifts can wait on one shelf; more are published as they are. A shelf that is rummaged in for minutes.
    internal const int MostWaiting = 64;

    /// <summary>Takes a shift; small ones become part of the shift of the same plate just before them.</summary>
    internal static void Add(ShelfScale shelf, MassShift shift)
    {
        for (var i = shelf.Shifts.Count - 1; i >= 0; i--)
        {
            var last = shelf.Shifts[i];
            if (last.Slot != shift.Slot)
            {
                continue;
            }

            if (shift.Begin >= last.OpenUntil(shelf.Rules))
            {
                break;
            }

            if (!shift.Counts(shelf.Rules) || IsSettlingOf(shelf.Rules, last, shift))
            {
                shelf.Shifts[i] = last.With(shift, last.Begin, last.Counts(shelf.Rules) ? last.End : shift.End);
                return;
            }

            if (!last.Counts(shelf.Rules))
            {
                shelf.Shifts[i] = last.With(shift, shift.Begin, shift.End);
                return;
            }

            break;
        }

        // The change it belongs to is out already: this much settling is lost, which is better than goods that nobody moved.
        ref var counted = ref shelf.Motions[shift.Slot].LastCounted;
        if (shift.Begin < counted.OpenUntil(shelf.Rules) && IsSettlingOf(shelf.Rules, counted, shift))
        {
            return;
        }

        counted = shift.Counts(shelf.Rules) ? shift : counted;
        shelf.Shifts.Add(shift);
    }

    static bool IsSettlingOf(MassChangeRules rules, in MassShift last, in MassShift shift) =>
        shift.IsSlow && Math.Abs(shift.Change) <= rules.SettlingShare * Math.Abs(last.Change);

    /// <summary>Publishes what is complete.</summary>
    /// <param name="scales">All shelves; counts the changes.</param>
    /// <param name="shelf">The shelf.</param>
    /// <param name="knownAt">The moment that the readings reach.</param>
    /// <param name="isLast">Nothing more will come soon: publish all.</param>
    /// <param name="found">Changes are added here.</param>
    internal static void Publish(ShelfScales scales, ShelfScale shelf, Instant knownAt, bool isLast, List<MassChange> found)
    {
        var shifts = shelf.Shifts;
        while (shifts.Count > 0)
        {
            FindGroups(shelf);
            var next = -1;
            for (var i = 0; i < shifts.Count && next < 0; i++)
            {
                next = shelf.Groups[i] == i && (isLast || IsComplete(shelf, i)) ? i : -1;
            }

            next = next < 0 && shifts.Count >= MostWaiting ? 0 : next;
            if (next < 0)
            {
                return;
            }

            TakeGroup(shelf, next);
            if (Changes.From(scales, shelf, knownAt) is { } change)
            {
                found.Add(change);
            }
        }
    }

    /// <summary>Moves the shifts of a group from those that wait, in the order of time.</summary>
    static void TakeGroup(ShelfScale shelf, int group)
    {
        shelf.Group.Clear();
        var kept = 0;
        for (var i = 0; i < shelf.Shifts.Count; i++)
        {
            if (shelf.Groups[i] == group)
            {
                shelf.Group.Add(shelf.Shifts[i]);
            }
            else
            {
                shelf.Shifts[kept++] = shelf.Shifts[i];
            }
        }

        shelf.Shifts.RemoveRange(kept, shelf.Shifts.Count - kept);
        shelf.Group.Sort(Changes.ByTime);
    }

    /// <summary>Writes for each shift the lowest index of its group.</summary>
    static void FindGroups(ShelfScale shelf)
    {
        var shifts = shelf.Shifts;
        var groups = shelf.Groups.AsSpan(0, shifts.Count);
        for (var i = 0; i < groups.Length; i++)
        {
            groups[i] = i;
            for (var j = 0; j < i; j++)
            {
                if (groups[j] != groups[i] && BelongTogether(shelf, shifts[j], shifts[i]))
                {
                    var low = Math.Min(groups[j], groups[i]);
                    groups[..(i + 1)].Replace(Math.Max(groups[j], groups[i]), low);
                }
            }
        }
    }

    static bool BelongTogether(ShelfScale shelf, in MassShift a, in MassShift b)
    {
        var apart = Math.Abs(a.Slot - b.Slot);
        var (first, next) = a.Begin <= b.Begin ? (a, b) : (b, a);
        var near = apart <= 1
            ? next.Begin < first.OpenUntil(shelf.Rules)
            : apart <= shelf.Rules.ReachPlates && next.Begin <= first.End;
        return near && ((a.Counts(shelf.Rules) && b.Counts(shelf.Rules)) || apart == 0);
    }

    // Complete: the rest after the last shift is long enough, and no plate in reach is still on its way from that time.
    static bool IsComplete(ShelfScale shelf, int group)
    {
        var due = long.MinValue;
        for (var i = 0; i < shelf.Shifts.Count; i++)
        {
            due = shelf.Groups[i] == group ? Math.Max(due, shelf.Shifts[i].OpenUntil(shelf.Rules)) : due;
        }

        if (shelf.Block <= due)
        {
            return false;
        }

        if (shelf.Block > due + ShelfScale.Blocks(shelf.Rules.LongestWait))
        {
            return true;
        }

        for (var slot = 0; slot < shelf.Plates.Length; slot++)
        {
            if (MayStillCount(shelf, slot, due) && IsInReach(shelf, group, slot))
            {
                return false;
            }
        }

        return true;
    }

    // A plate that moves, or that has just come to rest at what seems to be another level.
    static bool MayStillCount(ShelfScale shelf, int slot, long due)
    {
        ref readonly var motion = ref shelf.Motions[slot];
        return !motion.IsSettled && motion.MovingSince <= due
            && (motion.Mode == PlateMode.Moving
                || Math.Abs(shelf.Level[slot] - motion.Before.Grams) >= shelf.Rules.LeastOnPlate.Value);
    }

    static bool IsInReach(ShelfScale shelf, int group, int slot)
    {
        for (var i = 0; i < shelf.Shifts.Count; i++)
        {
            if (shelf.Groups[i] == group && Math.Abs(shelf.Shifts[i].Slot - slot) <= shelf.Rules.ReachPlates)
            {
                return true;
            }
        }

        return false;
    }
}

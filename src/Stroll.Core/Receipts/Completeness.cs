using Stroll.Interaction;
using Stroll.Layout;
using Stroll.Tracking;
using Stroll.Units;

namespace Stroll.Receipts;

/// <summary>Whether something that was felt before somebody left may still change what they hold.</summary>
public static class Completeness
{
    // Further away than this nobody takes: an arm, half a step and the error of a body.
    const double FarMetres = 1.3;

    /// <summary>True while a movement is under way on a shelf that the shopper was near to at the time, before they left.</summary>
    /// <param name="scales">The shelves.</param>
    /// <param name="store">Where they are.</param>
    /// <param name="shopper">Who left.</param>
    /// <param name="left">When.</param>
    public static bool IsFelt(ShelfScales scales, Store store, Shopper shopper, Instant left)
    {
        foreach (var shelf in store.Shelves)
        {
            var since = scales.OpenSince(shelf.Id);
            if (since <= left && WasNear(shopper, shelf, since, left))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>True when a mass change can have been the shopper's.</summary>
    public static bool Concerns(MassChange change, Store store, Shopper shopper, Instant left) =>
        change.Begin <= left && WasNear(shopper, store[change.Shelf], change.Begin, change.End < left ? change.End : left);

    /// <summary>Where the way or the place is not known, everybody was near.</summary>
    static bool WasNear(Shopper shopper, Shelf shelf, Instant from, Instant to)
    {
        if (shelf.Body is not { } body || shopper.Trail.Count == 0)
        {
            return true;
        }

        var trail = shopper.Trail;
        for (var i = Math.Max(0, trail.FirstFrom(from) - 1); i < trail.Count && (trail[i].At <= to || i == trail.Count - 1); i++)
        {
            var place = trail[i].Body;
            if (!place.IsKnown || body.DistanceTo(new(place.X, place.Y, body.Centre.Z)) <= FarMetres)
            {
                return true;
            }
        }

        return false;
    }
}

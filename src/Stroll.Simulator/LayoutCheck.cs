using Stroll.Geometry;
using Stroll.Layout;
using Stroll.Units;

namespace Stroll.Simulator;

/// <summary>Finds what cannot be in a store.</summary>
public static class LayoutCheck
{
    // Plates of one board touch; rounded coordinates may let them overlap by less than this. Metres.
    const double Touching = 0.005;

    /// <summary>The first thing that cannot be: plates or fixtures inside each other, a product heavier than the plates of its place,
    /// a plate that two facings of one product claim, no gate, a plate without a place.</summary>
    /// <returns>None when all of it can be.</returns>
    public static Fault? Of(StoreModel model)
    {
        var store = model.Store;
        if (store.Gates.IsEmpty)
        {
            return new("layout.gate", store.Name, "there is no gate to come in through");
        }

        foreach (var plate in store.Plates)
        {
            if (plate.Body is null)
            {
                return new("layout.place", $"plate {plate.Address}", "it has no place, so nobody can reach it");
            }
        }

        return Overlap(store) ?? Overload(model);
    }

    static Fault? Overlap(Store store)
    {
        var plates = store.Plates;
        for (var i = 0; i < plates.Length; i++)
        {
            for (var j = i + 1; j < plates.Length; j++)
            {
                if (IsInside(plates[i].Body!.Value, plates[j].Body!.Value))
                {
                    return new("layout.overlap", $"plate {plates[j].Address}", $"it lies over plate {plates[i].Address}");
                }
            }
        }

        var gondolas = store.Gondolas;
        for (var i = 0; i < gondolas.Length; i++)
        {
            for (var j = i + 1; j < gondolas.Length; j++)
            {
                if (gondolas[i].Body is { } one && gondolas[j].Body is { } other && IsInside(one, other))
                {
                    return new("layout.overlap", $"gondola {gondolas[j].Number}", $"it stands in gondola {gondolas[i].Number}");
                }
            }
        }

        return null;
    }

    static Fault? Overload(StoreModel model)
    {
        foreach (var facing in model.Planogram.Facings)
        {
            var product = model.Catalogue[facing.Product];
            var capacity = facing.Plates.Sum(plate => model.Store[plate].Capacity.Value);
            if (product.UnitWeight is { } weight && weight.Value > capacity)
            {
                return new(
                    "layout.too-heavy", $"plate {model.Store[facing.Plates[0]].Address}",
                    FormattableString.Invariant($"one {product.Name} weighs {weight.Value:0} g and the place carries {capacity:0} g"));
            }
        }

        return null;
    }

    /// <summary>True when the middle of one edge of a box lies well inside the other, seen along the axes of either.</summary>
    static bool IsInside(Box one, Box other)
    {
        if (one.Centre.FloorDistanceTo(other.Centre) > 0.5 * (Diagonal(one) + Diagonal(other)))
        {
            return false;
        }

        var (low, high) = (one.Placement.Origin.Z, one.Placement.Origin.Z + one.Size.Z);
        var (otherLow, otherHigh) = (other.Placement.Origin.Z, other.Placement.Origin.Z + other.Size.Z);
        return low <= otherHigh && otherLow <= high && !IsApart(one, other) && !IsApart(other, one);
    }

    // Two rectangles are apart when an axis of one of them parts them.
    static bool IsApart(Box one, Box other)
    {
        var corners = new[] { default, new Point3(other.Size.X, 0, 0), new Point3(0, other.Size.Y, 0), other.Size }
            .Select(corner => one.Placement.ToInner(other.Placement.ToOuter(corner))).ToArray();
        return corners.Max(c => c.X) <= Touching || corners.Min(c => c.X) >= one.Size.X - Touching
            || corners.Max(c => c.Y) <= Touching || corners.Min(c => c.Y) >= one.Size.Y - Touching;
    }

    static double Diagonal(Box box) => Math.Sqrt((box.Size.X * box.Size.X) + (box.Size.Y * box.Size.Y));
}

using Stroll.Geometry;
using Stroll.Layout;

namespace Stroll.Recordings;

/// <summary>Finds two facings that cannot both be true.</summary>
sealed class FacingClaims(Catalogue catalogue, Store store)
{
    // Boxes in planograms are drawn to the plate's edge; they may touch, or overlap by the width of a label.
    const double TouchMetres = 0.01;

    readonly Dictionary<PlateId, List<Facing>> _byPlate = [];

    /// <summary>Takes the next facing.</summary>
    /// <returns>None when it fits to all before it; else what contradicts what.</returns>
    internal string? Contradiction(Facing facing)
    {
        foreach (var plate in facing.Plates)
        {
            if (!_byPlate.TryGetValue(plate, out var others))
            {
                _byPlate[plate] = others = [];
            }

            foreach (var other in others)
            {
                if (!AreApart(facing, other))
                {
                    return facing.Product == other.Product && facing.Plates.SequenceEqual(other.Plates)
                        ? $"{Name(facing)} stands twice on plate {store[plate].Address}, expected once"
                        : $"{Name(facing)} and {Name(other)} both claim plate {store[plate].Address}, expected boxes that keep them apart";
                }
            }

            others.Add(facing);
        }

        return null;
    }

    string Name(Facing facing) => $"'{catalogue[facing.Product].Name}' ({catalogue[facing.Product].Barcode})";

    // Two products may share a plate where the source says which part of it each takes. Same turn, or we cannot tell.
    static bool AreApart(Facing left, Facing right)
    {
        if (left.Body is not { } a || right.Body is not { } b)
        {
            return false;
        }

        var inA = new Box(new Placement(a.Placement.ToInner(b.Placement.Origin), b.Placement.TurnRadians - a.Placement.TurnRadians), b.Size);
        if (Math.Abs(inA.Placement.TurnRadians) > 1e-3)
        {
            return false;
        }

        var at = inA.Placement.Origin;
        return IsApart(a.Size.X, at.X, b.Size.X) || IsApart(a.Size.Y, at.Y, b.Size.Y) || IsApart(a.Size.Z, at.Z, b.Size.Z);
    }

    static bool IsApart(double ownSize, double otherAt, double otherSize) =>
        otherAt >= ownSize - TouchMetres || otherAt + otherSize <= TouchMetres;
}

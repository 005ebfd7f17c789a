using System.Collections.Immutable;
using Stroll.Layout;
using Stroll.Units;

namespace Stroll.Simulator;

/// <summary>What each shopper does, act by act.</summary>
/// <param name="Shoppers">One or more.</param>
/// <param name="Places">Where they do it, beside the facings of the planogram: the truth, which the operator need not know.</param>
public sealed record Script(ImmutableArray<ScriptedShopper> Shoppers, ImmutableArray<ScriptedPlace> Places)
{
    /// <summary>What products truly weigh where the catalogue is known to be wrong.</summary>
    public ImmutableDictionary<ProductId, Grams> TrueWeights { get; init; } = ImmutableDictionary<ProductId, Grams>.Empty;
}

/// <summary>Somebody who follows a script: comes in in time for the first act, and leaves after the last.</summary>
/// <param name="Shopper">The id that the tracker gives them first.</param>
/// <param name="Acts">In the order in which they are done.</param>
public sealed record ScriptedShopper(string Shopper, ImmutableArray<ScriptedAct> Acts);

/// <summary>Something is taken, or put back.</summary>
/// <param name="AtSeconds">When the mass is to move, since the sensors started. It is later where the way there takes longer.</param>
/// <param name="IsPutBack">Something that was taken before is put.</param>
/// <param name="Place">An index into <see cref="Script.Places"/>.</param>
/// <param name="Quantity">Pieces, one or more.</param>
public sealed record ScriptedAct(double AtSeconds, bool IsPutBack, int Place, int Quantity);

/// <summary>Where a product is taken or put.</summary>
/// <param name="Shelf">Which.</param>
/// <param name="Plates">One or more plates of it, by number; a piece rests on all of them.</param>
/// <param name="Product">What.</param>
/// <param name="IsStocked">True where it stands from the start; false where the first of it comes by an act.</param>
public sealed record ScriptedPlace(ShelfId Shelf, ImmutableArray<PlateId> Plates, ProductId Product, bool IsStocked);

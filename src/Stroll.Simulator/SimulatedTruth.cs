using System.Collections.Immutable;
using Stroll.Layout;
using Stroll.Units;

namespace Stroll.Simulator;

/// <summary>What truly happened. The pipeline never sees it.</summary>
/// <param name="Visits">By time of entry.</param>
/// <param name="Movements">By time.</param>
/// <param name="LoadsBefore">What each plate truly carried when the sensors started, by plate id.</param>
/// <param name="LoadsAfter">The same when they stopped.</param>
public sealed record SimulatedTruth(
    ImmutableArray<TrueVisit> Visits,
    ImmutableArray<TrueMovement> Movements,
    ImmutableArray<Grams> LoadsBefore,
    ImmutableArray<Grams> LoadsAfter);

/// <summary>One person from entry to exit.</summary>
/// <param name="Shopper">The id that the tracker gives them.</param>
/// <param name="Entered">Through the door.</param>
/// <param name="Left">Through the door.</param>
/// <param name="Holds">What they carried out: every product once, by product id, with the true mass of its pieces.</param>
public sealed record TrueVisit(string Shopper, Instant Entered, Instant Left, ImmutableArray<TrueItem> Holds);

/// <summary>Pieces of one product.</summary>
/// <param name="Product">Which.</param>
/// <param name="Quantity">Pieces, above zero.</param>
/// <param name="Mass">True mass of all of them.</param>
public readonly record struct TrueItem(ProductId Product, int Quantity, Grams Mass);

/// <summary>Something was taken or put.</summary>
/// <param name="At">When the (last) piece left or met the shelf.</param>
/// <param name="Shopper">By whom.</param>
/// <param name="Shelf">Where.</param>
/// <param name="Product">What.</param>
/// <param name="Quantity">Pieces taken (above zero) or put (below).</param>
/// <param name="Change">What the shelf's true mass did: below zero when taken.</param>
/// <param name="Plates">The plates that felt it, by slot.</param>
public sealed record TrueMovement(
    Instant At, string Shopper, ShelfId Shelf, ProductId Product, int Quantity, Grams Change, ImmutableArray<PlateId> Plates);

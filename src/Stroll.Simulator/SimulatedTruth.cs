using System.Collections.Immutable;
using Stroll.Layout;
using Stroll.Units;

namespace Stroll.Simulator;

/// <summary>What truly happened. The pipeline never sees it.</summary>
/// <param name="Visits">By time of entry, staff included.</param>
/// <param name="Movements">By time.</param>
/// <param name="LoadsBefore">What each plate truly carried when the sensors started, by plate id.</param>
/// <param name="LoadsAfter">The same when they stopped.</param>
public sealed record SimulatedTruth(
    ImmutableArray<TrueVisit> Visits,
    ImmutableArray<TrueMovement> Movements,
    ImmutableArray<Grams> LoadsBefore,
    ImmutableArray<Grams> LoadsAfter)
{
    /// <summary>What went from hand to hand, by time.</summary>
    public ImmutableArray<TrueHandOver> HandOvers { get; init; } = [];

    /// <summary>Things that the store does not sell and that were left on a shelf or fetched from it, by time.</summary>
    public ImmutableArray<TrueForeignThing> ForeignThings { get; init; } = [];

    /// <summary>What each product truly weighs on average, grams, by product id; the catalogue may say something else.</summary>
    public ImmutableArray<Grams> UnitWeights { get; init; } = [];

    /// <summary>What truly stands at each facing, by facing id, and then at each place of a script; the planogram may say something else.</summary>
    public ImmutableArray<ProductId> StandsThere { get; init; } = [];

    /// <summary>Where every piece is that the store ever had.</summary>
    public Whereabouts Pieces { get; init; }
}

/// <summary>How many pieces are where.</summary>
/// <param name="Made">There have ever been.</param>
/// <param name="OnShelves">Stand on a shelf.</param>
/// <param name="InCarts">Are with somebody inside.</param>
/// <param name="OnFloor">Lie on the floor.</param>
/// <param name="Eaten">Are eaten.</param>
/// <param name="CarriedOut">Went out through the door.</param>
public readonly record struct Whereabouts(long Made, long OnShelves, long InCarts, long OnFloor, long Eaten, long CarriedOut)
{
    /// <summary>Pieces that are nowhere or in two places; 0 always.</summary>
    public long Amiss => Made - OnShelves - InCarts - OnFloor - Eaten - CarriedOut;
}

/// <summary>What somebody came for.</summary>
public enum VisitRole
{
    /// <summary>To shop; alone, or as the one of a group who pays.</summary>
    Shopper,

    /// <summary>With somebody who pays.</summary>
    Companion,

    /// <summary>A child, with somebody who pays.</summary>
    Child,

    /// <summary>To walk about.</summary>
    Bystander,

    /// <summary>To fill shelves; owes nothing.</summary>
    Staff,
}

/// <summary>One person from entry to exit.</summary>
/// <param name="Shopper">The id that the tracker gives them first.</param>
/// <param name="Entered">Through the door.</param>
/// <param name="Left">Through the door.</param>
/// <param name="Holds">What they carried out or ate: every product once, by product id, with the true mass of its pieces.</param>
public sealed record TrueVisit(string Shopper, Instant Entered, Instant Left, ImmutableArray<TrueItem> Holds)
{
    /// <summary>What they came for.</summary>
    public VisitRole Role { get; init; }

    /// <summary>The id of the person of their group who pays: their own where they came alone.</summary>
    public string Payer { get; init; } = Shopper;

    /// <summary>The ids that the tracker gave them later, by time. After a swap an id may stand with two people.</summary>
    public ImmutableArray<string> LaterIds { get; init; } = [];

    /// <summary>The visit of the same person before this one; none for a first visit.</summary>
    public string? ReturnOf { get; init; }

    /// <summary>How many of the pieces were eaten.</summary>
    public int Eaten { get; init; }

    /// <summary>How many of the pieces were hidden.</summary>
    public int Hidden { get; init; }
}

/// <summary>Pieces of one product.</summary>
/// <param name="Product">Which.</param>
/// <param name="Quantity">Pieces, or portions of what is sold by weight; above zero.</param>
/// <param name="Mass">True mass of all of them.</param>
public readonly record struct TrueItem(ProductId Product, int Quantity, Grams Mass);

/// <summary>Something was taken or put.</summary>
/// <param name="At">When the (last) piece left or met the shelf.</param>
/// <param name="Shopper">By whom: their first id.</param>
/// <param name="Shelf">Where.</param>
/// <param name="Product">What.</param>
/// <param name="Quantity">Pieces taken (above zero) or put (below).</param>
/// <param name="Change">What the shelf's true mass did: below zero when taken.</param>
/// <param name="Plates">The plates that felt it, by slot.</param>
public sealed record TrueMovement(
    Instant At, string Shopper, ShelfId Shelf, ProductId Product, int Quantity, Grams Change, ImmutableArray<PlateId> Plates)
{
    /// <summary>True where the product does not belong there.</summary>
    public bool IsMisplaced { get; init; }
}

/// <summary>A piece went from one person to another.</summary>
/// <param name="At">When.</param>
/// <param name="From">Who gave: their first id.</param>
/// <param name="To">Who took: their first id.</param>
/// <param name="Product">What.</param>
/// <param name="Quantity">Pieces.</param>
/// <param name="Mass">True mass of them.</param>
public sealed record TrueHandOver(Instant At, string From, string To, ProductId Product, int Quantity, Grams Mass);

/// <summary>A thing that the store does not sell was left on a shelf or fetched from it.</summary>
/// <param name="At">When.</param>
/// <param name="Shopper">By whom: their first id.</param>
/// <param name="Shelf">Where.</param>
/// <param name="Change">What the shelf's true mass did: above zero when left.</param>
/// <param name="What">For people, as <c>own bottle</c>.</param>
public sealed record TrueForeignThing(Instant At, string Shopper, ShelfId Shelf, Grams Change, string What);

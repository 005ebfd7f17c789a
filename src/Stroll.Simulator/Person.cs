using System.Collections.Immutable;
using Stroll.Geometry;
using Stroll.Layout;
using Stroll.Units;

namespace Stroll.Simulator;

/// <summary>What somebody means to do at a place.</summary>
internal enum Act
{
    /// <summary>Stand there and look; no hand moves.</summary>
    Look,

    /// <summary>Press on the shelf and leave it as it was.</summary>
    Lean,

    /// <summary>Lift a piece and set it down again.</summary>
    Hesitate,

    /// <summary>Take pieces.</summary>
    Take,

    /// <summary>Put back what an earlier stop took.</summary>
    PutBack,

    /// <summary>Fill up a facing.</summary>
    Restock,

    /// <summary>Leave something that the store does not sell.</summary>
    LeaveThing,

    /// <summary>Fetch it again.</summary>
    FetchThing,

    /// <summary>Rest a bag for a while.</summary>
    RestBag,

    /// <summary>Go out.</summary>
    Leave,
}

/// <summary>A stop that is meant.</summary>
/// <param name="Act">What for.</param>
/// <param name="Facing">Where; none for the door.</param>
/// <param name="Quantity">Pieces meant to be taken or put.</param>
/// <param name="Held">What is put back.</param>
/// <param name="Thing">What is left or fetched.</param>
/// <param name="At">When a script wants the mass to move; none where nobody wants anything.</param>
internal sealed record Errand(Act Act, Facing? Facing, int Quantity = 1, Held? Held = null, ForeignThing? Thing = null, double? At = null);

/// <summary>A piece that somebody took.</summary>
/// <param name="Piece">Which.</param>
/// <param name="From">Where it was taken.</param>
internal sealed record Held(Piece Piece, Facing From);

/// <summary>Something that the store does not sell.</summary>
/// <param name="Number">Of all such things.</param>
/// <param name="What">For people.</param>
/// <param name="Mass">What it weighs.</param>
/// <param name="Plates">How many plates wide it is.</param>
internal sealed record ForeignThing(int Number, string What, Grams Mass, double Plates);

/// <summary>Somebody who is inside or about to come in. Times are seconds since the sensors started.</summary>
internal sealed class Person(int number, string firstId, VisitRole role, Rng rng)
{
    const double HeldUp = 3;
    const double Sideways = 0.13;

    /// <summary>Counts everybody who ever came.</summary>
    internal int Number => number;

    internal string FirstId { get; } = firstId;

    internal VisitRole Role => role;

    /// <summary>Decides what this person does, and nothing else.</summary>
    internal Rng Rng => rng;

    internal double Height { get; init; } = role == VisitRole.Child ? rng.NextBetween(1.0, 1.4) : rng.NextBetween(1.55, 1.92);

    internal double Pace { get; init; } = rng.NextBetween(0.9, 1.4);

    /// <summary>How much more room this person takes than others, metres.</summary>
    internal double Room { get; init; }

    /// <summary>Half the width that a body keeps for itself, metres: shoulders of adults are some 45 cm wide.</summary>
    internal double Radius => role == VisitRole.Child ? 0.17 : 0.22;

    /// <summary>The same at the moment: whom the crowd has held up for long turns sideways, and a body is some 25 cm deep.</summary>
    internal double RadiusNow => BusyUntil is null && Lateness > HeldUp ? Math.Max(Sideways, Radius - (0.05 * (Lateness - HeldUp))) : Radius;

    /// <summary>How much of the time that the way should have taken is over: 1 when it is.</summary>
    internal double Lateness { get; set; }

    /// <summary>Who pays; the person itself when alone.</summary>
    internal Person? Leader { get; init; }

    internal string? ReturnOf { get; init; }

    internal bool SlipsIn { get; init; }

    internal double Entered { get; set; }

    internal int StopsLeft { get; set; }

    internal List<Held> Cart { get; } = [];

    internal List<Piece> Eaten { get; } = [];

    internal int Hidden { get; set; }

    /// <summary>What was left and is to be fetched before leaving.</summary>
    internal (ForeignThing Thing, Facing Where)? ToFetch { get; set; }

    internal ForeignThing? EmptyPack { get; set; }

    /// <summary>What comes before anything else is decided.</summary>
    internal Queue<Errand> Next { get; } = new();

    internal Errand? Errand { get; set; }

    internal bool IsGone { get; set; }

    // Where they are.
    internal Point3 Place { get; set; }

    internal Point3 LastPlace { get; set; }

    internal Point3 Velocity { get; set; }

    internal Point3 Heading { get; set; } = new(0, 1, 0);

    internal Point3 Target { get; set; }

    internal Point3 Waypoint { get; set; }

    internal double WaypointUntil { get; set; }

    internal double WalkBegan { get; set; }

    internal double WalkExpected { get; set; }

    /// <summary>Busy at a stop until then; none while walking.</summary>
    internal double? BusyUntil { get; set; }

    /// <summary>Stands still until then.</summary>
    internal double PausedUntil { get; set; }

    /// <summary>What an arm does now, or did last.</summary>
    internal Reach? Reach { get; set; }

    /// <summary>When a jacket was last taken off.</summary>
    internal double? JacketOff { get; set; }

    /// <summary>Where the crowd that cameras look at keeps them; below zero before they were seen.</summary>
    internal int CameraSlot { get; set; } = -1;

    // What the tracker makes of them.
    internal string TrackId { get; set; } = firstId;

    internal List<string> LaterIds { get; } = [];

    internal Reach? ReachSeen { get; set; }

    internal double LostFrom { get; set; } = double.PositiveInfinity;

    internal double LostTo { get; set; } = double.PositiveInfinity;

    internal string? IdAfterLoss { get; set; }

    /// <summary>Stands where the one camera that would see them is dark.</summary>
    internal bool IsInTheDark { get; set; }

    internal bool IsAtFacing => BusyUntil is not null && Errand?.Facing is not null;

    /// <summary>What they owe: what they carry and what they ate.</summary>
    internal ImmutableArray<TrueItem> Holds() =>
    [
        .. Cart.Select(held => held.Piece).Concat(Eaten).GroupBy(p => p.Product).OrderBy(g => g.Key.Index)
            .Select(g => new TrueItem(g.Key, g.Count(), new(g.Sum(p => p.Mass.Value)))),
    ];
}

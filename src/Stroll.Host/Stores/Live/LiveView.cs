using System.Collections.Immutable;
using Stroll.Geometry;
using Stroll.Interaction;
using Stroll.Layout;
using Stroll.Observations;
using Stroll.Receipts;
using Stroll.Units;

namespace Stroll.Host.Stores.Live;

/// <summary>A store at one moment, for people who watch. Nothing is decided from it, and nothing of it is kept.</summary>
/// <param name="At">Time of the log.</param>
/// <param name="People">Who is on the floor, in the order in which they came in.</param>
/// <param name="Visits">Who is inside or went out a moment ago, with what they are believed to hold.</param>
/// <param name="Movements">The last ones, newest first.</param>
/// <param name="Problems">Devices that do not work, the oldest trouble first.</param>
/// <param name="Plates">What each plate says, by <see cref="PlateId"/>; empty before the first reading.</param>
public sealed record LiveView(
    Instant At,
    ImmutableArray<LivePerson> People,
    ImmutableArray<LiveVisit> Visits,
    ImmutableArray<LiveMovement> Movements,
    ImmutableArray<LiveProblem> Problems,
    ImmutableArray<LivePlate> Plates)
{
    /// <summary>A store of which nothing has been heard yet.</summary>
    public static LiveView Nothing { get; } = new(new(0), [], [], [], [], []);

    /// <summary>What the store is for at the moment.</summary>
    public StoreProfile Profile { get; init; }

    /// <summary>How the store is, in words: <c>open</c>, or <c>open, but: nobody is seen …</c> while something that it needs is away.</summary>
    public string Mode { get; init; } = "open";

    /// <summary>Rises by one with each view that is shown. Set by <see cref="LiveStore.Show"/>.</summary>
    public long Version { get; init; }
}

/// <summary>One person as a dot: nothing but a place.</summary>
/// <param name="Visit">Whose visit; none where tracking has not settled it.</param>
/// <param name="Number">Tells dots apart while they are on the floor, as 12. Not the name that a gate or an app gave.</param>
/// <param name="Place">Where the body is, metres.</param>
/// <param name="Left">The left wrist; <see cref="Point3.Unknown"/> when not seen.</param>
/// <param name="Right">The right wrist; <see cref="Point3.Unknown"/> when not seen.</param>
/// <param name="Trail">Where the body was over the last seconds, oldest first, at most 20 places.</param>
public sealed record LivePerson(VisitId? Visit, int Number, Point3 Place, Point3 Left, Point3 Right, ImmutableArray<Point3> Trail);

/// <summary>A visit that is going on.</summary>
/// <param name="Visit">Which.</param>
/// <param name="Number">The number of its dot.</param>
/// <param name="Cart">What is believed to be in it now.</param>
public sealed record LiveVisit(VisitId Visit, int Number, Receipt Cart);

/// <summary>Something was taken or put.</summary>
/// <param name="At">When.</param>
/// <param name="Visit">By whom; none where nobody is named.</param>
/// <param name="Shelf">Where; none for a hand-over.</param>
/// <param name="Words">As it is believed, for people.</param>
/// <param name="Probability">Of that belief.</param>
public sealed record LiveMovement(Instant At, VisitId? Visit, ShelfId? Shelf, string Words, Probability Probability);

/// <summary>A device that does not work.</summary>
/// <param name="Device">Its source name in the store.</param>
/// <param name="Since">When it began.</param>
/// <param name="Effect">What follows for the store, in words.</param>
/// <param name="Fix">What a person can do about it, in words; empty where nothing is known to help.</param>
public sealed record LiveProblem(string Device, Instant Since, string Effect, string Fix);

/// <summary>What a plate says now.</summary>
/// <param name="Mass">The newest reading; NaN before the first. Only its changes mean something.</param>
/// <param name="Health">How it works.</param>
public readonly record struct LivePlate(Grams Mass, PlateHealth Health);

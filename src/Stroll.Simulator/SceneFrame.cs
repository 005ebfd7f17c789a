using System.Collections.Immutable;
using Stroll.Geometry;
using Stroll.Layout;
using Stroll.Units;

namespace Stroll.Simulator;

/// <summary>The store at one moment as the eye would have it: for pictures, not for the pipeline.</summary>
/// <param name="At">When.</param>
/// <param name="People">Who is inside, by order of entry.</param>
/// <param name="Goods">Everything that stands on a shelf.</param>
/// <param name="Version">Counts up whenever <paramref name="Goods"/> is another one.</param>
public sealed record SceneFrame(Instant At, ImmutableArray<ShownPerson> People, ImmutableArray<ShownGood> Goods, int Version);

/// <summary>How a thing looks.</summary>
/// <param name="Kind">Things of one kind look alike: the index of the product, or below zero for what the store does not sell.</param>
/// <param name="Size">Metres: width along the front edge, depth, height.</param>
/// <param name="IsRound">A bottle, tin or cup, and no box.</param>
public readonly record struct ThingLook(int Kind, Point3 Size, bool IsRound);

/// <summary>A thing on a shelf.</summary>
/// <param name="Look">How it looks.</param>
/// <param name="Placement">Its left front lower corner, in the store's frame, and its turn.</param>
public readonly record struct ShownGood(ThingLook Look, Placement Placement);

/// <summary>A thing in a hand.</summary>
/// <param name="Look">How it looks.</param>
/// <param name="InRightHand">Which hand.</param>
public readonly record struct HeldGood(ThingLook Look, bool InRightHand);

/// <summary>Somebody inside.</summary>
/// <param name="Number">Counts everybody who ever came, from 1.</param>
/// <param name="Id">Under which the truth has them.</param>
/// <param name="Role">What they came for.</param>
/// <param name="Height">Metres.</param>
/// <param name="Heading">Where they look, a unit vector.</param>
/// <param name="Joints">True places, one for each <see cref="Observations.Joint"/>.</param>
/// <param name="InHands">What their hands hold.</param>
/// <param name="InBag">What they carry besides.</param>
public sealed record ShownPerson(
    int Number, string Id, VisitRole Role, double Height, Point3 Heading, ImmutableArray<Point3> Joints, ImmutableArray<HeldGood> InHands,
    ImmutableArray<ThingLook> InBag);

using System.Collections.Immutable;
using Stroll.Host.Stores;
using Stroll.Layout;
using Stroll.Units;

namespace Stroll.Host.Scenes;

/// <summary>What the sensors said around one movement: enough for a person to decide it, and no more.</summary>
/// <param name="Case">The question that it belongs to.</param>
/// <param name="Shelf">Where the mass changed.</param>
/// <param name="Begin">The first moment that is shown.</param>
/// <param name="End">The last moment that is shown.</param>
/// <param name="At">The first moment at which the shelf was away from rest.</param>
/// <param name="Plates">The plates of the shelf, by slot.</param>
/// <param name="People">Whoever came near the shelf meanwhile; nobody else.</param>
public sealed record Scene(
    string Case, ShelfId Shelf, Instant Begin, Instant End, Instant At, ImmutableArray<ScenePlate> Plates, ImmutableArray<ScenePerson> People);

/// <summary>The weight of one plate over a scene.</summary>
/// <param name="Plate">Its number on the shelf.</param>
/// <param name="Times">Milliseconds after the beginning of the scene, rising.</param>
/// <param name="Grams">One for each time.</param>
public sealed record ScenePlate(int Plate, ImmutableArray<int> Times, ImmutableArray<float> Grams);

/// <summary>One person over a scene.</summary>
/// <param name="Number">As on the plan of the floor.</param>
/// <param name="Visit">Whose visit; none where tracking had not settled it.</param>
/// <param name="Places">By time.</param>
public sealed record ScenePerson(int Number, VisitId? Visit, ImmutableArray<ScenePlace> Places);

/// <summary>Where a body and two wrists were. Metres in the store's frame; a wrist that was not seen is none.</summary>
/// <param name="Time">Milliseconds after the beginning of the scene.</param>
/// <param name="X">Of the body, on the floor.</param>
/// <param name="Y">Of the body, on the floor.</param>
/// <param name="Left">Of the left wrist: x, y, z.</param>
/// <param name="Right">Of the right wrist: x, y, z.</param>
public sealed record ScenePlace(int Time, float X, float Y, ImmutableArray<float>? Left, ImmutableArray<float>? Right);

using Stroll.Observations;

namespace Stroll.Sensors;

/// <summary>What a source promises about time.</summary>
/// <param name="Source">Which; sources count up from 0.</param>
/// <param name="Name">For people and reports, as <c>shelf 2/5</c> or <c>tracker</c>.</param>
/// <param name="Lateness">After an observation at time t nothing older than t minus this will come.</param>
/// <param name="Kind">What it speaks of.</param>
public sealed record SourcePromise(SourceId Source, string Name, TimeSpan Lateness, SourceKind Kind = SourceKind.Plates);

/// <summary>What a source speaks of.</summary>
public enum SourceKind
{
    /// <summary>The plates of one shelf.</summary>
    Plates,

    /// <summary>People, from an outside tracker.</summary>
    People,

    /// <summary>The people in the pictures of one camera.</summary>
    Camera,

    /// <summary>A gate.</summary>
    Gate,

    /// <summary>The host itself: ticks, sources lost and found.</summary>
    Host,

    /// <summary>People who answer cases. Like a gate it is silent for as long as nobody says anything.</summary>
    Desk,
}

using Stroll.Observations;

namespace Stroll.Sensors;

/// <summary>What a source promises about time.</summary>
/// <param name="Source">Which; sources count up from 0.</param>
/// <param name="Name">For people and reports, as <c>shelf 2/5</c> or <c>tracker</c>.</param>
/// <param name="Lateness">After an observation at time t nothing older than t minus this will come.</param>
public sealed record SourcePromise(SourceId Source, string Name, TimeSpan Lateness);

namespace Stroll.Observations;

/// <summary>A source of observations (one shelf's controller, one tracker, one gate) by its place in the source list.</summary>
public readonly record struct SourceId(int Index);

/// <summary>One message of a source, as it arrived.</summary>
/// <param name="Source">Who says it.</param>
/// <param name="Boot">Which start of the device; a later start has a higher number.</param>
/// <param name="Sequence">Counts up within one boot. The same (source, boot, sequence) is the same message.</param>
/// <param name="Observation">What it says.</param>
public readonly record struct LogEntry(SourceId Source, long Boot, long Sequence, Observation Observation);

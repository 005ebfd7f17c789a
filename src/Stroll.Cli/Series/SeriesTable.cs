using System.Collections.Immutable;

namespace Stroll.Cli.Series;

/// <summary>Weights over time as they stand in one file.</summary>
/// <param name="Times">One for each row, never falling: nanoseconds on the clock of the file, which may start anywhere.</param>
/// <param name="Columns">One or more.</param>
internal sealed record SeriesTable(ImmutableArray<long> Times, ImmutableArray<SeriesColumn> Columns);

/// <summary>One weight over time.</summary>
/// <param name="Name">As in the head line.</param>
/// <param name="Grams">One for each time; NaN where the file has none.</param>
internal sealed record SeriesColumn(string Name, ImmutableArray<float> Grams);

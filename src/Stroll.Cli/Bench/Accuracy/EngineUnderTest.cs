using System.Collections.Immutable;
using Stroll.Layout;
using Stroll.Observations;
using Stroll.Receipts;

namespace Stroll.Cli.Bench.Accuracy;

/// <summary>The pipeline that is measured, and what stands around it. Tests put faults here to see that the scores find them.</summary>
internal sealed record EngineUnderTest
{
    /// <summary>The pipeline as everybody runs it.</summary>
    internal static EngineUnderTest Default { get; } = new();

    /// <summary>Its thresholds.</summary>
    internal PipelineRules Rules { get; init; } = PipelineRules.Default;

    /// <summary>What is done to the messages before it sees them.</summary>
    internal Func<IEnumerable<LogEntry>, IEnumerable<LogEntry>> Log { get; init; } = log => log;

    /// <summary>What is done to what it believes of the store.</summary>
    internal Func<StoreModel, StoreModel> Model { get; init; } = model => model;

    /// <summary>Whether the simple rules get the same input beside it. They know nothing of a store that is not as it was drawn.</summary>
    internal bool HasBaselines { get; init; } = true;

    /// <summary>What is done to its receipts.</summary>
    internal Func<ImmutableArray<Receipt>, ImmutableArray<Receipt>> Receipts { get; init; } = receipts => receipts;
}

using System.Collections.Immutable;
using Stroll.Review.Audits;
using Stroll.Review.Consensus;
using Stroll.Review.Routing;
using Stroll.Review.Trust;
using Stroll.Units;

namespace Stroll.Host.Review;

/// <summary>The settings of the people who look; see docs/review.md.</summary>
/// <param name="Routing">Which doubts become cases.</param>
/// <param name="Audit">How visits are drawn for audits.</param>
/// <param name="Gold">How cases with a known answer are mixed in.</param>
/// <param name="Consensus">How many answer the same.</param>
/// <param name="Promise">A receipt is there so long after the exit; what is not answered by then goes in the shopper's favour.</param>
/// <param name="AuditWithin">Audits may wait so long.</param>
/// <param name="Lease">A case is held so long without a sign of life of its holder.</param>
/// <param name="Grace">The last answer can be taken back for so long; it goes into the log after that.</param>
public sealed record ReviewRules(
    RoutingRules Routing, AuditPlan Audit, GoldRules Gold, ConsensusRules Consensus, TimeSpan Promise, TimeSpan AuditWithin, TimeSpan Lease, TimeSpan Grace)
{
    /// <summary>Classes of products that conditions may name, as <c>alcohol</c>, by barcode.</summary>
    public ImmutableSortedDictionary<string, ImmutableArray<string>> Classes { get; init; } = ImmutableSortedDictionary<string, ImmutableArray<string>>.Empty;

    /// <summary>Ten minutes to the receipt, 90 s to hold a case, 10 s to take an answer back.</summary>
    public static ReviewRules Default => new(
        RoutingRules.Default, AuditPlan.Default, GoldRules.Default, ConsensusRules.Default, 600.Seconds, 86_400.Seconds, 90.Seconds, 10.Seconds);
}

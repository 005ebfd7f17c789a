using System.Collections.Immutable;
using Stroll.Cli.Report;
using Stroll.Layout;
using Stroll.Receipts;
using Stroll.Simulator;

namespace Stroll.Cli.Demo;

/// <summary>Holds receipts against what the simulator knows to have happened.</summary>
internal static class TruthComparison
{
    /// <summary>All receipts of a run. Somebody who was there and got no receipt counts as wrong.</summary>
    internal static TruthVerdict Of(ImmutableArray<Receipt> receipts, SimulatedTruth truth, Catalogue catalogue)
    {
        var differences = truth.Visits.ToImmutableDictionary(
            visit => visit.Shopper,
            visit => receipts.FirstOrDefault(r => r.Shopper == visit.Shopper) is { } receipt
                ? Difference(receipt, truth.Visits, catalogue)
                : "there is no receipt");
        return new(
            differences.ToImmutableDictionary(d => d.Key, d => d.Value is null),
            differences.Where(d => d.Value is not null).ToImmutableDictionary(d => d.Key, d => d.Value!),
            "the simulator's own record");
    }

    /// <summary>What a receipt has too much or too little of; none when it is exactly right.</summary>
    internal static string? Difference(Receipt receipt, IReadOnlyList<TrueVisit> visits, Catalogue catalogue)
    {
        var held = visits.FirstOrDefault(v => v.Shopper == receipt.Shopper)?.Holds ?? [];
        var parts = new List<string>();
        foreach (var product in catalogue.Products)
        {
            var billed = receipt.Lines.Where(l => l.Product == product.Id).Sum(l => l.Quantity);
            var really = held.Where(h => h.Product == product.Id).Sum(h => h.Quantity);
            if (billed != really)
            {
                parts.Add($"{billed} × {product.Name}, truly {really}");
            }
        }

        return parts.Count == 0 ? null : string.Join("; ", parts);
    }
}

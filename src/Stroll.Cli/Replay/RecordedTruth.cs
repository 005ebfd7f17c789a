using System.Collections.Immutable;
using Stroll.Cli.Report;
using Stroll.Receipts;
using Stroll.Review;

namespace Stroll.Cli.Replay;

/// <summary>Holds the receipts of a replay against the truth that the recording brings along.</summary>
internal static class RecordedTruth
{
    /// <summary>By shopper; none where the recording knows no truth.</summary>
    internal static TruthVerdict? Verdict(ReplayRun run)
    {
        if (run.Recording.Truth is not { } truth)
        {
            return null;
        }

        var differences = truth.Receipts.ToImmutableDictionary(
            real => real.Shopper, real => Difference(run, real, [.. run.Outcome.Receipts.Where(r => r.Shopper == real.Shopper)]));
        return new(
            differences.ToImmutableDictionary(d => d.Key, d => d.Value is null),
            differences.Where(d => d.Value is not null).ToImmutableDictionary(d => d.Key, d => d.Value!),
            "the truth of the recording");
    }

    static string? Difference(ReplayRun run, TrueReceipt real, Receipt[] receipts)
    {
        var billed = receipts.SelectMany(r => r.Lines)
            .Select(line => (run.Model.Catalogue[line.Product].Barcode, line.Quantity)).ToArray();
        var parts = new List<string>();
        foreach (var barcode in real.Lines.Concat(billed).Select(line => line.Barcode).Distinct())
        {
            var claimed = billed.Where(line => line.Barcode == barcode).Sum(line => line.Quantity);
            var taken = real.Lines.Where(line => line.Barcode == barcode).Sum(line => line.Quantity);
            if (claimed != taken)
            {
                var name = run.Model.Catalogue.TryFind(barcode, out var product) ? run.Model.Catalogue[product].Name : barcode;
                parts.Add($"{claimed} × {name}, truly {taken}");
            }
        }

        return parts.Count > 0 ? string.Join("; ", parts) : receipts.Length == 0 && !real.Lines.IsEmpty ? "there is no receipt" : null;
    }
}

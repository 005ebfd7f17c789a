using System.Collections.Immutable;
using Stroll.Host.Logs;
using Stroll.Layout;
using Stroll.Observations;
using Stroll.Receipts;
using Stroll.Units;

namespace Stroll.Host.Plans;

/// <summary>One product in the baskets of one visit under two versions.</summary>
/// <param name="Barcode">Which.</param>
/// <param name="Name">For people.</param>
/// <param name="Before">Pieces under the version that was running; 0 for none.</param>
/// <param name="After">Pieces under the other; 0 for none.</param>
/// <param name="SureBefore">Probability of the line; NaN where there is none.</param>
/// <param name="SureAfter">Probability of the line; NaN where there is none.</param>
public sealed record BasketLineDiff(string Barcode, string Name, int Before, int After, double SureBefore, double SureAfter);

/// <summary>One visit under two versions.</summary>
/// <param name="Shopper">The id that the tracker gave.</param>
/// <param name="Entered">When they came in.</param>
/// <param name="Left">When they went out; none where the replayed time ended before.</param>
/// <param name="Lines">All products of either basket, those that differ first.</param>
public sealed record BasketDiff(string Shopper, Instant Entered, Instant? Left, ImmutableArray<BasketLineDiff> Lines)
{
    /// <summary>True when the shopper would be charged for something else.</summary>
    public bool IsOther => Lines.Any(line => line.Before != line.After);
}

/// <summary>What would have been different.</summary>
/// <param name="From">Begin of the replayed part of the log.</param>
/// <param name="Until">Its end.</param>
/// <param name="Baskets">Visits that began within it, by entry.</param>
/// <param name="Movements">Movements that were explained under the running version, and under the other.</param>
/// <param name="Unexplained">Of them, so many that fit no product.</param>
public sealed record WhatIfResult(Instant From, Instant Until, ImmutableArray<BasketDiff> Baskets, (int Before, int After) Movements, (int Before, int After) Unexplained);

/// <summary>Replays a part of a store's log under two versions of catalogue and planogram.</summary>
/// <remarks>Both runs begin with an empty store at the same entry, so what they find differs by the versions alone. Who was inside already is left out.</remarks>
public static class WhatIf
{
    // What lies before the first visit of interest lets the scales come to rest.
    static readonly TimeSpan Lead = 20.Seconds;

    /// <summary>Replays.</summary>
    /// <param name="log">Of the store.</param>
    /// <param name="running">What it decided with.</param>
    /// <param name="other">What it might have decided with; the same layout.</param>
    /// <param name="from">Visits that began from here on are compared.</param>
    /// <param name="until">Nothing later is read.</param>
    /// <param name="cancellation">Gives up.</param>
    public static WhatIfResult Replay(ILog log, StoreModel running, StoreModel other, Instant from, Instant until, CancellationToken cancellation)
    {
        var begin = from - Lead;
        var (one, two) = (new Pipeline(running, log.Header.Sources, PipelineRules.Default), new Pipeline(other, log.Header.Sources, PipelineRules.Default));
        foreach (var (_, entry) in log.Read(OffsetAt(log, begin)))
        {
            cancellation.ThrowIfCancellationRequested();
            if (entry.Observation is Observation.Tick tick && tick.At > until)
            {
                break;
            }

            if (IsFor(entry, begin))
            {
                one.Take(entry);
                two.Take(entry);
            }
        }

        one.Finish();
        two.Finish();
        return new(from, until, Baskets(one.Carts(), two.Carts(), running.Catalogue, other.Catalogue, from), (one.Pieces.Count, two.Pieces.Count), (Strange(one), Strange(two)));
    }

    // An answer belongs to a case of the whole log; one about an older case would be counted as lost.
    static bool IsFor(LogEntry entry, Instant begin) => entry.Observation.At >= begin;

    static int Strange(Pipeline pipeline) => pipeline.Pieces.Count(piece => piece.Chosen.Movements.IsEmpty);

    static ImmutableArray<BasketDiff> Baskets(ImmutableArray<Receipt> before, ImmutableArray<Receipt> after, Catalogue old, Catalogue now, Instant from)
    {
        var others = after.ToDictionary(receipt => (receipt.Shopper, receipt.Entered));
        return
        [
            .. before.Where(receipt => receipt.Entered >= from).OrderBy(receipt => receipt.Entered).Select(receipt => new BasketDiff(
                receipt.Shopper, receipt.Entered, receipt.Left, Lines(receipt, others.GetValueOrDefault((receipt.Shopper, receipt.Entered)), old, now))),
        ];
    }

    static ImmutableArray<BasketLineDiff> Lines(Receipt before, Receipt? after, Catalogue old, Catalogue now)
    {
        var was = Charged(before, old);
        var would = after is null ? [] : Charged(after, now);
        return
        [
            .. was.Keys.Union(would.Keys, StringComparer.Ordinal)
                .Select(code => (Code: code, Was: was.GetValueOrDefault(code), Would: would.GetValueOrDefault(code)))
                .Select(pair => new BasketLineDiff(
                    pair.Code, (pair.Would ?? pair.Was)!.Value.Name, pair.Was?.Line.Quantity ?? 0, pair.Would?.Line.Quantity ?? 0,
                    pair.Was?.Line.Probability.Value ?? double.NaN, pair.Would?.Line.Probability.Value ?? double.NaN))
                .OrderBy(line => line.Before == line.After).ThenBy(line => line.Name, StringComparer.Ordinal),
        ];
    }

    static Dictionary<string, (ReceiptLine Line, string Name)?> Charged(Receipt receipt, Catalogue catalogue) =>
        receipt.Lines.ToDictionary(line => catalogue[line.Product].Barcode, line => ((ReceiptLine, string)?)(line, catalogue[line.Product].Name), StringComparer.Ordinal);

    /// <summary>The first offset whose entry is not much older than a moment, by halving: time rises along the log but for lateness.</summary>
    static long OffsetAt(ILog log, Instant at)
    {
        var (low, high) = (log.FirstOffset, log.NextOffset);
        while (high - low > 1)
        {
            var middle = low + ((high - low) / 2);
            var tick = log.Read(middle).Take(1000).Select(read => read.Entry.Observation).OfType<Observation.Tick>().FirstOrDefault();
            if (tick is null || tick.At >= at)
            {
                high = middle;
            }
            else
            {
                low = middle;
            }
        }

        return low;
    }
}

using System.Collections.Immutable;
using Stroll.Interaction;
using Stroll.Layout;

namespace Stroll.Cli.Bench.Realism;

/// <summary>Many values of one kind, by size.</summary>
internal sealed record Distribution(ImmutableArray<double> Sorted)
{
    internal static Distribution Of(IEnumerable<double> values) => new([.. values.Where(double.IsFinite).Order()]);

    internal int Count => Sorted.Length;

    /// <summary>The value below which a share of all lies; NaN where there is none.</summary>
    internal double At(double share) => Sorted.IsEmpty ? double.NaN : Sorted[Math.Clamp((int)(share * Sorted.Length), 0, Sorted.Length - 1)];
}

/// <summary>A part of some.</summary>
internal readonly record struct Part(int Hits, int All)
{
    internal double Share => All == 0 ? double.NaN : Hits / (double)All;

    public static Part operator +(Part left, Part right) => new(left.Hits + right.Hits, left.All + right.All);
}

/// <summary>What weights look like, as statistics that say nothing about any one moment. docs/simulator.md defines each.</summary>
/// <param name="Name">Of the source.</param>
/// <param name="Seconds">How long it is.</param>
/// <param name="Shelves">How many.</param>
/// <param name="Changes">Mass changes found.</param>
/// <param name="PlateQuiet">Of each plate: its usual sd within a second while nobody is at the gondola, grams.</param>
/// <param name="ShelfQuiet">The same of the sum of a shelf, of each second.</param>
/// <param name="ShelfBeside">Of the sum of a shelf that nobody touches, of each second in which another of the gondola changes.</param>
/// <param name="SpanBeside">Between the lowest and the highest sample in such a second.</param>
/// <param name="MeanBeside">How far the mean of such a second is from that of the second before, over the square root of 2.</param>
/// <param name="Above">How far a hand presses a shelf above both its levels, as a multiple of the change.</param>
/// <param name="Below">How far it lifts it below both.</param>
/// <param name="Length">Of a change, seconds.</param>
/// <param name="OnSeveral">Takes over two or more plates, as found by the scales.</param>
/// <param name="Puts">Changes that put something, as found.</param>
/// <param name="TrulyOnSeveral">The same for takes of one piece, by truth or labels; none where there are none.</param>
/// <param name="TrulyPuts">Put-backs of all takes and put-backs, by truth or labels.</param>
internal sealed record RealismFigures(
    string Name, double Seconds, int Shelves, int Changes, Distribution PlateQuiet, Distribution ShelfQuiet, Distribution ShelfBeside, Distribution SpanBeside,
    Distribution MeanBeside, Distribution Above, Distribution Below, Distribution Length, Part OnSeveral, Part Puts, Part TrulyOnSeveral, Part TrulyPuts)
{
    // Quiet: nobody at any shelf of the gondola for so long before and after. A hand on a shelf is seen in the change that it makes.
    const double QuietMargin = 3;
    const double OwnMargin = 2;
    const int FewestQuietSeconds = 3;

    // A hand as a multiple of next to nothing says nothing.
    const double LeastChange = 20;

    /// <summary>Of one recording.</summary>
    /// <param name="name">For people.</param>
    /// <param name="store">Whose.</param>
    /// <param name="seconds">What its shelves did.</param>
    /// <param name="begin">When that begins.</param>
    /// <param name="changes">What the pipeline found.</param>
    /// <param name="hasPlates">False where each series is the sum of a shelf.</param>
    internal static RealismFigures Of(string name, Store store, WeightSeconds seconds, Units.Instant begin, IReadOnlyList<MassChange> changes, bool hasPlates)
    {
        var (plateQuiet, shelfQuiet, beside, span, mean) = (new List<double>(), new List<double>(), new List<double>(), new List<double>(), new List<double>());
        var spans = changes.Select(change => (change.Shelf, store[change.Shelf].Gondola, Begin: (change.Begin - begin).TotalSeconds, End: (change.End - begin).TotalSeconds)).ToArray();
        foreach (var shelf in store.Shelves)
        {
            var near = spans.Where(span => span.Gondola == shelf.Gondola).ToArray();
            var own = near.Where(span => span.Shelf == shelf.Id).ToArray();
            var all = seconds.Of(shelf.Id);
            var quiet = all.Select(second => !near.Any(span => Overlaps(span.Begin - QuietMargin, span.End + QuietMargin, second.At))).ToArray();
            shelfQuiet.AddRange(all.Where((_, i) => quiet[i]).Select(second => second.Sd));
            if (hasPlates)
            {
                plateQuiet.AddRange(Enumerable.Range(0, shelf.Plates.Length)
                    .Select(slot => Distribution.Of(seconds.PlateSds(shelf.Id, slot).Where((_, i) => quiet[i])))
                    .Where(sds => sds.Count >= FewestQuietSeconds && sds.At(0.5) > 0).Select(sds => sds.At(0.5)));
            }

            for (var i = 0; i < all.Count; i++)
            {
                if (!own.Any(span => Overlaps(span.Begin - OwnMargin, span.End + OwnMargin, all[i].At)) && near.Any(span => Overlaps(span.Begin, span.End, all[i].At)))
                {
                    beside.Add(all[i].Sd);
                    span.Add(all[i].High - all[i].Low);
                    mean.Add(i > 0 ? Math.Abs(all[i].Mean - all[i - 1].Mean) / Math.Sqrt(2) : double.NaN);
                }
            }
        }

        var peaks = changes.Select(change => Peaks(change, seconds.Of(change.Shelf), begin)).ToArray();
        var takes = changes.Where(change => change.Change.Value < 0).ToArray();
        return new(
            name, store.Shelves.Select(shelf => seconds.Of(shelf.Id).Count).DefaultIfEmpty().Max(), store.Shelves.Length, changes.Count, Distribution.Of(plateQuiet),
            Distribution.Of(shelfQuiet), Distribution.Of(beside), Distribution.Of(span), Distribution.Of(mean), Distribution.Of(peaks.Select(peak => peak.Above)),
            Distribution.Of(peaks.Select(peak => peak.Below)), Distribution.Of(changes.Select(change => (change.End - change.Begin).TotalSeconds)),
            hasPlates ? new(takes.Count(take => take.Steps.SelectMany(step => step.Plates).Select(plate => plate.Plate).Distinct().Count() > 1), takes.Length) : default,
            new(changes.Count(change => change.Change.Value > 0), changes.Count), default, default);
    }

    /// <summary>Both together: days of one scenario.</summary>
    public static RealismFigures operator +(RealismFigures left, RealismFigures right) => left with
    {
        Seconds = left.Seconds + right.Seconds,
        Changes = left.Changes + right.Changes,
        PlateQuiet = Joined(left.PlateQuiet, right.PlateQuiet),
        ShelfQuiet = Joined(left.ShelfQuiet, right.ShelfQuiet),
        ShelfBeside = Joined(left.ShelfBeside, right.ShelfBeside),
        SpanBeside = Joined(left.SpanBeside, right.SpanBeside),
        MeanBeside = Joined(left.MeanBeside, right.MeanBeside),
        Above = Joined(left.Above, right.Above),
        Below = Joined(left.Below, right.Below),
        Length = Joined(left.Length, right.Length),
        OnSeveral = left.OnSeveral + right.OnSeveral,
        Puts = left.Puts + right.Puts,
        TrulyOnSeveral = left.TrulyOnSeveral + right.TrulyOnSeveral,
        TrulyPuts = left.TrulyPuts + right.TrulyPuts,
    };

    static Distribution Joined(Distribution left, Distribution right) => Distribution.Of([.. left.Sorted, .. right.Sorted]);

    static bool Overlaps(double begin, double end, double at) => begin <= at && at <= end;

    static (double Above, double Below) Peaks(MassChange change, IReadOnlyList<ShelfSecond> seconds, Units.Instant begin)
    {
        var (from, to) = ((change.Begin - begin).TotalSeconds, (change.End - begin).TotalSeconds);
        var before = seconds.LastOrDefault(second => second.At < from - 0.5);
        var after = seconds.FirstOrDefault(second => second.At > to + 0.5);
        var during = seconds.Where(second => second.At > from - 0.5 && second.At < to + 0.5).ToArray();
        if (change.Change.Size.Value < LeastChange || before == default || after == default || during.Length == 0)
        {
            return (double.NaN, double.NaN);
        }

        var size = change.Change.Size.Value;
        return (
            Math.Max(0, during.Max(second => second.High) - Math.Max(before.Mean, after.Mean)) / size,
            Math.Max(0, Math.Min(before.Mean, after.Mean) - during.Min(second => second.Low)) / size);
    }
}

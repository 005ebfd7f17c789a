using System.Diagnostics;
using Stroll.Geometry;
using Stroll.Interaction;
using Stroll.Layout;
using Stroll.Observations;
using Stroll.Units;

namespace Stroll.Cli.Bench;

/// <summary>What a run of the mass-change bench found.</summary>
/// <param name="Readings">Readings of one plate at one moment in a pass, without the seconds in which the scales get to know their noise.</param>
/// <param name="Changes">Mass changes in them.</param>
/// <param name="NanosecondsPerReading">Wall time, median over the passes.</param>
/// <param name="BytesPerReading">Allocated by batches that published nothing, over all readings.</param>
/// <param name="BytesPerChange">Allocated by batches that published something, over the changes: mostly the changes themselves.</param>
public sealed record ChangesBenchResult(
    int Readings, int Changes, double NanosecondsPerReading, double BytesPerReading, double BytesPerChange);

/// <summary>1,000 plates at 60 Hz in batches of 12, five takes a second over the store: the peak of a busy shop.</summary>
/// <remarks>The same input every run and without chance. A pass whose answer is wrong ends in an exception, not in a figure.</remarks>
public sealed class ChangesBench
{
    /// <summary>Plates on a shelf.</summary>
    public const int PlatesPerShelf = 12;

    const int SamplesPerBatch = 12;
    const int SamplesPerSecond = 60;
    const double WarmSeconds = 4;
    const double QuietSeconds = 3;
    const double TakesPerSecond = 5;

    readonly Store _store;
    readonly Observation.ShelfReadings[] _warm;
    readonly Observation.ShelfReadings[] _measured;
    readonly List<MassChange> _found;

    /// <summary>Makes the input.</summary>
    /// <param name="shelves">84 are a store of 1,008 plates. At least 20, or takes would meet on one shelf.</param>
    /// <param name="seconds">How long somebody takes something; warming up and a quiet end come on top.</param>
    public ChangesBench(int shelves, int seconds)
    {
        var addresses = Enumerable.Range(1, shelves)
            .SelectMany(shelf => Enumerable.Range(1, PlatesPerShelf).Select(plate => new PlateAddress(1, shelf, plate)));
        _store = Store.Build("bench", [], [], addresses.Select(a => (a, (Box?)null, new Grams(20_000))), []);
        Takes = (int)(seconds * TakesPerSecond);
        _found = new(Takes + 1);
        var takes = Enumerable.Range(0, Takes).ToLookup(take => take % shelves);
        _warm = Batches(shelves, 0, WarmSeconds, takes);
        _measured = Batches(shelves, WarmSeconds, WarmSeconds + seconds + QuietSeconds, takes);
    }

    /// <summary>Takes in a pass, each of them one mass change.</summary>
    public int Takes { get; }

    /// <summary>Readings that one measured pass steps.</summary>
    public int Readings => _measured.Length * SamplesPerBatch * PlatesPerShelf;

    /// <summary>Scales that know their noise, ready for <see cref="Pass"/>.</summary>
    public ShelfScales WarmScales()
    {
        var scales = new ShelfScales(_store, MassChangeRules.Default);
        foreach (var batch in _warm)
        {
            MassChanges.Step(scales, batch, _found);
        }

        _found.Clear();
        return scales;
    }

    /// <summary>Steps all measured batches once.</summary>
    /// <returns>The changes found; the same as <see cref="Takes"/>.</returns>
    /// <exception cref="InvariantException">Another number of changes was found: the figures would mean nothing.</exception>
    public int Pass(ShelfScales scales)
    {
        _found.Clear();
        foreach (var batch in _measured)
        {
            MassChanges.Step(scales, batch, _found);
        }

        Invariant.Holds(_found.Count == Takes, "the bench finds the takes that it played, and no more");
        return _found.Count;
    }

    /// <summary>Warms up, then measures.</summary>
    /// <param name="passes">Passes for the time; at least one.</param>
    /// <param name="warmUp">How long to run before. The compiler needs about a second to reach its best code.</param>
    public ChangesBenchResult Run(int passes, TimeSpan warmUp)
    {
        var began = Stopwatch.GetTimestamp();
        do
        {
            Pass(WarmScales());
        }
        while (Stopwatch.GetElapsedTime(began) < warmUp);

        var times = new double[passes];
        for (var i = 0; i < passes; i++)
        {
            var scales = WarmScales();
            var from = Stopwatch.GetTimestamp();
            Pass(scales);
            times[i] = Stopwatch.GetElapsedTime(from).TotalNanoseconds / Readings;
        }

        Array.Sort(times);
        var (quiet, publishing) = Allocated();
        return new(Readings, Takes, times[passes / 2], (double)quiet / Readings, (double)publishing / Takes);
    }

    (long Quiet, long Publishing) Allocated()
    {
        var scales = WarmScales();
        long quiet = 0, publishing = 0;
        foreach (var batch in _measured)
        {
            var known = _found.Count;
            var before = GC.GetAllocatedBytesForCurrentThread();
            MassChanges.Step(scales, batch, _found);
            var bytes = GC.GetAllocatedBytesForCurrentThread() - before;
            quiet += _found.Count == known ? bytes : 0;
            publishing += _found.Count == known ? 0 : bytes;
        }

        return (quiet, publishing);
    }

    static Observation.ShelfReadings[] Batches(int shelves, double from, double to, ILookup<int, int> takes)
    {
        var batches = new List<Observation.ShelfReadings>();
        var first = (int)(from * SamplesPerSecond);
        var last = (int)(to * SamplesPerSecond);
        for (var start = first; start + SamplesPerBatch <= last; start += SamplesPerBatch)
        {
            var times = Enumerable.Range(start, SamplesPerBatch).Select(i => i * 1_000_000_000L / SamplesPerSecond).ToArray();
            for (var shelf = 0; shelf < shelves; shelf++)
            {
                var grams = new float[SamplesPerBatch * PlatesPerShelf];
                for (var i = 0; i < grams.Length; i++)
                {
                    grams[i] = Reading(start + (i / PlatesPerShelf), i % PlatesPerShelf, takes[shelf]);
                }

                batches.Add(new(new(shelf), times, grams));
            }
        }

        return [.. batches];
    }

    // A plate of 3 kg with a noise of about 1 g, and what was taken from it: 280 g or more within 0.4 s, with a hand that shakes
    // the plate and its neighbours meanwhile.
    static float Reading(int sample, int plate, IEnumerable<int> takes)
    {
        var grams = 3000.0 + ((((sample * 7919) + (plate * 104_729)) % 23) - 11) * 0.15;
        foreach (var take in takes)
        {
            var age = (sample / (double)SamplesPerSecond) - WarmSeconds - (take / TakesPerSecond);
            var away = Math.Abs((take * 5 % PlatesPerShelf) - plate);
            if (age > 0 && away <= 1)
            {
                var hand = age < 0.4 ? 60 * Math.Sin(age * Math.Tau * 5) : 0;
                grams += (hand / (1 + (4 * away))) - (away == 0 ? Math.Min(age / 0.4, 1) * (280 + (take % 9 * 35)) : 0);
            }
        }

        return (float)grams;
    }
}

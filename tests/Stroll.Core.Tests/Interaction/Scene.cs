using System.Globalization;
using Stroll.Geometry;
using Stroll.Interaction;
using Stroll.Layout;
using Stroll.Observations;
using Stroll.Units;

namespace Stroll.Tests.Interaction;

/// <summary>A shelf on which things happen at known moments, and what the stage makes of its readings.</summary>
sealed class Scene(int plates = 12, double rate = 60, double seconds = 12, double noise = 0.8, ulong seed = 1)
{
    readonly List<Func<double, int, double>> _acts = [];
    readonly List<Func<double, int, double, double>> _faults = [];

    public double Quantum { get; init; }

    public long StartNanoseconds { get; init; } = 1_580_250_245_000_000_000;

    public int Plates => plates;

    /// <summary>Mass that goes (below zero) or comes at a moment, with the shaking of a hand around it.</summary>
    public Scene Move(double at, int plate, double grams, double duration = 0.4)
    {
        _acts.Add((t, p) => p != plate || t < at ? 0
            : t >= at + duration ? grams
            : grams * ((t - at) / duration) + (0.6 * grams * Math.Sin(Math.Tau * 3.1 * (t - at))));
        return this;
    }

    /// <summary>A load that is there from one moment to another and shakes a little, as a hand does.</summary>
    public Scene Lean(double from, double to, int plate, double grams, double shake = 0)
    {
        _acts.Add((t, p) => p == plate && t >= from && t < to
            ? grams + (shake * Math.Sin(Math.Tau * 2.3 * (t - from)))
            : 0);
        return this;
    }

    /// <summary>Something that adds grams to each plate at each moment.</summary>
    public Scene Add(Func<double, int, double> grams)
    {
        _acts.Add(grams);
        return this;
    }

    /// <summary>Something that is wrong with what is read: time, plate and reading in, reading out.</summary>
    public Scene Fault(Func<double, int, double, double> reading)
    {
        _faults.Add(reading);
        return this;
    }

    public static Store StoreOf(params int[] platesOfShelf) => Store.Build(
        "test", [], [],
        platesOfShelf.SelectMany((n, shelf) => Enumerable.Range(1, n)
            .Select(plate => (new PlateAddress(1, shelf + 1, plate), (Box?)null, new Grams(20_000)))),
        []);

    public (long[] Times, float[] Grams) Samples()
    {
        var rng = new Rng(seed);
        var samples = (int)(seconds * rate);
        var times = new long[samples];
        var grams = new float[samples * plates];
        for (var i = 0; i < samples; i++)
        {
            var t = i / rate;
            times[i] = StartNanoseconds + (long)Math.Round(t * 1e9);
            for (var plate = 0; plate < plates; plate++)
            {
                var mass = 1000.0 + (plate * 37.5) + (noise * rng.NextNormal()) + _acts.Sum(act => act(t, plate));
                mass = Quantum > 0 ? Math.Round(mass / Quantum) * Quantum : mass;
                grams[(i * plates) + plate] = (float)_faults.Aggregate(mass, (reading, fault) => fault(t, plate, reading));
            }
        }

        return (times, grams);
    }

    public List<MassChange> Run(int batch = 12) => Run(out _, batch);

    public List<MassChange> Run(out ShelfScales state, int batch = 12)
    {
        var (times, grams) = Samples();
        state = new ShelfScales(StoreOf(plates), MassChangeRules.Default);
        var found = Feed(state, 0, times, grams, batch);
        MassChanges.Finish(state, found);
        return found;
    }

    public static List<MassChange> Feed(ShelfScales state, int shelf, long[] times, float[] grams, int batch = 12)
    {
        var found = new List<MassChange>();
        foreach (var readings in Batches(shelf, times, grams, batch))
        {
            MassChanges.Step(state, readings, found);
        }

        return found;
    }

    public static IEnumerable<Observation.ShelfReadings> Batches(int shelf, long[] times, float[] grams, int batch)
    {
        var plates = grams.Length / times.Length;
        for (var i = 0; i < times.Length; i += batch)
        {
            var n = Math.Min(batch, times.Length - i);
            yield return new(new(shelf), times.AsMemory(i, n), grams.AsMemory(i * plates, n * plates));
        }
    }

    /// <summary>Seconds since the scene began.</summary>
    public double At(Instant instant) => (instant.Nanoseconds - StartNanoseconds) / 1e9;

    /// <summary>Everything in a change as text, to the last digit; times relative to <paramref name="origin"/>.</summary>
    public static string Text(MassChange change, long origin = 0, Func<int, int>? plate = null)
    {
        string Time(Instant at) => (at.Nanoseconds - origin).ToString(CultureInfo.InvariantCulture);
        var steps = change.Steps.Select(step => $"{Time(step.Begin)}..{Time(step.End)} "
            + string.Join(",", step.Plates
                .Select(p => (Slot: plate?.Invoke(p.Plate.Index) ?? p.Plate.Index, p.Change, p.Sd))
                .OrderBy(p => p.Slot)
                .Select(p => string.Create(CultureInfo.InvariantCulture, $"{p.Slot}:{p.Change.Value:R}±{p.Sd.Value:R}")))
            + $" {step.Activity.Length}");
        return $"{Time(change.Begin)}..{Time(change.End)} {Time(change.KnownAt)} {string.Join(" | ", steps)}";
    }
}

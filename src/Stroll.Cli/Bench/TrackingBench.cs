using System.Collections.Immutable;
using System.Diagnostics;
using Stroll.Geometry;
using Stroll.Tracking.OneCamera;
using Stroll.Units;

namespace Stroll.Cli.Bench;

/// <summary>What following so many people costs.</summary>
/// <param name="People">In the picture at once.</param>
/// <param name="Sightings">A frame, on average.</param>
/// <param name="MicrosecondsPerFrame">Processor time of the whole process, which works in one thread; median over the passes.</param>
/// <param name="BytesPerFrame">Allocated in the pass that allocated least, once the tracker has seen one.</param>
internal sealed record TrackingStep(int People, double Sightings, double MicrosecondsPerFrame, double BytesPerFrame);

/// <summary>Cost against people.</summary>
/// <param name="Steps">By rising people.</param>
/// <param name="Exponent">p of cost ~ people^p, fitted from 50 to 400 people.</param>
internal sealed record TrackingBenchResult(ImmutableArray<TrackingStep> Steps, double Exponent);

/// <summary>People who walk about in a picture that grows with their number, so that it is always equally crowded, seen 30 times a second.</summary>
/// <remarks>
/// One in twenty is missed, boxes shake by 2 % of their height, a false box is there for every twenty people. The same every run. A pass that
/// follows fewer than nine in ten ends in an exception, not in a figure.
/// </remarks>
internal sealed class TrackingBench
{
    const int Frames = 300;
    const double Rate = 30;
    const double SquarePixelsPerPerson = 45_000;
    const double BoxHeight = 120;

    readonly int _people;
    readonly ScoredBox[][] _frames;

    internal TrackingBench(int people)
    {
        _people = people;
        var rng = new Rng(1, (ulong)people);
        var side = Math.Sqrt(people * SquarePixelsPerPerson);
        var walkers = Enumerable.Range(0, people).Select(_ => new Walker(rng, side)).ToArray();
        _frames = [.. Enumerable.Range(0, Frames).Select(_ => Seen(walkers, rng, side))];
    }

    /// <summary>How many people the steps have: from a shop at night to more than one camera can show, and the reference points.</summary>
    internal static ImmutableArray<int> People { get; } = [10, 23, 50, 100, 194, 200, 300, 388, 400];

    /// <summary>Measures all steps.</summary>
    /// <param name="people">How many, for each step.</param>
    /// <param name="passes">Passes for the median of each; at least one.</param>
    /// <param name="warmUp">How long to run before each.</param>
    /// <param name="done">Told the share that is done.</param>
    /// <param name="stop">Asked between passes.</param>
    internal static TrackingBenchResult Run(ImmutableArray<int> people, int passes, TimeSpan warmUp, Action<double> done, CancellationToken stop)
    {
        var steps = ImmutableArray.CreateBuilder<TrackingStep>();
        foreach (var count in people)
        {
            steps.Add(new TrackingBench(count).Measure(passes, warmUp, stop));
            done(steps.Count / (double)people.Length);
        }

        return new(steps.ToImmutable(), Exponent(steps));
    }

    /// <summary>The slope of log cost over log people, least squares, from 50 people on.</summary>
    internal static double Exponent(IEnumerable<TrackingStep> steps)
    {
        var points = steps.Where(step => step.People >= 50).Select(step => (X: Math.Log(step.People), Y: Math.Log(step.MicrosecondsPerFrame))).ToArray();
        if (points.Length < 2)
        {
            return double.NaN;
        }

        var (x, y) = (points.Average(p => p.X), points.Average(p => p.Y));
        return points.Sum(p => (p.X - x) * (p.Y - y)) / points.Sum(p => (p.X - x) * (p.X - x));
    }

    TrackingStep Measure(int passes, TimeSpan warmUp, CancellationToken stop)
    {
        var began = Stopwatch.GetTimestamp();
        var tracker = new OneCameraTracker(OneCameraRules.Default);
        var frame = 0L;
        do
        {
            Pass(tracker, ref frame);
        }
        while (Stopwatch.GetElapsedTime(began) < warmUp);

        var times = new double[passes];
        var bytes = long.MaxValue;
        for (var pass = 0; pass < passes; pass++)
        {
            stop.ThrowIfCancellationRequested();
            var allocated = GC.GetAllocatedBytesForCurrentThread();
            // Processor time, not time of day: others may share the machine.
            var from = Environment.CpuUsage.TotalTime;
            Pass(tracker, ref frame);
            times[pass] = (Environment.CpuUsage.TotalTime - from).TotalMicroseconds / Frames;
            // What the runtime allocates once, as when it compiles a method anew, is not the tracker's.
            bytes = Math.Min(bytes, GC.GetAllocatedBytesForCurrentThread() - allocated);
        }

        Array.Sort(times);
        return new(_people, _frames.Average(boxes => boxes.Length), times[passes / 2], bytes / (double)Frames);
    }

    void Pass(OneCameraTracker tracker, ref long frame)
    {
        var told = 0L;
        foreach (var boxes in _frames)
        {
            told += tracker.Step(new((long)(frame++ / Rate * 1e9)), boxes, PictureMotion.None).Length;
        }

        Invariant.Holds(told > 0.9 * Frames * _people, "the bench follows the people that it shows");
    }

    static ScoredBox[] Seen(Walker[] walkers, Rng rng, double side)
    {
        var boxes = new List<ScoredBox>();
        foreach (var walker in walkers)
        {
            walker.Step(rng, side);
            if (!rng.NextChance(0.05))
            {
                boxes.Add(new(walker.Box(rng), rng.NextBetween(0.6, 0.95)));
            }

            if (rng.NextChance(0.05))
            {
                boxes.Add(new(new(rng.NextBetween(0, side), rng.NextBetween(0, side), 50, BoxHeight), rng.NextBetween(0.1, 0.4)));
            }
        }

        return [.. boxes];
    }

    sealed class Walker(Rng rng, double side)
    {
        readonly double _height = BoxHeight * rng.NextBetween(0.8, 1.2);
        double _x = rng.NextBetween(0, side);
        double _y = rng.NextBetween(0, side);
        double _turn = rng.NextBetween(0, Math.Tau);

        internal void Step(Rng rng, double side)
        {
            // 0.7 heights a second is a stroll; who comes to an edge turns back.
            _turn += 0.05 * rng.NextNormal();
            var step = 0.7 * _height / Rate;
            _x += step * Math.Cos(_turn);
            _y += step * Math.Sin(_turn);
            if (_x < 0 || _x > side || _y < 0 || _y > side)
            {
                _turn = Math.Atan2((side / 2) - _y, (side / 2) - _x);
            }
        }

        internal PixelBox Box(Rng rng)
        {
            var shake = 0.02 * _height;
            var width = (0.4 * _height) + (shake * rng.NextNormal());
            var height = _height + (shake * rng.NextNormal());
            return new(_x - (width / 2) + (shake * rng.NextNormal()), _y - height + (shake * rng.NextNormal()), width, height);
        }
    }
}

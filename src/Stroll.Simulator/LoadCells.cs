using System.Collections.Immutable;
using Stroll.Layout;
using Stroll.Observations;
using Stroll.Units;

namespace Stroll.Simulator;

/// <summary>The load cells of one shelf: true loads in, noisy samples out.</summary>
internal sealed class LoadCells
{
    const double ShakeDiesSeconds = 0.4;
    const double StepIsOverSeconds = 2.5;

    readonly Shelf _shelf;
    readonly ScaleNoise _noise;
    readonly Touch[] _own;
    readonly Touch[] _others;
    readonly Rng _rng;
    readonly Instant _start;
    readonly PlateCell[] _cells;
    readonly int _firstSlot;
    double _shake;

    /// <param name="shelf">Whose plates.</param>
    /// <param name="gondolaTouches">All touches of its gondola, by time.</param>
    /// <param name="loads">What each plate of the store truly carries at the start.</param>
    /// <param name="noise">How the cells err.</param>
    /// <param name="start">Of the sensors; the shelf's own clock has a phase against it.</param>
    /// <param name="rng">Of this shelf alone.</param>
    internal LoadCells(
        Shelf shelf, IEnumerable<Touch> gondolaTouches, ImmutableArray<Grams> loads, ScaleNoise noise, Instant start, Rng rng)
    {
        _shelf = shelf;
        _noise = noise;
        _rng = rng;
        _firstSlot = shelf.Plates.Length > 0 ? shelf.Plates[0].Index : 0;
        _own = [.. gondolaTouches.Where(t => t.Shelf == shelf.Id)];
        _others = [.. gondolaTouches.Where(t => t.Shelf != shelf.Id)];
        _start = start + rng.NextBetween(0, noise.Batch / (double)noise.Hertz).Seconds;
        _cells = [.. shelf.Plates.Select(p => PlateCell.Draw(loads[p.Index], noise, rng))];
    }

    /// <summary>All messages of this shelf until <paramref name="end"/>.</summary>
    internal IEnumerable<Observation.ShelfReadings> Readings(Instant end)
    {
        var firstOwn = 0;
        var firstOther = 0;
        for (long sample = 0; ;)
        {
            var times = new long[_noise.Batch];
            var grams = new float[_noise.Batch * _cells.Length];
            for (var row = 0; row < times.Length; row++, sample++)
            {
                times[row] = _start.Nanoseconds + (sample * 1_000_000_000 / _noise.Hertz);
                var at = new Instant(times[row]);
                firstOwn = SkipPast(_own, firstOwn, at);
                firstOther = SkipPast(_others, firstOther, at);
                Sample(at, firstOwn, firstOther, grams.AsSpan(row * _cells.Length, _cells.Length));
            }

            if (times[^1] > end.Nanoseconds)
            {
                yield break;
            }

            yield return new(_shelf.Id, times, grams);
        }
    }

    /// <summary>Touches that no longer matter become part of the plates' loads.</summary>
    int SkipPast(Touch[] touches, int first, Instant at)
    {
        while (first < touches.Length && (at - touches[first].End).TotalSeconds > StepIsOverSeconds)
        {
            foreach (var step in touches[first].Steps.Where(_ => touches == _own))
            {
                _cells[step.Plate.Index - _firstSlot].Load += step.Change.Value;
            }

            first++;
        }

        return first;
    }

    void Sample(Instant at, int firstOwn, int firstOther, Span<float> row)
    {
        var seconds = (at - _start).TotalSeconds;
        var shakes = Math.Max(
            _noise.ShakeSameShelf * Shaking(_own, firstOwn, at), _noise.ShakeSameGondola * Shaking(_others, firstOther, at));
        // A board that was struck swings on for a few samples: neighbouring samples are alike.
        _shake = (0.7 * _shake) + (0.71 * shakes * (shakes > 0 ? _rng.NextNormal() : 0));
        for (var slot = 0; slot < row.Length; slot++)
        {
            var cell = _cells[slot];
            row[slot] = (float)(cell.Level(seconds) + (cell.Quiet * _rng.NextNormal()) + (cell.Shakes * _shake));
        }

        for (var i = firstOwn; i < _own.Length && _own[i].Begin <= at; i++)
        {
            AddTouch(_own[i], at, row);
        }
    }

    void AddTouch(Touch touch, Instant at, Span<float> row)
    {
        var force = HandForce(touch, at);
        foreach (var (plate, share) in touch.Pressed)
        {
            row[plate.Index - _firstSlot] += (float)(force * share.Value);
        }

        foreach (var step in touch.Steps)
        {
            var since = (at - step.At).TotalSeconds;
            if (since > 0)
            {
                row[step.Plate.Index - _firstSlot] += (float)(step.Change.Value * (1 - Math.Exp(-since / _noise.SettleSeconds)));
            }
        }
    }

    /// <summary>The hand comes within 0.15 s, trembles, and is gone 0.15 s before the touch ends.</summary>
    static double HandForce(Touch touch, Instant at)
    {
        var since = (at - touch.Begin).TotalSeconds;
        var left = (touch.End - at).TotalSeconds;
        var ramp = Math.Clamp(Math.Min(since, left) / 0.15, 0, 1);
        return touch.Force * ramp * ramp * (3 - (2 * ramp)) * (0.75 + (0.25 * Math.Sin((Math.Tau * touch.Hertz * since) + touch.Phase)));
    }

    static double Shaking(Touch[] touches, int first, Instant at)
    {
        var most = 0.0;
        for (var i = first; i < touches.Length && touches[i].Begin <= at; i++)
        {
            var after = (at - touches[i].End).TotalSeconds;
            most = Math.Max(most, after <= 0 ? 1 : Math.Exp(-after / ShakeDiesSeconds));
        }

        return most < 0.02 ? 0 : most;
    }

    /// <summary>One load cell with its own faults.</summary>
    sealed class PlateCell(double load, double zero, double quiet, double shakes, double driftPerSecond, double swing, double phase)
    {
        internal double Load { get; set; } = load;

        internal double Quiet => quiet;

        internal double Shakes => shakes;

        internal static PlateCell Draw(Grams load, ScaleNoise noise, Rng rng) => new(
            load.Value,
            zero: rng.NextBetween(-60, 400),
            quiet: rng.NextBetween(noise.QuietLow, noise.QuietHigh),
            shakes: rng.NextBetween(0.6, 1.4),
            driftPerSecond: rng.NextBetween(-noise.DriftPerMinute, noise.DriftPerMinute) / 60,
            swing: rng.NextBetween(0, 0.6),
            phase: rng.NextBetween(0, Math.Tau));

        // A line for the warming electronics, a slow wave for the room.
        internal double Level(double seconds) =>
            Load + zero + (driftPerSecond * seconds) + (swing * Math.Sin((seconds / 40) + phase));
    }
}

using Stroll.Layout;
using Stroll.Observations;
using Stroll.Units;

namespace Stroll.Host.Ingest;

/// <summary>Makes a line of what a plate says once in a while, so that a scale with one value a second is weighed like a fast one.</summary>
/// <remarks>
/// Mass changes are found on blocks of 50 ms (docs/stages/interaction.md), and most of them would be empty. Between two values nothing is known but both ends, so
/// what is drawn is the straight line: the movement is spread over the time in which it happened. It makes nothing up about rest: a level is the same however often
/// it is said. A pause that is longer than <see cref="LongestPause"/> stays one.
/// </remarks>
sealed class SlowPlates(Store store)
{
    // Shorter than a block, so that each has at least one.
    static readonly TimeSpan Step = 40.Milliseconds;

    // A plate that says nothing for so long is silent.
    static readonly TimeSpan LongestPause = 2.Seconds;

    // A moment that is further ahead than this came from a clock that is wrong, and must not be waited for.
    static readonly TimeSpan MostAhead = 5.Seconds;

    readonly (Instant At, float Grams)[] _last = new (Instant, float)[store.Plates.Length];
    readonly Lock _lock = new();

    /// <summary>The way from the last value to this one; this one alone where there was none lately.</summary>
    /// <param name="plate">Whose.</param>
    /// <param name="at">When it was true, by the plate.</param>
    /// <param name="grams">NaN where the plate says nothing usable.</param>
    /// <param name="received">When it arrived.</param>
    internal Observation.ShelfReadings Line(PlateId plate, Instant at, float grams, Instant received)
    {
        (Instant At, float Grams) before;
        lock (_lock)
        {
            before = _last[plate.Index];
            _last[plate.Index] = at > before.At || before.At - received > MostAhead ? (at, grams) : before;
        }

        var pause = at - before.At;
        var steps = pause > Step && pause < LongestPause && float.IsFinite(before.Grams) && float.IsFinite(grams)
            ? (int)Math.Ceiling(pause / Step)
            : 1;
        var (times, masses) = (new long[steps], new float[steps]);
        for (var i = 1; i <= steps; i++)
        {
            times[i - 1] = at.Nanoseconds - (long)((steps - i) * (pause.Ticks * 100.0 / steps));
            masses[i - 1] = i == steps ? grams : before.Grams + ((grams - before.Grams) * i / steps);
        }

        return Alone(store, plate, times, masses);
    }

    /// <summary>Samples of one plate; the others of its shelf say nothing.</summary>
    internal static Observation.ShelfReadings Alone(Store store, PlateId id, long[] times, float[] grams)
    {
        var plate = store[id];
        var plates = store[plate.Shelf].Plates.Length;
        var all = new float[times.Length * plates];
        all.AsSpan().Fill(float.NaN);
        for (var i = 0; i < grams.Length; i++)
        {
            all[(i * plates) + plate.Slot] = grams[i];
        }

        return new(plate.Shelf, times, all);
    }
}

using Stroll.Units;

namespace Stroll.Simulator;

/// <summary>What shakes gondolas from outside: a compressor that starts, a lorry that passes. Times are seconds since the sensors started.</summary>
/// <param name="noise">How often, and how strongly.</param>
/// <param name="tally">Whether it does at all.</param>
/// <param name="gondolas">The shelves of each.</param>
/// <param name="rng">Of the surroundings.</param>
internal sealed class Rumbling(ScaleNoise noise, Tally tally, LoadCells[][] gondolas, Rng rng)
{
    const double Shortest = 1;
    const double Longest = 20;

    // On no shelf: it presses nothing and moves nothing.
    static readonly Layout.ShelfId Nowhere = new(-1);

    readonly (double Begin, double End, bool IsCounted)[] _rumbles = new (double, double, bool)[gondolas.Length];

    /// <summary>Tells the shelves of what will shake them; called before they read up to <paramref name="to"/>.</summary>
    internal void Advance(double to)
    {
        for (var gondola = 0; tally.IsOn(Feature.Rumbling) && gondola < gondolas.Length; gondola++)
        {
            ref var rumble = ref _rumbles[gondola];
            if (to >= rumble.Begin && !rumble.IsCounted)
            {
                rumble.IsCounted = true;
                if (rumble.End > 0)
                {
                    tally.Count(Feature.Rumbling);
                }
            }

            if (to >= rumble.End)
            {
                rumble = Draw(to);
                Tell(gondolas[gondola], rumble.Begin, rumble.End);
            }
        }
    }

    (double Begin, double End, bool IsCounted) Draw(double after)
    {
        var begin = after - (noise.SecondsBetweenRumbles * Math.Log(1 - rng.NextUnit()));
        return (begin, begin + rng.NextBetween(Shortest, Longest), false);
    }

    void Tell(LoadCells[] shelves, double begin, double end)
    {
        var shake = noise.ShakeLow * Math.Pow(noise.ShakeHigh / noise.ShakeLow, rng.NextUnit());
        var rumble = new Touch(Nowhere, begin, begin, end, [], 0, default, 0, 0, shake, 0, []);
        foreach (var shelf in shelves)
        {
            shelf.Expect(rumble);
        }
    }
}

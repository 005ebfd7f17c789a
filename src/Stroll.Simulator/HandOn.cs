using System.Collections.Immutable;
using Stroll.Layout;
using Stroll.Units;

namespace Stroll.Simulator;

/// <summary>Draws how a hand presses, shakes and moves what it works on.</summary>
internal sealed class HandOn(ScaleNoise noise, Tally tally, Stock stock)
{
    const double LeastKnock = 60;
    const double MostKnock = 240;
    const double TogetherMostly = 0.7;

    /// <summary>A hand that moves pieces.</summary>
    /// <param name="facing">Where.</param>
    /// <param name="pieces">What, and the plates that carried it or will.</param>
    /// <param name="sign">1 for put, -1 for taken.</param>
    /// <param name="begins">When the arm goes out.</param>
    /// <param name="rests">For how long the hand rests before it works, seconds.</param>
    /// <param name="isHeld">It does not only rest but holds the piece, with more force.</param>
    /// <param name="rng">Of the person.</param>
    internal Touch Move(Facing facing, List<PlacedPiece> pieces, int sign, double begins, double rests, bool isHeld, Rng rng)
    {
        var mass = pieces.Max(p => p.Piece.Mass.Value);
        var works = Math.Min(4, rng.NextBetween(0.6, 2.2) + (0.3 * (pieces.Count - 1)));
        var touch = Draw(facing, begins, rests, works, mass, rng) with { Rest = isHeld ? rng.NextBetween(50, 400) : rng.NextBetween(20, 120) };
        var steps = ImmutableArray.CreateBuilder<LoadStep>();
        var at = touch.Works + (rng.NextBetween(0.35, 0.55) * works);
        for (var i = 0; i < pieces.Count; i++)
        {
            // Several pieces leave together in most reaches, else one after the other.
            at += i == 0 || rng.NextChance(TogetherMostly) ? 0 : rng.NextBetween(0.2, 0.35) * works / pieces.Count;
            foreach (var load in pieces[i].Loads)
            {
                steps.Add(new(at, load.Plate, sign * load.Mass.Value));
            }
        }

        return touch with { Steps = steps.ToImmutable() };
    }

    /// <summary>A piece that is lifted and comes back, or a bag that comes and goes.</summary>
    /// <param name="facing">Where.</param>
    /// <param name="mass">Of what is lifted or rests.</param>
    /// <param name="seconds">For how long.</param>
    /// <param name="begins">When the arm goes out.</param>
    /// <param name="sign">1 to lift first, -1 to set down first.</param>
    /// <param name="rng">Of the person.</param>
    internal Touch Lift(Facing facing, Grams mass, double seconds, double begins, int sign, Rng rng)
    {
        var touch = Draw(facing, begins, 0, seconds + 0.8, mass.Value, rng);
        var plate = touch.Pressed[0].Plate;
        return touch with
        {
            Steps = [new(touch.Works + 0.3, plate, -sign * mass.Value), new(touch.Works + 0.3 + seconds, plate, sign * mass.Value)],
        };
    }

    /// <summary>A hand that presses and moves nothing.</summary>
    internal Touch Lean(Facing facing, double begins, Rng rng)
    {
        var isTooMuch = tally.Draw(Feature.Saturation, 0.2, rng);
        var force = isTooMuch ? rng.NextBetween(20_000, 40_000) : rng.NextBetween(200, 1500);
        return Draw(facing, begins, 0, rng.NextBetween(0.6, 2), force, rng) with { Forces = (force, force) };
    }

    /// <summary>What stays behind slumps a moment after a piece was taken out of it.</summary>
    internal Touch Slump(Touch touch, Facing facing, Rng rng)
    {
        var at = touch.Steps[^1].At + 0.1;
        var slumps = rng.NextChance(0.5) ? stock.Slump(facing, rng) : [];
        if (!slumps.IsEmpty)
        {
            tally.Count(Feature.SoftPacks);
        }

        return touch with { Steps = [.. touch.Steps, .. slumps.Select(load => new LoadStep(at, load.Plate, load.Mass.Value))] };
    }

    Touch Draw(Facing facing, double begins, double rests, double works, double mass, Rng rng)
    {
        var begin = begins + rng.NextBetween(0.35, 0.6);
        var knock = rng.NextChance(noise.Knocks) ? rng.NextBetween(LeastKnock, MostKnock) * (rng.NextChance(0.5) ? 1 : -1) : 0;
        return new(
            facing.Shelf, begin, begin + rests, begin + rests + works, Pressed(facing, rng), Rest: 0,
            (Force(mass, rng), Force(mass, rng)), rng.NextBetween(1.5, 4), rng.NextBetween(0, Math.Tau),
            noise.ShakeLow * Math.Pow(noise.ShakeHigh / noise.ShakeLow, rng.NextUnit()), knock, []);
    }

    // Measured: a hand adds from -2 to +4 times what it moves.
    static double Force(double mass, Rng rng) => rng.NextBetween(-2, 4) * mass;

    static ImmutableArray<(PlateId Plate, double Share)> Pressed(Facing facing, Rng rng)
    {
        var at = rng.NextIndex(facing.Plates.Length);
        var share = rng.NextBetween(0.5, 1);
        return facing.Plates.Length == 1
            ? [(facing.Plates[0], 1)]
            : [(facing.Plates[at], share), (facing.Plates[at == 0 ? 1 : at - 1], 1 - share)];
    }
}

using System.Runtime.Intrinsics;

namespace Stroll.Interaction;

/// <summary>From blocks to shifts: which plates rest, which move, and from which level to which.</summary>
/// <remarks>
/// A plate at rest costs a few vector instructions a block, four plates at a time; only plates that move, or that are about to,
/// take the scalar way. Movement is a spread of the 0.2 s means beyond the plate's own noise, or a 0.5 s mean away from the
/// resting level. Rest is ten blocks without either.
/// </remarks>
static class Settling
{
    const int LowBlocks = 4;
    const int SpreadBlocks = 7;
    const int RestBlocks = LowBlocks + SpreadBlocks - 1;

    // A gap of more blocks starts the filters anew; 5 Hz with some jitter leaves six blocks empty.
    internal const int GapBlocks = 16;

    // Level readings right after a movement are left out, while it still settles.
    const int SkipBlocks = 4;
    const int WarmBlocks = 20;
    const int LongestWarmBlocks = 100;
    const int BlocksPerSecond = 20;

    // Median by steps: up when above, down when below. 3 % a block at rest halves in 1.2 s; 0.3 % while moving, upwards only,
    // lets a plate that has turned noisy for good find its rest in a minute and an honest movement of 5 s raises it by a third.
    const float NoiseUp = 1.06f;
    const float NoiseDown = 1 / NoiseUp;
    const float NoiseUpMoving = 1.006f;
    const float DistanceUp = 1.03f;
    const float DistanceDown = 1 / DistanceUp;
    const float LeastNoiseSquared = 1e-4f;
    const float LeastDistance = 0.05f;
    const float MostNoiseAtStart = 64f;
    const float LevelShare = 0.05f;

    // From the mean of a size to the standard deviation, on normal noise.
    const double MeanToSd = 1.25;

    /// <summary>Closes the open block of the shelf and opens the next.</summary>
    internal static void CloseBlock(ShelfScale shelf)
    {
        var block = shelf.Block;
        var now = shelf.At(block);
        for (var lane = 0; lane < shelf.Lanes; lane += 4)
        {
            var raw = Average(shelf, now, lane);
            if (!LooksAtRest(shelf, block, now, lane, raw, out var active, out var departed))
            {
                for (var slot = lane; slot < Math.Min(lane + 4, shelf.Plates.Length); slot++)
                {
                    Follow(shelf, slot, block, active[slot - lane] != 0, departed[slot - lane] != 0);
                }
            }
        }

        shelf.Block = block + 1;
        if (block % BlocksPerSecond == 0)
        {
            LookAtHealth(shelf);
        }
    }

    static Vector128<float> Average(ShelfScale shelf, int now, int lane)
    {
        var count = Vector128.LoadUnsafe(ref shelf.Count[lane]);
        // No reading: 0 / 0 is NaN, as it should be.
        var raw = Vector128.LoadUnsafe(ref shelf.Sum[lane]) / count;
        Vector128<float>.Zero.StoreUnsafe(ref shelf.Sum[lane]);
        Vector128<float>.Zero.StoreUnsafe(ref shelf.Count[lane]);
        raw.StoreUnsafe(ref shelf.Raw[now + lane]);
        return raw;
    }

    /// <summary>Does all that a plate at rest needs. False when one of the four needs more.</summary>
    static bool LooksAtRest(
        ShelfScale shelf, long block, int now, int lane, Vector128<float> raw, out Vector128<int> active, out Vector128<int> departed)
    {
        var isUsable = Vector128.Equals(raw, raw);
        var held = Vector128.LoadUnsafe(ref shelf.Held[lane]);
        var empty = Vector128.LoadUnsafe(ref shelf.EmptyBlocks[lane]);
        var isHeard = Vector128.Equals(held, held);
        var isBack = isUsable & (Vector128.GreaterThan(empty, Vector128.Create(GapBlocks)).AsSingle() | ~isHeard);
        var isSame = Vector128.Equals(raw, held).AsInt32() | ~isUsable.AsInt32();
        var same = (Vector128.LoadUnsafe(ref shelf.SameBlocks[lane]) + Vector128<int>.One) & isSame;
        held = Vector128.ConditionalSelect(isUsable, raw, held);
        held.StoreUnsafe(ref shelf.Held[lane]);
        same.StoreUnsafe(ref shelf.SameBlocks[lane]);
        ((empty + Vector128<int>.One) & ~isUsable.AsInt32()).StoreUnsafe(ref shelf.EmptyBlocks[lane]);
        if (isBack != Vector128<float>.Zero)
        {
            Return(shelf, block, lane, isBack.AsInt32(), empty);
        }

        var low = LowPass(shelf, block, now, lane, held);
        var spread = SpreadSquared(shelf, block, lane);
        var noise = Vector128.LoadUnsafe(ref shelf.NoiseSquared[lane]);
        var quantum = Vector128.LoadUnsafe(ref shelf.Quantum[lane]);
        quantum = Vector128.ConditionalSelect(
            Vector128.LessThan(quantum, Vector128.Create(float.MaxValue)), quantum, Vector128<float>.Zero);
        var rules = shelf.Rules;
        // A flip between two codes of a coarse scale spreads by up to half a step.
        var floor = Vector128.Max(Vector128.Create((float)rules.SpreadFloor.Value), quantum * 0.6f);
        var factor = (float)(rules.SpreadFactor * rules.SpreadFactor);
        active = Vector128.GreaterThan(spread, Vector128.Max(floor * floor, noise * factor)).AsInt32();

        var mean = MeanOfRest(shelf, block, lane, low);
        var level = Vector128.LoadUnsafe(ref shelf.Level[lane]);
        var away = mean - level;
        var size = Vector128.Abs(away);
        var distance = Vector128.LoadUnsafe(ref shelf.Distance[lane]);
        var least = Vector128.Max(Vector128.Create((float)rules.DepartureFloor.Value), quantum * 1.2f);
        departed = Vector128.GreaterThan(size, Vector128.Max(least, distance * (float)rules.DepartureFactor)).AsInt32();

        var resting = Vector128.LoadUnsafe(ref shelf.Resting[lane]);
        var isCalm = (resting & ~active & ~departed & isUsable.AsInt32()).AsSingle();
        Learn(shelf, lane, isCalm, isUsable, spread, noise, size, distance, away, level);

        var absolute = held + Vector128.LoadUnsafe(ref shelf.Anchor[lane]);
        var isSaturated = isUsable & (Vector128.GreaterThanOrEqual(absolute, Vector128.LoadUnsafe(ref shelf.UpperEnd[lane]))
            | Vector128.LessThanOrEqual(absolute, Vector128.LoadUnsafe(ref shelf.LowerEnd[lane])));
        if (isSaturated != Vector128<float>.Zero)
        {
            MarkSaturated(shelf, block, lane, isSaturated.AsInt32());
        }

        // Lanes past the last plate and plates that were never heard: nothing is known of them and nothing is asked.
        var watched = Vector128.LoadUnsafe(ref shelf.Watched[lane]);
        var wantsMore = (active | departed | watched) & Vector128.Equals(held, held).AsInt32();
        return wantsMore == Vector128<int>.Zero;
    }

    static Vector128<float> LowPass(ShelfScale shelf, long block, int now, int lane, Vector128<float> held)
    {
        // The blocks before are needed as held, without gaps; the 0.2 s means are built from the last four of them.
        held.StoreUnsafe(ref shelf.Steady[now + lane]);
        var low = (held
            + Vector128.LoadUnsafe(ref shelf.Steady[shelf.At(block - 1) + lane])
            + Vector128.LoadUnsafe(ref shelf.Steady[shelf.At(block - 2) + lane])
            + Vector128.LoadUnsafe(ref shelf.Steady[shelf.At(block - 3) + lane])) * (1f / LowBlocks);
        low.StoreUnsafe(ref shelf.Low[now + lane]);
        return low;
    }

    static Vector128<float> SpreadSquared(ShelfScale shelf, long block, int lane)
    {
        var sum = Vector128<float>.Zero;
        for (var back = 0; back < SpreadBlocks; back++)
        {
            sum += Vector128.LoadUnsafe(ref shelf.Low[shelf.At(block - back) + lane]);
        }

        var mean = sum * (1f / SpreadBlocks);
        var squares = Vector128<float>.Zero;
        for (var back = 0; back < SpreadBlocks; back++)
        {
            var off = Vector128.LoadUnsafe(ref shelf.Low[shelf.At(block - back) + lane]) - mean;
            squares += off * off;
        }

        return squares * (1f / SpreadBlocks);
    }

    // Three 0.2 s means, three blocks apart, span the ten blocks of the shortest rest.
    static Vector128<float> MeanOfRest(ShelfScale shelf, long block, int lane, Vector128<float> low) =>
        (low
            + Vector128.LoadUnsafe(ref shelf.Low[shelf.At(block - 3) + lane])
            + Vector128.LoadUnsafe(ref shelf.Low[shelf.At(block - 6) + lane])) * (1f / 3);

    static float MeanOfRest(ShelfScale shelf, long block, int slot) =>
        (shelf.Low[shelf.At(block) + slot] + shelf.Low[shelf.At(block - 3) + slot] + shelf.Low[shelf.At(block - 6) + slot]) * (1f / 3);

    static void Learn(
        ShelfScale shelf, int lane, Vector128<float> isCalm, Vector128<float> isUsable, Vector128<float> spread,
        Vector128<float> noise, Vector128<float> size, Vector128<float> distance, Vector128<float> away, Vector128<float> level)
    {
        var above = Vector128.GreaterThan(spread, noise);
        var rested = noise * Vector128.ConditionalSelect(above, Vector128.Create(NoiseUp), Vector128.Create(NoiseDown));
        var moved = noise * Vector128.ConditionalSelect(above & isUsable, Vector128.Create(NoiseUpMoving), Vector128<float>.One);
        var learnt = Vector128.ConditionalSelect(isCalm, rested, moved);
        Vector128.Max(learnt, Vector128.Create(LeastNoiseSquared)).StoreUnsafe(ref shelf.NoiseSquared[lane]);

        var further = distance * Vector128.ConditionalSelect(
            Vector128.GreaterThan(size, distance), Vector128.Create(DistanceUp), Vector128.Create(DistanceDown));
        Vector128.Max(Vector128.ConditionalSelect(isCalm, further, distance), Vector128.Create(LeastDistance))
            .StoreUnsafe(ref shelf.Distance[lane]);

        var most = Vector128.Create((float)(shelf.Rules.DriftGramsPerSecond / BlocksPerSecond));
        var drift = Vector128.Min(Vector128.Max(away * LevelShare, -most), most);
        (level + Vector128.ConditionalSelect(isCalm, drift, Vector128<float>.Zero)).StoreUnsafe(ref shelf.Level[lane]);
    }

    /// <summary>A plate speaks for the first time, or again after a gap: its filters start from the value it has now.</summary>
    static void Return(ShelfScale shelf, long block, int lane, Vector128<int> isBack, Vector128<int> empty)
    {
        for (var slot = lane; slot < Math.Min(lane + 4, shelf.Plates.Length); slot++)
        {
            if (isBack[slot - lane] == 0)
            {
                continue;
            }

            for (var back = 0; back <= RestBlocks * 2; back++)
            {
                shelf.Steady[shelf.At(block - back) + slot] = shelf.Held[slot];
                shelf.Low[shelf.At(block - back) + slot] = shelf.Held[slot];
            }

            ref var motion = ref shelf.Motions[slot];
            motion.GapFrom = block - empty[slot - lane];
            motion.GapTo = block;
            if (float.IsNaN(shelf.Level[slot]) || empty[slot - lane] > ShelfScale.Blocks(shelf.Rules.ForgetAfter))
            {
                StartWarming(shelf, slot, block);
            }
        }
    }

    static void StartWarming(ShelfScale shelf, int slot, long block)
    {
        ref var motion = ref shelf.Motions[slot];
        motion.Mode = PlateMode.Warming;
        motion.RestSince = block;
        motion.MovingSince = block;
        motion.IsSettled = true;
        shelf.Level[slot] = shelf.Held[slot];
        shelf.Resting[slot] = 0;
        shelf.Watched[slot] = -1;
    }

    static void MarkSaturated(ShelfScale shelf, long block, int lane, Vector128<int> isSaturated)
    {
        for (var slot = lane; slot < Math.Min(lane + 4, shelf.Plates.Length); slot++)
        {
            if (isSaturated[slot - lane] != 0)
            {
                shelf.Motions[slot].SaturatedAt = block;
            }
        }
    }

    static void Follow(ShelfScale shelf, int slot, long block, bool isActive, bool isDeparted)
    {
        ref var motion = ref shelf.Motions[slot];
        if (float.IsNaN(shelf.Held[slot]))
        {
            return;
        }

        switch (motion.Mode)
        {
            case PlateMode.Warming:
                Warm(shelf, slot, block);
                break;
            case PlateMode.Resting when isActive || isDeparted:
                BeginMovement(shelf, slot, block, isActive);
                break;
            case PlateMode.Resting when !motion.IsSettled && block - motion.RestSince >= ShelfScale.Blocks(shelf.Rules.StepRest):
                Settle(shelf, slot, block);
                break;
            case PlateMode.Moving when isActive:
                motion.IsSlow = false;
                break;
            case PlateMode.Moving when HasComeToRest(shelf, slot, block):
                BeginRest(shelf, slot, block);
                break;
        }
    }

    static void Warm(ShelfScale shelf, int slot, long block)
    {
        ref var motion = ref shelf.Motions[slot];
        var age = block - motion.RestSince;
        if (age < WarmBlocks)
        {
            return;
        }

        var spread = SpreadSquared(shelf, block, slot & ~3)[slot & 3];
        if (spread > MostNoiseAtStart && age < LongestWarmBlocks)
        {
            return;
        }

        motion.Mode = PlateMode.Resting;
        motion.RestSince = block - RestBlocks;
        shelf.NoiseSquared[slot] = Math.Clamp(spread, LeastNoiseSquared, MostNoiseAtStart);
        shelf.Distance[slot] = MathF.Sqrt(shelf.NoiseSquared[slot]);
        shelf.Level[slot] = MeanOfRest(shelf, block, slot);
        motion.DriftLevel = shelf.Level[slot];
        shelf.Resting[slot] = -1;
        shelf.Watched[slot] = 0;
    }

    static void BeginMovement(ShelfScale shelf, int slot, long block, bool isActive)
    {
        ref var motion = ref shelf.Motions[slot];
        var onset = Onset(shelf, slot, block, Math.Max(motion.RestSince, block - (isActive ? RestBlocks + 2 : 2 * RestBlocks)));
        if (Math.Abs(onset - motion.GapTo) <= 2)
        {
            // Away as soon as the plate is heard again: it left while nobody listened.
            onset = Math.Max(motion.GapFrom, motion.RestSince + 1);
        }

        shelf.Resting[slot] = 0;
        shelf.Watched[slot] = -1;
        motion.Mode = PlateMode.Moving;
        if (!motion.IsSettled)
        {
            var rested = shelf.LevelOf(slot, motion.RestSince, onset);
            if (rested.Count < 2)
            {
                // The rest came to nothing: the movement before it goes on.
                motion.IsSlow &= !isActive;
                return;
            }

            Emit(shelf, slot, motion.RestSince, rested);
            motion.Before = rested;
        }
        else
        {
            motion.Before = isActive ? LevelBefore(shelf, slot, motion.RestSince, onset) : LevelFollowed(shelf, slot, onset);
        }

        motion.MovingSince = onset;
        motion.IsSettled = false;
        motion.IsSlow = !isActive;
    }

    // The last second of rest and the level as it was followed, each by its doubt: a hand that touches the shelf before it takes
    // shakes the one, drift ails the other.
    static RobustLevel LevelBefore(ShelfScale shelf, int slot, long restSince, long onset)
    {
        var followed = LevelFollowed(shelf, slot, onset);
        var span = ShelfScale.Blocks(shelf.Rules.LevelSpan);
        var rested = shelf.LevelOf(slot, Math.Max(restSince, onset - 1 - span), onset - 1);
        if (rested.Count < 2)
        {
            return followed;
        }

        var share = rested.Sd * rested.Sd / Math.Max((rested.Sd * rested.Sd) + (followed.Sd * followed.Sd), double.Epsilon);
        return new(rested.Grams + (share * (followed.Grams - rested.Grams)), Math.Min(rested.Sd, followed.Sd), rested.Count);
    }

    // The level as it was followed. For a plate that crept away it is better than the readings just before, which crept already;
    // for one that was not heard it is all there is, and what it may have drifted meanwhile is doubt.
    static RobustLevel LevelFollowed(ShelfScale shelf, int slot, long onset)
    {
        var unheard = (shelf.Block - onset) / (double)BlocksPerSecond;
        var drift = shelf.Rules.DriftGramsPerSecond * Math.Min(unheard, shelf.Rules.ForgetAfter.TotalSeconds);
        var noise = (ShelfScale.MedianToSd * shelf.Distance[slot]) + (shelf.QuantumOf(slot) / 2);
        return new(shelf.Level[slot], Math.Sqrt((noise * noise) + (drift * drift)), 0);
    }

    // The first of two blocks in a row that stand out from the level. A lone one is vibration.
    static long Onset(ShelfScale shelf, int slot, long block, long from)
    {
        var level = shelf.Level[slot];
        var most = 0f;
        for (var at = from; at <= block; at++)
        {
            var away = Math.Abs(shelf.Raw[shelf.At(at) + slot] - level);
            most = away > most ? away : most;
        }

        var tolerance = Math.Max(Math.Max(2, 6 * shelf.NoiseOf(slot)), Math.Max(0.05 * most, 0.6 * shelf.QuantumOf(slot)));
        var onset = block;
        for (var at = block; at >= from; at--)
        {
            var away = Math.Abs(shelf.Raw[shelf.At(at) + slot] - level);
            if (away > tolerance)
            {
                onset = at;
            }
            else if (!float.IsNaN(away) && onset < block)
            {
                break;
            }
        }

        return Math.Max(onset, from + 1);
    }

    static bool HasComeToRest(ShelfScale shelf, int slot, long block)
    {
        ref var motion = ref shelf.Motions[slot];
        var age = block - motion.MovingSince;
        if (motion.SaturatedAt > block - RestBlocks && age < ShelfScale.Blocks(shelf.Rules.SaturatedRest))
        {
            // The end of its range holds a plate as still as goods would. Only what stays there is goods.
            return false;
        }

        if (age < RestBlocks || shelf.Usable(slot, block - RestBlocks + 1, block + 1) < 2)
        {
            return false;
        }

        if (!motion.IsSlow)
        {
            return true;
        }

        // What crept away is at rest only when it creeps no more, over a second: the spread cannot see it.
        var crept = Math.Abs(MeanOfRest(shelf, block, slot) - MeanOfRest(shelf, block - BlocksPerSecond, slot));
        return age >= RestBlocks + BlocksPerSecond && crept <= Math.Max(1, 3 * shelf.Distance[slot]);
    }

    static void BeginRest(ShelfScale shelf, int slot, long block)
    {
        ref var motion = ref shelf.Motions[slot];
        motion.Mode = PlateMode.Resting;
        motion.RestSince = Math.Max(motion.MovingSince + 1, block - RestBlocks + 1);
        shelf.Level[slot] = MeanOfRest(shelf, block, slot);
        shelf.Resting[slot] = -1;
    }

    static void Settle(ShelfScale shelf, int slot, long block)
    {
        ref var motion = ref shelf.Motions[slot];
        var from = Math.Max(motion.RestSince + SkipBlocks, block + 1 - ShelfScale.Blocks(shelf.Rules.LevelSpan));
        var level = shelf.LevelOf(slot, from, block + 1);
        if (level.Count >= 4)
        {
            Rest(shelf, slot, level);
        }
    }

    /// <summary>Takes the present rest as the end of the movement before it, with the readings there are.</summary>
    /// <param name="shelf">Whose plate.</param>
    /// <param name="slot">Which plate.</param>
    /// <param name="isLast">Nothing more will come, so that a plate that still moves ends where it is, if it was nearly at rest.</param>
    internal static void SettleNow(ShelfScale shelf, int slot, bool isLast)
    {
        ref var motion = ref shelf.Motions[slot];
        var block = shelf.Block;
        if (motion.Mode == PlateMode.Resting && !motion.IsSettled)
        {
            var level = shelf.LevelOf(slot, motion.RestSince, block);
            if (level.Count >= 1)
            {
                Rest(shelf, slot, level);
            }
        }
        else if (motion.Mode == PlateMode.Moving && isLast)
        {
            var since = Math.Max(motion.MovingSince + 1, block - RestBlocks - shelf.EmptyBlocks[slot]);
            var level = shelf.LevelOf(slot, since, block);
            var change = Math.Abs(level.Grams - motion.Before.Grams);
            if (level.Count >= 2 && level.Sd < change / 10)
            {
                motion.RestSince = since;
                Rest(shelf, slot, level);
            }
        }
    }

    static void Rest(ShelfScale shelf, int slot, RobustLevel level)
    {
        ref var motion = ref shelf.Motions[slot];
        Emit(shelf, slot, motion.RestSince, level);
        motion.Mode = PlateMode.Resting;
        motion.IsSettled = true;
        motion.DriftLevel = level.Grams;
        shelf.Level[slot] = (float)level.Grams;
        shelf.Resting[slot] = -1;
        shelf.Watched[slot] = 0;
    }

    /// <summary>Notes a shift from the level before the movement to <paramref name="level"/>.</summary>
    static void Emit(ShelfScale shelf, int slot, long restSince, RobustLevel level)
    {
        ref var motion = ref shelf.Motions[slot];
        var change = level.Grams - motion.Before.Grams;
        var doubt = Doubt(shelf, slot, ref motion, Math.Abs(change));
        var sdAfter = Math.Sqrt((level.Sd * level.Sd) + (doubt * doubt));
        MassShift shift = new(slot, motion.MovingSince, restSince, change, motion.Before.Sd, sdAfter, motion.IsSlow);
        Grouping.Add(shelf, shift);
    }

    // A plate at the end of its range hides how far it would have gone; a noisy one jumps so by itself.
    static double Doubt(ShelfScale shelf, int slot, ref PlateMotion motion, double size)
    {
        var isNoisy = HealthOf(shelf, slot) == PlateHealth.Noisy;
        var doubt = isNoisy ? MeanToSd * motion.Wander : 0;
        motion.Wander += 0.2 * (Math.Min(size, (5 * motion.Wander) + 25) - motion.Wander);
        return motion.SaturatedAt >= motion.MovingSince - BlocksPerSecond ? doubt + 100 + (0.25 * size) : doubt;
    }

    /// <summary>Once a second: how fast each level drifts, and how much of the time each plate moves.</summary>
    static void LookAtHealth(ShelfScale shelf)
    {
        for (var slot = 0; slot < shelf.Plates.Length; slot++)
        {
            ref var motion = ref shelf.Motions[slot];
            var isMoving = motion.Mode == PlateMode.Moving;
            motion.MovingShare += ((isMoving ? 1 : 0) - motion.MovingShare) / 20;
            if (motion.Mode == PlateMode.Resting && motion.IsSettled)
            {
                motion.Drift += (shelf.Level[slot] - motion.DriftLevel - motion.Drift) / 60;
                motion.DriftLevel = shelf.Level[slot];
            }

            var quantum = Math.Abs(shelf.Newer[slot] - shelf.Older[slot]);
            if (quantum > 0 && quantum <= ShelfScale.CoarsestStep && quantum < shelf.Quantum[slot])
            {
                shelf.Quantum[slot] = quantum;
            }
        }
    }

    /// <summary>What is known about the working of one plate.</summary>
    internal static PlateHealth HealthOf(ShelfScale shelf, int slot)
    {
        ref var motion = ref shelf.Motions[slot];
        var silentNanoseconds = shelf.Now - shelf.LastTime + (shelf.EmptyBlocks[slot] * ShelfScale.BlockNanoseconds);
        if (float.IsNaN(shelf.Held[slot]) || silentNanoseconds >= shelf.Rules.SilentAfter.Ticks * 100)
        {
            return PlateHealth.Silent;
        }

        var isStill = shelf.SameBlocks[slot] >= ShelfScale.Blocks(shelf.Rules.StuckAfter);
        return motion.SaturatedAt >= shelf.Block - BlocksPerSecond ? PlateHealth.Saturated
            : isStill && IsFine(shelf, slot) ? PlateHealth.Stuck
            : IsNoisy(shelf, slot) ? PlateHealth.Noisy
            : PlateHealth.Good;
    }

    static bool IsNoisy(ShelfScale shelf, int slot) =>
        Math.Max(shelf.NoiseOf(slot), shelf.Distance[slot]) > shelf.Rules.NoisyAbove.Value
        || shelf.Motions[slot].MovingShare > shelf.Rules.NoisyShare;

    // A coarse scale stands still for hours and works. It is known by its steps; before any was seen, by having moved, or by
    // whole grams. Zero is what a dead channel shows.
    static bool IsFine(ShelfScale shelf, int slot)
    {
        var reading = shelf.Held[slot] + shelf.Anchor[slot];
        return float.IsInfinity(shelf.Quantum[slot])
            ? shelf.Motions[slot].Wander == 0 && (reading == 0 || reading != MathF.Round(reading))
            : shelf.Quantum[slot] < shelf.Rules.SpreadFloor.Value;
    }
}

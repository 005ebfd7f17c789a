using System.Collections.Immutable;
using Stroll.Layout;
using Stroll.Units;

namespace Stroll.Interaction;

/// <summary>What a plate is doing.</summary>
enum PlateMode
{
    /// <summary>Too little has been heard to know its noise.</summary>
    Warming,

    /// <summary>At a level.</summary>
    Resting,

    /// <summary>Between two levels.</summary>
    Moving,
}

/// <summary>Where one plate stands between two levels. Blocks are numbers on the shelf's time grid.</summary>
struct PlateMotion
{
    internal PlateMode Mode;

    /// <summary>First block of the present rest, or of warming.</summary>
    internal long RestSince;

    /// <summary>First block of the present movement, or of the one before the present rest.</summary>
    internal long MovingSince;

    /// <summary>False while the present rest has not yet been measured as the end of the movement before it.</summary>
    internal bool IsSettled;

    /// <summary>The last gap in what was heard: its first block, and the first after it.</summary>
    internal long GapFrom;

    internal long GapTo;

    /// <summary>The movement crept past the departure threshold.</summary>
    internal bool IsSlow;

    /// <summary>Level before the movement, grams from the anchor, and its doubt.</summary>
    internal RobustLevel Before;

    /// <summary>Last block that stood at the end of the range.</summary>
    internal long SaturatedAt;

    /// <summary>The last shift large enough to count.</summary>
    internal MassShift LastCounted;

    /// <summary>Share of the recent past in which it moved.</summary>
    internal double MovingShare;

    /// <summary>Usual size of its shifts, grams.</summary>
    internal double Wander;

    /// <summary>Level at the last look at the drift, and the drift, grams a second.</summary>
    internal double DriftLevel;

    internal double Drift;
}

/// <summary>The plates of one shelf: filters, rings of blocks, resting levels, and the shifts that wait to be put together.</summary>
/// <remarks>
/// Arrays of plates are as wide as whole groups of four lanes; the lanes past the last plate never hear anything. All masses
/// are grams from each plate's anchor, its first usable reading, so that a constant on a plate has no effect at all.
/// </remarks>
sealed class ShelfScale
{
    /// <summary>Length of a block. Activity slots of 100 ms are two; a rest of 0.5 s, the shortest that counts, is ten.</summary>
    internal const long BlockNanoseconds = 50_000_000;

    /// <summary>Blocks remembered: 12.8 s, longer than nearly every movement.</summary>
    internal const int Ring = 256;

    /// <summary>A step between readings up to this, in grams, is the scale's; a larger one is goods. Scales in use have up to 5.</summary>
    internal const float CoarsestStep = 10;

    /// <summary>From the median of a size to the standard deviation, on normal noise.</summary>
    internal const double MedianToSd = 1.48;

    internal readonly ShelfId Id;
    internal readonly ImmutableArray<PlateId> Plates;
    internal readonly MassChangeRules Rules;
    internal readonly int Lanes;

    // Samples: anchor, the two readings before, and the sum and number of the open block.
    internal readonly float[] Anchor;
    internal readonly float[] Older;
    internal readonly float[] Newer;
    internal readonly float[] Sum;
    internal readonly float[] Count;
    internal readonly float[] Row;

    // Blocks: means (NaN without a reading), 0.2 s means over them, and what rest looks like.
    internal readonly float[] Raw;
    internal readonly float[] Steady;
    internal readonly float[] Low;
    internal readonly float[] Held;
    internal readonly float[] Level;
    internal readonly float[] NoiseSquared;
    internal readonly float[] Distance;
    internal readonly float[] Quantum;
    internal readonly float[] UpperEnd;
    internal readonly float[] LowerEnd;

    // Masks of lanes, all bits or none: at rest, so that noise and level are learnt; and in need of the scalar way.
    internal readonly int[] Resting;
    internal readonly int[] Watched;
    internal readonly int[] EmptyBlocks;
    internal readonly int[] SameBlocks;

    internal readonly PlateMotion[] Motions;
    internal readonly List<MassShift> Shifts = new(Grouping.MostWaiting + 1);
    internal readonly List<MassShift> Group = new(Grouping.MostWaiting + 1);
    internal readonly float[] Window = new float[Ring];
    internal readonly int[] Groups;

    internal bool IsStarted;
    internal bool IsSilent;
    internal long Origin;
    internal long LastTime;

    /// <summary>The latest moment that the shelf has heard of, by a reading or by time that went on.</summary>
    internal long Now;

    /// <summary>Number of the block that is being filled.</summary>
    internal long Block;

    internal ShelfScale(Store store, Shelf shelf, MassChangeRules rules)
    {
        Id = shelf.Id;
        Plates = shelf.Plates;
        Rules = rules;
        Lanes = (Plates.Length + 3) & ~3;
        Anchor = Unknown();
        Older = Unknown();
        Newer = Unknown();
        Sum = new float[Lanes];
        Count = new float[Lanes];
        Row = Unknown();
        Raw = new float[Ring * Lanes];
        Low = new float[Ring * Lanes];
        Steady = new float[Ring * Lanes];
        Raw.AsSpan().Fill(float.NaN);
        Steady.AsSpan().Fill(float.NaN);
        Low.AsSpan().Fill(float.NaN);
        Held = Unknown();
        Level = Unknown();
        NoiseSquared = new float[Lanes];
        Distance = new float[Lanes];
        Quantum = new float[Lanes];
        UpperEnd = new float[Lanes];
        LowerEnd = new float[Lanes];
        Resting = new int[Lanes];
        Watched = new int[Lanes];
        EmptyBlocks = new int[Lanes];
        SameBlocks = new int[Lanes];
        Motions = new PlateMotion[Plates.Length];
        // A block adds at most one shift a plate, and the end of a log one more.
        Groups = new int[Grouping.MostWaiting + (2 * Lanes)];
        Quantum.AsSpan().Fill(float.PositiveInfinity);
        for (var slot = 0; slot < Plates.Length; slot++)
        {
            UpperEnd[slot] = (float)store[Plates[slot]].Capacity.Value;
            LowerEnd[slot] = -UpperEnd[slot];
            Motions[slot].SaturatedAt = long.MinValue / 2;
            Motions[slot].GapTo = long.MinValue / 2;
        }
    }

    /// <summary>Blocks in a span of time.</summary>
    internal static int Blocks(TimeSpan span) => (int)(span.Ticks * 100 / BlockNanoseconds);

    /// <summary>Where the values of a block lie in a ring.</summary>
    internal int At(long block) => (int)(block & (Ring - 1)) * Lanes;

    /// <summary>When a block begins.</summary>
    internal Instant TimeOf(long block) => new(Origin + (block * BlockNanoseconds));

    /// <summary>When the open block ends, nanoseconds since 1970.</summary>
    internal long BlockEnd => Origin + ((Block + 1) * BlockNanoseconds);

    /// <summary>Goes on at <paramref name="time"/> after a silence, without walking through it.</summary>
    internal void Wake(long time)
    {
        var block = Math.Max(Block, (time - Origin) / BlockNanoseconds);
        var skipped = (int)Math.Min(block - Block, int.MaxValue / 2);
        for (var slot = 0; slot < Lanes; slot++)
        {
            EmptyBlocks[slot] = Math.Min(Math.Max(EmptyBlocks[slot] + skipped, Settling.GapBlocks + 1), int.MaxValue / 2);
        }

        for (var back = 0; back < Math.Min(skipped, Ring); back++)
        {
            Raw.AsSpan(At(block - 1 - back), Lanes).Fill(float.NaN);
        }

        Block = block;
        LastTime = time;
        IsSilent = false;
    }

    /// <summary>Smallest step of a plate's readings; 0 while none was seen.</summary>
    internal double QuantumOf(int slot) => float.IsInfinity(Quantum[slot]) ? 0 : Quantum[slot];

    /// <summary>The plate's own noise: the usual standard deviation of 0.2 s means.</summary>
    internal double NoiseOf(int slot) => Math.Sqrt(NoiseSquared[slot]);

    /// <summary>Number of blocks from <paramref name="from"/> up to <paramref name="to"/> (excluded) that hold a reading.</summary>
    internal int Usable(int slot, long from, long to)
    {
        var usable = 0;
        for (var block = Math.Max(from, Block - Ring); block < to; block++)
        {
            usable += float.IsNaN(Raw[At(block) + slot]) ? 0 : 1;
        }

        return usable;
    }

    /// <summary>The level of a plate from <paramref name="from"/> up to <paramref name="to"/> (excluded).</summary>
    internal RobustLevel LevelOf(int slot, long from, long to)
    {
        var usable = 0;
        for (var block = Math.Max(from, Block - Ring + 1); block < to; block++)
        {
            var mass = Raw[At(block) + slot];
            if (!float.IsNaN(mass))
            {
                Window[usable++] = mass;
            }
        }

        // Rounding to steps leaves a doubt that a still plate does not show: a step wide, evenly spread. A plate that shows no
        // noise at all has coarse steps, even if none was seen yet.
        var level = RobustLevel.Of(Window.AsSpan(0, usable));
        var step = level.Sd == 0 && float.IsInfinity(Quantum[slot]) ? CoarsestStep / 2 : QuantumOf(slot);
        var rounding = step / Math.Sqrt(12);

        // No level is known better than the plate's 0.5 s means keep to theirs.
        var usual = MedianToSd * Distance[slot] / Math.Sqrt(Math.Max(1, (to - from) / 10.0));
        var sd = Math.Max(level.Sd, usual);
        return level with { Sd = Math.Sqrt((sd * sd) + (rounding * rounding)) };
    }

    float[] Unknown()
    {
        var values = new float[Lanes];
        values.AsSpan().Fill(float.NaN);
        return values;
    }
}

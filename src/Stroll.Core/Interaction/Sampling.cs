using System.Runtime.Intrinsics;

namespace Stroll.Interaction;

/// <summary>From samples to blocks of 50 ms: bad readings out, lone spikes out, the rest averaged.</summary>
/// <remarks>
/// Four plates at a time in fixed 128-bit lanes. Each reading is replaced by the median of itself and its two neighbours in
/// time, so a lone spike of any size vanishes, and is counted into the block of the sample in the middle.
/// </remarks>
static class Sampling
{
    /// <summary>Takes one sample of all plates. The sample before it goes into its block.</summary>
    /// <param name="shelf">Whose plates.</param>
    /// <param name="grams">All samples of the batch.</param>
    /// <param name="start">Where this sample begins in them.</param>
    internal static void Add(ShelfScale shelf, ReadOnlySpan<float> grams, int start)
    {
        var plates = shelf.Plates.Length;
        ref readonly var row = ref grams[start];
        if (plates != shelf.Lanes)
        {
            grams.Slice(start, plates).CopyTo(shelf.Row);
            row = ref shelf.Row[0];
        }

        ref var anchors = ref shelf.Anchor[0];
        ref var olders = ref shelf.Older[0];
        ref var newers = ref shelf.Newer[0];
        ref var sums = ref shelf.Sum[0];
        ref var counts = ref shelf.Count[0];
        for (nuint lane = 0; lane < (nuint)shelf.Lanes; lane += 4)
        {
            var reading = Vector128.LoadUnsafe(in row, lane);
            var isUsable = Vector128.LessThanOrEqual(Vector128.Abs(reading), Vector128.Create(float.MaxValue));
            if (isUsable == Vector128<float>.Zero)
            {
                continue;
            }

            var anchor = Vector128.LoadUnsafe(ref anchors, lane);
            anchor = Vector128.ConditionalSelect(Vector128.AndNot(isUsable, Vector128.Equals(anchor, anchor)), reading, anchor);
            var mass = reading - anchor;
            var newer = Vector128.LoadUnsafe(ref newers, lane);
            var older = Vector128.LoadUnsafe(ref olders, lane);
            var isFirst = Vector128.AndNot(isUsable, Vector128.Equals(newer, newer));
            newer = Vector128.ConditionalSelect(isFirst, mass, newer);
            older = Vector128.ConditionalSelect(isFirst, mass, older);
            var median = Vector128.MaxNative(
                Vector128.MinNative(older, newer), Vector128.MinNative(Vector128.MaxNative(older, newer), mass));
            var sum = Vector128.LoadUnsafe(ref sums, lane) + Vector128.ConditionalSelect(isUsable, median, Vector128<float>.Zero);
            var count = Vector128.LoadUnsafe(ref counts, lane)
                + Vector128.ConditionalSelect(isUsable, Vector128<float>.One, Vector128<float>.Zero);
            anchor.StoreUnsafe(ref anchors, lane);
            Vector128.ConditionalSelect(isUsable, newer, older).StoreUnsafe(ref olders, lane);
            Vector128.ConditionalSelect(isUsable, mass, newer).StoreUnsafe(ref newers, lane);
            sum.StoreUnsafe(ref sums, lane);
            count.StoreUnsafe(ref counts, lane);
        }
    }

    /// <summary>Forgets the last readings, before a silence: they are no neighbours of what comes after it.</summary>
    internal static void Break(ShelfScale shelf)
    {
        shelf.Newer.AsSpan().Fill(float.NaN);
        shelf.Older.AsSpan().Fill(float.NaN);
    }
}

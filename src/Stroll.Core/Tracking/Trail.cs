using Stroll.Geometry;
using Stroll.Units;

namespace Stroll.Tracking;

/// <summary>Where a shopper was at one moment.</summary>
/// <param name="At">When.</param>
/// <param name="Body">Mean of head, neck and shoulders, as far as they were seen; unknown when none was.</param>
/// <param name="Left">The left wrist; unknown when not seen.</param>
/// <param name="Right">The right wrist; unknown when not seen.</param>
/// <param name="LeftScore">The tracker's confidence in the left wrist, 0 to 1.</param>
/// <param name="RightScore">The tracker's confidence in the right wrist, 0 to 1.</param>
public readonly record struct Footprint(Instant At, Point3 Body, Point3 Left, Point3 Right, double LeftScore, double RightScore);

/// <summary>The last seconds of one shopper's path, in a ring that grows only while a visit is young.</summary>
public sealed class Trail
{
    Footprint[] _ring = [];
    int _first;

    /// <summary>How many moments are kept.</summary>
    public int Count { get; private set; }

    /// <summary>The moment with this index; 0 is the oldest.</summary>
    public ref readonly Footprint this[int index] => ref _ring[(_first + index) % _ring.Length];

    /// <summary>The newest moment; the trail must not be empty.</summary>
    public ref readonly Footprint Last => ref this[Count - 1];

    /// <summary>Index of the first moment that is not before <paramref name="at"/>; <see cref="Count"/> when there is none.</summary>
    public int FirstFrom(Instant at)
    {
        var low = 0;
        var high = Count;
        while (low < high)
        {
            var middle = (low + high) / 2;
            if (this[middle].At < at)
            {
                low = middle + 1;
            }
            else
            {
                high = middle;
            }
        }

        return low;
    }

    /// <summary>Takes away what is not before <paramref name="since"/>.</summary>
    internal Footprint[] TakeFrom(Instant since)
    {
        var first = FirstFrom(since);
        var taken = new Footprint[Count - first];
        for (var i = 0; i < taken.Length; i++)
        {
            taken[i] = this[first + i];
        }

        Count = first;
        return taken;
    }

    /// <summary>Adds what another trail had; later than all that is here.</summary>
    internal void Append(ReadOnlySpan<Footprint> footprints)
    {
        foreach (var footprint in footprints)
        {
            Add(footprint, Instant.Earliest);
        }
    }

    internal void Clear() => (_ring, _first, Count) = ([], 0, 0);

    internal void Add(in Footprint footprint, Instant forgetBefore)
    {
        while (Count > 0 && this[0].At < forgetBefore)
        {
            _first = (_first + 1) % _ring.Length;
            Count--;
        }

        if (Count == _ring.Length)
        {
            var larger = new Footprint[Math.Max(64, _ring.Length * 2)];
            for (var i = 0; i < Count; i++)
            {
                larger[i] = this[i];
            }

            _ring = larger;
            _first = 0;
        }

        _ring[(_first + Count) % _ring.Length] = footprint;
        Count++;
    }
}

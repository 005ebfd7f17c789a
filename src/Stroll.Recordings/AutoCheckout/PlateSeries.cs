using System.Buffers.Binary;
using Stroll.Layout;

namespace Stroll.Recordings.AutoCheckout;

/// <summary>The samples of one plate on their way in: checked, counted, and spilled to a scratch file when they grow.</summary>
sealed class PlateSeries(PlateAddress address, string scratch)
{
    // Steps back by less than a message of 12 samples come from re-stamping. A longer one is an older sample.
    const long BatchNanoseconds = 200_000_000;
    const int SpillSamples = SampleCursor.BlockSamples;
    const int Recent = 16;

    readonly byte[] _open = new byte[SpillSamples * SampleCursor.SampleBytes];
    readonly long[] _recent = new long[Recent];
    readonly string _file = Path.Combine(scratch, $"{address.Gondola}-{address.Shelf}-{address.Plate}.samples");
    int _count;
    long _spilled;
    long _previous;
    long _latest = long.MinValue;
    float _firstGrams = float.NaN;
    long _stepsDown;

    internal PlateAddress Address => address;

    /// <summary>Samples kept.</summary>
    internal long Kept { get; private set; }

    internal long NotNumbers { get; private set; }

    internal long Infinite { get; private set; }

    internal long Negative { get; private set; }

    internal long Doubled { get; private set; }

    internal long StepsBack { get; private set; }

    internal long LargestStepBack { get; private set; }

    /// <summary>Samples older than the newest by a message or more; left out.</summary>
    internal long Stale { get; private set; }

    internal long First { get; private set; }

    internal long Last => _latest;

    /// <summary>True when two usable samples differ.</summary>
    internal bool Moves { get; private set; }

    /// <summary>True when any sample is a number.</summary>
    internal bool Speaks => !float.IsNaN(_firstGrams);

    /// <summary>True when more samples went back in time, or came from before it, than went forward.</summary>
    internal bool RunsBackwards => _stepsDown + Stale > Math.Max(1, (Kept + Stale) / 2);

    internal void Add(long time, float grams)
    {
        if (_latest != long.MinValue)
        {
            _stepsDown += time < _previous ? 1 : 0;
            if (time <= _latest && !TakesStepBack(time))
            {
                return;
            }
        }
        else
        {
            First = time;
            Array.Fill(_recent, long.MinValue);
        }

        _previous = time;
        _latest = Math.Max(_latest, time);
        _recent[Kept % Recent] = time;
        Write(time, Usable(grams));
    }

    /// <summary>Reads the kept samples from the beginning, in the order in which they came.</summary>
    internal SampleCursor Samples() => new(_file, _spilled, _open.AsMemory(0, _count * SampleCursor.SampleBytes));

    bool TakesStepBack(long time)
    {
        if (_recent.AsSpan().Contains(time))
        {
            Doubled++;
            return false;
        }

        if (_latest - time >= BatchNanoseconds)
        {
            Stale++;
            _previous = time;
            return false;
        }

        if (time < _previous)
        {
            StepsBack++;
            LargestStepBack = Math.Max(LargestStepBack, _previous - time);
        }

        return true;
    }

    float Usable(float grams)
    {
        if (!float.IsFinite(grams))
        {
            NotNumbers += float.IsNaN(grams) ? 1 : 0;
            Infinite += float.IsNaN(grams) ? 0 : 1;
            return float.NaN;
        }

        Negative += grams < 0 ? 1 : 0;
        Moves |= !float.IsNaN(_firstGrams) && grams != _firstGrams;
        _firstGrams = float.IsNaN(_firstGrams) ? grams : _firstGrams;
        return grams;
    }

    void Write(long time, float grams)
    {
        Kept++;
        var place = _open.AsSpan(_count * SampleCursor.SampleBytes, SampleCursor.SampleBytes);
        BinaryPrimitives.WriteInt64LittleEndian(place, time);
        BinaryPrimitives.WriteSingleLittleEndian(place[8..], grams);
        if (++_count == SpillSamples)
        {
            // Opened for each block: a store has more plates than a process may have files.
            using var file = new FileStream(_file, FileMode.Append, FileAccess.Write, FileShare.None, 1);
            file.Write(_open);
            _spilled += _open.Length;
            _count = 0;
        }
    }
}

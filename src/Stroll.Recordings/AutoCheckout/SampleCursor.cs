using System.Buffers.Binary;

namespace Stroll.Recordings.AutoCheckout;

/// <summary>Walks over the samples of one plate: first those in its scratch file, then those still in memory.</summary>
/// <remarks>A class of its own and no iterator: a whole store passes through here sample by sample.</remarks>
sealed class SampleCursor(string file, long spilledBytes, ReadOnlyMemory<byte> open)
{
    /// <summary>Eight bytes of time, four of grams, both little-endian.</summary>
    internal const int SampleBytes = 12;

    /// <summary>As many are written to the scratch file at a time.</summary>
    internal const int BlockSamples = 4096;

    byte[] _block = [];
    ReadOnlyMemory<byte> _rest;
    long _read;
    bool _isOpenTaken;

    internal long Time { get; private set; }

    /// <summary>NaN where the plate said nothing usable.</summary>
    internal float Grams { get; private set; }

    /// <summary>Goes to the next sample.</summary>
    /// <returns>False after the last one.</returns>
    internal bool Advance()
    {
        if (_rest.IsEmpty && !NextBlock())
        {
            return false;
        }

        var sample = _rest.Span;
        Time = BinaryPrimitives.ReadInt64LittleEndian(sample);
        Grams = BinaryPrimitives.ReadSingleLittleEndian(sample[8..]);
        _rest = _rest[SampleBytes..];
        return true;
    }

    bool NextBlock()
    {
        if (_read < spilledBytes)
        {
            _block = _block.Length == 0 ? new byte[BlockSamples * SampleBytes] : _block;
            using var stream = FileSafety.OpenRead(file);
            stream.Position = _read;
            stream.ReadExactly(_block);
            _read += _block.Length;
            _rest = _block;
            return true;
        }

        _rest = _isOpenTaken ? default : open;
        _isOpenTaken = true;
        return !_rest.IsEmpty;
    }
}

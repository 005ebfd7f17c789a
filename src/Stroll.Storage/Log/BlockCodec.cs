using Stroll.Observations;
using ZstdSharp;

namespace Stroll.Storage.Log;

/// <summary>Where an entry came from, without what it says.</summary>
readonly record struct EntryKey(long Offset, SourceId Source, long Boot, long Sequence, EntryKind Kind);

/// <summary>Turns entries into the body of a block and back.</summary>
/// <remarks>
/// Two compressed parts: first the keys of all entries, so that they can be read alone, then the columns of what they say. Not safe for several
/// threads.
/// </remarks>
sealed class BlockCodec : IDisposable
{
    readonly Compressor _compressor = new(3);
    readonly Decompressor _decompressor = new();

    public void Dispose()
    {
        _compressor.Dispose();
        _decompressor.Dispose();
    }

    /// <summary>Writes entries with rising offsets.</summary>
    internal byte[] Encode(ReadOnlySpan<(long Offset, LogEntry Entry)> entries)
    {
        var keys = new KeyWriter();
        var columns = new ObservationColumns();
        var writer = new ObservationWriter(columns);
        foreach (var (offset, entry) in entries)
        {
            keys.Write(new(offset, entry.Source, entry.Boot, entry.Sequence, ObservationWriter.KindOf(entry.Observation)));
            writer.Write(entry.Observation);
        }

        var said = new ByteColumn();
        foreach (var column in columns.All)
        {
            said.Unsigned((ulong)column.Length);
            said.Bytes(column.Span);
        }

        return Join(keys.Span, said.Span);
    }

    /// <summary>The same entries under offsets and sequences that are so much higher; what they say is not unpacked.</summary>
    internal byte[] Shifted(ReadOnlyMemory<byte> body, int count, long by)
    {
        var keys = new KeyWriter();
        foreach (var key in Keys(body, count))
        {
            keys.Write(key with { Offset = key.Offset + by, Sequence = key.Sequence + by });
        }

        var whole = new ByteCursor(body);
        _ = whole.Bits(4);
        _ = whole.Take((int)whole.Bits(4));
        var joined = new ByteColumn();
        Add(joined, keys.Span);
        joined.Bytes(whole.Take(whole.Left));
        return joined.Span.ToArray();
    }

    /// <summary>Reads the keys alone.</summary>
    /// <exception cref="InvalidDataException">The body is none of ours.</exception>
    internal IEnumerable<EntryKey> Keys(ReadOnlyMemory<byte> body, int count)
    {
        var keys = new ByteCursor(Part(body, 0));
        var sequences = new Dictionary<(int, long), long>();
        var (offset, boot) = (0L, 0L);
        for (var i = 0; i < count; i++)
        {
            var kind = (EntryKind)keys.Byte();
            offset += (long)keys.Unsigned();
            var source = keys.Count(int.MaxValue);
            boot = unchecked(boot + keys.Signed());
            var sequence = unchecked(sequences.GetValueOrDefault((source, boot)) + keys.Signed());
            sequences[(source, boot)] = sequence;
            yield return new(offset, new(source), boot, sequence, kind);
        }
    }

    /// <summary>Reads whole entries.</summary>
    /// <exception cref="InvalidDataException">The body is none of ours.</exception>
    internal (long Offset, LogEntry Entry)[] Decode(ReadOnlyMemory<byte> body, int count)
    {
        var said = new ByteCursor(Part(body, 1));
        var columns = new ReadOnlyMemory<byte>[6];
        for (var i = 0; i < columns.Length; i++)
        {
            columns[i] = said.Take(said.Count(said.Left)).ToArray();
        }

        var reader = new ObservationReader(columns);
        var entries = new (long, LogEntry)[count];
        var at = 0;
        foreach (var key in Keys(body, count))
        {
            entries[at++] = (key.Offset, new(key.Source, key.Boot, key.Sequence, reader.Read(key.Kind)));
        }

        return entries;
    }

    byte[] Join(ReadOnlySpan<byte> keys, ReadOnlySpan<byte> said)
    {
        var body = new ByteColumn();
        Add(body, keys);
        Add(body, said);
        return body.Span.ToArray();
    }

    void Add(ByteColumn body, ReadOnlySpan<byte> part)
    {
        var packed = _compressor.Wrap(part);
        body.Bits((ulong)part.Length, 4);
        body.Bits((ulong)packed.Length, 4);
        body.Bytes(packed);
    }

    byte[] Part(ReadOnlyMemory<byte> body, int index)
    {
        var cursor = new ByteCursor(body);
        for (var i = 0; ; i++)
        {
            var length = (int)cursor.Bits(4);
            var packed = cursor.Take((int)cursor.Bits(4));
            ByteCursor.Expect(length is >= 0 and <= BlockHeader.MostBody);
            if (i < index)
            {
                continue;
            }

            var whole = new byte[length];
            try
            {
                ByteCursor.Expect(_decompressor.Unwrap(packed, whole) == length);
                return whole;
            }
            catch (ZstdException broken)
            {
                throw new InvalidDataException($"a block of the log does not unpack: {broken.Message}", broken);
            }
        }
    }
}

/// <summary>Writes the keys of a block, each as its difference to the one before.</summary>
sealed class KeyWriter
{
    readonly ByteColumn _keys = new();
    readonly Dictionary<(int, long), long> _sequences = [];
    long _offset;
    long _boot;

    internal ReadOnlySpan<byte> Span => _keys.Span;

    internal void Write(in EntryKey key)
    {
        _keys.Byte((byte)key.Kind);
        _keys.Unsigned((ulong)(key.Offset - _offset));
        _keys.Unsigned((ulong)key.Source.Index);
        _keys.Signed(unchecked(key.Boot - _boot));
        var source = (key.Source.Index, key.Boot);
        _keys.Signed(unchecked(key.Sequence - _sequences.GetValueOrDefault(source)));
        (_offset, _boot, _sequences[source]) = (key.Offset, key.Boot, key.Sequence);
    }
}

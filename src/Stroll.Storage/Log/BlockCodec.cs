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
        var keys = new ByteColumn();
        var columns = new ObservationColumns();
        var writer = new ObservationWriter(columns);
        var sequences = new Dictionary<(int, long), long>();
        var (lastOffset, lastBoot) = (0L, 0L);
        foreach (var (offset, entry) in entries)
        {
            keys.Byte((byte)ObservationWriter.KindOf(entry.Observation));
            keys.Unsigned((ulong)(offset - lastOffset));
            keys.Unsigned((ulong)entry.Source.Index);
            keys.Signed(unchecked(entry.Boot - lastBoot));
            var source = (entry.Source.Index, entry.Boot);
            keys.Signed(unchecked(entry.Sequence - sequences.GetValueOrDefault(source)));
            (lastOffset, lastBoot, sequences[source]) = (offset, entry.Boot, entry.Sequence);
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
        foreach (var (length, packed) in ((int, byte[])[])[(keys.Length, _compressor.Wrap(keys).ToArray()), (said.Length, _compressor.Wrap(said).ToArray())])
        {
            body.Bits((ulong)length, 4);
            body.Bits((ulong)packed.Length, 4);
            body.Bytes(packed);
        }

        return body.Span.ToArray();
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

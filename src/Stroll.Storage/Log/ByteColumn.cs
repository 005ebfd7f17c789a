using System.Buffers.Binary;

namespace Stroll.Storage.Log;

/// <summary>Bytes of one column while a block is written: numbers of any width, the small ones short.</summary>
sealed class ByteColumn
{
    byte[] _bytes = new byte[256];

    internal int Length { get; private set; }

    internal ReadOnlySpan<byte> Span => _bytes.AsSpan(0, Length);

    internal void Clear() => Length = 0;

    internal void Byte(byte value)
    {
        Room(1)[0] = value;
        Length++;
    }

    /// <summary>Seven bits a byte, lowest first; the eighth says that more follow (LEB128).</summary>
    internal void Unsigned(ulong value)
    {
        var room = Room(10);
        var written = 0;
        while (value >= 0x80)
        {
            room[written++] = (byte)(value | 0x80);
            value >>= 7;
        }

        room[written++] = (byte)value;
        Length += written;
    }

    /// <summary>The sign goes to the lowest bit, so that small numbers of either sign are short.</summary>
    internal void Signed(long value) => Unsigned(ZigZag(value));

    internal void Bits(ulong value, int bytes)
    {
        Span<byte> whole = stackalloc byte[8];
        BinaryPrimitives.WriteUInt64LittleEndian(whole, value);
        whole[..bytes].CopyTo(Room(bytes));
        Length += bytes;
    }

    internal void Bytes(ReadOnlySpan<byte> bytes)
    {
        bytes.CopyTo(Room(bytes.Length));
        Length += bytes.Length;
    }

    /// <summary>Text, letter by letter of UTF-16: exact even where it is no text at all. None is told from empty.</summary>
    internal void Text(string? text)
    {
        Unsigned(text is null ? 0 : (ulong)text.Length + 1);
        foreach (var letter in text ?? "")
        {
            Unsigned(letter);
        }
    }

    internal static ulong ZigZag(long value) => (ulong)((value << 1) ^ (value >> 63));

    Span<byte> Room(int bytes)
    {
        if (Length + bytes > _bytes.Length)
        {
            Array.Resize(ref _bytes, Math.Max(_bytes.Length * 2, Length + bytes));
        }

        return _bytes.AsSpan(Length, bytes);
    }
}

/// <summary>Reads what <see cref="ByteColumn"/> wrote.</summary>
/// <remarks>Never past the end: bytes that are none of ours end in <see cref="InvalidDataException"/>.</remarks>
sealed class ByteCursor(ReadOnlyMemory<byte> bytes)
{
    int _at;

    internal int Left => bytes.Length - _at;

    internal byte Byte() => Take(1)[0];

    internal ulong Unsigned()
    {
        var (value, shift) = (0UL, 0);
        while (true)
        {
            var next = Byte();
            value |= (ulong)(next & 0x7f) << shift;
            if (next < 0x80)
            {
                return value;
            }

            shift += 7;
            Expect(shift < 70);
        }
    }

    internal long Signed() => Unsigned() is var code ? (long)(code >> 1) ^ -(long)(code & 1) : 0;

    /// <summary>How many things follow, each of which takes at least a byte of this column or of another with as many left.</summary>
    internal int Count(int most)
    {
        var count = Unsigned();
        Expect(count <= (ulong)most);
        return (int)count;
    }

    internal ulong Bits(int size)
    {
        Span<byte> whole = stackalloc byte[8];
        whole.Clear();
        Take(size).CopyTo(whole);
        return BinaryPrimitives.ReadUInt64LittleEndian(whole);
    }

    internal string? Text()
    {
        var length = Unsigned();
        if (length == 0)
        {
            return null;
        }

        Expect(length - 1 <= (ulong)Left);
        return string.Create((int)length - 1, this, static (letters, cursor) =>
        {
            for (var i = 0; i < letters.Length; i++)
            {
                letters[i] = (char)cursor.Unsigned();
            }
        });
    }

    internal ReadOnlySpan<byte> Take(int count)
    {
        Expect(count >= 0 && count <= Left);
        _at += count;
        return bytes.Span.Slice(_at - count, count);
    }

    internal static void Expect(bool condition)
    {
        if (!condition)
        {
            throw new InvalidDataException("a column of the log ends early or counts wrong");
        }
    }
}

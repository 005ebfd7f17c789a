using System.Buffers.Binary;
using System.Globalization;
using System.Text.Json;
using Stroll.Host.Logs;
using Stroll.Host.Stores;
using Stroll.Sensors;
using Stroll.Units;

namespace Stroll.Storage.Log;

/// <summary>One segment of a log on the disk: a header in JSON, then blocks, at the end a seal.</summary>
/// <param name="First">The offset at which it begins; also its name.</param>
/// <param name="Path">The file.</param>
sealed record SegmentFile(long First, string Path)
{
    internal const string Ending = ".seg";
    const int FixedLength = 16;
    static readonly byte[] Magic = "STROLLOG"u8.ToArray();

    internal static SegmentFile At(string folder, long first) =>
        new(first, System.IO.Path.Combine(folder, string.Create(CultureInfo.InvariantCulture, $"{first:D20}{Ending}")));

    /// <summary>All segments of a folder, oldest first.</summary>
    internal static List<SegmentFile> In(string folder) =>
    [
        .. Directory.EnumerateFiles(folder, $"*{Ending}")
            .Select(path => long.TryParse(System.IO.Path.GetFileNameWithoutExtension(path), NumberStyles.None, CultureInfo.InvariantCulture, out var first)
                ? new SegmentFile(first, path) : null)
            .OfType<SegmentFile>().OrderBy(segment => segment.First),
    ];

    /// <summary>The bytes before the first block: 8 letters, version, length of the JSON, the JSON, a checksum over all of it.</summary>
    internal static byte[] HeaderBytes(LogHeader header, Instant created)
    {
        var json = JsonSerializer.SerializeToUtf8Bytes(new
        {
            tenant = header.Store.Tenant,
            store = header.Store.Store,
            build = header.Build,
            epoch = header.Epoch,
            layout = header.Layout,
            created = created.ToString(),
            sources = header.Sources.Select(s => new { name = s.Name, kind = s.Kind.ToString(), latenessMs = s.Lateness.TotalMilliseconds }),
        });
        var bytes = new byte[FixedLength + json.Length + 4];
        Magic.CopyTo(bytes, 0);
        BinaryPrimitives.WriteInt32LittleEndian(bytes.AsSpan(8), 1);
        BinaryPrimitives.WriteInt32LittleEndian(bytes.AsSpan(12), json.Length);
        json.CopyTo(bytes, FixedLength);
        BinaryPrimitives.WriteUInt32LittleEndian(bytes.AsSpan(FixedLength + json.Length), BlockHeader.Checksum(bytes.AsSpan(0, FixedLength + json.Length)));
        return bytes;
    }

    /// <summary>The last block, from the last 64 bytes; none where the file does not end in a seal.</summary>
    internal BlockHeader? Seal()
    {
        using var file = File.OpenHandle(Path);
        var length = RandomAccess.GetLength(file);
        Span<byte> last = stackalloc byte[BlockHeader.Length];
        return length >= last.Length && RandomAccess.Read(file, last, length - last.Length) == last.Length
            && BlockHeader.TryRead(last, out var header, out _) && header.Kind == BlockKind.Seal
            ? header
            : null;
    }

    /// <summary>Reads the header.</summary>
    /// <param name="start">The first bytes of the file.</param>
    /// <param name="length">How many bytes the header takes.</param>
    /// <param name="checksum">What the first block repeats.</param>
    internal Result<LogHeader> ReadHeader(ReadOnlySpan<byte> start, out int length, out uint checksum)
    {
        (length, checksum) = (0, 0);
        if (start.Length < FixedLength || !start[..8].SequenceEqual(Magic))
        {
            return Bad("log.broken", "the file does not begin as a segment of a log");
        }

        var version = BinaryPrimitives.ReadInt32LittleEndian(start[8..]);
        var json = BinaryPrimitives.ReadInt32LittleEndian(start[12..]);
        if (json < 0 || json > start.Length - FixedLength - 4)
        {
            return Bad("log.broken", "the header of the segment is cut off");
        }

        length = FixedLength + json + 4;
        checksum = BinaryPrimitives.ReadUInt32LittleEndian(start[(length - 4)..]);
        if (checksum != BlockHeader.Checksum(start[..(length - 4)]))
        {
            return Bad("log.broken", "the header of the segment is not what was written");
        }

        return version == 1
            ? new Result<LogHeader>.Good(Parse(start.Slice(FixedLength, json)))
            : Bad("log.version", $"the segment has version {version}, expected 1: use the build that wrote it");
    }

    static LogHeader Parse(ReadOnlySpan<byte> json)
    {
        var parts = JsonSerializer.Deserialize<JsonElement>(json);
        string Text(string key) => parts.GetProperty(key).GetString()!;
        return new(
            new StoreKey(Text("tenant"), Text("store")), Text("build"), parts.GetProperty("epoch").GetInt64(), Text("layout"),
            [
                .. parts.GetProperty("sources").EnumerateArray().Select((source, index) => new SourcePromise(
                    new(index), source.GetProperty("name").GetString()!,
                    TimeSpan.FromMilliseconds(source.GetProperty("latenessMs").GetDouble()), Enum.Parse<SourceKind>(source.GetProperty("kind").GetString()!))),
            ]);
    }

    Result<LogHeader> Bad(string code, string found) => new Result<LogHeader>.Bad(new(code, Path, found));
}

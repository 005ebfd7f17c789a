using System.Collections.Immutable;

namespace Stroll.Recordings.AutoCheckout;

/// <summary>In which of the known forms a source is, and its files.</summary>
abstract record SourceShape
{
    SourceShape()
    {
    }

    /// <summary>JSON lines as the competition gave them out.</summary>
    internal sealed record Native(string Plates, string? People, string Planogram, string? Products, string? Truth) : SourceShape;

    /// <summary>One CSV a plate.</summary>
    internal sealed record PerPlate(ImmutableArray<string> Plates, string? Products) : SourceShape;

    /// <summary>One CSV a case. What stands where lies beside it, as JSON lines or as a product CSV, or nowhere.</summary>
    internal sealed record Export(string Rows, string? Planogram, string? PlanogramProducts, string? Products) : SourceShape
    {
        internal static Export Of(string rows, string[] folders) => new(
            rows,
            folders.Select(folder => NativeFile(folder, "planogram")).FirstOrDefault(file => file is not null),
            folders.Select(folder => NativeFile(folder, "products")).FirstOrDefault(file => file is not null),
            ProductFile(folders));
    }

    /// <summary>Looks at what lies in a folder, or at one file.</summary>
    /// <param name="place">A folder or a CSV file.</param>
    /// <param name="beside">Folders in which the product CSV may lie too.</param>
    internal static SourceShape Find(string place, IEnumerable<string> beside)
    {
        if (File.Exists(place))
        {
            return Header(place) is { } header && ExportCsv.IsHeader(System.Text.Encoding.UTF8.GetBytes(header))
                ? Export.Of(place, [Path.GetDirectoryName(Path.GetFullPath(place))!, .. beside])
                : throw RecordingException.Of("import.shape", place, "neither a .tar.gz nor an export with the columns timestamp, reading, gondola, shelf, plate");
        }

        string[] folders = [place, .. Directory.EnumerateDirectories(place).Order(StringComparer.Ordinal)];
        foreach (var folder in folders)
        {
            if (NativeFile(folder, "plate_data") is { } plates)
            {
                return new Native(
                    plates,
                    NativeFile(folder, "full_targets"),
                    NativeFile(folder, "planogram") ?? throw RecordingException.Of("file.missing", Path.Combine(folder, "planogram.json"), "there is no such file beside plate_data.json"),
                    NativeFile(folder, "products"),
                    Existing(Path.Combine(folder, "truth.json")));
            }
        }

        foreach (var folder in folders)
        {
            var files = Directory.EnumerateFiles(folder).Where(file => PlateFiles.TryName(file, out _)).Order(StringComparer.Ordinal).ToImmutableArray();
            if (!files.IsEmpty)
            {
                return new PerPlate(files, ProductFile([folder, place, .. beside]));
            }
        }

        var exports = Directory.EnumerateFiles(place, "*.csv").Where(file => Header(file) is { } h && ExportCsv.IsHeader(System.Text.Encoding.UTF8.GetBytes(h))).Order(StringComparer.Ordinal).ToArray();
        return exports.Length switch
        {
            1 => Export.Of(exports[0], [place, .. beside]),
            0 => throw RecordingException.Of("import.shape", place, "holds no recording, expected plate_data.json, gondola_G_shelf_S_plate_P.csv, or a CSV with timestamp, reading, gondola, shelf, plate"),
            _ => throw RecordingException.Of("import.shape", place, $"holds {exports.Length} cases, name one of them as {Path.GetFileName(exports[0])}"),
        };
    }

    static string? NativeFile(string folder, string stem) => Directory.EnumerateFiles(folder)
        .Where(file => Path.GetFileName(file) is var name
            && (name == $"{stem}.json" || (name.StartsWith($"{stem}.", StringComparison.Ordinal) && name.EndsWith(".jsonl", StringComparison.Ordinal))))
        .Order(StringComparer.Ordinal).FirstOrDefault();

    static string? ProductFile(IEnumerable<string> folders)
    {
        foreach (var folder in folders.Where(Directory.Exists))
        {
            var files = Directory.EnumerateFiles(folder, "*.csv")
                .Where(file => !PlateFiles.TryName(file, out _) && Header(file) is { } header && ProductCsv.IsHeader(header))
                .Order(StringComparer.Ordinal).ToArray();
            if (files.Length > 1)
            {
                throw RecordingException.Of("import.shape", folder, $"holds {files.Length} product CSVs, expected one: {string.Join(", ", files.Select(Path.GetFileName))}");
            }

            if (files.Length == 1)
            {
                return files[0];
            }
        }

        return null;
    }

    static string? Existing(string path) => File.Exists(path) ? path : null;

    // The first line, as far as a header can reach. Bytes that are no text make no header.
    static string? Header(string path)
    {
        using var stream = FileSafety.OpenRead(path);
        var bytes = new byte[4096];
        var line = bytes.AsSpan(0, stream.ReadAtLeast(bytes, bytes.Length, throwOnEndOfStream: false));
        line = line.IndexOf((byte)'\n') is >= 0 and var end ? line[..end] : line;
        return System.Text.Encoding.UTF8.GetString(line).TrimStart('\uFEFF').TrimEnd('\r');
    }
}

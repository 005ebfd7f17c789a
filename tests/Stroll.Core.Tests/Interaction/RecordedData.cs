using System.Formats.Tar;
using System.Globalization;
using System.IO.Compression;
using Stroll.Layout;
using Stroll.Units;

namespace Stroll.Tests.Interaction;

/// <summary>Recorded weights outside the repository: STROLL_DATA, or <c>shared/data</c> beside it. Tests skip where they are not.</summary>
static class RecordedData
{
    public static string Path(params string[] parts)
    {
        var path = System.IO.Path.Combine([Folder(), .. parts]);
        Assert.SkipUnless(File.Exists(path), $"recorded data not here: {System.IO.Path.Combine(parts)}");
        return path;
    }

    static string Folder()
    {
        if (Environment.GetEnvironmentVariable("STROLL_DATA") is { Length: > 0 } set)
        {
            return set;
        }

        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (folder is not null && !File.Exists(System.IO.Path.Combine(folder.FullName, "Stroll.slnx")))
        {
            folder = folder.Parent;
        }

        return System.IO.Path.Combine(folder?.Parent?.FullName ?? "", "shared", "data");
    }

    /// <summary>Rows of a CSV of numbers, without its header.</summary>
    public static double[][] Numbers(string path) =>
        [.. File.ReadLines(path).Skip(1).Select(line => line.Split(',').Select(Number).ToArray())];

    public static double Number(string text) => double.Parse(text, CultureInfo.InvariantCulture);

    /// <summary>One series a plate, from a tar of <c>gondola_G_shelf_S_plate_P.csv</c> with unix seconds and grams.</summary>
    public static SortedDictionary<PlateAddress, (long[] Times, float[] Grams)> PlatesOf(string path)
    {
        var plates = new SortedDictionary<PlateAddress, (long[] Times, float[] Grams)>();
        using var file = File.OpenRead(path);
        using var unzipped = new GZipStream(file, CompressionMode.Decompress);
        using var tar = new TarReader(unzipped);
        while (tar.GetNextEntry() is { } entry)
        {
            if (entry.DataStream is null || !entry.Name.EndsWith(".csv", StringComparison.Ordinal))
            {
                continue;
            }

            using var text = new StreamReader(entry.DataStream);
            var rows = text.ReadToEnd().Split('\n', StringSplitOptions.RemoveEmptyEntries)
                .Select(line => line.Split(',')).ToArray();
            var name = System.IO.Path.GetFileNameWithoutExtension(entry.Name).Split('_');
            plates[new((int)Number(name[1]), (int)Number(name[3]), (int)Number(name[5]))] = (
                [.. rows.Select(row => Instant.FromUnixSeconds(Number(row[0])).Nanoseconds)],
                [.. rows.Select(row => (float)Number(row[1]))]);
        }

        return plates;
    }
}

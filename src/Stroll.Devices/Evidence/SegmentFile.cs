using System.Globalization;
using System.Text.RegularExpressions;
using Stroll.Units;

namespace Stroll.Devices.Evidence;

/// <summary>Some seconds of one camera as it sent them, in a file whose name says when: the folder is its own index and survives whatever happens to the program.</summary>
/// <param name="Camera">Its name, and that of the folder.</param>
/// <param name="Begin">When its first picture was taken, by the host's clock.</param>
/// <param name="Length">Until the next segment, or the last picture.</param>
/// <param name="Run">Segments of one run of a decoder have one clock and can be joined.</param>
/// <param name="Path">The file.</param>
public sealed partial record SegmentFile(string Camera, Instant Begin, TimeSpan Length, long Run, string Path)
{
    /// <summary>When it ends.</summary>
    public Instant End => Begin + Length;

    /// <summary>The name of the file of a segment: begin, run and length in nanoseconds.</summary>
    public static string NameOf(Instant begin, TimeSpan length, long run) =>
        string.Create(CultureInfo.InvariantCulture, $"{begin.Nanoseconds:D19}-{run:D19}-{length.Ticks * 100:D12}.ts");

    /// <summary>Reads a segment's name.</summary>
    /// <returns>None for a file that is no finished segment.</returns>
    public static SegmentFile? Read(string camera, string path)
    {
        var match = Name().Match(System.IO.Path.GetFileName(path));
        long Number(string group) => long.Parse(match.Groups[group].Value, CultureInfo.InvariantCulture);
        return match.Success ? new(camera, new(Number("begin")), TimeSpan.FromTicks(Number("length") / 100), Number("run"), path) : null;
    }

    // 19 digits could be more than a long holds; the first of the year 2262 begins with 9.
    [GeneratedRegex(@"^(?<begin>[0-8]\d{18})-(?<run>[0-8]\d{18})-(?<length>\d{12})\.ts$")]
    private static partial Regex Name();
}

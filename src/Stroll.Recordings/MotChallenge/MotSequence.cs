using System.Globalization;
using Stroll.Geometry;
using Stroll.Tracking.Evaluation;
using Stroll.Units;

namespace Stroll.Recordings.MotChallenge;

/// <summary>What <c>seqinfo.ini</c> says of a sequence.</summary>
/// <param name="Rate">Frames a second; none where the file does not say it.</param>
/// <param name="Length">Frames; none where the file does not say it.</param>
/// <param name="Width">Of the picture, pixels; none where the file does not say it.</param>
/// <param name="Height">Of the picture, pixels; none where the file does not say it.</param>
public sealed record MotSequence(double? Rate, int? Length, int? Width, int? Height)
{
    /// <summary>Nothing is known.</summary>
    public static MotSequence Unknown { get; } = new(null, null, null, null);

    /// <summary>Reads <c>seqinfo.ini</c> of a folder; where there is none, nothing is known.</summary>
    /// <param name="folder">Of the sequence.</param>
    /// <returns>Bad (<c>mot.sequence</c>) where a value is no number above 0.</returns>
    public static Result<MotSequence> Read(string folder)
    {
        var path = $"{Path.TrimEndingDirectorySeparator(folder)}/seqinfo.ini";
        return File.Exists(path) ? FileSafety.Guard(path, () => Parsed(FileSafety.ReadText(path), path)) : new Result<MotSequence>.Good(Unknown);
    }

    /// <summary>What a row of a truth is for the score, by its flag and class.</summary>
    /// <remarks>Classes that tell no person apart from one: 2 on a vehicle (7 in the files of 2016 and later), 7 static, 8 other distractor, 12 mirror image.</remarks>
    public static TruthRole RoleOf(in MotRow row) => row.Class is 2 or 7 or 8 or 12 ? TruthRole.Distractor
        : row.Class == 1 && row.Score != 0 ? TruthRole.Person
        : TruthRole.Ignored;

    static MotSequence Parsed(string text, string path)
    {
        var sequence = Unknown;
        var number = 0;
        foreach (var line in text.Split('\n'))
        {
            number++;
            var at = line.IndexOf('=', StringComparison.Ordinal);
            var (key, value) = at < 0 ? ("", "") : (line[..at].Trim().ToUpperInvariant(), line[(at + 1)..].Trim());
            sequence = key switch
            {
                "FRAMERATE" => sequence with { Rate = Number(value, 1e-3, 10_000, $"{path}:{number}") },
                "SEQLENGTH" => sequence with { Length = (int)Number(value, 1, 100_000_000, $"{path}:{number}") },
                "IMWIDTH" => sequence with { Width = (int)Number(value, 1, 1_000_000, $"{path}:{number}") },
                "IMHEIGHT" => sequence with { Height = (int)Number(value, 1, 1_000_000, $"{path}:{number}") },
                _ => sequence,
            };
        }

        return sequence;
    }

    static double Number(string text, double least, double most, string where) =>
        double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var value) && value >= least && value <= most
            ? value
            : throw RecordingException.Of("mot.sequence", where, $"'{text}', expected a number from {least} to {most}");
}

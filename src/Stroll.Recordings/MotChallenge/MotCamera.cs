using System.Globalization;
using Stroll.Geometry;
using Stroll.Units;

namespace Stroll.Recordings.MotChallenge;

/// <summary>Reads a camera's calibration as written by the authors of UCMCTrack: <c>RotationMatrices</c>, <c>TranslationVectors</c> (millimetres), <c>IntrinsicMatrix</c>.</summary>
public static class MotCamera
{
    /// <summary>Reads a file.</summary>
    /// <param name="path">As typed.</param>
    /// <param name="width">Of the picture, pixels; where it is not known, twice as far as the optical axis.</param>
    /// <param name="height">Of the picture, pixels; where it is not known, twice as far as the optical axis.</param>
    /// <returns>Bad (<c>mot.camera</c>, <c>camera.calibration</c>) where numbers are missing or the calibration is singular.</returns>
    public static Result<PinholeCamera> Read(string path, int? width, int? height) => FileSafety.Guard(path, () =>
    {
        var numbers = Numbers(FileSafety.ReadText(path), path);
        var lens = new CameraLens(
            width ?? (int)Math.Clamp(2 * numbers[14], 0, 1e6),
            height ?? (int)Math.Clamp(2 * numbers[17], 0, 1e6),
            numbers[12], numbers[16], new(numbers[14], numbers[17]));
        var turn = new Matrix3(new(numbers[0], numbers[1], numbers[2]), new(numbers[3], numbers[4], numbers[5]), new(numbers[6], numbers[7], numbers[8]));
        var shift = 0.001 * new Point3(numbers[9], numbers[10], numbers[11]);
        return PinholeCamera.Calibrated(lens, turn, shift, path) switch
        {
            Result<PinholeCamera>.Bad bad => throw new RecordingException(bad.Fault),
            var camera => ((Result<PinholeCamera>.Good)camera).Value,
        };
    });

    /// <summary>The nine numbers of the turn, three of the shift and nine of the lens, in that order.</summary>
    static double[] Numbers(string text, string path)
    {
        string[] heads = ["RotationMatrices", "TranslationVectors", "IntrinsicMatrix"];
        int[] counts = [9, 3, 9];
        var numbers = new List<double>();
        var lines = text.Split('\n').Select(line => line.Trim()).ToArray();
        for (var part = 0; part < heads.Length; part++)
        {
            var head = Array.FindIndex(lines, line => line.StartsWith(heads[part], StringComparison.OrdinalIgnoreCase));
            if (head < 0)
            {
                throw RecordingException.Of("mot.camera", path, $"no line '{heads[part]}', expected it with its numbers below");
            }

            var found = new List<double>();
            for (var i = head + 1; i < lines.Length && found.Count < counts[part]; i++)
            {
                foreach (var word in lines[i].Split([' ', '\t', ','], StringSplitOptions.RemoveEmptyEntries))
                {
                    found.Add(double.TryParse(word, NumberStyles.Float, CultureInfo.InvariantCulture, out var number)
                        ? number
                        : throw RecordingException.Of("mot.camera", $"{path}:{i + 1}", $"'{word}', expected a number of {heads[part]}"));
                }
            }

            if (found.Count != counts[part])
            {
                throw RecordingException.Of("mot.camera", path, $"{found.Count} numbers below '{heads[part]}', expected {counts[part]}");
            }

            numbers.AddRange(found);
        }

        return [.. numbers];
    }
}

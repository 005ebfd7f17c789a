using System.Globalization;
using System.Text;
using Stroll.Geometry;
using Stroll.Units;

namespace Stroll.Recordings.MotChallenge;

/// <summary>How the picture moved from each frame to the next, as written by the authors of BoT-SORT: a line a frame, <c>index a b x c d y</c>.</summary>
/// <remarks>The index counts from 0, so that line 0 belongs to frame 1 and says how the picture moved since the frame before it.</remarks>
public sealed class MotMotions
{
    readonly Dictionary<int, PictureMotion> _byFrame;

    MotMotions(Dictionary<int, PictureMotion> byFrame) => _byFrame = byFrame;

    /// <summary>How many frames have a line.</summary>
    public int Count => _byFrame.Count;

    /// <summary>How the picture moved from the end of one frame to another, all those between them included.</summary>
    /// <param name="from">From 1; not above <paramref name="to"/>.</param>
    /// <param name="to">From 1. A frame without a line did not move.</param>
    public PictureMotion Between(int from, int to)
    {
        var motion = PictureMotion.None;
        for (var frame = from + 1; frame <= to; frame++)
        {
            motion = _byFrame.TryGetValue(frame, out var next) ? motion.Then(next) : motion;
        }

        return motion;
    }

    /// <summary>Reads a file.</summary>
    /// <param name="path">As typed.</param>
    /// <returns>
    /// Bad (<c>mot.motion</c>, with its line) where a line has another form, a frame stands twice, a number is not finite, or the motion is
    /// singular or mirrors the picture.
    /// </returns>
    public static Result<MotMotions> Read(string path) => FileSafety.Guard(path, () =>
    {
        using var stream = FileSafety.OpenRead(path);
        var lines = new LineReader(stream, path);
        var motions = new Dictionary<int, PictureMotion>();
        while (lines.MoveNext())
        {
            var text = Encoding.UTF8.GetString(lines.Current.Span);
            var fields = text.Split([' ', '\t', ','], StringSplitOptions.RemoveEmptyEntries);
            if (fields.Length == 0)
            {
                continue;
            }

            var numbers = new double[fields.Length];
            var isGood = fields.Length == 7;
            for (var i = 0; i < fields.Length; i++)
            {
                isGood &= double.TryParse(fields[i], NumberStyles.Float, CultureInfo.InvariantCulture, out numbers[i]);
            }

            if (!isGood || numbers[0] < 0 || numbers[0] > int.MaxValue - 2 || numbers[0] != Math.Floor(numbers[0]))
            {
                throw RecordingException.Of("mot.motion", lines.Where, "expected seven numbers: the frame's index from 0, and two rows of three");
            }

            var motion = new PictureMotion(numbers[1], numbers[2], numbers[3], numbers[4], numbers[5], numbers[6]);
            if (!motion.IsReal)
            {
                throw RecordingException.Of("mot.motion", lines.Where, "the motion is singular, mirrored or not finite, expected one near the identity");
            }

            if (!motions.TryAdd((int)numbers[0] + 1, motion))
            {
                throw RecordingException.Of("mot.motion", lines.Where, $"index {fields[0]} stands twice, expected it once");
            }
        }

        return new MotMotions(motions);
    });
}

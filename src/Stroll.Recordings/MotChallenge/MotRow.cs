using Stroll.Geometry;

namespace Stroll.Recordings.MotChallenge;

/// <summary>One line of a file in the MOTChallenge form.</summary>
/// <param name="Frame">From 1.</param>
/// <param name="Id">-1 where the file names nobody, as detections do.</param>
/// <param name="Box">Pixels, as written: may reach past the picture.</param>
/// <param name="Score">Seventh field: the detector's confidence; in a truth 0 for what must not be scored. 1 where it is missing.</param>
/// <param name="Class">Eighth field of a truth with nine fields: 1 is a person on foot. 1 where it is missing, and in files of ten fields, where the field is a coordinate.</param>
/// <param name="Line">Where in the file, from 1.</param>
public readonly record struct MotRow(int Frame, long Id, PixelBox Box, double Score, int Class, long Line);

/// <summary>All rows of a file.</summary>
/// <param name="Rows">By frame; within a frame in the order of the file.</param>
/// <param name="Skipped">Rows left out because their box is not finite or has no area.</param>
/// <param name="OutOfOrder">Rows whose frame is before that of the row above; allowed, since many truths are written person by person.</param>
public sealed record MotFile(MotRow[] Rows, int Skipped, int OutOfOrder)
{
    /// <summary>The last frame that has a row; 0 where there is none.</summary>
    public int LastFrame => Rows.Length == 0 ? 0 : Rows[^1].Frame;

    /// <summary>Where the rows of a frame begin; those of the frame end where the next begins.</summary>
    public int FirstOf(int frame)
    {
        var (low, high) = (0, Rows.Length);
        while (low < high)
        {
            var middle = (low + high) / 2;
            (low, high) = Rows[middle].Frame < frame ? (middle + 1, high) : (low, middle);
        }

        return low;
    }

    /// <summary>The rows of one frame.</summary>
    public ReadOnlySpan<MotRow> Of(int frame)
    {
        var first = FirstOf(frame);
        return Rows.AsSpan(first, FirstOf(frame + 1) - first);
    }
}

using System.Globalization;
using Stroll.Geometry;

namespace Stroll.Recordings.MotChallenge;

/// <summary>Writes tracks in the MOTChallenge form, one line a box: <c>frame,id,left,top,width,height,score,-1,-1,-1</c></summary>
public static class MotWriter
{
    /// <summary>Writes one box.</summary>
    /// <param name="to">Lines end as this writer ends them.</param>
    /// <param name="frame">From 1.</param>
    /// <param name="id">Of the track.</param>
    /// <param name="box">Pixels; written to a hundredth.</param>
    /// <param name="score">Written to a thousandth.</param>
    public static void Write(TextWriter to, int frame, long id, PixelBox box, double score) => to.WriteLine(string.Create(
        CultureInfo.InvariantCulture,
        $"{frame},{id},{box.Left:0.00},{box.Top:0.00},{box.Width:0.00},{box.Height:0.00},{score:0.###},-1,-1,-1"));
}

using System.Collections.Immutable;
using Stroll.Geometry;
using Stroll.Observations;

namespace Stroll.Devices.Models;

/// <summary>A point that a pose model marked, in pixels of its input.</summary>
/// <param name="At">Where.</param>
/// <param name="Score">0 to 1.</param>
readonly record struct MarkedPoint(Pixel At, double Score);

/// <summary>Maps of joints: the joint is at the peak, moved a quarter of a cell towards the higher neighbour.</summary>
/// <remarks>The quarter: A. Newell et al., "Stacked Hourglass Networks", 2016, section 3.1.</remarks>
static class HeatmapDecoding
{
    internal static bool TrySize(long cells, ModelInput input, out int width, out int height)
    {
        width = (int)Math.Round(Math.Sqrt((double)cells * input.Width / input.Height));
        height = width > 0 ? (int)(cells / width) : 0;
        return width > 0 && height > 0 && (long)width * height == cells;
    }

    internal static void Decode(ModelInput input, ReadOnlySpan<float> maps, Span<MarkedPoint> points)
    {
        var cells = maps.Length / points.Length;
        TrySize(cells, input, out var width, out var height);
        for (var joint = 0; joint < points.Length; joint++)
        {
            var map = maps.Slice(joint * cells, cells);
            var peak = System.Numerics.Tensors.TensorPrimitives.IndexOfMax(map);
            var (x, y) = (peak % width, peak / width);
            var (right, down) = (x + 0.5 + Lean(map, peak, x, width, 1), y + 0.5 + Lean(map, peak, y, height, width));
            points[joint] = new(new(right * input.Width / width, down * input.Height / height), Math.Clamp(map[peak], 0, 1));
        }
    }

    static double Lean(ReadOnlySpan<float> map, int peak, int at, int size, int step) =>
        at == 0 || at == size - 1 ? 0 : 0.25 * Math.Sign(map[peak + step] - map[peak - step]);
}

/// <summary>Two rows of bins a joint: the highest bin across and the highest down.</summary>
/// <remarks>Y. Li et al., "SimCC", 2022: bins are finer than pixels. The score is the lower of both peaks.</remarks>
static class SimccDecoding
{
    internal static void Decode(ModelInput input, ReadOnlySpan<float> across, ReadOnlySpan<float> down, Span<MarkedPoint> points)
    {
        var (binsX, binsY) = (across.Length / points.Length, down.Length / points.Length);
        for (var joint = 0; joint < points.Length; joint++)
        {
            var rowX = across.Slice(joint * binsX, binsX);
            var rowY = down.Slice(joint * binsY, binsY);
            var (x, y) = (System.Numerics.Tensors.TensorPrimitives.IndexOfMax(rowX), System.Numerics.Tensors.TensorPrimitives.IndexOfMax(rowY));
            points[joint] = new(
                new((x + 0.5) * input.Width / binsX, (y + 0.5) * input.Height / binsY), Math.Clamp(Math.Min(rowX[x], rowY[y]), 0, 1));
        }
    }
}

/// <summary>From the points of a pose model to the joints of a sighting.</summary>
static class BodyJoints
{
    /// <summary>One joint per <see cref="Joint"/>; missing where the model marks none or is less sure than <paramref name="least"/>.</summary>
    internal static ImmutableArray<SightedJoint> Of(ImmutableArray<ModelJoint> names, ReadOnlySpan<MarkedPoint> points, double least)
    {
        var joints = new SightedJoint[Body.JointCount];
        Array.Fill(joints, SightedJoint.Missing);
        for (var i = 0; i < points.Length; i++)
        {
            if (points[i].Score >= least && names[i] >= ModelJoint.Neck)
            {
                joints[(int)Joint.Neck + (names[i] - ModelJoint.Neck)] = new(points[i].At, points[i].Score);
            }
        }

        joints[(int)Joint.Head] = Head(names, points, joints[(int)Joint.Neck], least);
        return [.. joints];
    }

    static SightedJoint Head(ImmutableArray<ModelJoint> names, ReadOnlySpan<MarkedPoint> points, SightedJoint neck, double least)
    {
        if (names.IndexOf(ModelJoint.Nose) is >= 0 and var nose && points[nose].Score >= least)
        {
            return new(points[nose].At, points[nose].Score);
        }

        return names.IndexOf(ModelJoint.HeadTop) is >= 0 and var top && points[top].Score >= least && neck.IsSeen
            ? new(new((points[top].At.Right + neck.At.Right) / 2, (points[top].At.Down + neck.At.Down) / 2), Math.Min(points[top].Score, neck.Score))
            : SightedJoint.Missing;
    }
}

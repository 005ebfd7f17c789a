using Stroll.Tracking.OneCamera;

namespace Stroll.Devices.Models;

/// <summary>YuNet: faces against fixed anchors of one to three sizes a cell.</summary>
/// <remarks>As its authors' decoder does it (W. Wu et al., "YuNet", 2023; libfacedetection): centre = anchor + value × 0.1 × side, size = side × e^(value × 0.2),
/// score = √(face × overlap).</remarks>
static class YunetDecoding
{
    static readonly (int Stride, int[] Sides)[] Levels = [(8, [10, 16, 24]), (16, [32, 48]), (32, [64, 96]), (64, [128, 192, 256])];

    /// <summary>Centres and sides of the anchors, pixels of the input, in the order of the rows.</summary>
    internal static (float X, float Y, float Side)[] Anchors(ModelInput input)
    {
        // Each level has half the cells of the one before, rounded down from the quarter of the input on, as the network's pools do.
        var (width, height) = (input.Width / 2 / 2, input.Height / 2 / 2);
        var anchors = new List<(float X, float Y, float Side)>();
        foreach (var (stride, sides) in Levels)
        {
            (width, height) = (width / 2, height / 2);
            for (var cell = 0; cell < width * height; cell++)
            {
                foreach (var side in sides)
                {
                    anchors.Add((((cell % width) + 0.5f) * stride, ((cell / width) + 0.5f) * stride, side));
                }
            }
        }

        return [.. anchors];
    }

    internal static void Decode(ModelInput input, ReadOnlySpan<float> boxes, ReadOnlySpan<float> faces, ReadOnlySpan<float> overlaps, float least, List<ScoredBox> to)
    {
        var anchors = Anchors(input);
        for (var i = 0; i < anchors.Length; i++)
        {
            var score = MathF.Sqrt(Math.Clamp(faces[(2 * i) + 1], 0, 1) * Math.Clamp(overlaps[i], 0, 1));
            if (score >= least)
            {
                var (anchorX, anchorY, side) = anchors[i];
                var box = boxes.Slice(14 * i, 4);
                var (x, y) = (anchorX + (box[0] * 0.1f * side), anchorY + (box[1] * 0.1f * side));
                var (width, height) = (side * MathF.Exp(box[2] * 0.2f), side * MathF.Exp(box[3] * 0.2f));
                BoxDecoding.Add(to, x - (width / 2), y - (height / 2), x + (width / 2), y + (height / 2), score);
            }
        }
    }
}

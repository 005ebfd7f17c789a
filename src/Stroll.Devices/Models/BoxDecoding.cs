using Stroll.Geometry;
using Stroll.Tracking.OneCamera;

namespace Stroll.Devices.Models;

/// <summary>What the decoders of boxes share: where cells lie, and one box for each thing.</summary>
static class BoxDecoding
{
    // A box that lies all but whole inside another is a part of the same person, or the other reaches too far (an outstretched arm does that).
    const double MostInside = 0.9;

    /// <summary>1 / (1 + e⁻ˣ).</summary>
    internal static float Sigmoid(float x) => 1 / (1 + MathF.Exp(-x));

    /// <summary>Keeps of boxes that overlap more than <paramref name="most"/>, or of which one lies inside the other, the strongest; strongest first.</summary>
    /// <remarks>Greedy suppression, O(n²) for n boxes. Equal scores keep the order in which they came.</remarks>
    internal static List<ScoredBox> Strongest(List<ScoredBox> boxes, double most)
    {
        var kept = new List<ScoredBox>();
        foreach (var box in boxes.Select((box, i) => (box, i)).OrderByDescending(pair => pair.box.Score).ThenBy(pair => pair.i).Select(pair => pair.box))
        {
            if (kept.TrueForAll(other => other.Box.OverlapWith(box.Box) <= most && !IsInside(other.Box, box.Box)))
            {
                kept.Add(box);
            }
        }

        return kept;
    }

    static bool IsInside(PixelBox one, PixelBox other) => one.SharedWith(other) > MostInside * Math.Min(one.Area, other.Area);

    /// <summary>Adds a box, unless it is no box: models may say anything.</summary>
    internal static void Add(List<ScoredBox> to, double left, double top, double right, double bottom, double score)
    {
        var box = new PixelBox(left, top, right - left, bottom - top);
        if (box.IsReal && double.IsFinite(score))
        {
            to.Add(new(box, Math.Clamp(score, 0, 1)));
        }
    }
}

/// <summary>YOLOX without its last step: each cell gives an offset and the logarithm of a size, in cells.</summary>
/// <remarks>Z. Ge et al., "YOLOX: Exceeding YOLO Series in 2021", section 2.1: centre = (offset + cell) × stride, size = e^value × stride.</remarks>
static class YoloxDecoding
{
    internal static void Decode(ModelDescriptor model, ReadOnlySpan<float> output, float least, List<ScoredBox> to)
    {
        var (row, length) = (0, 5 + model.Classes);
        foreach (var stride in model.Strides)
        {
            var (across, down) = (model.Input.Width / stride, model.Input.Height / stride);
            for (var cell = 0; cell < across * down; cell++, row++)
            {
                var numbers = output.Slice(row * length, length);
                var score = numbers[4] * numbers[5 + model.Person];
                if (score >= least)
                {
                    var (x, y) = ((numbers[0] + (cell % across)) * stride, (numbers[1] + (cell / across)) * stride);
                    var (width, height) = (MathF.Exp(numbers[2]) * stride, MathF.Exp(numbers[3]) * stride);
                    BoxDecoding.Add(to, x - (width / 2), y - (height / 2), x + (width / 2), y + (height / 2), score);
                }
            }
        }
    }
}

/// <summary>NanoDet: each edge is a distribution over whole cells, of which the mean counts.</summary>
/// <remarks>X. Li et al., "Generalized Focal Loss", 2020, equation 5: the distance is the sum of i × softmax(i) cells.</remarks>
static class NanoDetDecoding
{
    internal const int Bins = 8;
    internal const int Numbers = 4 * Bins;

    internal static void Decode(ModelDescriptor model, ModelSession session, float least, List<ScoredBox> to)
    {
        for (var level = 0; level < model.Strides.Length; level++)
        {
            Decode(model, model.Strides[level], session.Output(level), session.Output(level + model.Strides.Length), least, to);
        }
    }

    internal static void Decode(ModelDescriptor model, int stride, ReadOnlySpan<float> scores, ReadOnlySpan<float> distances, float least, List<ScoredBox> to)
    {
        var across = model.Input.Width / stride;
        for (var cell = 0; cell < scores.Length / model.Classes; cell++)
        {
            var score = scores[(cell * model.Classes) + model.Person];
            if (score >= least)
            {
                var (x, y) = (((cell % across) + 0.5) * stride, ((cell / across) + 0.5) * stride);
                var edges = distances.Slice(cell * Numbers, Numbers);
                BoxDecoding.Add(
                    to, x - (stride * Mean(edges[..Bins])), y - (stride * Mean(edges[Bins..(2 * Bins)])), x + (stride * Mean(edges[(2 * Bins)..(3 * Bins)])),
                    y + (stride * Mean(edges[(3 * Bins)..])), score);
            }
        }
    }

    internal static double Mean(ReadOnlySpan<float> bins)
    {
        var top = float.NegativeInfinity;
        foreach (var bin in bins)
        {
            top = MathF.Max(top, bin);
        }

        var (sum, weight) = (0.0, 0.0);
        for (var i = 0; i < bins.Length; i++)
        {
            var share = Math.Exp(bins[i] - top);
            (sum, weight) = (sum + (i * share), weight + share);
        }

        return sum / weight;
    }
}

/// <summary>FastestDet: one grid; offset by tanh, size by sigmoid as a share of the picture.</summary>
/// <remarks>As its author's decoder does it: score = objectness^0.6 × class^0.4.</remarks>
static class FastestDetDecoding
{
    internal static void Decode(ModelDescriptor model, ReadOnlySpan<float> output, float least, List<ScoredBox> to)
    {
        var stride = model.Strides[0];
        var (across, down) = (model.Input.Width / stride, model.Input.Height / stride);
        var cells = across * down;
        for (var cell = 0; cell < cells; cell++)
        {
            var score = MathF.Pow(output[cell], 0.6f) * MathF.Pow(output[((5 + model.Person) * cells) + cell], 0.4f);
            if (score >= least)
            {
                var x = ((cell % across) + MathF.Tanh(output[cells + cell])) * stride;
                var y = ((cell / across) + MathF.Tanh(output[(2 * cells) + cell])) * stride;
                var width = BoxDecoding.Sigmoid(output[(3 * cells) + cell]) * model.Input.Width;
                var height = BoxDecoding.Sigmoid(output[(4 * cells) + cell]) * model.Input.Height;
                BoxDecoding.Add(to, x - (width / 2), y - (height / 2), x + (width / 2), y + (height / 2), score);
            }
        }
    }
}

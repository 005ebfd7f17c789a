using Microsoft.ML.OnnxRuntime;

namespace Stroll.Devices.Models;

/// <summary>Whether a file takes and gives what its descriptor says, so that no decoder ever reads past an end.</summary>
static class ModelShape
{
    const long MostNumbers = 64L << 20;

    /// <summary>What does not fit, for people; none where all does.</summary>
    internal static string? Wrong(ModelDescriptor model, InferenceSession session)
    {
        if (session.InputMetadata.Count != 1)
        {
            return $"{session.InputMetadata.Count} inputs, expected one";
        }

        var odd = session.InputMetadata.Concat(session.OutputMetadata).FirstOrDefault(pair => !pair.Value.IsTensor || pair.Value.ElementType != typeof(float) || Count(pair.Value) > MostNumbers);
        if (odd.Key is { } name)
        {
            return $"'{name}' is {odd.Value.ElementDataType} [{Text(odd.Value.Dimensions)}], expected a modest number of floats";
        }

        var found = session.InputMetadata.Values.First().Dimensions;
        int[] wanted = model.Input.IsPlanar ? [1, 3, model.Input.Height, model.Input.Width] : [1, model.Input.Height, model.Input.Width, 3];
        if (!found.Select(size => Math.Max(1, size)).SequenceEqual(wanted))
        {
            return $"takes [{Text(found)}], expected [{Text(wanted)}]";
        }

        if (model.Output is { } output && !session.OutputMetadata.ContainsKey(output))
        {
            return $"has no output '{output}', expected one of {string.Join(", ", session.OutputMetadata.Keys)}";
        }

        long[] gives = [.. session.OutputMetadata.Values.Select(Count)];
        long[] expected = model.Output is { } one ? [Count(session.OutputMetadata[one])] : gives;
        return Fits(model, expected) ? null : $"gives {string.Join(" and ", expected)} numbers, which is not what {model.Decoding} with these sizes gives";
    }

    static bool Fits(ModelDescriptor model, long[] outputs)
    {
        long Cells(int stride) => (long)Ceiling(model.Input.Width, stride) * Ceiling(model.Input.Height, stride);
        var cells = model.Strides.Select(Cells).ToArray();
        return model.Person < model.Classes && model.Decoding switch
        {
            ModelDecoding.Yolox => outputs.Length == 1 && outputs[0] == cells.Sum() * (5 + model.Classes),
            ModelDecoding.NanoDet => outputs.SequenceEqual(cells.Select(c => c * model.Classes).Concat(cells.Select(c => c * NanoDetDecoding.Numbers))),
            ModelDecoding.FastestDet => outputs.Length == 1 && cells.Length == 1 && outputs[0] == cells[0] * (5 + model.Classes),
            ModelDecoding.Heatmap => outputs.Length == 1 && outputs[0] % model.Joints.Length == 0 && HeatmapDecoding.TrySize(outputs[0] / model.Joints.Length, model.Input, out _, out _),
            ModelDecoding.Simcc => outputs.Length == 2 && outputs.All(length => length % model.Joints.Length == 0),
            ModelDecoding.Yunet => outputs.Length == 3 && outputs[1] == 2 * outputs[2] && outputs[0] == 14 * outputs[2] && outputs[2] == YunetDecoding.Anchors(model.Input).Length,
            ModelDecoding.Embedding => outputs.Length == 1,
            _ => false,
        };
    }

    static long Count(NodeMetadata node) => node.Dimensions.Aggregate(1L, (product, size) => product * Math.Max(1, size));

    static int Ceiling(int length, int stride) => (length + stride - 1) / stride;

    static string Text(int[] sizes) => string.Join(",", sizes);
}

using System.Collections.Immutable;
using Stroll.Recordings;
using Stroll.Units;

namespace Stroll.Devices.Models;

/// <summary>Reads the YAML beside a model. docs/models.md explains every key; unknown ones are a fault with line and suggestion.</summary>
public static class ModelYaml
{
    const int MostPixels = 4096;

    static readonly YamlCodes Codes = new("model.syntax", "model.type", "model.unknown-key", "model.missing-key", "model.duplicate");

    static readonly string[] Keys =
        ["name", "task", "file", "sha256", "bytes", "licence", "source", "url", "input", "decoding", "output", "strides", "classes", "person", "joints"];

    static readonly string[] InputKeys = ["size_pixels", "layout", "colours", "fit", "pad", "mean", "divide"];

    static readonly Dictionary<string, ModelTask> Tasks = Words<ModelTask>();
    static readonly Dictionary<string, ModelDecoding> Decodings = Words<ModelDecoding>();

    /// <summary>Reads a descriptor.</summary>
    /// <param name="text">The content of the file.</param>
    /// <param name="path">Its name, for messages.</param>
    public static Result<ModelDescriptor> Read(string text, string path) => YamlGroup.Read(text, path, "the model", Codes, Keys, Model);

    static ModelDescriptor Model(YamlGroup model)
    {
        var task = Tasks[model.Choice("task", Tasks.Keys) ?? throw model.Missing("task")];
        var decoding = Decodings[model.Choice("decoding", Decodings.Keys) ?? throw model.Missing("decoding")];
        var joints = JointsOf(model);
        if (task == ModelTask.Pose && joints.IsEmpty)
        {
            throw model.Missing("joints");
        }

        return new(
            model.Text("name"), task, FileName(model), Hash(model), model.Number("bytes"), model.Text("licence"), model.Text("source"), Address(model), Input(model),
            decoding, model.OptionalText("output"), [.. (model.Reals("strides", 1, 8) ?? []).Select(stride => Whole(model, "strides", stride, 1, 256))],
            model.Has("classes") ? model.Number("classes") : 1, model.Has("person") ? model.Number("person") : 0, joints);
    }

    static ModelInput Input(YamlGroup model)
    {
        var input = model.Group("input", "the input", InputKeys) ?? throw model.Missing("input");
        var (width, height) = input.Pair("size_pixels") ?? throw input.Missing("size_pixels");
        return new(
            Whole(input, "size_pixels", width, 1, MostPixels),
            Whole(input, "size_pixels", height, 1, MostPixels),
            (input.Choice("layout", ["chw", "hwc"]) ?? "chw") == "chw",
            (input.Choice("colours", ["rgb", "bgr"]) ?? throw input.Missing("colours")) == "rgb",
            (input.Choice("fit", ["pad", "stretch"]) ?? "pad") == "pad",
            (byte)Whole(input, "pad", input.Real("pad") ?? 0, 0, 255),
            [.. (input.Reals("mean", 3, 3) ?? [0, 0, 0]).Select(part => (float)part)],
            [.. (input.Reals("divide", 3, 3) ?? [1, 1, 1]).Select(part => part > 0 ? (float)part : throw input.Wrong("divide", $"{part}", "three numbers above 0"))]);
    }

    static ImmutableArray<ModelJoint> JointsOf(YamlGroup model)
    {
        var words = Words<ModelJoint>();
        return [.. model.Words("joints", words.Keys).Select(word => words[word])];
    }

    static string FileName(YamlGroup model)
    {
        var name = model.Text("file");
        return Path.GetFileName(name) == name && name is not ("." or "..") ? name : throw model.Wrong("file", $"'{name}'", "the name of a file without a folder");
    }

    static string Hash(YamlGroup model)
    {
        var hash = model.Text("sha256");
        return hash.Length == 64 && hash.All(char.IsAsciiHexDigitLower) ? hash : throw model.Wrong("sha256", $"'{hash}'", "64 lower-case hex digits");
    }

    static Uri? Address(YamlGroup model) => model.OptionalText("url") is not { } text ? null
        : Uri.TryCreate(text, UriKind.Absolute, out var url) && (url.Scheme == Uri.UriSchemeHttps || (url.Scheme == Uri.UriSchemeHttp && url.IsLoopback)) ? url
        : throw model.Wrong("url", $"'{text}'", "an https address");

    static int Whole(YamlGroup group, string key, double value, int least, int most) => value >= least && value <= most && value == Math.Floor(value)
        ? (int)value
        : throw group.Wrong(key, $"{value}", $"whole numbers from {least} to {most}");

    /// <summary>As files write them: <c>LeftWrist</c> is <c>left_wrist</c>, <c>NanoDet</c> is <c>nanodet</c>.</summary>
    static Dictionary<string, T> Words<T>()
        where T : struct, Enum => Enum.GetValues<T>().ToDictionary(value => typeof(T) == typeof(ModelDecoding) ? value.ToString().ToLowerInvariant() : Snake(value.ToString()));

    static string Snake(string name) =>
        string.Concat(name.Select((letter, i) => char.IsUpper(letter) ? (i > 0 ? "_" : "") + char.ToLowerInvariant(letter) : $"{letter}"));
}

using System.CommandLine;
using Stroll.Cli.Frame;
using Stroll.Devices.Models;
using Stroll.Devices.Perception;
using Stroll.Units;

namespace Stroll.Cli.Commands;

/// <summary>Which models a command uses, where they lie and who computes.</summary>
internal sealed class ModelOptions
{
    const string NoPose = "none";
    static readonly string[] Providers = ["cpu", "cuda", "tensorrt", "openvino", "directml"];

    internal Option<string> Folder { get; } = FolderOption();

    internal Option<string> Detector { get; } = new("--detector") { HelpName = "M", Description = "The model that finds people: yolox-nano unless told otherwise.", DefaultValueFactory = _ => "yolox-nano" };

    internal Option<string> Pose { get; } = new("--pose") { HelpName = "M", Description = "The model that finds their joints: efficientpose-i unless told otherwise; none for boxes alone.", DefaultValueFactory = _ => "efficientpose-i" };

    internal Option<string> Provider { get; } = new("--provider") { HelpName = "P", Description = $"Who computes: {string.Join(", ", Providers)}; cpu unless told otherwise. The others need a runtime that was built with them.", DefaultValueFactory = _ => "cpu" };

    internal Option<double> Least { get; } = new("--least") { HelpName = "S", Description = "Boxes with a lower score are left out; 0.3 unless told otherwise.", DefaultValueFactory = _ => 0.3 };

    internal static Option<string> FolderOption() => new("--models")
    {
        HelpName = "DIR",
        Description = $"Where the model files lie; {ModelFolder.Variable} names another place for all commands.",
        DefaultValueFactory = _ => ModelFolder.Default,
    };

    internal Symbol[] All => [Folder, Detector, Pose, Provider, Least];

    /// <summary>Loads the models so often that each core has its own.</summary>
    /// <exception cref="Refusal">A model is not there, is another file, or does not fit.</exception>
    internal PersonFinder[] Open(ParseResult typed, int count)
    {
        var folder = new ModelFolder(typed.GetValue(Folder)!);
        var provider = ProviderOf(typed.GetValue(Provider)!);
        var least = typed.GetValue(Least);
        if (!(least is > 0 and < 1))
        {
            throw new Refusal(new("perceive.value", "--least", $"{least}, expected a number between 0 and 1"));
        }

        var detector = Loaded(folder, typed.GetValue(Detector)!, ModelTask.Detector);
        var pose = typed.GetValue(Pose) is { } name && name != NoPose ? Loaded(folder, name, ModelTask.Pose) : ((ModelDescriptor, byte[])?)null;
        return
        [
            .. Enumerable.Range(0, count).Select(_ => new PersonFinder(
                new Detector(Session(detector, provider), (float)least), pose is { } model ? new PoseReader(Session(model, provider), 0.05) : null)),
        ];
    }

    internal static (ModelDescriptor Model, byte[] Bytes) Loaded(ModelFolder folder, string name, ModelTask task)
    {
        var model = Refusal.Unless(folder.Find(name));
        return model.Task == task
            ? (model, Refusal.Unless(folder.Load(model)))
            : throw new Refusal(new("model.task", name, $"is for {model.Task}, expected a model for {task}"));
    }

    internal static ModelSession Session((ModelDescriptor Model, byte[] Bytes) loaded, ModelProvider provider) =>
        Refusal.Unless(ModelSession.Open(loaded.Model, loaded.Bytes, provider));

    static ModelProvider ProviderOf(string word) => Array.IndexOf(Providers, word) is >= 0 and var i
        ? (ModelProvider)i
        : throw new Refusal(new("model.provider", word, $"no such provider, expected one of {string.Join(", ", Providers)}"));
}

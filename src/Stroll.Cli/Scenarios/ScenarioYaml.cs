using System.Collections.Immutable;
using Stroll.Cli.Frame;
using Stroll.Recordings;
using Stroll.Simulator;
using Stroll.Units;

namespace Stroll.Cli.Scenarios;

/// <summary>A scenario as text that people write. docs/scenarios.md explains every key.</summary>
/// <remarks>The schema is closed: an unknown key or feature is a fault with its line and the nearest known word. What a file leaves out is as in
/// an ordinary day.</remarks>
internal static class ScenarioYaml
{
    /// <summary>The keys at the top beside <see cref="ScenarioKeys.Top"/>.</summary>
    internal const string Force = "force", Forbid = "forbid", Scripts = "scripts", Store = "store", Goods = "goods", Habits = "habits", Scales = "scales", Tracker = "tracker", Cameras = "cameras";

    /// <summary>The keys of a store beside <see cref="ScenarioKeys.Store"/>.</summary>
    internal const string Kind = "kind", From = "from";

    static readonly YamlCodes Codes = new("scenario.syntax", "scenario.value", "scenario.unknown-key", "scenario.missing-key", "scenario.duplicate");

    static readonly ImmutableDictionary<string, Feature> FeatureByName = Features.All.ToImmutableDictionary(Features.NameOf, feature => feature);
    static readonly ImmutableDictionary<string, StoreKind> KindByName = Enum.GetValues<StoreKind>().ToImmutableDictionary(kind => $"{kind}".ToLowerInvariant(), kind => kind);

    /// <summary>Every feature as files write it, in order.</summary>
    internal static ImmutableArray<string> FeatureNames { get; } = [.. Features.All.Select(Features.NameOf)];

    /// <summary>Every kind of store as files write it.</summary>
    internal static ImmutableArray<string> KindNames { get; } = [.. Enum.GetValues<StoreKind>().Select(kind => $"{kind}".ToLowerInvariant())];

    /// <summary>Reads a scenario.</summary>
    /// <param name="text">The content of the file.</param>
    /// <param name="path">Its name: for messages, and what is named in it is looked for beside it.</param>
    /// <returns>Bad with file and line of an unknown key or feature, a value of the wrong type or range, or switches that contradict each other.</returns>
    internal static Result<ScenarioFile> Read(string text, string path)
    {
        string[] top = [.. ScenarioKeys.Top.Select(key => key.Name), Force, Forbid, Scripts, Store, Goods, Habits, Scales, Tracker, Cameras];
        return YamlGroup.Read(text, path, "the scenario", Codes, top, group => Read(group, path));
    }

    static ScenarioFile Read(YamlGroup group, string path)
    {
        var scenario = ScenarioKeys.Read(new Scenario { Name = Path.GetFileNameWithoutExtension(path) }, group, ScenarioKeys.Top);
        scenario = ReadStore(group, scenario, path) with
        {
            Force = [.. group.Choices(Force, FeatureNames).Select(name => FeatureByName[name])],
            Forbid = [.. group.Choices(Forbid, FeatureNames).Select(name => FeatureByName[name])],
            Goods = Read(group, Goods, scenario.Goods, ScenarioKeys.Goods),
            Habits = Read(group, Habits, scenario.Habits, ScenarioKeys.Habits),
            Scales = Read(group, Scales, scenario.Scales, ScenarioKeys.Scales),
            Tracker = Read(group, Tracker, scenario.Tracker, ScenarioKeys.Tracker),
            Cameras = Read(group, Cameras, scenario.Cameras, ScenarioKeys.Cameras),
        };
        var scripts = group.Choice(Scripts, ScenarioFile.KnownScripts);
        if (scripts is null && scenario.Fault() is { } fault)
        {
            // What contradicts itself stands where something is forced; a number that does not fit to another has no one line.
            var isSwitch = fault.Code == "scenario.contradiction";
            throw new RecordingException(fault with { Where = isSwitch ? group.Where(Force) : path });
        }

        return new(scenario, scripts);
    }

    static T Read<T>(YamlGroup group, string key, T defaults, ImmutableArray<ScenarioKey<T>> keys) =>
        group.Group(key, $"'{key}'", [.. keys.Select(k => k.Name)]) is { } inner ? ScenarioKeys.Read(defaults, inner, keys) : defaults;

    static Scenario ReadStore(YamlGroup group, Scenario scenario, string path)
    {
        if (group.Group(Store, $"'{Store}'", [Kind, From, .. ScenarioKeys.Store.Select(key => key.Name)]) is not { } store)
        {
            return scenario;
        }

        if (store.OptionalText(From) is { } folder)
        {
            var beside = Path.Combine(Path.GetDirectoryName(path) ?? "", folder);
            var other = ScenarioKeys.Store.Select(key => key.Name).Prepend(Kind).FirstOrDefault(store.Has);
            return other is null
                ? scenario with { Given = Refusal.Unless(RecordingReader.Model(beside)) }
                : throw store.Wrong(other, $"given beside '{From}'", "one of the two: a store is drawn or read");
        }

        var kind = store.Choice(Kind, KindNames) is { } name ? KindByName[name] : StoreKind.Corner;
        var size = kind switch
        {
            StoreKind.Stand => StoreSize.StadiumStand,
            StoreKind.Supermarket => StoreSize.SmallSupermarket,
            _ => StoreSize.CornerStore,
        };
        return scenario with { Size = ScenarioKeys.Read(size, store, ScenarioKeys.Store) };
    }
}

/// <summary>What a scenario file says.</summary>
/// <param name="Scenario">Everything but the seed, and but the script of its people where they have one.</param>
/// <param name="Scripts">Which scripts people follow, one of <see cref="KnownScripts"/>; none where habits and chance decide.</param>
internal sealed record ScenarioFile(Scenario Scenario, string? Scripts)
{
    /// <summary>Every word that may stand after <c>scripts</c>.</summary>
    internal static ImmutableArray<string> KnownScripts { get; } = ["autocheckout"];
}

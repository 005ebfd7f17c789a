using System.Collections.Immutable;
using System.Text;
using Stroll.Cli.Frame;
using Stroll.Simulator;
using Stroll.Units;

namespace Stroll.Cli.Scenarios;

/// <summary>The scenarios that come with the program: the files of samples/scenarios, built into it. And those of whoever wrote their own.</summary>
internal static class ScenarioLibrary
{
    const string Folder = "scenarios/";
    const string Ending = ".yaml";

    /// <summary>By name, in the order of reports.</summary>
    internal static ImmutableArray<string> Names { get; } =
    [
        .. typeof(ScenarioLibrary).Assembly.GetManifestResourceNames().Where(name => name.StartsWith(Folder, StringComparison.Ordinal))
            .Select(name => name[Folder.Length..^Ending.Length]).Order(StringComparer.Ordinal),
    ];

    /// <summary>All that come with the program.</summary>
    internal static IEnumerable<ScenarioFile> All => Names.Select(name => Find(name)!);

    /// <summary>One that comes with the program; none when there is no such.</summary>
    /// <exception cref="InvariantException">The file that was built in is broken.</exception>
    internal static ScenarioFile? Find(string name)
    {
        if (!Names.Contains(name))
        {
            return null;
        }

        using var stream = typeof(ScenarioLibrary).Assembly.GetManifestResourceStream($"{Folder}{name}{Ending}")!;
        using var text = new StreamReader(stream, Encoding.UTF8);
        return ScenarioYaml.Read(text.ReadToEnd(), $"samples/scenarios/{name}{Ending}") switch
        {
            Result<ScenarioFile>.Good good => good.Value,
            Result<ScenarioFile>.Bad bad => throw new InvariantException(bad.Fault.ToString()),
            _ => throw new System.Diagnostics.UnreachableException(),
        };
    }

    /// <summary>What was typed: a name, or the path of a file.</summary>
    /// <exception cref="Refusal">There is neither such a name nor such a file, or the file is wrong.</exception>
    internal static ScenarioFile Named(string typed)
    {
        if (Find(typed) is { } known)
        {
            return known;
        }

        if (!typed.EndsWith(Ending, StringComparison.Ordinal) && !typed.Contains(Path.DirectorySeparatorChar, StringComparison.Ordinal))
        {
            var near = Mistyped.Nearest(typed, Names) is { } word ? $"did you mean '{word}'? " : "";
            throw new Refusal(new("scenario.name", typed, $"there is no such scenario, {near}expected the path of a {Ending} file or one of {string.Join(", ", Names)}"));
        }

        return Refusal.Unless(ScenarioYaml.Read(Refusal.Unless(InputFile.Text(typed, "a scenario file (YAML)")), typed));
    }
}

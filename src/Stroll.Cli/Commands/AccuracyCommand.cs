using System.Collections.Immutable;
using System.CommandLine;
using System.Reflection;
using Stroll.Cli.Bench.Accuracy;
using Stroll.Cli.Frame;
using Stroll.Cli.Report;
using Stroll.Cli.Scenarios;
using Stroll.Units;

namespace Stroll.Cli.Commands;

/// <summary><c>stroll bench accuracy</c></summary>
internal static class AccuracyCommand
{
    const string UsualSeeds = "20";

    internal static Command Build(Terminal terminal)
    {
        var seeds = new Option<string?>("--seeds") { HelpName = "N|A..B", Description = $"N fresh seeds, which are printed, or exactly A to B; {UsualSeeds} by default." };
        var scenarios = new Option<string?>("--scenarios") { HelpName = "A,B", Description = $"Names or files. Known are: {string.Join(", ", ScenarioLibrary.Names)}. All that have people and need no data by default." };
        var data = new Option<string?>("--data") { HelpName = "DIR", Description = "Where labelled cases lie that the people of autocheckout-scripts follow; what STROLL_DATA says by default." };
        var list = new Option<string?>("--list") { HelpName = "F", Description = "Play a published list of scenarios and seeds, as samples/stroll-bench-1.json, instead." };
        var ablate = new Option<bool>("--ablate") { Description = "Also play the same days with one thing taken away at a time: learning, hands, places, weight zones, cameras." };
        var json = StrollCommand.JsonOption();
        var folder = new Option<string?>("--report") { HelpName = "DIR", Description = "Also write accuracy.html (one page with plots) and accuracy.json to this folder." };
        return new StrollCommand("accuracy", "Measures how right receipts are, over simulated days whose truth is known.")
        {
            Notes =
            [
                "Each scenario is played with each seed and goes through the pipeline in memory; people come in as from a tracker ('tracked'). Two simple rules get the same mass changes and hands. docs/accuracy.md defines every figure.",
                "JSON: {\"seeds\", \"scenarios\": {NAME: {\"visits\", \"receiptsExact\": {\"value\", \"low\", \"high\"}, \"itemF1\", \"overchargedLines\", \"undercharged…\", \"errors\": {\"who\", \"what\", \"howMany\", …}, \"calibrationError\", \"calibrationErrorDoubtful\", \"curve\": [{\"reviewsPer1000\", \"receiptsExact\"}], \"exitToReceipt\", \"baselines\"}}, \"overall\": the same}; with --ablate also \"ablation\": {GROUP: {\"whole\": {\"receiptsExact\", \"itemF1\", …}, \"without\": {NAME: the same with \"receiptsExactDifference\" and \"itemF1Difference\"}}}.",
            ],
            Examples =
            [
                new("./stroll bench accuracy --seeds 50 --report july", "fifty fresh seeds of every scenario, with a page to look at."),
                new("./stroll bench accuracy --seeds 1..10 --scenarios quiet,lunch-rush --json", "just these days, as JSON."),
                new("./stroll bench accuracy --seeds 5 --scenarios corner-store,lunch-rush --ablate", "what each part of the engine and of the sensors is worth."),
            ],
        }.With(seeds, scenarios, list, data, ablate, json, folder).Does(typed => Run(
            terminal,
            typed.GetValue(list) is { } path
                ? FromList(path, typed.GetValue(seeds) is not null || typed.GetValue(scenarios) is not null)
                : (Scenarios(typed.GetValue(scenarios), typed.GetValue(data)), Seeds(typed.GetValue(seeds) ?? UsualSeeds), null),
            typed.GetValue(ablate),
            typed.GetValue(json),
            typed.GetValue(folder)));
    }

    static int Run(
        Terminal terminal, (ImmutableArray<NamedScenario> Scenarios, SeedRange Seeds, string? List) played, bool isAblated, bool asJson, string? folder)
    {
        var (scenarios, seeds, list) = played;
        if (folder is not null && WholeFile.Prepare(folder) is { } fault)
        {
            return terminal.Refuse(fault);
        }

        var runs = scenarios.Length * seeds.Count;
        var result = ProgressBar.Around(terminal, $"Playing {runs} days, seeds {seeds}", done => AccuracyBench.Run(
            scenarios, seeds, EngineUnderTest.Default, Environment.ProcessorCount, done, terminal.Stop));
        var ablation = isAblated
            ? ProgressBar.Around(terminal, "Playing them without this and that", done => AblatedGroup.Play(scenarios, seeds, Environment.ProcessorCount, done, terminal.Stop))
            : [];
        var report = AccuracyReport.Of(result, list, Version) with { Ablation = ablation };
        if (folder is not null)
        {
            WholeFile.Write(Path.Combine(folder, "accuracy.json"), to => JsonDocumentOut.Write(to, json => AccuracyJson.Write(json, report)));
            WholeFile.Write(Path.Combine(folder, "accuracy.html"), to => AccuracyPage.Write(to, report));
        }

        if (asJson)
        {
            JsonDocumentOut.Write(terminal.Output, json => AccuracyJson.Write(json, report));
        }
        else
        {
            AccuracyText.Write(terminal.Output, report);
            if (folder is not null)
            {
                terminal.Output.WriteLine($"Written to {Path.GetFullPath(folder)}: accuracy.html, accuracy.json");
            }
        }

        return ExitCode.Good;
    }

    static ImmutableArray<NamedScenario> Scenarios(string? text, string? data)
    {
        var days = text is null
            ? AccuracyScenarios.All
            : [.. text.Split(',', StringSplitOptions.TrimEntries).Distinct().SelectMany(name => AccuracyScenarios.Days(ScenarioLibrary.Named(name), data))];
        return days.FirstOrDefault(day => day.Scenario is { Visits: 0, Script: null }) is { } closed
            ? throw new Refusal(new("bench.scenario", "--scenarios", $"in '{closed.Name}' nobody comes in, so there are no receipts to be right"))
            : days;
    }

    static SeedRange Seeds(string text) => SeedRange.TryParse(text, out var seeds)
        ? seeds
        : throw new Refusal(new("bench.seeds", "--seeds", $"'{text}', expected a number from 1 to 1000000, or a range as 1..20"));

    static (ImmutableArray<NamedScenario> Scenarios, SeedRange Seeds, string? List) FromList(string path, bool isMixed)
    {
        if (isMixed)
        {
            throw new Refusal(new("bench.list", "--list", "a list says which scenarios and seeds, expected no --seeds or --scenarios beside it"));
        }

        var list = Refusal.Unless(SeedList.Read(Refusal.Unless(InputFile.Bytes(path, "a list of scenarios and seeds")), path));
        return (list.Scenarios, list.Seeds, list.Name);
    }

    static string Version => typeof(AccuracyCommand).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()!.InformationalVersion;
}

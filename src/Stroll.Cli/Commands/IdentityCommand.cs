using System.CommandLine;
using Stroll.Cli.Bench.Accuracy;
using Stroll.Cli.Bench.Identity;
using Stroll.Cli.Frame;
using Stroll.Cli.Scenarios;
using Stroll.Simulator;
using Stroll.Units;

namespace Stroll.Cli.Commands;

/// <summary><c>stroll bench identity</c></summary>
internal static class IdentityCommand
{
    const string UsualScenario = "lunch-rush";
    const string UsualSeeds = "6";

    internal static Command Build(Terminal terminal)
    {
        var seeds = new Option<string>("--seeds") { HelpName = "N|A..B", Description = $"N fresh seeds, which are printed, or exactly A to B; {UsualSeeds} by default.", DefaultValueFactory = _ => UsualSeeds };
        var scenario = new Option<string>("--scenario") { HelpName = "NAME", Description = $"A name or a file of a scenario; {UsualScenario} by default.", DefaultValueFactory = _ => UsualScenario };
        var dark = new Option<bool>("--dark") { Description = "One camera, which the seed chooses, sees nothing all day." };
        var through = new Option<bool>("--see-through") { Description = "Nothing hides anything from the cameras: what is lost then is not for want of sight." };
        var own = new Option<bool>("--own-store") { Description = "The store of the scenario with its cameras, instead of the small supermarket with 20." };
        var losses = new Option<bool>("--losses") { Description = "Also say of everybody who lost their identity when, where and to whom." };
        var json = StrollCommand.JsonOption();
        return new StrollCommand("identity", "Measures who keeps their identity from the gate to the exit, from raw cameras.")
        {
            Notes =
            [
                "Simulated days go through the pipeline in memory, cameras and gates alone. Of everybody whom the gate named it is asked under whose name they are when they leave; the question is put 6 s later, as long as a receipt may wait. Ranges hold 95 %. A day of the lunch rush takes some seconds.",
                "JSON: {\"scenario\", \"seeds\", \"oneCameraDark\", \"shoppers\", \"kept\", \"share\": {\"value\", \"low\", \"high\"}, \"keptAllTheWay\", \"calibrationError\", \"calibrationErrorByChance\", \"losses\": [{\"seed\", \"shopper\", \"kind\", \"seconds\", \"takenFor\", \"said\"}]}.",
            ],
            Examples =
            [
                new("./stroll bench identity --seeds 20", "twenty fresh rush days of fifty shoppers."),
                new("./stroll bench identity --seeds 1..4 --dark --losses", "just these days with one camera dark, and each loss."),
            ],
        }.With(seeds, scenario, own, dark, through, losses, json).Does(typed => Run(
            terminal,
            Seeds(typed.GetValue(seeds)!),
            Day(typed.GetValue(scenario)!, typed.GetValue(own), typed.GetValue(through)),
            typed.GetValue(dark),
            typed.GetValue(losses),
            typed.GetValue(json)));
    }

    static SeedRange Seeds(string text) => SeedRange.TryParse(text, out var seeds)
        ? seeds
        : throw new Refusal(new("bench.seeds", "--seeds", $"'{text}', expected a number from 1 to 1000000, or a range as 1..20"));

    static Scenario Day(string name, bool isOwnStore, bool seesThrough)
    {
        var file = ScenarioLibrary.Named(name);
        if (file.Scripts is not null || file.Scenario.Visits == 0)
        {
            throw new Refusal(new("bench.scenario", "--scenario", $"in '{name}' nobody comes in of their own will, so there is nobody to follow"));
        }

        var scenario = isOwnStore ? file.Scenario : file.Scenario with { Size = StoreSize.SmallSupermarket };
        return scenario with { Cameras = scenario.Cameras with { SeesThrough = seesThrough } };
    }

    static int Run(Terminal terminal, SeedRange seeds, Scenario scenario, bool isOneDark, bool withLosses, bool asJson)
    {
        var result = ProgressBar.Around(terminal, $"Following people, seeds {seeds}", done => IdentityBench.Run(scenario, seeds, isOneDark, done, terminal.Stop));
        if (asJson)
        {
            JsonDocumentOut.Write(terminal.Output, to => IdentityReport.Write(to, result));
        }
        else
        {
            IdentityReport.Write(terminal.Output, result, withLosses);
        }

        return ExitCode.Good;
    }
}

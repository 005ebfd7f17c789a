using System.CommandLine;
using Spectre.Console;
using Stroll.Cli.Demo;
using Stroll.Cli.Frame;
using Stroll.Cli.Report;
using Stroll.Replay;
using Stroll.Simulator;

namespace Stroll.Cli.Commands;

/// <summary><c>stroll demo</c></summary>
internal static class DemoCommand
{
    const double SecondsOnScreen = 35;
    const string ReportFile = "report.html";

    internal static Command Build(Terminal terminal)
    {
        var seed = new Option<ulong>("--seed") { HelpName = "N", Description = "Which store and which day: a whole number from 0. 1 if not given.", DefaultValueFactory = _ => 1 };
        var visits = new Option<int>("--visits") { HelpName = "N", Description = "How many people come in, 1 to 500. 8 if not given.", DefaultValueFactory = _ => 8 };
        var speed = new Option<double?>("--speed")
        {
            HelpName = "X",
            Description = "Seconds of the store in one second of the terminal, above 0. If not given the picture takes about 35 s, and without a terminal it runs as fast as it can.",
        };
        var folder = new Option<string>("--out", "--data")
        {
            HelpName = "DIR",
            Description = "Folder for the report. stroll-demo in the current folder if not given.",
            DefaultValueFactory = _ => "stroll-demo",
        };
        return new StrollCommand("demo", "Plays a small simulated store live in the terminal and writes a report with plots.")
        {
            Notes =
            [
                "The store, its goods, its shoppers and its shelf scales are invented from the seed; what finds the receipts is the real pipeline, which sees only the scales' readings, the tracker's joints and the gate. At the end each receipt is held against what the simulator knows.",
                "Without a terminal it prints one line for each thing that happened.",
            ],
            Examples =
            [
                new("./stroll demo", "eight shoppers in a corner store."),
                new("./stroll demo --seed 7 --visits 30 --speed 10 --out july", "another store and a longer day, ten times as fast as life, with its report in july/report.html."),
            ],
        }.With(seed, visits, speed, folder).Does(typed =>
        {
            var pace = typed.GetValue(speed);
            return typed.GetValue(visits) is < 1 or > 500 ? terminal.Refuse($"demo: --visits is {typed.GetValue(visits)}, expected 1 to 500")
                : pace is <= 0 || pace is { } given && !double.IsFinite(given) ? terminal.Refuse("demo: --speed must be a number above 0")
                : Run(terminal, new Scenario { Seed = typed.GetValue(seed), Visits = typed.GetValue(visits) }, pace, typed.GetValue(folder)!);
        });
    }

    static int Run(Terminal terminal, Scenario scenario, double? pace, string folder)
    {
        if (WholeFile.Prepare(folder) is { } fault)
        {
            return terminal.Refuse(fault);
        }

        var run = new DemoRun(scenario);
        var outcome = terminal.OutputIsScreen ? PlayOnScreen(terminal, run, scenario, pace) : PlayAsLines(terminal, run, scenario, pace);
        var verdict = TruthComparison.Of(outcome.Receipts, run.Simulation.Truth, run.Simulation.Model.Catalogue);
        var path = Path.Combine(folder, ReportFile);
        var subject = new ReportSubject(
            run.Simulation.Model.Store.Name, run.Simulation.Model, outcome, run.Trace, run.Speed, verdict, IsSimulated: true);
        WholeFile.Write(path, to => ReportPage.Write(to, subject));
        terminal.Output.WriteLine(
            $"{verdict.Right.Values.Count(isRight => isRight)} of {verdict.Right.Count} receipts are exactly as the simulator's own record has them (the pipeline ran {run.Speed:0} times faster than real time; the sensors are simulated).");
        terminal.Output.WriteLine($"Report with plots of the weights: {Path.GetFullPath(path)}");
        return ExitCode.Good;
    }

    static Outcome PlayAsLines(Terminal terminal, DemoRun run, Scenario scenario, double? pace)
    {
        var store = run.Simulation.Model.Store;
        terminal.Output.WriteLine(
            $"A simulated store, nobody here is real: seed {scenario.Seed}, {store.Gondolas.Length} gondolas, {store.Plates.Length} plates, {run.Simulation.Model.Catalogue.Products.Length} products, {scenario.Visits} visits.");
        return run.Play(new DemoLines(terminal), pace, terminal.Stop);
    }

    static Outcome PlayOnScreen(Terminal terminal, DemoRun run, Scenario scenario, double? pace)
    {
        var screen = Screen.On(terminal);
        var length = (run.Simulation.End - run.Simulation.Begin).TotalSeconds;
        Outcome? outcome = null;
        screen.Live(new Text("")).AutoClear(false).Overflow(VerticalOverflow.Crop).Start(live => outcome = run.Play(
            new DemoScreen(live.UpdateTarget, screen.Profile.Width, screen.Profile.Height, scenario.Seed), pace ?? Math.Max(1, length / SecondsOnScreen), terminal.Stop));
        return outcome!;
    }
}

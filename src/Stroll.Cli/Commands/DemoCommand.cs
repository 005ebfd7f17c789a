using System.CommandLine;
using Spectre.Console;
using Stroll.Cli.Demo;
using Stroll.Cli.Frame;
using Stroll.Cli.Live;
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
        var seed = new Option<ulong>("--seed") { HelpName = "N", Description = "Which store and which days: a whole number from 0. 1 if not given.", DefaultValueFactory = _ => 1 };
        var port = ServeCommand.Port();
        var data = new Option<string?>("--data", "--out") { HelpName = "DIR", Description = "Folder of what the store keeps, or of the report with --terminal. If not given, a folder that is deleted at the end; stroll-demo with --terminal." };
        var inTerminal = new Option<bool>("--terminal") { Description = "Plays a short day in the terminal instead and writes a report with plots." };
        var visits = new Option<int>("--visits") { HelpName = "N", Description = "With --terminal: how many people come in, 1 to 500. 8 if not given.", DefaultValueFactory = _ => 8 };
        var speed = new Option<double?>("--speed")
        {
            HelpName = "X",
            Description = "With --terminal: seconds of the store in one second, above 0. If not given the picture takes about 35 s, and without a screen it runs as fast as it can.",
        };
        return new StrollCommand("demo", "Runs a living store in the browser, with nothing to configure.")
        {
            Notes =
            [
                "The store, its goods, its shoppers and its sensors are invented from the seed, and every page says so. Everything behind the sensors is the live system: its devices speak over the bus, its log is on the disk, and what it decides follows from that log alone.",
                "It serves this machine only, and signs you in by itself. The first receipt comes within a minute.",
            ],
            Examples =
            [
                new("./stroll demo", "then open http://127.0.0.1:8080 in a browser."),
                new("./stroll demo --terminal --seed 7 --visits 30 --speed 10 --data july", "a day in the terminal, ten times as fast as life, with its report in july/report.html."),
            ],
        }.With(seed, port, data, inTerminal, visits, speed).Does(typed =>
        {
            var pace = typed.GetValue(speed);
            return typed.GetValue(visits) is < 1 or > 500 ? terminal.Refuse($"demo: --visits is {typed.GetValue(visits)}, expected 1 to 500")
                : pace is <= 0 || pace is { } given && !double.IsFinite(given) ? terminal.Refuse("demo: --speed must be a number above 0")
                : typed.GetValue(inTerminal) ? Run(terminal, new Scenario { Seed = typed.GetValue(seed), Visits = typed.GetValue(visits) }, pace, typed.GetValue(data) ?? "stroll-demo")
                : LiveDemo.Run(terminal, typed.GetValue(seed), typed.GetValue(port) ?? 8080, typed.GetValue(data));
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

using System.Collections.Immutable;
using System.CommandLine;
using System.Globalization;
using System.Text.Json;
using Stroll.Cli.Bench.Accuracy;
using Stroll.Cli.Bench.Engine;
using Stroll.Cli.Frame;
using Stroll.Cli.Report;
using Stroll.Simulator;

namespace Stroll.Cli.Commands;

/// <summary><c>stroll bench engine</c></summary>
internal static class EngineBenchCommand
{
    internal static Command Build(Terminal terminal)
    {
        var json = StrollCommand.JsonOption();
        var folder = new Option<string?>("--report")
        {
            HelpName = "DIR",
            Description = "Also measure how the cost grows with shoppers, plates, products and worlds, and write engine.html with plots of it to this folder. Takes some minutes more.",
        };
        return new StrollCommand("engine", "Measures how many seconds of a busy store one core decides in a second.")
        {
            Notes =
            [
                "The load is a simulated supermarket: 1,000 plates at 60 Hz in batches, 20 cameras, 50 people inside; once with the people of an outside tracker, once with the sightings of the cameras. Every message goes through the whole engine; only the engine's processor time counts. The budget is 50 store-seconds a second with tracked people, 10 with sightings, 200 MB, and 1 ms (median) and 5 ms (99 of 100) for a movement.",
                "JSON: {\"tracked\": {\"storeSecondsPerSecond\", \"peakMegabytes\", \"load\": {}, \"movement\": {}}, \"sightings\": {…}, \"growth\": {}}. Milliseconds are processor time; peakMegabytes is the managed heap with the simulated store in it.",
            ],
            Examples = [new("./stroll bench engine", "prints both figures."), new("./stroll bench engine --report july", "and plots of how the cost grows.")],
        }.With(json, folder).Does(typed => Run(terminal, typed.GetValue(json), typed.GetValue(folder)));
    }

    static int Run(Terminal terminal, bool asJson, string? folder)
    {
        if (folder is not null && WholeFile.Prepare(folder) is { } fault)
        {
            return terminal.Refuse(fault);
        }

        var (tracked, sightings, growth) = ProgressBar.Around(terminal, "Running the engine", done => Measure(folder is not null, done, terminal.Stop));
        if (folder is not null)
        {
            WholeFile.Write(Path.Combine(folder, "engine.html"), to => EngineCostPage.Write(to, tracked, sightings, growth));
        }

        if (asJson)
        {
            JsonDocumentOut.Write(terminal.Output, json => Write(json, tracked, sightings, growth));
            return ExitCode.Good;
        }

        terminal.Output.WriteLine($"{Words("people of a tracker", tracked)}\n{Words("sightings of 20 cameras", sightings)}");
        if (folder is not null)
        {
            terminal.Output.WriteLine($"Written to {Path.GetFullPath(folder)}: engine.html");
        }

        return ExitCode.Good;
    }

    static (EngineFigures Tracked, EngineFigures Sightings, ImmutableArray<EngineGrowth> Growth) Measure(bool withGrowth, Action<double> done, CancellationToken stop)
    {
        var (finished, all) = (0, 2 + (withGrowth ? EngineGrowth.Loads : 0));
        void One() => done(++finished / (double)all);
        var tracked = EngineBench.Run(EngineLoad.Peak(PeopleEntry.Tracked), stop);
        One();
        var sightings = EngineBench.Run(EngineLoad.Peak(PeopleEntry.Sightings), stop);
        One();
        return (tracked, sightings, withGrowth ? [.. EngineGrowth.Run(One, stop), EngineGrowth.OfWorlds(tracked)] : []);
    }

    static string Words(string what, EngineFigures figures) => string.Create(
        CultureInfo.InvariantCulture,
        $"{what}: {figures.StoreSecondsPerSecond:0.0} store-seconds a second of one core, {figures.PeakMegabytes:0} MB at most; {figures.Inside:0} people inside, {figures.MovementsPerSecond:0.0} movements a second, {figures.DecisionAt(0.5):0.00} ms for one (median; 99 of 100 take at most {figures.DecisionAt(0.99):0.0} ms).");

    static void Write(Utf8JsonWriter json, EngineFigures tracked, EngineFigures sightings, ImmutableArray<EngineGrowth> growth)
    {
        json.WriteStartObject();
        Write(json, "tracked", tracked);
        Write(json, "sightings", sightings);
        if (!growth.IsEmpty)
        {
            json.WriteStartObject("growth");
            foreach (var one in growth)
            {
                json.WriteStartArray(one.What);
                foreach (var point in one.Points)
                {
                    json.WriteStartObject();
                    AccuracyJson.Number(json, "size", point.Size);
                    AccuracyJson.Number(json, one.What == "worlds" ? "millisecondsPerMovement" : "millisecondsPerStoreSecond", point.MillisecondsPerStoreSecond);
                    json.WriteEndObject();
                }

                json.WriteEndArray();
            }

            json.WriteEndObject();
        }

        json.WriteEndObject();
    }

    static void Write(Utf8JsonWriter json, string key, EngineFigures figures)
    {
        var size = figures.Load.Size;
        json.WriteStartObject(key);
        AccuracyJson.Number(json, "storeSecondsPerSecond", figures.StoreSecondsPerSecond);
        AccuracyJson.Number(json, "peakMegabytes", figures.PeakMegabytes);
        json.WriteStartObject("load");
        json.WriteNumber("seconds", figures.Load.Seconds);
        AccuracyJson.Number(json, "people", figures.Inside);
        AccuracyJson.Number(json, "movementsPerSecond", figures.MovementsPerSecond);
        json.WriteNumber("plates", size.Gondolas * size.ShelvesPerGondola * size.PlatesPerShelf);
        json.WriteNumber("products", size.Products);
        json.WriteNumber("cameras", figures.Load.Entry == PeopleEntry.Sightings ? size.Cameras : 0);
        json.WriteEndObject();
        json.WriteStartObject("movement");
        AccuracyJson.Number(json, "medianMilliseconds", figures.DecisionAt(0.5));
        AccuracyJson.Number(json, "p99Milliseconds", figures.DecisionAt(0.99));
        json.WriteEndObject();
        json.WriteEndObject();
    }
}

using System.CommandLine;
using System.Globalization;
using Stroll.Cli.Bench;
using Stroll.Cli.Frame;
using Stroll.Cli.Report;
using Stroll.Units;

namespace Stroll.Cli.Commands;

/// <summary><c>stroll bench tracking</c></summary>
internal static class TrackingBenchCommand
{
    const int Passes = 5;

    internal static Command Build(Terminal terminal)
    {
        var json = StrollCommand.JsonOption();
        var folder = new Option<string?>("--report") { HelpName = "DIR", Description = "Also write tracking.html to this folder: a plot of cost against people." };
        return new StrollCommand("tracking", "Measures what one core needs to follow the people of one camera.")
        {
            Notes =
            [
                "The work is people who walk about, 10 to 400 at once and always equally crowded, with boxes that shake, are missed and are false. It takes about ten seconds. The budget is 20 µs a frame at 10 people, 40 at 23, 1 ms at 194, 2.5 ms at 388, an exponent of at most 1.4 from 50 to 400, and 0 bytes.",
                "JSON: {\"steps\": [{\"people\", \"microsecondsPerFrame\", \"bytesPerFrame\", \"sightings\"}], \"exponent\"}.",
            ],
            Examples = [new("./stroll bench tracking --report july", "prints a table and writes a plot.")],
        }.With(json, folder).Does(typed => Run(terminal, typed.GetValue(json), typed.GetValue(folder)));
    }

    static int Run(Terminal terminal, bool asJson, string? folder)
    {
        if (folder is not null && WholeFile.Prepare(folder) is { } fault)
        {
            return terminal.Refuse(fault);
        }

        var result = ProgressBar.Around(terminal, "Following people", done => TrackingBench.Run(TrackingBench.People, Passes, 0.5.Seconds, done, terminal.Stop));
        if (folder is not null)
        {
            WholeFile.Write(Path.Combine(folder, "tracking.html"), to => TrackingCostPage.Write(to, result));
        }

        if (asJson)
        {
            JsonDocumentOut.Write(terminal.Output, json =>
            {
                json.WriteStartObject();
                json.WriteStartArray("steps");
                foreach (var step in result.Steps)
                {
                    json.WriteStartObject();
                    json.WriteNumber("people", step.People);
                    json.WriteNumber("microsecondsPerFrame", Math.Round(step.MicrosecondsPerFrame, 3));
                    json.WriteNumber("bytesPerFrame", step.BytesPerFrame);
                    json.WriteNumber("sightings", Math.Round(step.Sightings, 2));
                    json.WriteEndObject();
                }

                json.WriteEndArray();
                json.WriteNumber("exponent", Math.Round(result.Exponent, 4));
                json.WriteEndObject();
            });
            return ExitCode.Good;
        }

        terminal.Output.WriteLine("people  sightings  µs a frame  bytes a frame");
        foreach (var step in result.Steps)
        {
            terminal.Output.WriteLine(string.Create(
                CultureInfo.InvariantCulture, $"{step.People,6}  {step.Sightings,9:0.0}  {step.MicrosecondsPerFrame,10:0.0}  {step.BytesPerFrame,13:0.##}"));
        }

        terminal.Output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"cost ~ people^{result.Exponent:0.00} from 50 to 400 people"));
        if (folder is not null)
        {
            terminal.Output.WriteLine($"Written to {Path.GetFullPath(folder)}: tracking.html");
        }

        return ExitCode.Good;
    }
}

using System.CommandLine;
using System.Globalization;
using Stroll.Cli.Bench;
using Stroll.Cli.Frame;
using Stroll.Units;

namespace Stroll.Cli.Commands;

/// <summary><c>stroll bench</c></summary>
internal static class BenchCommand
{
    const int Shelves = 84;
    const int Seconds = 60;
    const int Passes = 5;
    static readonly int[] VideoWidths = [640, 960];

    internal static Command Build(Terminal terminal) =>
        new StrollCommand("bench", "Measures this machine with the project's own work.").With(
            Changes(terminal), TrackingBenchCommand.Build(terminal), IdentityCommand.Build(terminal), EngineBenchCommand.Build(terminal), SimulateBenchCommand.Build(terminal), AccuracyCommand.Build(terminal),
            RecordingsCommand.Build(terminal), RealismCommand.Build(terminal), PhantomsCommand.Build(terminal), IngestBenchCommand.Build(terminal), ServeBenchCommand.Build(terminal), PerceptionBenchCommand.Build(terminal), ReviewBenchCommand.Build(terminal), Video(terminal));

    static StrollCommand Changes(Terminal terminal)
    {
        var json = StrollCommand.JsonOption();
        return new StrollCommand("changes", "Measures what one core needs for a reading of a scale.")
        {
            Notes =
            [
                "The work is a store of 1,008 plates at 60 Hz with five takes a second. It takes some seconds. The budget is 30 ns and 0 bytes a reading (one sample of one plate).",
                "JSON: {\"nanosecondsPerReading\", \"bytesPerReading\", \"bytesPerChange\", \"readings\", \"changes\"}.",
            ],
            Examples = [new("./stroll bench changes", "prints time and memory for a reading, and how many plates one core carries.")],
        }.With(json).Does(typed => Run(terminal, typed.GetValue(json)));
    }

    static int Run(Terminal terminal, bool asJson)
    {
        var result = new ChangesBench(Shelves, Seconds).Run(Passes, warmUp: 2.Seconds);
        if (asJson)
        {
            JsonDocumentOut.Write(terminal.Output, json =>
            {
                json.WriteStartObject();
                json.WriteNumber("nanosecondsPerReading", result.NanosecondsPerReading);
                json.WriteNumber("bytesPerReading", result.BytesPerReading);
                json.WriteNumber("bytesPerChange", result.BytesPerChange);
                json.WriteNumber("readings", result.Readings);
                json.WriteNumber("changes", result.Changes);
                json.WriteEndObject();
            });
            return ExitCode.Good;
        }

        var plates = 1e9 / result.NanosecondsPerReading / 60;
        terminal.Output.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"{result.NanosecondsPerReading:0.0} ns and {result.BytesPerReading:0.###} bytes a reading ({result.Readings:N0} readings, {result.Changes} changes, {result.BytesPerChange:0} bytes a change)."));
        terminal.Output.WriteLine(string.Create(
            CultureInfo.InvariantCulture, $"One core of this machine could find the changes of {plates:N0} plates at 60 Hz, if it did nothing else."));
        return ExitCode.Good;
    }

    static StrollCommand Video(Terminal terminal)
    {
        var json = StrollCommand.JsonOption();
        return new StrollCommand("video", "Measures how many pictures of a simulated store one core draws.")
        {
            Notes =
            [
                "Half a minute of a lunch rush as each camera shows it, 640 and 960 pixels across, without encoding.",
                "JSON: {\"sizes\": [{\"width\", \"framesPerSecond\", \"frames\", \"people\", \"goods\"}]}.",
            ],
            Examples = [new("./stroll bench video", "prints frames a second for two sizes.")],
        }.With(json).Does(typed => DrawVideo(terminal, typed.GetValue(json)));
    }

    static int DrawVideo(Terminal terminal, bool asJson)
    {
        var results = VideoWidths.Select(VideoBench.Run).ToArray();
        if (asJson)
        {
            JsonDocumentOut.Write(terminal.Output, json =>
            {
                json.WriteStartObject();
                json.WriteStartArray("sizes");
                foreach (var result in results)
                {
                    json.WriteStartObject();
                    json.WriteNumber("width", result.Width);
                    json.WriteNumber("framesPerSecond", result.FramesPerSecond);
                    json.WriteNumber("frames", result.Frames);
                    json.WriteNumber("people", result.People);
                    json.WriteNumber("goods", result.Goods);
                    json.WriteEndObject();
                }

                json.WriteEndArray();
                json.WriteEndObject();
            });
            return ExitCode.Good;
        }

        foreach (var result in results)
        {
            terminal.Output.WriteLine(string.Create(
                CultureInfo.InvariantCulture,
                $"{result.Width} pixels across: {result.FramesPerSecond:0} frames a second on one core ({result.Frames} frames, {result.People:0.0} people, {result.Goods} goods)."));
        }

        return ExitCode.Good;
    }
}

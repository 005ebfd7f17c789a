using System.CommandLine;
using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using Stroll.Cli.Bench.Ingesting;
using Stroll.Cli.Frame;
using Stroll.Units;

namespace Stroll.Cli.Commands;

/// <summary><c>stroll bench ingest</c></summary>
internal static class IngestBenchCommand
{
    const int Shelves = 150;
    const int Plates = 7;
    const int Samples = 12;
    const int Singles = 200;

    // What a single core is asked to take; three times as much is an overload.
    const double Nominal = 5000;

    internal static Command Build(Terminal terminal)
    {
        var json = StrollCommand.JsonOption();
        var seconds = new Option<int>("--seconds") { HelpName = "N", DefaultValueFactory = _ => 10, Description = "How long each of the two runs takes." };
        var overload = new Option<int>("--overload") { HelpName = "SECONDS", Description = "Also offer three times 5,000 single messages a second for so long." };
        var kills = new Option<int>("--kills") { HelpName = "N", Description = "Also kill a host with SIGKILL so often while devices speak to it." };
        var child = new Option<string?>("--child") { HelpName = "DIR", Description = "Only listen, on this folder, until the input ends: what --kills starts." };
        return new StrollCommand("ingest", "Measures what this machine takes in from devices, acknowledged after the sync.")
        {
            Notes =
            [
                "Devices and host are one process on this machine and speak MQTT over the loopback: 150 shelves of 7 plates that send 12 samples a message, then 200 plates that send one reading a message, each device with one message under way. Afterwards the log is read and compared with what the devices were told.",
                "readingsPerSecond counts by the wall clock. messagesPerSecond is what one core takes, the work of the devices included. lost counts messages that were acknowledged and are not in the log; doubled those that are there twice.",
                "JSON: {\"readingsPerSecond\", \"messagesPerSecond\", \"batch\", \"p99Milliseconds\", \"lost\", \"doubled\", \"messagesPerWallSecond\", \"batchP99Milliseconds\", \"bytesPerReading\", \"peakMegabytes\", \"overload\": {\"offeredPerSecond\", \"seconds\", \"lost\", \"recoveredSeconds\", \"peakMegabytes\"}, \"kills\": {\"kills\", \"acknowledged\", \"lost\", \"doubled\", \"slowestStartSeconds\"}}.",
            ],
            Examples =
            [
                new("./stroll bench ingest", "both rates, in half a minute."),
                new("./stroll bench ingest --overload 60 --kills 100", "also an overload of a minute, and a hundred kills."),
            ],
        }.With(json, seconds, overload, kills, child).Does(typed => typed.GetValue(child) is { } folder
            ? Serve(terminal, folder)
            : Run(terminal, typed.GetValue(json), typed.GetValue(seconds), typed.GetValue(overload), typed.GetValue(kills)));
    }

    static int Serve(Terminal terminal, string folder)
    {
        KillBench.Serve(folder, IngestStation.StoreOf(Singles, 1), terminal.Output, Console.In).GetAwaiter().GetResult();
        return ExitCode.Good;
    }

    static int Run(Terminal terminal, bool asJson, int seconds, int overload, int kills)
    {
        if (seconds is < 1 or > 3600 || overload is < 0 or > 3600 || kills is < 0 or > 10_000)
        {
            return terminal.Refuse(new Fault("bench.seconds", "bench ingest", "seconds from 1 to 3600 and kills up to 10,000 were expected"));
        }

        var batches = Wait(new IngestBench(Shelves, Plates, Samples).Run(seconds.Seconds, null, terminal.Stop));
        var plates = new IngestBench(Singles, 1, 1);
        var singles = Wait(plates.Run(seconds.Seconds, null, terminal.Stop));
        var crowded = overload > 0 ? Wait(plates.Run(overload.Seconds, 3 * Nominal, terminal.Stop)) : null;
        var killed = kills > 0
            ? ProgressBar.Around(terminal, "Killing", done => Wait(new KillBench(plates).Run(kills, 1, Start, n => done(n / (double)kills), terminal.Stop)))
            : null;
        if (asJson)
        {
            JsonDocumentOut.Write(terminal.Output, json => Write(json, batches, singles, crowded, overload, killed));
        }
        else
        {
            Write(terminal.Output, batches, singles, crowded, overload, killed);
        }

        return batches.Lost + singles.Lost + (crowded?.Lost ?? 0) + (killed?.Lost ?? 0) == 0 ? ExitCode.Good : ExitCode.Failure;
    }

    static T Wait<T>(Task<T> work) => work.GetAwaiter().GetResult();

    static Process Start(string folder)
    {
        var self = Environment.ProcessPath!;
        string[] words = ["bench", "ingest", "--child", folder];
        var start = Path.GetFileNameWithoutExtension(self) == "dotnet"
            ? new ProcessStartInfo(self, [typeof(IngestBenchCommand).Assembly.Location, .. words])
            : new ProcessStartInfo(self, words);
        start.RedirectStandardInput = start.RedirectStandardOutput = start.RedirectStandardError = true;
        return Process.Start(start)!;
    }

    static void Write(Utf8JsonWriter json, IngestRun batches, IngestRun singles, IngestRun? crowded, int overload, KillRun? killed)
    {
        json.WriteStartObject();
        json.WriteNumber("readingsPerSecond", Math.Round(batches.PerSecond * Plates * Samples));
        json.WriteNumber("messagesPerSecond", Math.Round(singles.PerCoreSecond));
        json.WriteNumber("batch", Plates * Samples);
        json.WriteNumber("p99Milliseconds", Math.Round(singles.P99Milliseconds, 2));
        json.WriteNumber("lost", batches.Lost + singles.Lost);
        json.WriteNumber("doubled", batches.Doubled + singles.Doubled);
        json.WriteNumber("messagesPerWallSecond", Math.Round(singles.PerSecond));
        json.WriteNumber("batchP99Milliseconds", Math.Round(batches.P99Milliseconds, 2));
        json.WriteNumber("bytesPerReading", Math.Round(batches.LogBytes / (double)(batches.Messages * Plates * Samples), 3));
        json.WriteNumber("peakMegabytes", Math.Round(Math.Max(batches.PeakMegabytes, singles.PeakMegabytes)));
        if (crowded is not null)
        {
            json.WriteStartObject("overload");
            json.WriteNumber("offeredPerSecond", 3 * Nominal);
            json.WriteNumber("seconds", overload);
            json.WriteNumber("lost", crowded.Lost);
            json.WriteNumber("recoveredSeconds", Math.Round(crowded.DrainSeconds, 2));
            json.WriteNumber("peakMegabytes", Math.Round(crowded.PeakMegabytes));
            json.WriteEndObject();
        }

        if (killed is not null)
        {
            json.WriteStartObject("kills");
            json.WriteNumber("kills", killed.Kills);
            json.WriteNumber("acknowledged", killed.Acknowledged);
            json.WriteNumber("lost", killed.Lost);
            json.WriteNumber("doubled", killed.Doubled);
            json.WriteNumber("slowestStartSeconds", Math.Round(killed.SlowestStartSeconds, 2));
            json.WriteEndObject();
        }

        json.WriteEndObject();
    }

    static void Write(TextWriter output, IngestRun batches, IngestRun singles, IngestRun? crowded, int overload, KillRun? killed)
    {
        output.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"{batches.PerSecond * Plates * Samples:N0} readings a second in batches of {Plates * Samples}, {singles.PerCoreSecond:N0} single messages a second for each core ({singles.PerSecond:N0} in all), acknowledged after the sync."));
        output.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"99 of 100 were acknowledged within {batches.P99Milliseconds:0.0} ms (batches) and {singles.P99Milliseconds:0.0} ms (single). Lost: {batches.Lost + singles.Lost}."));
        if (crowded is not null)
        {
            output.WriteLine(string.Create(
                CultureInfo.InvariantCulture,
                $"{3 * Nominal:N0} messages a second offered for {overload} s: lost {crowded.Lost}, all acknowledged {crowded.DrainSeconds:0.0} s after the end, at most {crowded.PeakMegabytes:0} MB."));
        }

        if (killed is not null)
        {
            output.WriteLine(string.Create(
                CultureInfo.InvariantCulture,
                $"{killed.Kills} kills: {killed.Acknowledged:N0} acknowledged, lost {killed.Lost}, doubled {killed.Doubled}; the slowest start took {killed.SlowestStartSeconds:0.00} s to its first acknowledgement."));
        }
    }
}

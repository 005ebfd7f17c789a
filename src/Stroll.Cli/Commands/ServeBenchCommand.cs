using System.CommandLine;
using System.Globalization;
using System.Text.Json;
using Stroll.Cli.Bench.Serving;
using Stroll.Cli.Frame;
using Stroll.Units;

namespace Stroll.Cli.Commands;

/// <summary><c>stroll bench serve</c></summary>
internal static class ServeBenchCommand
{
    internal static Command Build(Terminal terminal)
    {
        var json = StrollCommand.JsonOption();
        var kills = new Option<int>("--kills") { HelpName = "N", DefaultValueFactory = _ => 10, Description = "How often it is killed with SIGKILL while scales and gates speak; 0 to leave that out." };
        var gigabytes = new Option<double>("--log-gigabytes") { HelpName = "X", Description = "Also start it on a log of this length, which is made first. A day of 1,000 plates at 60 Hz has 8.7." };
        var minutes = new Option<int>("--demo-minutes") { HelpName = "N", Description = "Also run the demo for so long and look at its memory once a minute." };
        return new StrollCommand("serve", "Kills 'stroll serve' while devices speak, starts it on a long log, and watches the demo.")
        {
            Notes =
            [
                "Devices, simulated here: 20 scales that send as fast as they are acknowledged, and 4 gates at which people come and go. Each keeps what was not acknowledged and sends it again. At the end the log is held against what the devices know, the visits in the database against what the gates know, and both against a fresh database that is told the same log without a kill.",
                "A start is measured from the start of the process to the first message that it acknowledged. The long log is worse than any that grows by itself: its newest segment is as long as they get and not closed, and there is neither a database nor a snapshot.",
                "JSON: {\"kills\": {\"kills\", \"acknowledged\", \"lost\", \"doubled\", \"visits\", \"missing\", \"extra\", \"different\", \"slowestStartSeconds\"}, \"restart\": {\"gigabytes\", \"segments\", \"startSeconds\": []}, \"demo\": {\"firstReceiptSeconds\", \"moments\": [{\"minute\", \"megabytes\", \"snapshotMegabytes\", \"ready\"}]}}. The exit code is 1 when anything was lost, doubled or told otherwise.",
            ],
            Examples = [new("./stroll bench serve --kills 100 --log-gigabytes 8.7", "takes some minutes and 9 GB in the folder for temporary files."), new("./stroll bench serve --kills 0 --demo-minutes 60", "an hour of the demo.")],
        }.With(json, kills, gigabytes, minutes).Does(typed => Run(terminal, typed.GetValue(json), typed.GetValue(kills), typed.GetValue(gigabytes), typed.GetValue(minutes)));
    }

    static int Run(Terminal terminal, bool asJson, int kills, double gigabytes, int minutes)
    {
        if (kills is < 0 or > 10_000 || gigabytes is not (>= 0 and <= 1000) || minutes is < 0 or > 10_000)
        {
            return terminal.Refuse(new Fault("bench.seconds", "bench serve", "kills and minutes up to 10,000 and gigabytes up to 1,000 were expected"));
        }

        var killed = kills == 0 ? null : ProgressBar.Around(
            terminal, "Killing", done => ServeKills.Run(kills, 1, n => done(n / (double)kills), terminal.Stop).GetAwaiter().GetResult());
        var restarted = gigabytes == 0 ? null : ProgressBar.Around(
            terminal, "Starting", done => ServeRestart.Run((long)(gigabytes * 1e9), 4, done, terminal.Stop).GetAwaiter().GetResult());
        var watched = minutes == 0 ? null : ProgressBar.Around(
            terminal, "Watching", done => DemoWatch.Run(TimeSpan.FromMinutes(minutes) + 5.Seconds, done, terminal.Stop).GetAwaiter().GetResult());
        if (asJson)
        {
            WriteJson(terminal, killed, restarted, watched);
        }
        else
        {
            Write(terminal.Output, killed, restarted, watched);
        }

        return killed is { IsWhole: false } ? ExitCode.Failure : ExitCode.Good;
    }

    static void Write(TextWriter output, ServeKillRun? killed, ServeRestartRun? restarted, DemoRunWatched? watched)
    {
        if (killed is not null)
        {
            output.WriteLine(string.Create(
                CultureInfo.InvariantCulture,
                $"{killed.Kills} kills: {killed.Acknowledged:N0} messages acknowledged, {killed.Lost} lost, {killed.Doubled} doubled; {killed.Visits} visits, {killed.Missing} missing, {killed.Extra} too many, {killed.Different} told otherwise by a fresh database."));
            output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"The slowest start took {killed.SlowestStartSeconds:0.00} s to its first acknowledgement."));
        }

        if (restarted is not null)
        {
            output.WriteLine(string.Create(
                CultureInfo.InvariantCulture,
                $"On a log of {restarted.Gigabytes:0.00} GB in {restarted.Segments} segments: {string.Join(", ", restarted.StartSeconds.Select(s => s.ToString("0.00", CultureInfo.InvariantCulture)))} s to the first acknowledgement."));
        }

        if (watched is not null)
        {
            output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"The demo's first receipt was ready after {watched.FirstReceiptSeconds:0.0} s."));
            foreach (var moment in watched.Moments)
            {
                output.WriteLine(string.Create(
                    CultureInfo.InvariantCulture,
                    $"minute {moment.Minute:0}: {moment.Megabytes:0} MB, snapshot {moment.SnapshotMegabytes:0.0} MB, {moment.Ready} receipts ready"));
            }
        }
    }

    static void WriteJson(Terminal terminal, ServeKillRun? killed, ServeRestartRun? restarted, DemoRunWatched? watched) => JsonDocumentOut.Write(terminal.Output, json =>
    {
        json.WriteStartObject();
        if (killed is not null)
        {
            json.WriteStartObject("kills");
            json.WriteNumber("kills", killed.Kills);
            json.WriteNumber("acknowledged", killed.Acknowledged);
            json.WriteNumber("lost", killed.Lost);
            json.WriteNumber("doubled", killed.Doubled);
            json.WriteNumber("visits", killed.Visits);
            json.WriteNumber("missing", killed.Missing);
            json.WriteNumber("extra", killed.Extra);
            json.WriteNumber("different", killed.Different);
            json.WriteNumber("slowestStartSeconds", Math.Round(killed.SlowestStartSeconds, 2));
            json.WriteEndObject();
        }

        if (restarted is not null)
        {
            json.WriteStartObject("restart");
            json.WriteNumber("gigabytes", Math.Round(restarted.Gigabytes, 3));
            json.WriteNumber("segments", restarted.Segments);
            json.WriteStartArray("startSeconds");
            foreach (var seconds in restarted.StartSeconds)
            {
                json.WriteNumberValue(Math.Round(seconds, 2));
            }

            json.WriteEndArray();
            json.WriteEndObject();
        }

        if (watched is not null)
        {
            WriteDemo(json, watched);
        }

        json.WriteEndObject();
    });

    static void WriteDemo(Utf8JsonWriter json, DemoRunWatched watched)
    {
        json.WriteStartObject("demo");
        json.WriteNumber("firstReceiptSeconds", Math.Round(watched.FirstReceiptSeconds, 1));
        json.WriteStartArray("moments");
        foreach (var moment in watched.Moments)
        {
            json.WriteStartObject();
            json.WriteNumber("minute", Math.Round(moment.Minute));
            json.WriteNumber("megabytes", Math.Round(moment.Megabytes));
            json.WriteNumber("snapshotMegabytes", Math.Round(moment.SnapshotMegabytes, 2));
            json.WriteNumber("ready", moment.Ready);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteEndObject();
    }
}

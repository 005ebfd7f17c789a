using System.CommandLine;
using Stroll.Cli.Frame;
using Stroll.Cli.Replay;
using Stroll.Cli.Report;
using Stroll.Recordings;

namespace Stroll.Cli.Commands;

/// <summary><c>stroll replay</c></summary>
internal static class ReplayCommand
{
    internal static Command Build(Terminal terminal)
    {
        var recording = new Argument<string>("REC") { Description = "The folder of a recording, as 'stroll import' makes it." };
        var json = StrollCommand.JsonOption();
        var folder = new Option<string?>("--out")
        {
            HelpName = "DIR",
            Description = "Also write receipts.json and report.html (plots of the weights around each change) to this folder.",
        };
        return new StrollCommand("replay", "Plays a recording through the pipeline and shows the receipts that come out.")
        {
            Notes =
            [
                "A line of a receipt carries the probability that exactly this was taken by this shopper, what the policy does with it without a person (charged at once, held for a person, not charged), and the mass changes that it stands on. The same recording gives the same receipts.",
                "JSON: {\"visits\": [{\"visit\", \"shopper\", \"entered\", \"left\", \"status\", \"lines\": [{\"barcode\", \"name\", \"quantity\", \"probability\", \"charge\", \"evidence\"}], \"total\", \"currency\"}], \"changes\": [{\"gondola\", \"shelf\", \"plates\", \"begin\", \"end\", \"grams\", \"sd\"}], \"cases\": [], \"run\": {}}. Amounts are in minor units, as cents; masses in grams; times RFC 3339 UTC.",
            ],
            Examples =
            [
                new("./stroll replay case-1", "receipts as a table, with the evidence in words."),
                new("./stroll replay case-1 --out july && ./stroll score --truth case-1/truth.json --receipts july/receipts.json", "receipts and report into a folder, then the score against the truth."),
            ],
        }.With(recording, json, folder).Does(typed => Run(terminal, typed.GetValue(recording)!, typed.GetValue(json), typed.GetValue(folder)));
    }

    static int Run(Terminal terminal, string path, bool asJson, string? folder)
    {
        var recording = Refusal.Unless(RecordingReader.Open(path));
        if (folder is not null && WholeFile.Prepare(folder) is { } fault)
        {
            return terminal.Refuse(fault);
        }

        foreach (var warning in recording.Warnings)
        {
            terminal.Say(warning);
        }

        var name = Path.GetFileName(Path.TrimEndingDirectorySeparator(Path.GetFullPath(path)));
        ReplayRun run;
        try
        {
            run = ReplayRun.Of(name, recording, wantsTrace: folder is not null, terminal);
        }
        catch (RecordingException broken)
        {
            return terminal.Refuse(broken.Fault);
        }

        if (folder is not null)
        {
            WholeFile.WriteBytes(Path.Combine(folder, "receipts.json"), run.WriteJson);
            WholeFile.Write(Path.Combine(folder, "report.html"), to => ReportPage.Write(to, new(
                name, recording.Model, run.Outcome, run.Trace!, run.TimesRealTime, RecordedTruth.Verdict(run), IsSimulated: false)));
        }

        if (asJson)
        {
            terminal.WriteBytes(run.WriteJson);
        }
        else
        {
            ReplayText.Write(terminal, run);
            if (folder is not null)
            {
                terminal.Output.WriteLine($"Written to {Path.GetFullPath(folder)}: receipts.json, report.html");
            }
        }

        return ExitCode.Good;
    }
}

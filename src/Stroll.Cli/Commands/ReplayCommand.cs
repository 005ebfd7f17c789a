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
        var oracle = new Option<double?>("--oracle-reviewer")
        {
            HelpName = "BUDGET",
            Description = "A reviewer who knows the truth of the recording answers at most so many questions for each 1,000 visits, what saves most first. For measuring.",
        };
        return new StrollCommand("replay", "Plays a recording through the pipeline and shows the receipts that come out.")
        {
            Notes =
            [
                "A line of a receipt carries the probability that exactly this was taken by this shopper, what the policy does with it without a person (charged at once, held for a person, not charged), and the mass changes that it stands on. The same recording gives the same receipts.",
                "JSON: {\"visits\": [{\"visit\", \"shopper\", \"entered\", \"left\", \"status\", \"lines\": [{\"barcode\", \"name\", \"quantity\", \"probability\", \"charge\", \"evidence\"}], \"total\", \"currency\"}], \"changes\": [{\"gondola\", \"shelf\", \"plates\", \"begin\", \"end\", \"grams\", \"sd\"}], \"cases\": [{\"id\", \"visit\", \"doubt\", \"value\", \"why\", \"offered\"}], \"run\": {}}. Amounts are in minor units, as cents; masses in grams; times RFC 3339 UTC.",
            ],
            Examples =
            [
                new("./stroll replay case-1", "receipts as a table, with the evidence in words."),
                new("./stroll simulate lunch-rush --seed 7 --out rush && ./stroll replay rush --oracle-reviewer 200", "how receipts come out when a person who is never wrong answers 200 questions for each 1,000 visits."),
                new("./stroll replay case-1 --out july && ./stroll score --truth case-1/truth.json --receipts july/receipts.json", "receipts and report into a folder, then the score against the truth."),
            ],
        }.With(recording, json, folder, oracle).Does(typed => Run(
            terminal, typed.GetValue(recording)!, typed.GetValue(json), typed.GetValue(folder), typed.GetValue(oracle)));
    }

    static int Run(Terminal terminal, string path, bool asJson, string? folder, double? budget)
    {
        var recording = Refusal.Unless(RecordingReader.Open(path));
        var oracle = budget is { } per1000 ? Oracle(recording, path, per1000) : null;
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
            run = ReplayRun.Of(name, recording, oracle, wantsTrace: folder is not null, terminal);
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

    static OracleReview Oracle(Recording recording, string path, double per1000)
    {
        if (per1000 is not (>= 0 and <= 1_000_000))
        {
            throw new Refusal(new("replay.budget", "--oracle-reviewer", $"{per1000}, expected questions for each 1,000 visits: 0 or more"));
        }

        var truth = recording.Truth is null ? null : Refusal.Unless(recording.Truth.Reviewer(recording.Model, Path.Combine(path, "truth.json")));
        return truth is not null ? new(recording, truth, per1000)
            : throw new Refusal(new("replay.truth", path, "the truth of the recording has no movements one by one, expected truth.json with movements, as 'stroll simulate' writes it"));
    }
}

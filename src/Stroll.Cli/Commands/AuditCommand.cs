using System.CommandLine;
using Stroll.Cli.Audit;
using Stroll.Cli.Frame;
using Stroll.Cli.Replay;
using Stroll.Recordings;

namespace Stroll.Cli.Commands;

/// <summary><c>stroll audit</c></summary>
internal static class AuditCommand
{
    internal static Command Build(Terminal terminal) =>
        new StrollCommand("audit", "Looks for what is wrong with a store.").With(Store(terminal), AuditReportCommand.Build(terminal));

    static StrollCommand Store(Terminal terminal)
    {
        var recording = new Argument<string>("REC") { Description = "The folder of a recording, as 'stroll import' makes it." };
        var json = StrollCommand.JsonOption();
        var folder = new Option<string?>("--out")
        {
            HelpName = "DIR",
            Description = "Also write audit.json and audit.html (one page that stands alone) to this folder.",
        };
        return new StrollCommand("store", "Lists weights, facings and plates that speak against catalogue and planogram.")
        {
            Notes =
            [
                "The recording is played through the pipeline. Movements that are certain in place and mass say what a piece weighs and where what stands; what fits neither catalogue nor planogram is listed with the movements that say so. Nothing is changed. docs/stages/learning.md tells how.",
                "JSON: {\"recording\", \"movements\", \"lessons\", \"weights\": [{\"barcode\", \"name\", \"catalogueGrams\", \"suggestedGrams\", \"probability\", \"movements\": [{\"at\", \"grams\", \"pieces\"}]}], \"facings\": [{\"gondola\", \"shelf\", \"plates\", \"barcode\", \"name\", \"probability\", \"instead\": [{\"barcode\", \"name\", \"probability\"}], \"movements\"}], \"plates\": [{\"gondola\", \"shelf\", \"plate\", \"trouble\", \"noiseGrams\", \"driftGramsPerMinute\", \"gain\"}]}. A probability is that something is wrong, or of what stands instead.",
            ],
            Examples =
            [
                new("./stroll audit store case-1", "tables for people."),
                new("./stroll simulate wrong-planogram --seed 4 --out day && ./stroll audit store day --out found", "a day with planted mistakes, and a page that names those that were seen often enough."),
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

        ReplayRun run;
        try
        {
            run = ReplayRun.Of(Path.GetFileName(Path.TrimEndingDirectorySeparator(Path.GetFullPath(path))), recording, oracle: null, wantsTrace: false, terminal);
        }
        catch (RecordingException broken)
        {
            return terminal.Refuse(broken.Fault);
        }

        var report = AuditReport.Of(run);
        if (folder is not null)
        {
            WholeFile.Write(Path.Combine(folder, "audit.json"), to => JsonDocumentOut.Write(to, json => AuditJson.Write(json, report)));
            WholeFile.Write(Path.Combine(folder, "audit.html"), to => AuditPage.Write(to, report));
        }

        if (asJson)
        {
            JsonDocumentOut.Write(terminal.Output, json => AuditJson.Write(json, report));
        }
        else
        {
            AuditText.Write(terminal.Output, report);
            if (folder is not null)
            {
                terminal.Output.WriteLine($"Written to {Path.GetFullPath(folder)}: audit.html, audit.json");
            }
        }

        return ExitCode.Good;
    }
}

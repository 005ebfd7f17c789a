using System.Collections.Immutable;
using System.CommandLine;
using System.Text.Json;
using System.Xml;
using Stroll.Cli.Frame;
using Stroll.Cli.Live;
using Stroll.Host.Review.Export;
using Stroll.Units;

namespace Stroll.Cli.Commands;

/// <summary><c>stroll review</c></summary>
internal static class ReviewCommand
{
    const string Jsonl = "jsonl";
    const string Cvat = "cvat";
    const string Coco = "coco";
    const string Mot = "mot";

    internal static Command Build(Terminal terminal) =>
        new StrollCommand("review", "Brings out what people decided.").With(Export(terminal));

    static StrollCommand Export(Terminal terminal)
    {
        var (settings, data, store) = KeptStore.Options();
        var since = AuditReportCommand.Since();
        var format = new Option<string>("--format") { HelpName = $"{Jsonl}|{Cvat}|{Coco}|{Mot}", Description = $"The form; {Jsonl} if not given.", DefaultValueFactory = _ => Jsonl };
        var folder = new Option<string?>("--out") { HelpName = "DIR", Description = $"Where files of {Mot} go; the other forms go to standard output." };
        return new StrollCommand("export", "Writes decided cases for training and for labelling tools.")
        {
            Notes =
            [
                "jsonl holds one case a line: stream, rule, score, probability, weight (1 over the probability), offered accounts, the machine's, the verdict, and each answer under a pseudonym. The other forms hold the people around each case as boxes in the pictures of the calibrated cameras, made from their places on the floor: a beginning for whoever labels, not a truth. mot: one gt.txt for each case and camera; coco: people with wrists; cvat: images 1.1 with the verdict as a tag. Gold is left out. No picture leaves the store.",
            ],
            Examples =
            [
                new("./stroll review export --since 28d > cases.jsonl", "all decided cases of four weeks."),
                new("./stroll review export --format mot --out boxes", "files that 'stroll evaluate mot' reads."),
            ],
        }.With(settings, data, store, since, format, folder).Does(typed =>
        {
            var chosen = typed.GetValue(format)!;
            if (chosen is not (Jsonl or Cvat or Coco or Mot) || (chosen == Mot) != (typed.GetValue(folder) is not null))
            {
                throw new Refusal(new("review.format", "--format", $"'{chosen}', expected {Jsonl}, {Cvat} or {Coco}, or {Mot} with --out"));
            }

            using var kept = KeptStore.Open(typed.GetValue(settings)!, typed.GetValue(data), typed.GetValue(store));
            var cases = kept.Database.Read(transaction => ExportedCase.All(transaction, AuditReportCommand.Ago(typed.GetValue(since)!).Since));
            Write(terminal, kept, cases, chosen, typed.GetValue(folder));
            return ExitCode.Good;
        });
    }

    static void Write(Terminal terminal, KeptStore store, ImmutableArray<ExportedCase> cases, string format, string? folder)
    {
        switch (format)
        {
            case Jsonl:
                foreach (var one in cases)
                {
                    terminal.Output.WriteLine(JsonLines.Line(one));
                }

                break;
            case Coco:
                JsonDocumentOut.Write(terminal.Output, json => BoxFiles.Coco(json, cases, store.Model.Store));
                break;
            case Cvat:
                using (var xml = XmlWriter.Create(terminal.Output, new() { Indent = true, NewLineChars = "\n" }))
                {
                    BoxFiles.Cvat(xml, cases, store.Model.Store);
                }

                terminal.Output.WriteLine();
                break;
            default:
                foreach (var (path, text) in BoxFiles.Mot(cases, store.Model.Store))
                {
                    var file = Path.Combine(folder!, path);
                    Directory.CreateDirectory(Path.GetDirectoryName(file)!);
                    WholeFile.Write(file, to => to.Write(text));
                }

                break;
        }
    }
}

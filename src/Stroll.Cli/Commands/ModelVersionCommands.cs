using System.CommandLine;
using System.Globalization;
using Stroll.Cli.Frame;
using Stroll.Cli.Live;
using Stroll.Host.Plans;
using Stroll.Layout;
using Stroll.Recordings;
using Stroll.Units;

namespace Stroll.Cli.Commands;

/// <summary><c>stroll config versions</c>, <c>export</c> and <c>import</c>: what was, is and will be believed of a store's goods.</summary>
internal static class ModelVersionCommands
{
    const string Who = "command line";
    const string Catalogue = "catalogue.csv";
    const string Planogram = "planogram.csv";

    internal static StrollCommand Versions(Terminal terminal)
    {
        var (settings, data, store) = KeptStore.Options();
        var json = StrollCommand.JsonOption();
        return new StrollCommand("versions", "Lists every catalogue and planogram that a store has had, newest first.")
        {
            Notes =
            [
                "A version is made when the files of the store changed at a start, when somebody publishes one on the pages, and by 'config import'. The log of the store says from which entry on which model held.",
                "JSON: [{\"number\", \"at\", \"who\", \"words\", \"products\", \"facings\"}].",
            ],
            Examples = [new("./stroll config versions -c /etc/stroll/stroll.yaml", "one line for each.")],
        }.With(settings, data, store, json).Does(typed =>
        {
            using var kept = KeptStore.Open(typed.GetValue(settings)!, typed.GetValue(data), typed.GetValue(store));
            List(terminal, kept, typed.GetValue(json));
            return ExitCode.Good;
        });
    }

    internal static StrollCommand Export(Terminal terminal)
    {
        var (settings, data, store) = KeptStore.Options();
        var number = new Option<int?>("--number") { HelpName = "N", Description = "Which version; the newest if not given." };
        var to = new Option<string>("--out") { HelpName = "DIR", Required = true, Description = "A folder for catalogue.csv and planogram.csv." };
        return new StrollCommand("export", "Writes the catalogue and the planogram of one version.")
        {
            Examples = [new("./stroll config export --number 3 --out as-of-july", "what the store believed then, to look at or to import again.")],
        }.With(settings, data, store, number, to).Does(typed =>
        {
            using var kept = KeptStore.Open(typed.GetValue(settings)!, typed.GetValue(data), typed.GetValue(store));
            return RunExport(terminal, kept, typed.GetValue(number), typed.GetValue(to)!);
        });
    }

    internal static StrollCommand Import(Terminal terminal)
    {
        var (settings, data, store) = KeptStore.Options();
        var from = new Argument<string>("FROM") { Description = "A folder with catalogue.csv and planogram.csv, or one of the two files." };
        var words = new Option<string>("--words") { HelpName = "TEXT", Description = "What it is for; stands in the list of versions.", DefaultValueFactory = _ => "imported" };
        return new StrollCommand("import", "Makes a new version of a store's catalogue and planogram, from files.")
        {
            Notes = ["Both are checked together, against the layout of the store, before anything is kept. It holds from the next start of the store; do that while nobody is inside. What held before stays as a version."],
            Examples =
            [
                new("./stroll config import prices-of-monday/catalogue.csv --words \"prices of Monday\"", "new prices and weights, the places as they are."),
                new("./stroll config import as-of-july", "back to what was exported once."),
            ],
        }.With(from, words, settings, data, store).Does(typed =>
        {
            using var kept = KeptStore.Open(typed.GetValue(settings)!, typed.GetValue(data), typed.GetValue(store));
            return RunImport(terminal, kept, typed.GetValue(from)!, typed.GetValue(words)!);
        });
    }

    static void List(Terminal terminal, KeptStore kept, bool asJson)
    {
        var versions = kept.Database.Read(PlanTable.All);
        if (!asJson)
        {
            foreach (var version in versions)
            {
                terminal.Output.WriteLine(string.Create(
                    CultureInfo.InvariantCulture, $"{version.Number}  {version.At}  {Terminal.OneLine(version.Who)}: {Terminal.OneLine(version.Words)} ({InWords(kept, version)})"));
            }

            return;
        }

        JsonDocumentOut.Write(terminal.Output, json =>
        {
            json.WriteStartArray();
            foreach (var version in versions)
            {
                var model = version.Text.Read(kept.Model.Store) is Result<StoreModel>.Good(var read) ? read : null;
                json.WriteStartObject();
                json.WriteNumber("number", version.Number);
                json.WriteString("at", version.At.ToString());
                json.WriteString("who", version.Who);
                json.WriteString("words", version.Words);
                WriteCount(json, "products", model?.Catalogue.Products.Length);
                WriteCount(json, "facings", model?.Planogram.Facings.Length);
                json.WriteEndObject();
            }

            json.WriteEndArray();
        });
    }

    static void WriteCount(System.Text.Json.Utf8JsonWriter json, string name, int? count)
    {
        if (count is { } known)
        {
            json.WriteNumber(name, known);
        }
        else
        {
            json.WriteNull(name);
        }
    }

    static string InWords(KeptStore kept, PlanVersion version) => version.Text.Read(kept.Model.Store) switch
    {
        Result<StoreModel>.Good(var model) => $"{model.Catalogue.Products.Length} products, {model.Planogram.Facings.Length} facings",
        _ => "does not fit the layout any more",
    };

    static int RunExport(Terminal terminal, KeptStore kept, int? number, string to)
    {
        var versions = kept.Database.Read(PlanTable.All);
        var version = number is null ? versions.FirstOrDefault() : versions.FirstOrDefault(one => one.Number == number);
        if (version is null)
        {
            return terminal.Refuse(new Fault("plan.version", "--number", versions.IsEmpty ? "no version is kept yet, expected a store that has run" : $"there is no such version, expected 1 to {versions[0].Number}"));
        }

        if (WholeFile.Prepare(to) is { } fault)
        {
            return terminal.Refuse(fault);
        }

        WholeFile.Write(Path.Combine(to, Catalogue), file => file.Write(version.Text.Catalogue));
        WholeFile.Write(Path.Combine(to, Planogram), file => file.Write(version.Text.Planogram));
        terminal.Output.WriteLine($"version {version.Number} ({InWords(kept, version)}) is in {Path.GetFullPath(to)}");
        return ExitCode.Good;
    }

    static int RunImport(Terminal terminal, KeptStore kept, string from, string words)
    {
        var desk = new PlanDesk(kept.Database, RunningPlan.Begin(kept.Database, kept.Model, TimeProvider.System, terminal.Say), TimeProvider.System);
        if (desk.Open is { Draft: var draft })
        {
            return terminal.Refuse(new Fault("plan.draft", kept.Key.ToString(), $"{draft.Who} has begun a change on the pages, expected it to be published or thrown away first"));
        }

        var model = Read(desk.Newest, from);
        Refusal.Unless(desk.Change(Who, _ => new Result<StoreModel>.Good(model)));
        var published = desk.Publish(Who, words);
        if (published is Result<PlanVersion>.Bad(var wrong))
        {
            desk.Discard();
            return terminal.Refuse(wrong);
        }

        terminal.Output.WriteLine($"{kept.Key} begins its next start with version {((Result<PlanVersion>.Good)published).Value.Number}: {model.Catalogue.Products.Length} products, {model.Planogram.Facings.Length} facings");
        return ExitCode.Good;
    }

    /// <summary>What a folder or a file says, with the rest as it is.</summary>
    static StoreModel Read(StoreModel now, string from)
    {
        var isFolder = Directory.Exists(from);
        if (!isFolder && Path.GetFileName(from) is not (Catalogue or Planogram))
        {
            throw new Refusal(new("config.import", from, $"expected a folder with {Catalogue} and {Planogram}, or one of the two files"));
        }

        string? Place(string name) => isFolder ? Path.Combine(from, name) : Path.GetFileName(from) == name ? from : null;
        string Text(string path) => Refusal.Unless(InputFile.Text(path, "goods of a store (CSV)"));
        var catalogue = Place(Catalogue) is { } goods ? Refusal.Unless(CatalogueCsv.Read(Text(goods), goods)) : now.Catalogue;
        var places = Place(Planogram);
        var planogram = PlanogramCsv.Read(places is null ? PlanogramCsv.Write(now) : Text(places), places ?? "the planogram as it is", now.Store, catalogue);
        return new(now.Store, catalogue, Refusal.Unless(planogram));
    }
}

using System.CommandLine;
using Stroll.Cli.Frame;
using Stroll.Cli.Live;
using Stroll.Cli.Scenarios;
using Stroll.Host.Settings;
using Stroll.Layout;
using Stroll.Recordings;

namespace Stroll.Cli.Commands;

/// <summary><c>stroll config</c></summary>
internal static class ConfigCommand
{
    internal static Command Build(Terminal terminal) =>
        new StrollCommand("config", "Explains and checks the files that describe a store or an installation.").With(Schema(terminal), Check(terminal), ConfigDiff.Build(terminal), ModelVersionCommands.Versions(terminal), ModelVersionCommands.Export(terminal),
            ModelVersionCommands.Import(terminal));

    static StrollCommand Schema(Terminal terminal)
    {
        var what = new Argument<string>("WHAT") { Description = "store, scenario or stroll; store if not given.", DefaultValueFactory = _ => "store" };
        return new StrollCommand("schema", "Prints the JSON Schema of store.yaml, stroll.yaml or a scenario file, for editors that complete and check.")
        {
            Examples =
            [
                new("./stroll config schema > store.schema.json", "then point the editor's YAML settings at it."),
                new("./stroll config schema scenario > scenario.schema.json", "the same for scenarios of your own."),
            ],
        }.With(what).Does(typed =>
        {
            terminal.Output.Write(typed.GetValue(what) switch
            {
                "store" => StoreSchema.Json,
                "scenario" => ScenarioSchema.Json,
                "stroll" => SettingsSchema.Json,
                var other => throw new Refusal(new("config.schema", $"{other}", "there is no such schema, expected store, stroll or scenario")),
            });
            return ExitCode.Good;
        });
    }

    static StrollCommand Check(Terminal terminal)
    {
        var path = new Argument<string>("PATH") { Description = "A store.yaml, a stroll.yaml (then also all that it leads to), or the folder of a recording (then also its catalogue, planogram and hashes)." };
        return new StrollCommand("check", "Checks a store file, the settings of an installation or a whole recording, and says what is in it.")
        {
            Notes = ["Lengths in a store file are metres, turns degrees, capacities grams. An unknown key is refused with its line and the nearest known one."],
            Examples =
            [
                new("./stroll config check store.yaml", "checks one file."),
                new("./stroll config check case-1", "checks all that a recording says of its store."),
            ],
        }.With(path).Does(typed => RunCheck(terminal, typed.GetValue(path)!));
    }

    static int RunCheck(Terminal terminal, string path)
    {
        if (Directory.Exists(path))
        {
            var recording = Refusal.Unless(RecordingReader.Open(path));
            foreach (var warning in recording.Warnings)
            {
                terminal.Say(warning);
            }

            terminal.Output.WriteLine(
                $"{path}: good; {InWords(recording.Model.Store)}, {recording.Model.Catalogue.Products.Length} products, {recording.Model.Planogram.Facings.Length} facings");
            return ExitCode.Good;
        }

        var text = Refusal.Unless(InputFile.Text(path, "a store file (YAML)"));
        if (Path.GetFileName(path) == "stroll.yaml" || text.Contains("\nstores:", StringComparison.Ordinal))
        {
            var configuration = Configuration.Read(path);
            terminal.Output.WriteLine($"{path}: good; {configuration.Models.Length} stores: {string.Join("; ", configuration.Models.Select(model => InWords(model.Store)))}");
            return ExitCode.Good;
        }

        terminal.Output.WriteLine($"{path}: good; {InWords(Refusal.Unless(StoreYaml.Read(text, path)))}");
        return ExitCode.Good;
    }

    static string InWords(Store store) =>
        $"'{Terminal.OneLine(store.Name)}' with {store.Gondolas.Length} gondolas, {store.Shelves.Length} shelves, {store.Plates.Length} plates, {store.Gates.Length} gates";
}

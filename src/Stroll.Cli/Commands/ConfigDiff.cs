using System.CommandLine;
using System.Globalization;
using Stroll.Cli.Frame;
using Stroll.Cli.Live;
using Stroll.Host.Settings;
using Stroll.Layout;

namespace Stroll.Cli.Commands;

/// <summary><c>stroll config diff</c></summary>
internal static class ConfigDiff
{
    internal static StrollCommand Build(Terminal terminal)
    {
        var path = new Argument<string>("FILE") { Description = "A stroll.yaml that is about to be used." };
        var data = new Option<string?>("--data") { HelpName = "DIR", Description = "The data folder of the installation, in place of the one in the settings." };
        return new StrollCommand("diff", "Says what would change if the settings were used, against those with which the last start went well.")
        {
            Notes = ["It compares what the files mean and not how they are written, the stores' layouts, products and prices included. Exit code 0 whether or not something differs."],
            Examples = [new("./stroll config diff /etc/stroll/stroll.yaml", "before a restart.")],
        }.With(path, data).Does(typed => Run(terminal, typed.GetValue(path)!, typed.GetValue(data)));
    }

    static int Run(Terminal terminal, string path, string? data)
    {
        var next = Configuration.Read(path);
        var kept = Path.Combine(data ?? next.Settings.Data, "last-good", "stroll.yaml");
        if (!File.Exists(kept))
        {
            terminal.Output.WriteLine($"{kept}: there is none yet; everything is new");
            return ExitCode.Good;
        }

        var last = Configuration.Read(kept);
        string[] changes = [.. Between(Lines(last), Lines(next))];
        foreach (var change in changes)
        {
            terminal.Output.WriteLine(change);
        }

        terminal.Output.WriteLine(changes.Length == 0 ? "nothing would change" : $"{changes.Length} {(changes.Length == 1 ? "line" : "lines")} would change");
        return ExitCode.Good;
    }

    /// <summary>What is gone, then what is new, each in its own order.</summary>
    static IEnumerable<string> Between(string[] last, string[] next) =>
        [.. last.Except(next).Select(line => $"- {line}"), .. next.Except(last).Select(line => $"+ {line}")];

    static string[] Lines(Configuration configuration) =>
    [
        .. StrollYaml.Write(configuration.Settings, _ => "").Split('\n', StringSplitOptions.RemoveEmptyEntries).Where(line => !line.StartsWith("stores:", StringComparison.Ordinal)),
        .. configuration.Settings.Stores.Zip(configuration.Models).SelectMany(store => Lines($"{store.First.Key}", store.Second)),
    ];

    static IEnumerable<string> Lines(string store, StoreModel model) =>
    [
        .. model.Store.Plates.Select(plate => $"{store} plate {plate.Address} {plate.Body} {plate.Capacity.Value} g"),
        .. model.Store.Gates.Select(gate => $"{store} {gate}"),
        .. model.Store.Cameras.Select(camera => $"{store} camera {camera.Name} {camera.View.Pose} {camera.View.Lens}"),
        .. model.Catalogue.Products.Select(product => $"{store} product {product.Barcode} {product.Name} {product.Unit} {Text(product.UnitWeight?.Value)} g, {Text(product.Price?.Minor)} {product.Price?.Currency}"),
        .. model.Planogram.Facings.Select(facing =>
            $"{store} facing {model.Catalogue[facing.Product].Barcode} on {string.Join(", ", facing.Plates.Select(plate => model.Store[plate].Address))}"),
    ];

    static string Text(IFormattable? number) => number?.ToString(null, CultureInfo.InvariantCulture) ?? "no";
}

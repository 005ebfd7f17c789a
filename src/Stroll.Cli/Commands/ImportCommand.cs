using System.CommandLine;
using Stroll.Cli.Frame;
using Stroll.Recordings.AutoCheckout;

namespace Stroll.Cli.Commands;

/// <summary><c>stroll import</c></summary>
internal static class ImportCommand
{
    internal static Command Build(Terminal terminal) =>
        new StrollCommand("import", "Makes a recording of data that another system recorded.").With(AutoCheckout(terminal));

    static StrollCommand AutoCheckout(Terminal terminal)
    {
        var source = new Argument<string>("SRC")
        {
            Description = "A folder, a .tar.gz or a .csv. Which of the three forms of these recordings it is, is found out: native JSON lines, one CSV a plate with a product CSV, or the public CSV export.",
        };
        var geometry = new Option<string?>("--geometry")
        {
            HelpName = "DIR",
            Description = "Folder with store_meta_Gondolas.json, store_meta_Shelves.json and store_meta_Plates.json (metres). Without it plates have no position.",
        };
        var products = new Option<string?>("--products")
        {
            HelpName = "F",
            Description = "JSON lines with barcode, name and weight of each product. Gives barcodes to the names of a product CSV.",
        };
        var strict = new Option<bool>("--strict") { Description = "Refuse what is odd instead of counting and naming it." };
        var target = new Option<string>("--out") { HelpName = "REC", Required = true, Description = "The recording to make: a folder that is not there yet, or is empty." };
        return new StrollCommand("autocheckout", "Makes a recording of AutoCheckout data (competition of 2020), in any of its three forms.")
        {
            Notes =
            [
                "The import report names what was accepted although it is odd: readings that are no number, plates without a place or without readings, steps back in time, doubled samples, products without a facing. What cannot be right is refused, and then nothing is left on disk.",
            ],
            Examples =
            [
                new("./stroll import autocheckout case-1 --out rec-1", "native files (plate_data.json and its neighbours) into a recording."),
                new("./stroll import autocheckout plates.tar.gz --geometry store --products products.jsonl --out rec-2", "one CSV a plate, with the geometry of the store and barcodes for the names."),
            ],
        }.With(source, geometry, products, strict, target).Does(typed => Run(terminal, new(typed.GetValue(source)!, typed.GetValue(target)!)
        {
            GeometryDir = typed.GetValue(geometry),
            ProductsFile = typed.GetValue(products),
            Strict = typed.GetValue(strict),
            Stop = terminal.Stop,
        }));
    }

    static int Run(Terminal terminal, ImportOptions options)
    {
        var report = Refusal.Unless(AutoCheckoutImporter.Import(options));
        foreach (var line in report.Lines())
        {
            terminal.Output.WriteLine(Terminal.Visible(line));
        }

        terminal.Output.WriteLine($"written to {Path.GetFullPath(options.Out)}");
        return ExitCode.Good;
    }
}

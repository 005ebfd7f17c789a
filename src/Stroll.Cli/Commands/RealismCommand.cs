using System.Collections.Immutable;
using System.CommandLine;
using Stroll.Cli.Bench.Accuracy;
using Stroll.Cli.Bench.Realism;
using Stroll.Cli.Frame;

namespace Stroll.Cli.Commands;

/// <summary><c>stroll bench realism</c></summary>
internal static class RealismCommand
{
    internal static Command Build(Terminal terminal)
    {
        var sources = new Argument<string[]>("SOURCE")
        {
            Description = "Recordings (folders), files of weights (.csv: each column the sum of a shelf, all of one gondola), scenarios, or the word labels.",
            Arity = ArgumentArity.OneOrMore,
        };
        var seeds = new Option<string>("--seeds") { HelpName = "N|A..B", Description = "Which days of each scenario; 1..5 by default.", DefaultValueFactory = _ => "1..5" };
        var data = new Option<string?>("--data") { HelpName = "DIR", Description = "Where the labelled cases lie; what STROLL_DATA says by default." };
        var json = StrollCommand.JsonOption();
        var folder = new Option<string?>("--report") { HelpName = "DIR", Description = "Also write one plot a statistic (SVG) to this folder." };
        return new StrollCommand("realism", "Puts the statistics of simulated and real weights side by side.")
        {
            Notes =
            [
                "Every source goes through the pipeline, which finds its mass changes; noise, transients and lengths are measured around them. A cell is the median (a tenth to nine tenths) and the most. docs/simulator.md defines each row and says where simulated and real differ.",
                "JSON: {SOURCE: {\"plateQuiet\": {\"count\", \"p10\", \"p50\", \"p90\", \"most\"}, …, \"trulyPuts\": {\"hits\", \"of\"}}}.",
            ],
            Examples = [new("./stroll bench realism case-1 shelf.csv lunch-rush labels --report plots", "one real recording, one file of weights, five rushes, and the labels.")],
        }.With(sources, seeds, data, json, folder).Does(typed => Run(
            terminal, typed.GetValue(sources)!, typed.GetValue(seeds)!, typed.GetValue(data), typed.GetValue(json), typed.GetValue(folder)));
    }

    static int Run(Terminal terminal, string[] sources, string seedText, string? data, bool asJson, string? folder)
    {
        if (!SeedRange.TryParse(seedText, out var seeds))
        {
            throw new Refusal(new("bench.seeds", "--seeds", $"'{seedText}', expected a number from 1 to 1000000, or a range as 1..20"));
        }

        if (folder is not null && WholeFile.Prepare(folder) is { } fault)
        {
            return terminal.Refuse(fault);
        }

        ImmutableArray<RealismFigures> figures = [.. sources.Select(source => RealismSources.Read(source, seeds, data, terminal.Stop))];
        if (folder is not null)
        {
            foreach (var (file, write) in RealismPlots.Of(figures))
            {
                WholeFile.Write(Path.Combine(folder, $"{file}.svg"), write);
            }
        }

        if (asJson)
        {
            JsonDocumentOut.Write(terminal.Output, json => RealismTable.Write(json, figures));
        }
        else
        {
            RealismTable.Write(terminal.Output, figures);
        }

        return ExitCode.Good;
    }
}

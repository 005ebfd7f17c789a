using System.Collections.Immutable;
using System.CommandLine;
using System.Globalization;
using Stroll.Cli.Bench.Accuracy;
using Stroll.Cli.Bench.Baselines;
using Stroll.Cli.Frame;
using Stroll.Recordings;

namespace Stroll.Cli.Commands;

/// <summary><c>stroll bench recordings</c></summary>
internal static class RecordingsCommand
{
    internal static Command Build(Terminal terminal)
    {
        var folders = new Argument<string[]>("REC") { Description = "Recordings that bring their truth along.", Arity = ArgumentArity.OneOrMore };
        var json = StrollCommand.JsonOption();
        return new StrollCommand("recordings", "Measures how right receipts of recordings are, with the two simple rules beside them.")
        {
            Notes =
            [
                "Item F1 of each recording by the rule of the AutoCheckout competition of 2020, and receipts exactly right of all; last the mean, in which every recording counts alike.",
                "JSON: {\"recordings\": [{\"recording\", \"pipeline\": {\"f1\", \"exactReceipts\", \"receipts\"}, …each baseline}], \"mean\": the same}.",
            ],
            Examples = [new("./stroll bench recordings cases/*", "all recordings of a folder.")],
        }.With(folders, json).Does(typed => Run(terminal, typed.GetValue(folders)!, typed.GetValue(json)));
    }

    static int Run(Terminal terminal, string[] folders, bool asJson)
    {
        var (runs, names) = (new List<RecordedRun>(), new List<(string Key, string Title)>());
        foreach (var folder in folders)
        {
            var recording = Refusal.Unless(RecordingReader.Open(folder));
            var truth = recording.Truth ?? throw new Refusal(new("bench.truth", folder, "no truth.json, expected a recording whose truth is known"));
            names = [("pipeline", "pipeline"), .. Baseline.All(recording.Model).Select(baseline => (baseline.Name, baseline.Title))];
            try
            {
                runs.Add(RecordedRun.Of(Path.GetFileName(Path.TrimEndingDirectorySeparator(folder)), recording, truth, terminal.Stop));
            }
            catch (RecordingException broken)
            {
                return terminal.Refuse(broken.Fault);
            }
        }

        ImmutableArray<(string Name, ImmutableArray<(double F1, int Exact, int All)> Ways)> rows =
        [
            .. runs.Select(run => (run.Name, run.Ways.Select(way => (way.F1, way.ExactReceipts, way.TrueReceipts)).ToImmutableArray())),
            ("mean", [.. names.Select((_, way) => (runs.Average(run => run.Ways[way].F1), runs.Sum(run => run.Ways[way].ExactReceipts), runs.Sum(run => run.Ways[way].TrueReceipts)))]),
        ];
        if (asJson)
        {
            WriteJson(terminal, rows, [.. names.Select(name => name.Key)]);
        }
        else
        {
            WriteTable(terminal, rows, [.. names.Select(name => name.Title)]);
        }

        return ExitCode.Good;
    }

    static void WriteTable(Terminal terminal, ImmutableArray<(string Name, ImmutableArray<(double F1, int Exact, int All)> Ways)> rows, ImmutableArray<string> titles)
    {
        var first = rows.Max(row => row.Name.Length);
        terminal.Output.WriteLine($"{"".PadRight(first)}{string.Concat(titles.Select(title => $"  {title,30}"))}");
        foreach (var (name, ways) in rows)
        {
            terminal.Output.WriteLine(name.PadRight(first) + string.Concat(ways.Select(way =>
                string.Create(CultureInfo.InvariantCulture, $"  {way.F1,20:0.000}  {$"{way.Exact}/{way.All}",8}"))));
        }
    }

    static void WriteJson(Terminal terminal, ImmutableArray<(string Name, ImmutableArray<(double F1, int Exact, int All)> Ways)> rows, ImmutableArray<string> keys) =>
        JsonDocumentOut.Write(terminal.Output, json =>
        {
            json.WriteStartObject();
            json.WriteStartArray("recordings");
            foreach (var (name, ways) in rows[..^1])
            {
                json.WriteStartObject();
                json.WriteString("recording", name);
                WriteWays(ways);
                json.WriteEndObject();
            }

            json.WriteEndArray();
            json.WriteStartObject("mean");
            WriteWays(rows[^1].Ways);
            json.WriteEndObject();
            json.WriteEndObject();

            void WriteWays(ImmutableArray<(double F1, int Exact, int All)> ways)
            {
                foreach (var (key, (f1, exact, all)) in keys.Zip(ways))
                {
                    json.WriteStartObject(key);
                    json.WriteNumber("f1", Math.Round(f1, 6));
                    json.WriteNumber("exactReceipts", exact);
                    json.WriteNumber("receipts", all);
                    json.WriteEndObject();
                }
            }
        });
}

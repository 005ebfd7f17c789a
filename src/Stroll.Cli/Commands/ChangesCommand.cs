using System.CommandLine;
using System.Globalization;
using Stroll.Cli.Frame;
using Stroll.Cli.Series;
using Stroll.Interaction;
using Stroll.Units;

namespace Stroll.Cli.Commands;

/// <summary><c>stroll changes</c></summary>
internal static class ChangesCommand
{
    internal static Command Build(Terminal terminal)
    {
        var file = new Argument<string>("SERIES.csv")
        {
            Description = "Weights over time in grams, one column each, with a head line. Parted by comma, semicolon or tab; UTF-8.",
        };
        var json = StrollCommand.JsonOption();
        return new StrollCommand("changes", "Finds what was taken from or put on a scale, in a file of weights.")
        {
            Notes =
            [
                "The time column is called t, time, timestamp or unix, and may say its unit: t_s, t_ms, t_us, t_ns. Without one, text with a date is RFC 3339 and a number is unix time in s, ms, us or ns by its size; a clock that counts from 0 is in seconds. Times must not fall. An empty field or NaN is a reading that is not there.",
                "A change comes with its begin and end in seconds on the clock of the file (unix seconds for RFC 3339), its grams (below zero was taken) and their standard deviation.",
                "JSON: {\"events\": [{\"series\", \"begin\", \"end\", \"grams\", \"sd\"}]}, by time.",
            ],
            Examples =
            [
                new("./stroll changes shelf.csv", "prints a table of changes."),
                new("./stroll changes shelf.csv --json | jq '.events | length'", "counts them."),
            ],
        }.With(file, json).Does(typed => Run(terminal, typed.GetValue(file)!, typed.GetValue(json)));
    }

    static int Run(Terminal terminal, string path, bool asJson)
    {
        var table = Refusal.Unless(SeriesFile.Read(path, terminal.Stop));
        var events = table.Columns
            .SelectMany(column => Find(table, column, terminal.Stop).Select(change => (column.Name, Change: change)))
            .OrderBy(e => e.Change.Begin).ToArray();
        if (asJson)
        {
            WriteJson(terminal, events);
        }
        else
        {
            WriteTable(terminal, table, events);
        }

        return ExitCode.Good;
    }

    static List<MassStretch> Find(SeriesTable table, SeriesColumn column, CancellationToken stop)
    {
        var series = new SeriesChanges(MassChangeRules.Default);
        var found = new List<MassStretch>();
        for (var i = 0; i < table.Times.Length; i++)
        {
            if ((i & 0xFFFF) == 0)
            {
                stop.ThrowIfCancellationRequested();
            }

            series.Add(new(table.Times[i]), column.Grams[i], found);
        }

        series.Finish(found);
        return found;
    }

    static void WriteJson(Terminal terminal, (string Name, MassStretch Change)[] events) =>
        JsonDocumentOut.Write(terminal.Output, json =>
        {
            json.WriteStartObject();
            json.WriteStartArray("events");
            foreach (var (name, change) in events)
            {
                json.WriteStartObject();
                json.WriteString("series", name);
                json.WriteNumber("begin", Seconds(change.Begin));
                json.WriteNumber("end", Seconds(change.End));
                json.WriteNumber("grams", Math.Round(change.Change.Value, 3));
                json.WriteNumber("sd", Math.Round(change.Sd.Value, 3));
                json.WriteEndObject();
            }

            json.WriteEndArray();
            json.WriteEndObject();
        });

    static void WriteTable(Terminal terminal, SeriesTable table, (string Name, MassStretch Change)[] events)
    {
        var output = terminal.Output;
        var column = Math.Max(6, events.Select(e => e.Name.Length).DefaultIfEmpty().Max());
        if (events.Length > 0)
        {
            output.WriteLine($"{"series".PadRight(column)}  {"begin s",16}  {"end s",16}  {"grams",10}  {"sd",7}");
        }

        foreach (var (name, change) in events)
        {
            output.WriteLine(string.Create(
                CultureInfo.InvariantCulture,
                $"{Terminal.OneLine(name).PadRight(column)}  {Seconds(change.Begin),16:0.000}  {Seconds(change.End),16:0.000}  {change.Change.Value,10:+0.0;-0.0}  {change.Sd.Value,7:0.00}"));
        }

        var count = events.Length == 1 ? "1 change" : $"{events.Length} changes";
        output.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"{count} in {table.Columns.Length} series, {table.Times.Length} rows, {(table.Times[^1] - table.Times[0]) / 1e9:0.0} s"));
    }

    /// <summary>Exact: a double would shake the last digits of unix time.</summary>
    static decimal Seconds(Instant at) => at.Nanoseconds / 1_000_000_000m;
}

using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json;
using Stroll.Cli.Frame;

namespace Stroll.Cli.Bench.Realism;

/// <summary>Statistics of several sources side by side: one row a statistic, one column a source.</summary>
internal static class RealismTable
{
    static readonly (string Key, string Words, Func<RealismFigures, Distribution> Of)[] Distributions =
    [
        ("plateQuiet", "quiet plate, sd in a second, g", figures => figures.PlateQuiet),
        ("shelfQuiet", "quiet shelf, sd in a second, g", figures => figures.ShelfQuiet),
        ("shelfBeside", "untouched shelf, a neighbour shopped: sd, g", figures => figures.ShelfBeside),
        ("spanBeside", "the same, lowest to highest sample, g", figures => figures.SpanBeside),
        ("meanBeside", "the same, means of seconds apart, g", figures => figures.MeanBeside),
        ("above", "hand presses above both levels, x change", figures => figures.Above),
        ("below", "hand lifts below both levels, x change", figures => figures.Below),
        ("length", "length of a change, s", figures => figures.Length),
    ];

    static readonly (string Key, string Words, Func<RealismFigures, Part> Of)[] Shares =
    [
        ("onSeveral", "takes (of one or more) over 2 plates or more, found", figures => figures.OnSeveral),
        ("trulyOnSeveral", "takes of one piece over 2 plates or more, truth or labels", figures => figures.TrulyOnSeveral),
        ("puts", "put-backs of all changes, found", figures => figures.Puts),
        ("trulyPuts", "put-backs of all changes, truth or labels", figures => figures.TrulyPuts),
    ];

    /// <summary>The rows with their cells: median (a tenth to nine tenths) of so many; percent of so many.</summary>
    internal static IEnumerable<string[]> Rows(ImmutableArray<RealismFigures> sources)
    {
        yield return ["", .. sources.Select(source => source.Name)];
        yield return ["seconds, shelves, changes", .. sources.Select(source => source.Shelves == 0 ? "-" : Text($"{source.Seconds:N0}, {source.Shelves}, {source.Changes:N0}"))];
        foreach (var (_, words, of) in Distributions)
        {
            yield return [words, .. sources.Select(source => Cell(of(source)))];
        }

        foreach (var (_, words, of) in Shares)
        {
            yield return [words, .. sources.Select(source => of(source) is { All: > 0 } part ? Text($"{100 * part.Share:0} % of {part.All:N0}") : "-")];
        }
    }

    /// <summary>As aligned text.</summary>
    internal static void Write(TextWriter to, ImmutableArray<RealismFigures> sources)
    {
        var rows = Rows(sources).ToArray();
        var widths = rows[0].Select((_, column) => rows.Max(row => row[column].Length)).ToArray();
        foreach (var row in rows)
        {
            to.WriteLine(string.Join("  ", row.Select((cell, i) => i == 0 ? cell.PadRight(widths[i]) : cell.PadLeft(widths[i]))).TrimEnd());
        }
    }

    /// <summary>As one object, a key a source.</summary>
    internal static void Write(Utf8JsonWriter json, ImmutableArray<RealismFigures> sources)
    {
        json.WriteStartObject();
        foreach (var source in sources)
        {
            json.WriteStartObject(source.Name);
            foreach (var (key, _, of) in Distributions)
            {
                Write(json, key, of(source));
            }

            foreach (var (key, _, of) in Shares)
            {
                json.WriteStartObject(key);
                json.WriteNumber("hits", of(source).Hits);
                json.WriteNumber("of", of(source).All);
                json.WriteEndObject();
            }

            json.WriteEndObject();
        }

        json.WriteEndObject();
    }

    static void Write(Utf8JsonWriter json, string key, Distribution values)
    {
        json.WriteStartObject(key);
        json.WriteNumber("count", values.Count);
        foreach (var (name, share) in (ReadOnlySpan<(string, double)>)[("p10", 0.1), ("p50", 0.5), ("p90", 0.9), ("most", 1)])
        {
            if (values.Count > 0)
            {
                json.WriteNumber(name, Math.Round(values.At(share), 4));
            }
            else
            {
                json.WriteNull(name);
            }
        }

        json.WriteEndObject();
    }

    static string Cell(Distribution values) => values.Count == 0 ? "-" : Text($"{Short(values.At(0.5))} ({Short(values.At(0.1))} to {Short(values.At(0.9))}), most {Short(values.At(1))}");

    static string Short(double value) => value.ToString(value >= 99.5 ? "0" : value >= 9.95 ? "0.0" : "0.00", CultureInfo.InvariantCulture);

    static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}

using System.Collections.Immutable;
using Stroll.Cli.Report;

namespace Stroll.Cli.Bench.Realism;

/// <summary>One picture a statistic: for each source the share of values below each size. Each file stands alone.</summary>
internal static class RealismPlots
{
    const int Width = 560;
    const int Height = 330;

    // Two or three values are no distribution.
    const int FewestValues = 5;

    static readonly string[] Colours = ["#2c6a94", "#b5622a", "#3d7f52", "#7b5aa6", "#a34a6f", "#5d6b1f"];

    static readonly (string File, string Title, string Caption, double Low, double High, double[] Ticks, Func<RealismFigures, Distribution> Of)[] All =
    [
        ("realism-quiet-plate", "Quiet plates", "sd within a second, grams", 0.1, 100, [0.1, 1, 10, 100], figures => figures.PlateQuiet),
        ("realism-beside", "An untouched shelf while a neighbour is shopped", "sd of its sum within a second, grams", 0.1, 1000, [0.1, 1, 10, 100, 1000], figures => figures.ShelfBeside),
        ("realism-transient", "How far a hand presses a shelf above both levels", "as a multiple of the change", 0.01, 100, [0.01, 0.1, 1, 10, 100], figures => figures.Above),
        ("realism-length", "How long a change takes", "seconds", 0.1, 30, [0.1, 0.3, 1, 3, 10, 30], figures => figures.Length),
    ];

    /// <summary>The pictures, by file name without its ending.</summary>
    internal static IEnumerable<(string File, Action<TextWriter> Write)> Of(ImmutableArray<RealismFigures> sources) =>
        All.Select(plot => (plot.File, (Action<TextWriter>)(to => Write(to, plot, sources))));

    static void Write(
        TextWriter to, (string File, string Title, string Caption, double Low, double High, double[] Ticks, Func<RealismFigures, Distribution> Of) plot, ImmutableArray<RealismFigures> sources)
    {
        var html = new Html(to);
        html.Line($"<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {Width} {Height}\" width=\"{Width}\" height=\"{Height}\" role=\"img\" aria-label=\"{plot.Title}\">");
        html.Raw("<style>text { font: 12px system-ui, \"DejaVu Sans\", sans-serif; fill: #444; } .title { font-size: 14px; font-weight: 600; fill: #222; } .grid { stroke: #ddd; } polyline { fill: none; stroke-width: 2; }</style>\n");
        html.Raw("<rect width=\"100%\" height=\"100%\" fill=\"#fff\" rx=\"8\"/>\n");
        html.Line($"<text class=\"title\" x=\"14\" y=\"22\">{plot.Title}</text>");
        var area = new PlotArea(48, 36, Width - 66, Height - 130, (Math.Log(plot.Low), Math.Log(plot.High)), (0, 1));
        area.WriteRows(html, ((double[])[0, 0.25, 0.5, 0.75, 1]).Select(share => (share, FormattableString.Invariant($"{100 * share:0} %"))));
        area.WriteColumns(html, plot.Ticks.Select(tick => (Math.Log(tick), FormattableString.Invariant($"{tick}"))));
        area.WriteCaption(html, plot.Caption);
        // A source has one colour in all pictures.
        var shown = sources.Select((source, i) => (source, Colour: Colours[i % Colours.Length])).Where(pair => plot.Of(pair.source).Count >= FewestValues).ToArray();
        for (var i = 0; i < shown.Length; i++)
        {
            var (source, colour) = shown[i];
            html.Line($"<polyline stroke=\"{colour}\" points=\"{Points(area, plot.Of(source), plot.Low)}\"/>");
            var (x, y) = (48 + (i % 2 * 250), Height - 42 + (i / 2 * 17));
            html.Line($"<rect x=\"{x}\" y=\"{y - 9}\" width=\"14\" height=\"4\" fill=\"{colour}\"/><text x=\"{x + 20}\" y=\"{y - 3}\">{source.Name} ({plot.Of(source).Count:N0})</text>");
        }

        html.Raw("</svg>\n");
    }

    // At most a hundred corners: the share below each of a hundred sizes, or below each value where there are fewer.
    static string Points(PlotArea area, Distribution values, double low)
    {
        var corners = Math.Min(100, values.Count);
        return string.Join(' ', Enumerable.Range(0, corners + 1).Select(i =>
        {
            var share = i / (double)corners;
            return FormattableString.Invariant($"{area.AtX(Math.Log(Math.Max(low, values.At(share)))):0.0},{area.AtY(share):0.0}");
        }));
    }
}

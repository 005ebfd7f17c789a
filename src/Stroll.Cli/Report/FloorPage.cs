using Stroll.Geometry;
using Stroll.Tracking.Evaluation;

namespace Stroll.Cli.Report;

/// <summary>Writes the page of <c>evaluate floor</c>: everybody's way on the floor, and where tracks went wrong.</summary>
internal static class FloorPage
{
    const int Colours = 6;
    const double MatchMetres = 1;

    const string Css = """
        .floor { background: var(--card); border: 1px solid var(--rule); border-radius: 10px; padding: .7rem .8rem; margin-top: .9rem; }
        .floor svg { display: block; width: 100%; height: auto; max-height: 90vh; background: var(--page); border-radius: 6px; }
        .way { fill: none; stroke-width: 2; vector-effect: non-scaling-stroke; } .true { stroke: var(--quiet); stroke-opacity: .45; stroke-width: 1; }
        .w0 { stroke: var(--c0); } .w1 { stroke: var(--c1); } .w2 { stroke: var(--c2); } .w3 { stroke: var(--c3); } .w4 { stroke: var(--c4); } .w5 { stroke: var(--c5); }
        .miss { fill: var(--held); fill-opacity: .5; } .invented { fill: none; stroke: var(--held); stroke-width: 1.5; vector-effect: non-scaling-stroke; }
        .switch { fill: none; stroke: var(--bad); stroke-width: 2; vector-effect: non-scaling-stroke; } .metre { stroke: var(--rule); stroke-width: 1; vector-effect: non-scaling-stroke; }
        .scroll { overflow-x: auto; } table { border-collapse: collapse; font-size: .9rem; font-variant-numeric: tabular-nums; } th, td { padding: .3rem .8rem; text-align: right; } th { color: var(--quiet); font-weight: 500; }

        """;

    /// <summary>Writes the whole page; it stands alone: no script, no request, no file beside it.</summary>
    internal static void Write(TextWriter to, IReadOnlyList<(FloorPlace[] True, FloorPlace[] Said)> moments, FloorScore[] scores)
    {
        var html = new Html(to);
        html.Raw("<!doctype html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n");
        html.Raw("<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'\">\n<meta name=\"color-scheme\" content=\"light dark\">\n");
        html.Raw($"<title>People on the floor · Stroll</title>\n<style>\n{ReportStyle.Css}{Css}</style>\n</head>\n<body>\n<main>\n<header>\n<h1>People on the floor</h1>\n");
        html.Line($"<p class=\"muted\">{moments.Count} moments. Lines: tracks, each in a colour, over the true ways in grey. Lines of the grid are a metre apart.</p>");
        html.Raw("</header>\n<div class=\"scroll\"><table><thead><tr><th>radius</th><th>MODA</th><th>MODP</th><th>precision</th><th>recall</th><th>IDF1</th><th>switches</th></tr></thead><tbody>\n");
        foreach (var s in scores)
        {
            html.Line($"<tr><td>{s.Radius:0.0} m</td><td>{100 * s.Moda:0.0}</td><td>{100 * s.Modp:0.0}</td><td>{100 * s.Precision:0.0}</td><td>{100 * s.Recall:0.0}</td><td>{100 * s.Idf1:0.0}</td><td>{s.Following.Switches}</td></tr>");
        }

        html.Raw("</tbody></table></div>\n<p class=\"muted\">Red circles: a person came under another track than before. Filled amber: nobody was said to be there. Open amber: somebody was said to be where nobody was.</p>\n");
        Floor(html, moments);
        html.Raw("</main>\n</body>\n</html>\n");
    }

    static void Floor(Html html, IReadOnlyList<(FloorPlace[] True, FloorPlace[] Said)> moments)
    {
        FloorPlace[] all = [.. moments.SelectMany(m => m.True.Concat(m.Said))];
        if (all.Length == 0)
        {
            return;
        }

        var (left, right) = (Math.Floor(all.Min(p => p.X)) - 0.5, Math.Ceiling(all.Max(p => p.X)) + 0.5);
        var (low, high) = (Math.Floor(all.Min(p => p.Y)) - 0.5, Math.Ceiling(all.Max(p => p.Y)) + 0.5);
        // y grows upwards on the floor and downwards in a picture.
        html.Line($"<div class=\"floor\"><svg viewBox=\"{left:0.##} {-high:0.##} {right - left:0.##} {high - low:0.##}\" role=\"img\" aria-label=\"Ways on the floor\">");
        for (var x = Math.Ceiling(left); x < right; x++)
        {
            html.Line($"<line class=\"metre\" x1=\"{x}\" y1=\"{-high:0.##}\" x2=\"{x}\" y2=\"{-low:0.##}\"/>");
        }

        for (var y = Math.Ceiling(low); y < high; y++)
        {
            html.Line($"<line class=\"metre\" x1=\"{left:0.##}\" y1=\"{-y}\" x2=\"{right:0.##}\" y2=\"{-y}\"/>");
        }

        Ways(html, moments.Select(m => m.True), _ => "way true");
        Ways(html, moments.Select(m => m.Said), id => $"way w{id % Colours}");
        Slips(html, moments);
        html.Raw("</svg></div>\n");
    }

    static void Ways(Html html, IEnumerable<FloorPlace[]> moments, Func<long, string> style)
    {
        foreach (var way in moments.SelectMany(places => places).GroupBy(place => place.Id).OrderBy(way => way.Key))
        {
            var points = string.Join(' ', way.Select(p => FormattableString.Invariant($"{p.X:0.##},{-p.Y:0.##}")));
            html.Line($"<polyline class=\"{style(way.Key)}\" points=\"{points}\"><title>{way.Key}</title></polyline>");
        }
    }

    static void Slips(Html html, IReadOnlyList<(FloorPlace[] True, FloorPlace[] Said)> moments)
    {
        var last = new Dictionary<long, long>();
        var solver = new Assignment();
        foreach (var (truth, said) in moments)
        {
            double[] costs = [.. truth.SelectMany(t => said.Select(s => Math.Sqrt(((t.X - s.X) * (t.X - s.X)) + ((t.Y - s.Y) * (t.Y - s.Y)))))
                .Select(d => d <= MatchMetres ? d : double.PositiveInfinity)];
            var columnOf = new int[truth.Length];
            solver.Solve(costs, truth.Length, said.Length, 1 + (MatchMetres * truth.Length), columnOf);
            for (var i = 0; i < truth.Length; i++)
            {
                if (columnOf[i] < 0)
                {
                    html.Line($"<circle class=\"miss\" cx=\"{truth[i].X:0.##}\" cy=\"{-truth[i].Y:0.##}\" r=\"0.06\"/>");
                    continue;
                }

                var id = said[columnOf[i]].Id;
                if (last.TryGetValue(truth[i].Id, out var before) && before != id)
                {
                    html.Line($"<circle class=\"switch\" cx=\"{truth[i].X:0.##}\" cy=\"{-truth[i].Y:0.##}\" r=\"0.2\"><title>{truth[i].Id}: {before} became {id}</title></circle>");
                }

                last[truth[i].Id] = id;
            }

            for (var j = 0; j < said.Length; j++)
            {
                if (!columnOf.Contains(j))
                {
                    html.Line($"<circle class=\"invented\" cx=\"{said[j].X:0.##}\" cy=\"{-said[j].Y:0.##}\" r=\"0.1\"/>");
                }
            }
        }
    }
}

using System.Collections.Immutable;
using Stroll.Cli.Tracking;
using Stroll.Tracking.Evaluation;

namespace Stroll.Cli.Report;

/// <summary>Writes the page of <c>evaluate mot</c>: who was followed when and under which id, and where people were missed.</summary>
internal static class MotPage
{
    const int MostPeople = 80;
    const int RowHeight = 11;
    const int Colours = 6;

    const string Css = """
        .wide { background: var(--card); border: 1px solid var(--rule); border-radius: 10px; padding: .7rem .8rem; margin-top: .9rem; }
        .wide svg { display: block; width: 100%; height: auto; } .scene { background: var(--page); border-radius: 6px; }
        .there { fill: var(--track); } .f0 { fill: var(--c0); } .f1 { fill: var(--c1); } .f2 { fill: var(--c2); } .f3 { fill: var(--c3); } .f4 { fill: var(--c4); } .f5 { fill: var(--c5); }
        .switch { fill: var(--bad); } .way { fill: none; stroke-width: 1.6; stroke-opacity: .75; vector-effect: non-scaling-stroke; } .lost { stroke: var(--bad); stroke-opacity: .55; }
        .switchmark { fill: none; stroke: var(--bad); stroke-width: 2; vector-effect: non-scaling-stroke; } .ghost { fill: var(--held); fill-opacity: .35; }
        i.bad { background: var(--bad); } i.held { background: var(--held); } i.gap { background: var(--track); }
        .scroll { overflow-x: auto; background: var(--card); border: 1px solid var(--rule); border-radius: 10px; margin-top: .7rem; }
        table { border-collapse: collapse; width: 100%; font-size: .86rem; font-variant-numeric: tabular-nums; } th, td { padding: .4rem .7rem; text-align: right; white-space: nowrap; }
        th { color: var(--quiet); font-weight: 500; } th:first-child, td:first-child { text-align: left; position: sticky; left: 0; background: var(--card); } tbody tr { border-top: 1px solid var(--rule); }

        """;

    /// <summary>Writes the whole page; it stands alone: no script, no request, no file beside it.</summary>
    internal static void Write(TextWriter to, ImmutableArray<MotScore> scores)
    {
        var html = new Html(to);
        html.Raw("<!doctype html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n");
        html.Raw("<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n");
        html.Raw("<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'\">\n");
        html.Raw("<meta name=\"color-scheme\" content=\"light dark\">\n");
        html.Raw($"<title>How well people were followed · Stroll</title>\n<style>\n{ReportStyle.Css}{Css}</style>\n</head>\n<body>\n<main>\n<header>\n");
        html.Raw("<h1>How well people were followed</h1>\n");
        html.Raw("<p class=\"muted\">One camera; tracks against truth, as the scorer of the MOTChallenge counts them. Match at half an overlap, HOTA over all levels.</p>\n</header>\n");
        Table(html, scores);
        foreach (var score in scores)
        {
            One(html, score);
        }

        html.Raw("</main>\n</body>\n</html>\n");
    }

    static void Table(Html html, ImmutableArray<MotScore> scores)
    {
        html.Raw("<div class=\"scroll\"><table><thead><tr><th>sequence</th><th>HOTA</th><th>DetA</th><th>AssA</th><th>IDF1</th><th>MOTA</th><th>switches</th><th>missed</th><th>invented</th><th>true boxes</th><th>people</th></tr></thead><tbody>\n");
        foreach (var (name, _, s, frames, _) in scores)
        {
            var people = frames.SelectMany(f => f.Truth.Select(t => t.Id)).Distinct().Count();
            html.Line($"<tr><td><a href=\"#{name}\">{name}</a></td><td>{100 * s.Hota:0.0}</td><td>{100 * s.DetA:0.0}</td><td>{100 * s.AssA:0.0}</td><td>{100 * s.Idf1:0.0}</td><td>{100 * s.Mota:0.0}</td><td>{s.Switches}</td><td>{s.Missed}</td><td>{s.Invented}</td><td>{s.Truths}</td><td>{people}</td></tr>");
        }

        html.Raw("</tbody></table></div>\n");
    }

    static void One(Html html, MotScore score)
    {
        html.Line($"<section>\n<h2 id=\"{score.Name}\">{score.Name}</h2>");
        if (score.Frames.IsEmpty)
        {
            html.Raw("<p class=\"muted\">No frames.</p>\n</section>\n");
            return;
        }

        var lives = Lives(score);
        Rows(html, score, lives);
        Scene(html, score, lives);
        html.Raw("</section>\n");
    }

    /// <summary>One true person in one scored frame.</summary>
    /// <param name="Frame">Index of the frame.</param>
    /// <param name="X">Middle of the box.</param>
    /// <param name="Y">Lower edge of the box.</param>
    /// <param name="Said">Under which id; none where missed.</param>
    /// <param name="IsSwitch">True where the id is another than the last.</param>
    readonly record struct Moment(int Frame, double X, double Y, long? Said, bool IsSwitch);

    sealed record Life(long Id, List<Moment> Moments);

    static List<Life> Lives(MotScore score)
    {
        var lives = new Dictionary<long, Life>();
        var ordered = new List<Life>();
        for (var f = 0; f < score.Frames.Length; f++)
        {
            var frame = score.Frames[f];
            foreach (var (_, fate, row, column) in frame.Encounters.Where(e => e.True >= 0))
            {
                var (id, box, _) = frame.Truth[row];
                if (!lives.TryGetValue(id, out var life))
                {
                    life = new(id, []);
                    lives.Add(id, life);
                    ordered.Add(life);
                }

                life.Moments.Add(new(f, box.Left + (box.Width / 2), box.Bottom, column >= 0 ? frame.Said[column].Id : null, fate == Fate.Switched));
            }
        }

        return ordered;
    }

    static void Rows(Html html, MotScore score, List<Life> lives)
    {
        var shown = lives.OrderByDescending(l => l.Moments.Count(m => m.IsSwitch)).ThenByDescending(l => l.Moments.Count).ThenBy(l => l.Id).Take(MostPeople).ToArray();
        const double Left = 46, Width = 1150;
        var frames = Math.Max(1, score.Frames.Length);
        var height = 22 + (RowHeight * shown.Length);
        html.Raw("<div class=\"wide\">\n<p class=\"muted\">Each row is a true person, those with the most switches first");
        html.Line($"{(lives.Count > shown.Length ? $" ({shown.Length} of {lives.Count})" : "")}. Colour: the id that followed them; pale: there, but missed; a red mark: another id than before.</p>");
        html.Line($"<svg viewBox=\"0 0 {Left + Width + 10:0} {height}\" role=\"img\" aria-label=\"Who was followed when\">");
        for (var tick = 0; tick <= 5; tick++)
        {
            var x = Left + (Width * tick / 5);
            html.Line($"<line class=\"grid\" x1=\"{x:0.0}\" x2=\"{x:0.0}\" y1=\"16\" y2=\"{height}\"/><text class=\"tick\" x=\"{x:0.0}\" y=\"11\" text-anchor=\"middle\">{score.Frames[Math.Min(score.Frames.Length - 1, score.Frames.Length * tick / 5)].Number}</text>");
        }

        for (var row = 0; row < shown.Length; row++)
        {
            var top = 20 + (row * RowHeight);
            html.Line($"<text class=\"tick\" x=\"{Left - 6}\" y=\"{top + 8}\" text-anchor=\"end\">{shown[row].Id}</text>");
            foreach (var (first, last, said) in Runs(shown[row].Moments))
            {
                var (x, width) = (Left + (Width * first / frames), Math.Max(0.6, Width * (last - first + 1) / frames));
                var colour = said is { } id ? $"f{(int)(((id % Colours) + Colours) % Colours)}" : "there";
                html.Line($"<rect class=\"{colour}\" x=\"{x:0.0}\" y=\"{top}\" width=\"{width:0.0}\" height=\"{RowHeight - 3}\"><title>person {shown[row].Id}, frames {score.Frames[first].Number} to {score.Frames[last].Number}: {(said is { } s ? $"id {s}" : "missed")}</title></rect>");
            }

            foreach (var moment in shown[row].Moments.Where(m => m.IsSwitch))
            {
                var x = Left + (Width * moment.Frame / frames);
                html.Line($"<rect class=\"switch\" x=\"{x - 1:0.0}\" y=\"{top - 2}\" width=\"2.4\" height=\"{RowHeight + 1}\"><title>frame {score.Frames[moment.Frame].Number}: now id {moment.Said}</title></rect>");
            }
        }

        html.Raw("</svg>\n</div>\n");
    }

    static IEnumerable<(int First, int Last, long? Said)> Runs(List<Moment> moments)
    {
        var first = 0;
        for (var i = 1; i <= moments.Count; i++)
        {
            if (i == moments.Count || moments[i].Said != moments[first].Said || moments[i].Frame != moments[i - 1].Frame + 1)
            {
                yield return (moments[first].Frame, moments[i - 1].Frame, moments[first].Said);
                first = i;
            }
        }
    }

    static void Scene(Html html, MotScore score, List<Life> lives)
    {
        var width = score.Sequence.Width ?? Math.Max(1, lives.SelectMany(l => l.Moments).Select(m => m.X).DefaultIfEmpty(1).Max());
        var height = score.Sequence.Height ?? Math.Max(1, lives.SelectMany(l => l.Moments).Select(m => m.Y).DefaultIfEmpty(1).Max());
        html.Raw("<div class=\"wide\">\n<p class=\"muted\">Where people stood in the picture (middle of the lower edge of their box): in the colour of the id that followed them, red where they were missed; a ring where the id changed; a dot where somebody was invented.</p>\n");
        html.Line($"<svg class=\"scene\" viewBox=\"0 0 {width:0} {height:0}\" role=\"img\" aria-label=\"Ways in the picture\">");
        foreach (var frame in score.Frames)
        {
            foreach (var invented in frame.Encounters.Where(e => e.Fate == Fate.Invented))
            {
                var box = frame.Said[invented.Said].Box;
                html.Line($"<circle class=\"ghost\" cx=\"{box.Left + (box.Width / 2):0}\" cy=\"{box.Bottom:0}\" r=\"{width / 500.0:0.0}\"/>");
            }
        }

        foreach (var life in lives)
        {
            Way(html, life, width / 300.0);
        }

        foreach (var moment in lives.SelectMany(l => l.Moments).Where(m => m.IsSwitch))
        {
            html.Line($"<circle class=\"switchmark\" cx=\"{moment.X:0}\" cy=\"{moment.Y:0}\" r=\"{width / 120.0:0.0}\"><title>frame {score.Frames[moment.Frame].Number}: now id {moment.Said}</title></circle>");
        }

        html.Raw("</svg>\n</div>\n");
    }

    /// <summary>One person's way, a line for each stretch under one id. Points nearer than <paramref name="least"/> to the last are left out.</summary>
    static void Way(Html html, Life life, double least)
    {
        var points = new List<string>();
        var (lastX, lastY) = (0.0, 0.0);
        for (var i = 0; i < life.Moments.Count; i++)
        {
            var moment = life.Moments[i];
            var ends = i + 1 == life.Moments.Count || life.Moments[i + 1].Said != moment.Said || life.Moments[i + 1].Frame != moment.Frame + 1;
            if (points.Count == 0 || ends || Math.Abs(moment.X - lastX) + Math.Abs(moment.Y - lastY) >= least)
            {
                points.Add(FormattableString.Invariant($"{moment.X:0},{moment.Y:0}"));
                (lastX, lastY) = (moment.X, moment.Y);
            }

            if (ends)
            {
                var colour = moment.Said is { } id ? $"c{(int)(((id % Colours) + Colours) % Colours)}" : "lost";
                html.Line($"<polyline class=\"way {colour}\" points=\"{string.Join(' ', points)}\"/>");
                points.Clear();
            }
        }
    }
}

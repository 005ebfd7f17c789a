using System.Globalization;
using Stroll.Interaction;
using Stroll.Layout;
using Stroll.Units;

namespace Stroll.Cli.Report;

/// <summary>The plates of a shelf around one mass change, and what the pipeline made of them.</summary>
internal static class ChangePlot
{
    const double Width = 360;
    const double Height = 190;
    const double LeftEdge = 44;
    const double RightEdge = Width - 8;
    const double TopEdge = 10;
    const double BottomEdge = Height - 24;
    const int Colours = 6;

    internal static void Write(Html html, StoreModel model, ChangeTrace trace)
    {
        var change = trace.Change;
        var store = model.Store;
        var shelf = store[change.Shelf];
        html.Line($"<figure class=\"plot\" id=\"change-{change.Number}\">");
        html.Line($"<figcaption><b>Change {change.Number}</b> · gondola {shelf.Gondola} shelf {shelf.Number} · {ReportPage.Clock(change.Begin)}<span class=\"grams\">{Signed(change.Change)} g <small>± {change.Sd.Value:0.0}</small></span></figcaption>");
        if (trace.Times.Length > 1)
        {
            Drawing(html, store, trace);
        }

        html.Raw("<p class=\"keys\">");
        var colour = 0;
        foreach (var group in change.Steps.SelectMany(s => s.Plates).GroupBy(p => p.Plate).OrderBy(g => store[g.Key].Slot))
        {
            var grams = new Grams(group.Sum(p => p.Change.Value));
            var sd = Math.Sqrt(group.Sum(p => p.Sd.Value * p.Sd.Value));
            html.Line($"<span><i class=\"key c{colour++ % Colours}\"></i>plate {store[group.Key].Address.Plate}: {Signed(grams)} g <small class=\"muted\">± {sd:0.0}</small></span>");
        }

        html.Raw("</p>\n</figure>\n");
    }

    static void Drawing(Html html, Store store, ChangeTrace trace)
    {
        var change = trace.Change;
        var plates = trace.Plates.Select(plate => (plate, Levels: Levels.Of(change, trace, plate))).ToArray();
        var (low, high) = Range(plates.Select(p => (p.plate, p.Levels)).ToArray());
        var begin = trace.Times[0];
        var end = trace.Times[^1];
        double X(Instant at) =>
            LeftEdge + (Math.Clamp((at - begin) / (end - begin), 0, 1) * (RightEdge - LeftEdge));
        double Y(double grams) => BottomEdge - ((grams - low) / (high - low) * (BottomEdge - TopEdge));

        html.Line($"<svg viewBox=\"0 0 {Width} {Height}\" role=\"img\" aria-label=\"Weights around change {change.Number}\">");
        html.Line($"<clipPath id=\"room-{change.Number}\"><rect x=\"{LeftEdge}\" y=\"{TopEdge}\" width=\"{RightEdge - LeftEdge}\" height=\"{BottomEdge - TopEdge}\"/></clipPath>");
        Grid(html, low, high, Y);
        TimeAxis(html, change, begin, end, X);
        foreach (var step in change.Steps)
        {
            html.Line($"<rect class=\"during\" x=\"{X(step.Begin):0.#}\" y=\"{TopEdge}\" width=\"{Math.Max(1, X(step.End) - X(step.Begin)):0.#}\" height=\"{BottomEdge - TopEdge}\"><title>{(step.End - step.Begin).TotalSeconds:0.00} s, {Signed(step.Change)} g</title></rect>");
        }

        // A hand presses with many times the weight of what it takes: its peaks leave the picture so that the levels can be seen.
        html.Line($"<g clip-path=\"url(#room-{change.Number})\">");
        var colour = 0;
        foreach (var (plate, levels) in plates)
        {
            var look = plate.TookPart ? $"c{colour++ % Colours}" : "beside";
            Line(html, store, trace, plate, levels, look, X, Y);
            if (plate.TookPart)
            {
                levels.Write(html, look, begin, end, X, Y);
            }
        }

        html.Raw("</g></svg>\n");
    }

    static void Line(
        Html html, Store store, ChangeTrace trace, PlateTrace plate, Levels levels, string look, Func<Instant, double> x, Func<double, double> y)
    {
        var points = new System.Text.StringBuilder();
        for (var i = 0; i < plate.Grams.Length; i++)
        {
            if (float.IsFinite(plate.Grams[i]))
            {
                points.Append(CultureInfo.InvariantCulture, $"{x(trace.Times[i]):0.#},{y(plate.Grams[i] - levels.Before):0.#} ");
            }
        }

        var name = $"plate {store[plate.Plate].Address.Plate}";
        html.Line($"<polyline class=\"series {look}\" points=\"{points.ToString().TrimEnd()}\"><title>{name}{(plate.TookPart ? "" : ", took no part")}</title></polyline>");
    }

    static void Grid(Html html, double low, double high, Func<double, double> y)
    {
        var step = RoundStep((high - low) / 4);
        for (var grams = Math.Ceiling(low / step) * step; grams <= high; grams += step)
        {
            var isZero = Math.Abs(grams) < step / 2;
            html.Line($"<line class=\"{(isZero ? "zero" : "grid")}\" x1=\"{LeftEdge}\" x2=\"{RightEdge}\" y1=\"{y(grams):0.#}\" y2=\"{y(grams):0.#}\"/>");
            html.Line($"<text class=\"tick\" x=\"{LeftEdge - 6}\" y=\"{y(grams) + 4:0.#}\" text-anchor=\"end\">{grams:0;−0;0}</text>");
        }

        html.Line($"<text class=\"tick\" x=\"{LeftEdge - 6}\" y=\"{Height - 8}\" text-anchor=\"end\">g</text>");
    }

    static void TimeAxis(Html html, MassChange change, Instant begin, Instant end, Func<Instant, double> x)
    {
        var step = RoundStep((end - begin).TotalSeconds / 5);
        for (var seconds = Math.Ceiling((begin - change.Begin).TotalSeconds / step) * step; change.Begin + seconds.Seconds < end; seconds += step)
        {
            var at = x(change.Begin + seconds.Seconds);
            if (at is > LeftEdge + 8 and < RightEdge - 10)
            {
                html.Line($"<text class=\"tick\" x=\"{at:0.#}\" y=\"{Height - 8}\" text-anchor=\"middle\">{seconds:0.##;−0.##;0} s</text>");
            }
        }
    }

    /// <summary>From the lowest to the highest that matters: the levels in full, the hand's own weight only as far as there is room.</summary>
    static (double Low, double High) Range((PlateTrace Plate, Levels Levels)[] plates)
    {
        var took = plates.Where(p => p.Plate.TookPart).ToArray();
        var low = Math.Min(0, took.Min(p => p.Levels.Lowest));
        var high = Math.Max(0, took.Max(p => p.Levels.Highest));
        var span = Math.Max(20, high - low);
        var seen = took.SelectMany(p => p.Plate.Grams.Where(float.IsFinite).Select(g => g - p.Levels.Before)).ToArray();
        if (seen.Length > 0)
        {
            low = Math.Max(Math.Min(low, seen.Min()), low - span);
            high = Math.Min(Math.Max(high, seen.Max()), high + span);
        }

        var margin = 0.08 * (high - low + 1);
        return (low - margin, high + margin);
    }

    static double RoundStep(double rough)
    {
        var power = Math.Pow(10, Math.Floor(Math.Log10(Math.Max(rough, 1e-6))));
        return (rough / power) switch { <= 1 => 1, <= 2 => 2, <= 5 => 5, _ => 10 } * power;
    }

    static string Signed(Grams grams) => grams.Value.ToString("+0;−0;0", CultureInfo.InvariantCulture);

    /// <summary>The levels of one plate as the pipeline claims them: from the middle of its own readings before, step by step.</summary>
    sealed class Levels
    {
        readonly List<(Instant From, Instant To, double Grams, double Sd)> _rests = [];

        /// <summary>Median of the readings before the change, absolute grams: the only number here that is not the pipeline's.</summary>
        internal double Before { get; private init; }

        internal double Lowest => _rests.Min(r => r.Grams - r.Sd);

        internal double Highest => _rests.Max(r => r.Grams + r.Sd);

        internal static Levels Of(MassChange change, ChangeTrace trace, PlateTrace plate)
        {
            var before = Enumerable.Range(0, trace.Times.Length).Where(i => trace.Times[i] < change.Begin && float.IsFinite(plate.Grams[i]))
                .Select(i => plate.Grams[i]).Order().ToArray();
            var finite = plate.Grams.Where(float.IsFinite).ToArray();
            var levels = new Levels
            {
                Before = before.Length > 0 ? before[before.Length / 2] : finite.Length > 0 ? finite[0] : 0,
            };
            var (level, variance, from) = (0.0, 0.0, Instant.Earliest);
            foreach (var step in change.Steps)
            {
                levels._rests.Add((from, step.Begin, level, Math.Sqrt(variance)));
                from = step.End;
                foreach (var moved in step.Plates.Where(p => p.Plate == plate.Plate))
                {
                    level += moved.Change.Value;
                    variance += moved.Sd.Value * moved.Sd.Value;
                }
            }

            levels._rests.Add((from, Instant.Latest, level, Math.Sqrt(variance)));
            return levels;
        }

        internal void Write(Html html, string look, Instant begin, Instant end, Func<Instant, double> x, Func<double, double> y)
        {
            foreach (var (from, to, grams, sd) in _rests)
            {
                var left = x(from > begin ? from : begin);
                var right = x(to < end ? to : end);
                if (right - left < 1)
                {
                    continue;
                }

                html.Line($"<rect class=\"doubt {look}\" x=\"{left:0.#}\" y=\"{y(grams + sd):0.#}\" width=\"{right - left:0.#}\" height=\"{Math.Max(1, y(grams - sd) - y(grams + sd)):0.#}\"/>");
                html.Line($"<line class=\"level {look}\" x1=\"{left:0.#}\" x2=\"{right:0.#}\" y1=\"{y(grams):0.#}\" y2=\"{y(grams):0.#}\"><title>{Signed(new(grams))} g ± {sd:0.0}</title></line>");
            }
        }
    }
}

namespace Stroll.Cli.Report;

/// <summary>The inside of a plot, and the way from values to places in it.</summary>
/// <param name="Left">Of the inside, in units of the picture.</param>
/// <param name="Top">Of the inside.</param>
/// <param name="Width">Of the inside.</param>
/// <param name="Height">Of the inside.</param>
/// <param name="X">The values at the left and the right edge.</param>
/// <param name="Y">The values at the bottom and the top.</param>
internal readonly record struct PlotArea(
    double Left, double Top, double Width, double Height, (double Low, double High) X, (double Low, double High) Y)
{
    internal double Right => Left + Width;

    internal double Bottom => Top + Height;

    internal double AtX(double value) => Left + (Width * Math.Clamp((value - X.Low) / (X.High - X.Low), 0, 1));

    internal double AtY(double value) => Bottom - (Height * Math.Clamp((value - Y.Low) / (Y.High - Y.Low), 0, 1));

    /// <summary>Lines across with their labels.</summary>
    internal void WriteRows(Html html, IEnumerable<(double Value, string Label)> rows)
    {
        foreach (var (value, label) in rows)
        {
            html.Line($"<line class=\"grid\" x1=\"{Left:0.0}\" y1=\"{AtY(value):0.0}\" x2=\"{Right:0.0}\" y2=\"{AtY(value):0.0}\"/>");
            html.Line($"<text class=\"tick\" x=\"{Left - 5:0.0}\" y=\"{AtY(value) + 4:0.0}\" text-anchor=\"end\">{label}</text>");
        }
    }

    /// <summary>Lines down with their labels.</summary>
    internal void WriteColumns(Html html, IEnumerable<(double Value, string Label)> columns)
    {
        foreach (var (value, label) in columns)
        {
            html.Line($"<line class=\"grid\" x1=\"{AtX(value):0.0}\" y1=\"{Top:0.0}\" x2=\"{AtX(value):0.0}\" y2=\"{Bottom:0.0}\"/>");
            html.Line($"<text class=\"tick\" x=\"{AtX(value):0.0}\" y=\"{Bottom + 15:0.0}\" text-anchor=\"middle\">{label}</text>");
        }
    }

    /// <summary>What the horizontal axis means, under its labels.</summary>
    internal void WriteCaption(Html html, string caption) =>
        html.Line($"<text class=\"tick\" x=\"{Left + (Width / 2):0.0}\" y=\"{Bottom + 31:0.0}\" text-anchor=\"middle\">{caption}</text>");
}

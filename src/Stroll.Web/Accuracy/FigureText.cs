using System.Globalization;
using Stroll.Host.Review.Reporting;
using Stroll.Review;
using Stroll.Web.Text;

namespace Stroll.Web.Accuracy;

/// <summary>Measured figures for people: never without their range.</summary>
public static class FigureText
{
    /// <summary>The range of a figure; none where nobody was looked at, whatever the formula makes of it.</summary>
    public static Interval Measured(Figure figure) => figure.Sample.IsEmpty ? new(double.NaN, 0, 1) : figure.Range;

    /// <summary>As <c>98.6 %</c>; a dash where nothing was measured.</summary>
    public static string Share(Interval range) => double.IsNaN(range.Value) ? "–" : Percent(range.Value);

    /// <summary>As <c>97.6 to 99.2 %</c>.</summary>
    public static string ShareRange(Interval range) => double.IsNaN(range.Value) ? "not measured yet"
        : $"{Percent(range.Low)[..^2]} to {Percent(range.High)}, 95 % range";

    /// <summary>As <c>61</c>.</summary>
    public static string Number(Interval range, string format = "0.#") => double.IsNaN(range.Value) ? "–" : range.Value.ToString(format, CultureInfo.InvariantCulture);

    /// <summary>As <c>52 to 71</c>.</summary>
    public static string NumberRange(Interval range, string format = "0.#") => double.IsNaN(range.Value) || !double.IsFinite(range.High) ? "not measured yet"
        : $"{range.Low.ToString(format, CultureInfo.InvariantCulture)} to {range.High.ToString(format, CultureInfo.InvariantCulture)}, 95 % range";

    /// <summary>As <c>1.4 s</c> or <c>6 min 2 s</c>.</summary>
    public static string Seconds(double seconds) => double.IsFinite(seconds) ? Clock.Length(TimeSpan.FromSeconds(seconds)) : "–";

    static string Percent(double share) => string.Create(CultureInfo.InvariantCulture, $"{100 * share:0.0} %");
}

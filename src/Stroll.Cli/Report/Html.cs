using System.Globalization;
using System.Net;

namespace Stroll.Cli.Report;

/// <summary>Writes HTML in which every value is escaped: <c>html.Line($"&lt;b&gt;{name}&lt;/b&gt;")</c> is safe whatever the name holds.</summary>
internal sealed class Html(TextWriter to)
{
    /// <summary>Markup as written, values escaped, numbers with a decimal point; then a line end.</summary>
    internal void Line(FormattableString markup)
    {
        to.Write(markup.ToString(EscapedValues.Instance));
        to.Write('\n');
    }

    /// <summary>Markup of our own without values.</summary>
    internal void Raw(string markup) => to.Write(markup);

    sealed class EscapedValues : IFormatProvider, ICustomFormatter
    {
        internal static readonly EscapedValues Instance = new();

        public object? GetFormat(Type? formatType) => formatType == typeof(ICustomFormatter) ? this : null;

        public string Format(string? format, object? arg, IFormatProvider? formatProvider) => WebUtility.HtmlEncode(
            arg is IFormattable value ? value.ToString(format, CultureInfo.InvariantCulture) : arg?.ToString() ?? "");
    }
}

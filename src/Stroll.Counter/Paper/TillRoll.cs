using System.Collections;
using System.Collections.Immutable;
using System.Globalization;
using System.Text;

namespace Stroll.Counter.Paper;

/// <summary>Content of pages, from top to bottom, 80 mm wide: it reads on a phone, and prints on any paper.</summary>
sealed class TillRoll
{
    internal const double WidthPoints = 226.77;
    const double Margin = 12;
    const double Inner = WidthPoints - (2 * Margin);
    const double LongestPage = 2400;
    const double SquareSide = 90;

    readonly List<(double Height, string Operators)> _blocks = [];

    internal void Centre(string text, double size, bool isBold)
    {
        foreach (var line in Wrapped(text, size, isBold, Inner, 3))
        {
            Add(size, Text(Margin + ((Inner - Letters.Width(line, size, isBold)) / 2), size, line, isBold));
        }
    }

    internal void Left(string text, double size)
    {
        foreach (var line in Wrapped(text, size, isBold: false, Inner, 6))
        {
            Add(size, Text(Margin, size, line, isBold: false));
        }
    }

    /// <summary>Words on the left, an amount on the right of their first line. The amount is never cut.</summary>
    internal void Pair(string left, string right, double size, bool isBold)
    {
        var amount = Letters.Width(right, size, isBold);
        var isFirst = true;
        foreach (var line in Wrapped(left, size, isBold, Math.Max(40, Inner - amount - 8), 3).DefaultIfEmpty(""))
        {
            Add(size, Text(Margin, size, line, isBold) + (isFirst ? Text(WidthPoints - Margin - amount, size, right, isBold) : ""));
            isFirst = false;
        }
    }

    internal void Rule() => _blocks.Add((10, string.Create(CultureInfo.InvariantCulture, $"0.5 w {Margin:0.##} -5 m {WidthPoints - Margin:0.##} -5 l S\n")));

    /// <summary>Black squares where the rows say so.</summary>
    internal void Squares(IReadOnlyList<BitArray> rows)
    {
        var side = SquareSide / rows.Count;
        var left = (WidthPoints - SquareSide) / 2;
        var text = new StringBuilder();
        for (var y = 0; y < rows.Count; y++)
        {
            for (var x = 0; x < rows.Count; x++)
            {
                if (rows[y][x])
                {
                    text.Append(CultureInfo.InvariantCulture, $"{left + (x * side):0.###} {-((y + 1) * side):0.###} {side:0.###} {side:0.###} re ");
                }
            }
        }

        _blocks.Add((SquareSide + 4, $"{text}f\n"));
    }

    /// <summary>Height and content of each page; a long receipt goes on on the next.</summary>
    internal ImmutableArray<(double Height, string Operators)> Pages()
    {
        var pages = ImmutableArray.CreateBuilder<(double, string)>();
        for (var next = 0; next < _blocks.Count;)
        {
            var (first, height) = (next, 2 * Margin);
            while (next < _blocks.Count && (next == first || height + _blocks[next].Height <= LongestPage))
            {
                height += _blocks[next++].Height;
            }

            pages.Add((height, Placed(first, next, height)));
        }

        return pages.ToImmutable();
    }

    string Placed(int first, int end, double height)
    {
        var (text, y) = (new StringBuilder(), height - Margin);
        for (var i = first; i < end; i++)
        {
            text.Append(CultureInfo.InvariantCulture, $"q 1 0 0 1 0 {y:0.##} cm {_blocks[i].Operators}Q\n");
            y -= _blocks[i].Height;
        }

        return text.ToString();
    }

    void Add(double size, string operators) => _blocks.Add((size * 1.35, operators));

    static string Text(double x, double size, string text, bool isBold) =>
        string.Create(CultureInfo.InvariantCulture, $"BT {x:0.##} {-size:0.##} Td {Letters.Shown(text, size, isBold)}ET\n");

    /// <summary>Broken at blanks, or anywhere where a word is too long and between Chinese letters; the last line ends in dots where more was said.</summary>
    static IEnumerable<string> Wrapped(string text, double size, bool isBold, double width, int most)
    {
        var rest = Letters.Clean(text).TrimEnd();
        for (var line = 1; rest.Length > 0; line++)
        {
            var fits = Fitting(rest, size, isBold, width);
            if (fits == rest.Length)
            {
                yield return rest;
                yield break;
            }

            if (line == most)
            {
                yield return $"{rest[..Math.Max(1, fits - 1)]}…";
                yield break;
            }

            var blank = rest.LastIndexOf(' ', Math.Max(0, fits - 1));
            var cut = blank > 0 ? blank : fits;
            yield return rest[..cut];
            rest = rest[cut..].TrimStart();
        }
    }

    static int Fitting(string text, double size, bool isBold, double width)
    {
        var sum = 0.0;
        for (var i = 0; i < text.Length; i++)
        {
            sum += Letters.Width(text[i].ToString(), size, isBold);
            if (sum > width)
            {
                return Math.Max(1, i);
            }
        }

        return text.Length;
    }
}

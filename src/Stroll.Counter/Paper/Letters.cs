using System.Text;

namespace Stroll.Counter.Paper;

/// <summary>How texts become the bytes of PDF's own fonts, and how wide they are. No font is embedded, so a receipt has a few kilobytes.</summary>
/// <remarks>
/// Source: PDF 1.7 (ISO 32000-1), 9.6.2.2 (the standard fonts, which every reader has), annex D.2 (WinAnsiEncoding) and 9.7.5.2 (the predefined CMap
/// UniGB-UCS2-H, with which a reader takes a Chinese font of its own). Widths: Adobe's font metrics of Helvetica and Helvetica-Bold.
/// </remarks>
static class Letters
{
    const string High = "€\0‚ƒ„…†‡ˆ‰Š‹Œ\0Ž\0\0‘’“”•–—˜™š›œ\0žŸ";
    const string Marked = "ÀÁÂÃÄÅÇÈÉÊËÌÍÎÏÑÒÓÔÕÖØÙÚÛÜÝàáâãäåçèéêëìíîïñòóôõöøùúûüýÿ";
    const string Bare = "AAAAAACEEEEIIIINOOOOOOUUUUYaaaaaaceeeeiiiinoooooouuuuyy";

    static readonly short[] Plain =
    [
        278, 278, 355, 556, 556, 889, 667, 191, 333, 333, 389, 584, 278, 333, 278, 278, 556, 556, 556, 556, 556, 556, 556, 556, 556, 556, 278, 278, 584, 584, 584, 556,
        1015, 667, 667, 722, 722, 667, 611, 778, 722, 278, 500, 667, 556, 833, 722, 778, 667, 778, 722, 667, 611, 722, 667, 944, 667, 667, 611, 278, 278, 278, 469, 556,
        333, 556, 556, 500, 556, 556, 278, 556, 556, 222, 222, 500, 222, 833, 556, 556, 556, 556, 333, 500, 278, 556, 500, 722, 500, 500, 500, 334, 260, 334, 584,
    ];

    static readonly short[] Bold =
    [
        278, 333, 474, 556, 556, 889, 722, 238, 333, 333, 389, 584, 278, 333, 278, 278, 556, 556, 556, 556, 556, 556, 556, 556, 556, 556, 333, 333, 584, 584, 584, 611,
        975, 722, 722, 722, 722, 667, 611, 778, 722, 278, 556, 722, 611, 833, 722, 778, 667, 778, 722, 667, 611, 722, 667, 944, 667, 667, 611, 333, 278, 333, 584, 556,
        333, 556, 611, 556, 611, 556, 333, 611, 611, 278, 278, 556, 278, 889, 611, 611, 611, 611, 389, 556, 333, 611, 556, 778, 556, 556, 500, 389, 280, 389, 584,
    ];

    /// <summary>The text in runs of one font each, as operators that show it. What no font has, as pictures of faces, becomes a question mark.</summary>
    internal static string Shown(string text, double size, bool isBold)
    {
        var shown = new StringBuilder();
        for (var i = 0; i < text.Length;)
        {
            var isWest = IsWest(text[i]);
            var end = i;
            while (end < text.Length && IsWest(text[end]) == isWest)
            {
                end++;
            }

            var run = text[i..end];
            var font = isWest ? isBold ? "/B" : "/P" : "/C";
            var bytes = isWest ? [.. run.Select(West)] : Encoding.BigEndianUnicode.GetBytes(run);
            shown.Append(System.Globalization.CultureInfo.InvariantCulture, $"{font} {size:0.##} Tf <{Convert.ToHexString(bytes)}> Tj ");
            i = end;
        }

        return shown.ToString();
    }

    /// <summary>The width of a text in points.</summary>
    internal static double Width(string text, double size, bool isBold) => text.Sum(c => Width(c, isBold)) * size / 1000;

    /// <summary>Without what cannot be printed: line ends and other control letters, halves of letters that no font has.</summary>
    internal static string Clean(string text)
    {
        var clean = new StringBuilder(text.Length);
        foreach (var rune in text.EnumerateRunes())
        {
            // Letters that turn the direction of writing could make an amount read as another one.
            clean.Append(rune.Value > 0xffff ? "?" : rune.Value < 32 || rune.Value is >= 0x7f and <= 0x9f or >= 0x200b and <= 0x200f or >= 0x202a and <= 0x202e or >= 0x2066 and <= 0x2069 or 0xfeff
                ? " " : rune.ToString());
        }

        return clean.ToString();
    }

    static bool IsWest(char c) => c is >= ' ' and <= '~' or >= (char)0xa0 and <= (char)0xff || High.Contains(c, StringComparison.Ordinal);

    static byte West(char c) => c <= 0xff ? (byte)c : (byte)(0x80 + High.IndexOf(c, StringComparison.Ordinal));

    static int Width(char c, bool isBold)
    {
        var bare = Marked.IndexOf(c, StringComparison.Ordinal) is >= 0 and var place ? Bare[place] : c;
        return bare is >= ' ' and <= '~' ? (isBold ? Bold : Plain)[bare - ' ']
            : !IsWest(c) ? 1000
            : c is '…' or '—' or '‰' or '™' or 'Œ' or 'Æ' ? 1000
            : 611;
    }
}

using SkiaSharp;

namespace Stroll.Rendering;

/// <summary>Plain letters of strokes, so that pictures look the same on machines without any font.</summary>
/// <remarks>Each letter is drawn in a field 4 wide and 6 high; the pen goes from point to point and lifts at a blank. Small letters are
/// written as large ones; what has no letter is an empty frame.</remarks>
static class Lettering
{
    const float FieldWidth = 4;
    const float FieldHeight = 6;
    const float Advance = 5.6f;

    static readonly Dictionary<char, string> Strokes = new()
    {
        ['0'] = "10 30 41 45 36 16 05 01 10 30",
        ['1'] = "11 20 26 16 36",
        ['2'] = "01 10 30 41 42 06 46",
        ['3'] = "00 40 23 33 44 45 36 16 05",
        ['4'] = "36 30 04 44",
        ['5'] = "40 00 03 33 44 45 36 16 05",
        ['6'] = "30 10 01 05 16 36 45 44 33 03",
        ['7'] = "00 40 16",
        ['8'] = "13 02 01 10 30 41 42 33 13 04 05 16 36 45 44 33",
        ['9'] = "43 13 02 01 10 30 41 45 36 16",
        ['A'] = "06 02 20 42 46 - 04 44",
        ['B'] = "06 00 30 41 42 33 03 33 44 45 36 06",
        ['C'] = "41 30 10 01 05 16 36 45",
        ['D'] = "00 30 41 45 36 06 00",
        ['E'] = "40 00 06 46 - 03 33",
        ['F'] = "40 00 06 - 03 33",
        ['G'] = "41 30 10 01 05 16 36 45 43 23",
        ['H'] = "00 06 - 40 46 - 03 43",
        ['I'] = "10 30 - 20 26 - 16 36",
        ['J'] = "40 45 36 16 05",
        ['K'] = "00 06 - 40 03 46",
        ['L'] = "00 06 46",
        ['M'] = "06 00 23 40 46",
        ['N'] = "06 00 46 40",
        ['O'] = "10 30 41 45 36 16 05 01 10",
        ['P'] = "06 00 30 41 42 33 03",
        ['Q'] = "10 30 41 45 36 16 05 01 10 - 34 46",
        ['R'] = "06 00 30 41 42 33 03 23 46",
        ['S'] = "41 30 10 01 02 13 33 44 45 36 16 05",
        ['T'] = "00 40 - 20 26",
        ['U'] = "00 05 16 36 45 40",
        ['V'] = "00 26 40",
        ['W'] = "00 16 23 36 40",
        ['X'] = "00 46 - 40 06",
        ['Y'] = "00 23 40 - 23 26",
        ['Z'] = "00 40 06 46",
        ['-'] = "13 33",
        [':'] = "21 22 - 24 25",
        ['.'] = "25 26",
        ['/'] = "06 40",
        ['_'] = "06 46",
        [','] = "25 16",
        [' '] = "",
    };

    /// <summary>How wide a line of text is, pixels.</summary>
    /// <param name="text">The line.</param>
    /// <param name="size">Height of a letter, pixels.</param>
    internal static float Width(string text, float size) => text.Length * Advance / FieldHeight * size;

    /// <summary>The strokes of a line of text.</summary>
    /// <param name="text">The line.</param>
    /// <param name="left">Of the first letter.</param>
    /// <param name="top">Of the letters.</param>
    /// <param name="size">Height of a letter, pixels.</param>
    internal static SKPath Of(string text, float left, float top, float size)
    {
        using var path = new SKPathBuilder();
        var scale = size / FieldHeight;
        foreach (var letter in text)
        {
            var isDown = false;
            foreach (var point in (Strokes.GetValueOrDefault(char.ToUpperInvariant(letter)) ?? "00 40 46 06 00").Split(' ', StringSplitOptions.RemoveEmptyEntries))
            {
                if (point == "-")
                {
                    isDown = false;
                    continue;
                }

                var (x, y) = (left + ((point[0] - '0') * scale * FieldWidth / 4), top + ((point[1] - '0') * scale));
                if (isDown)
                {
                    path.LineTo(x, y);
                }
                else
                {
                    path.MoveTo(x, y);
                }

                isDown = true;
            }

            left += Advance * scale;
        }

        return path.Detach();
    }
}

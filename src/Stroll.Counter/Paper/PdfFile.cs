using System.Collections.Immutable;
using System.Globalization;
using System.Text;

namespace Stroll.Counter.Paper;

/// <summary>Writes PDF 1.7 files of plain pages.</summary>
/// <remarks>Source: ISO 32000-1, 7.5 (file structure) and 7.7.2 (document catalogue). No time and no chance goes in: the same content gives the same bytes.</remarks>
static class PdfFile
{
    const string Fonts =
        "<< /P << /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >> "
        + "/B << /Type /Font /Subtype /Type1 /BaseFont /Helvetica-Bold /Encoding /WinAnsiEncoding >> /C 4 0 R >>";

    const string Chinese = "<< /Type /Font /Subtype /Type0 /BaseFont /STSong-Light-UniGB-UCS2-H /Encoding /UniGB-UCS2-H /DescendantFonts [5 0 R] >>";

    const string ChineseLetters =
        "<< /Type /Font /Subtype /CIDFontType0 /BaseFont /STSong-Light /CIDSystemInfo << /Registry (Adobe) /Ordering (GB1) /Supplement 4 >> "
        + "/DW 1000 /FontDescriptor 6 0 R >>";

    const string ChineseShape =
        "<< /Type /FontDescriptor /FontName /STSong-Light /Flags 6 /FontBBox [-25 -254 1000 880] /ItalicAngle 0 /Ascent 880 /Descent -120 /CapHeight 880 /StemV 93 >>";

    /// <summary>The bytes of a file.</summary>
    /// <param name="pages">Height in points and content of each.</param>
    /// <param name="title">For the title bar of a reader.</param>
    /// <param name="language">For those who have it read out.</param>
    internal static byte[] Of(ImmutableArray<(double Height, string Operators)> pages, string title, string language)
    {
        const int FirstPage = 7;
        var kids = string.Join(' ', Enumerable.Range(0, pages.Length).Select(i => $"{FirstPage + (2 * i)} 0 R"));
        var objects = new List<string>
        {
            $"<< /Type /Catalog /Pages 2 0 R /Lang ({language}) /ViewerPreferences << /DisplayDocTitle true >> >>",
            $"<< /Type /Pages /Kids [{kids}] /Count {pages.Length} /Resources << /Font {Fonts} >> >>",
            $"<< /Title <FEFF{Convert.ToHexString(Encoding.BigEndianUnicode.GetBytes(Letters.Clean(title)))}> /Producer (Stroll) >>",
            Chinese,
            ChineseLetters,
            ChineseShape,
        };
        foreach (var (height, operators) in pages)
        {
            objects.Add(string.Create(
                CultureInfo.InvariantCulture, $"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 {TillRoll.WidthPoints:0.##} {height:0.##}] /Contents {objects.Count + 2} 0 R >>"));
            objects.Add($"<< /Length {Encoding.ASCII.GetByteCount(operators)} >>\nstream\n{operators}\nendstream");
        }

        return Assembled(objects);
    }

    static byte[] Assembled(List<string> objects)
    {
        var file = new StringBuilder("%PDF-1.7\n%\u00e2\u00e3\u00cf\u00d3\n");
        var places = new List<int>();
        for (var i = 0; i < objects.Count; i++)
        {
            places.Add(file.Length);
            file.Append(CultureInfo.InvariantCulture, $"{i + 1} 0 obj\n{objects[i]}\nendobj\n");
        }

        var start = file.Length;
        file.Append(CultureInfo.InvariantCulture, $"xref\n0 {objects.Count + 1}\n0000000000 65535 f \n");
        foreach (var place in places)
        {
            file.Append(CultureInfo.InvariantCulture, $"{place:0000000000} 00000 n \n");
        }

        file.Append(CultureInfo.InvariantCulture, $"trailer\n<< /Size {objects.Count + 1} /Root 1 0 R /Info 3 0 R >>\nstartxref\n{start}\n%%EOF\n");
        // Every letter above is one byte of Latin-1, so that lengths in letters are places in the file.
        return Encoding.Latin1.GetBytes(file.ToString());
    }
}

using System.Collections;
using System.Collections.Immutable;
using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using QRCoder;
using Stroll.Counter.Paper;
using Stroll.Host.Letters;
using Stroll.Payments.Documents;
using Stroll.Payments.Prices;
using Stroll.Units;

namespace Stroll.Tests.Money.Letters;

public partial class PaperTests
{
    static readonly TaxClass Food = new("A", "MwSt 7 %", 70_000);
    static readonly ReceiptPaper Paper = new();

    [Theory]
    [InlineData("en", "Receipt", "Total", "12.34 EUR", "24 Nov 2026, 01:30")]
    [InlineData("de", "Beleg", "Summe", "12,34 EUR", "24.11.2026, 01:30")]
    [InlineData("es", "Recibo", "Depósito", "12,34 EUR", "24/11/2026, 01:30")]
    [InlineData("zh", "收据", "合计", "12.34 EUR", "2026年11月24日 01:30")]
    public void A_receipt_is_on_paper_in_four_languages(string code, string title, string word, string total, string moment)
    {
        var pdf = Pdf(code, Line("Käse & 牛奶 – Ñandú", 1234 - 50) with { Deposit = 50 });
        var text = TextOf(pdf);
        foreach (var expected in (string[])[title, word, total, moment, "Käse & 牛奶 – Ñandú", "https://shop.example/r/abc", LetterWords.For(code).NotFiscal[..6]])
        {
            Assert.Contains(expected, text, StringComparison.Ordinal);
        }

        IsWhole(pdf);
        Assert.Equal(pdf, Pdf(code, Line("Käse & 牛奶 – Ñandú", 1234 - 50) with { Deposit = 50 }));
    }

    [Theory]
    [InlineData(") Tj ET endstream endobj trailer")]
    [InlineData("\r\n%%EOF\0\u001b[31m")]
    [InlineData("\u202e-1 EUR 100\u202c")]
    [InlineData("😀 emoji \ud83d")]
    [InlineData("<script>alert(1)</script>\\")]
    public void Hostile_names_stay_words_on_paper(string name)
    {
        var pdf = Pdf("en", Line(name, 100));
        IsWhole(pdf);
        Assert.Single(Encoding.Latin1.GetString(pdf).Split("%%EOF")[..^1]);
        Assert.DoesNotContain('\u202e', TextOf(pdf));
    }

    [Fact]
    public void A_name_that_never_ends_is_cut_and_its_amount_is_whole()
    {
        var text = TextOf(Pdf("en", Line(new string('W', 4000), 100_000_000_000)));
        Assert.Contains("1000000000.00 EUR", text, StringComparison.Ordinal);
        Assert.Contains("…", text, StringComparison.Ordinal);
        Assert.True(text.Length < 1500);
    }

    [Fact]
    public void A_thousand_lines_take_more_than_one_page_and_none_is_lost()
    {
        var pdf = Pdf("en", [.. Enumerable.Range(1, 1000).Select(i => Line($"article number {i};", 100) with { Number = i })]);
        IsWhole(pdf);
        var text = TextOf(pdf);
        Assert.All(Enumerable.Range(1, 1000), i => Assert.Contains($"article number {i};", text, StringComparison.Ordinal));
        Assert.True(Regex.Count(Encoding.Latin1.GetString(pdf), "/Type /Page ") > 3);
    }

    [Fact]
    public void Goods_by_weight_discounts_and_lines_that_fell_away_are_told()
    {
        var text = TextOf(Pdf(
            "en", Line("Apples", 431) with { Grams = 1234, UnitPrice = 349 }, Line("Bread", 200) with { Quantity = 2, UnitPrice = 150, Discounts = [new("x", "2 for 2.00", 100)] },
            Line("Gum", 0) with { Quantity = 0 }));
        Assert.Contains("1234 g x 3.49 EUR/kg", text, StringComparison.Ordinal);
        Assert.Contains("2 x 1.50 EUR", text, StringComparison.Ordinal);
        Assert.Contains("-1.00 EUR", text, StringComparison.Ordinal);
        Assert.Contains("taken off", text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("https://shop.example/r/0123456789abcdef0123456789abcdef01234567")]
    [InlineData("S1.shopper-1.1780000000.00112233445566778899aabbccddeeff.0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef")]
    public void A_link_is_a_QR_code_as_its_modules_say(string text)
    {
        using var generator = new QRCodeGenerator();
        using var code = generator.CreateQrCode(text, QRCodeGenerator.ECCLevel.M);
        var dark = code.ModuleMatrix.Sum(row => row.Cast<bool>().Count(bit => bit));
        var svg = Paper.QrSvg(text);
        Assert.Equal(dark, Regex.Count(svg, "h1v1h-1z"));
        Assert.Contains($"viewBox=\"0 0 {code.ModuleMatrix.Count} {code.ModuleMatrix.Count}\"", svg, StringComparison.Ordinal);
        // The three finders: a dark corner square behind the quiet zone of four, on each side but one.
        var last = code.ModuleMatrix.Count - 5;
        foreach (var (x, y) in ((int, int)[])[(4, 4), (last, 4), (4, last)])
        {
            Assert.Contains($"M{x} {y}h1v1h-1z", svg, StringComparison.Ordinal);
        }
    }

    static byte[] Pdf(string code, params ImmutableArray<IssuedLine> lines)
    {
        Assert.True(Instant.TryParse("2026-11-24T00:30:00Z", out var at));
        var taxes = Taxing.Of(lines.SelectMany(line => line.Taxed), TaxRules.Included);
        var receipt = new IssuedReceipt("v", 1, at, IssueCause.Closed, "", lines, TaxRules.Included, taxes, taxes.Sum(t => t.Gross), "EUR", "");
        return Paper.Pdf(PaperReceipt.Of(receipt, "Corner", LetterWords.For(code), TimeZoneInfo.FindSystemTimeZoneById("Europe/Berlin"), "https://shop.example/r/abc", isSimulated: true));
    }

    static IssuedLine Line(string name, long amount) => new(1, "c", name, 1, 0, amount, [], amount, 0, Food, Food, 0, 0.99, [], "");

    /// <summary>Reads a file as a reader does: from its end, by the places of its objects; every stream is as long as it says.</summary>
    static void IsWhole(byte[] pdf)
    {
        var text = Encoding.Latin1.GetString(pdf);
        Assert.StartsWith("%PDF-1.7\n", text, StringComparison.Ordinal);
        var start = int.Parse(Regex.Match(text, @"startxref\n(\d+)\n%%EOF\n\z").Groups[1].Value, CultureInfo.InvariantCulture);
        var table = text[start..].Split('\n');
        Assert.Equal("xref", table[0]);
        var count = int.Parse(table[1].Split(' ')[1], CultureInfo.InvariantCulture);
        for (var i = 1; i < count; i++)
        {
            var place = int.Parse(table[2 + i][..10], CultureInfo.InvariantCulture);
            Assert.StartsWith($"{i} 0 obj\n", text[place..(place + 12)], StringComparison.Ordinal);
        }

        foreach (Match stream in Regex.Matches(text, @"/Length (\d+) >>\nstream\n"))
        {
            var end = stream.Index + stream.Length + int.Parse(stream.Groups[1].Value, CultureInfo.InvariantCulture);
            Assert.StartsWith("\nendstream", text[end..(end + 10)], StringComparison.Ordinal);
        }
    }

    /// <summary>All text that is shown, put together line by line: a line is what stands between BT and ET.</summary>
    static string TextOf(byte[] pdf)
    {
        var lines = Regex.Matches(Encoding.Latin1.GetString(pdf), "BT (.*?)ET").Select(block =>
            string.Concat(Shown().Matches(block.Groups[1].Value).Select(run => Decoded(run.Groups["font"].Value, Convert.FromHexString(run.Groups["hex"].Value)))));
        return string.Join('\n', lines);
    }

    static string Decoded(string font, byte[] bytes) => font == "C" ? Encoding.BigEndianUnicode.GetString(bytes)
        : Encoding.Latin1.GetString(bytes).Replace('\u0080', '€').Replace('\u0096', '–').Replace('\u0085', '…');

    [GeneratedRegex(@"/(?<font>[PBC]) [\d.]+ Tf <(?<hex>[0-9A-F]*)> Tj")]
    private static partial Regex Shown();
}

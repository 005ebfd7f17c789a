using System.Collections;
using System.Globalization;
using System.Text;
using QRCoder;
using Stroll.Host.Letters;

namespace Stroll.Counter.Paper;

/// <summary>Receipts as PDF files of the width of a till roll, and links as QR codes.</summary>
public sealed class ReceiptPaper : IReceiptPaper
{
    /// <inheritdoc/>
    public byte[] Pdf(PaperReceipt receipt)
    {
        var roll = new TillRoll();
        roll.Centre(receipt.Store, 12, isBold: true);
        roll.Centre(receipt.Title, 10, isBold: true);
        roll.Centre(receipt.Moment, 8, isBold: false);
        roll.Centre(receipt.Status, 7, isBold: false);
        roll.Rule();
        foreach (var line in receipt.Lines)
        {
            roll.Pair(line.Left, line.Right, 8, isBold: false);
            roll.Left(line.Detail, 7);
        }

        roll.Rule();
        roll.Pair(receipt.Total.Left, receipt.Total.Right, 11, isBold: true);
        foreach (var tax in receipt.Taxes)
        {
            roll.Pair(tax.Left, tax.Right, 7, isBold: false);
        }

        roll.Rule();
        foreach (var note in receipt.Notes)
        {
            roll.Left(note, 7);
        }

        if (receipt.Link.Length > 0)
        {
            roll.Squares(Modules(receipt.Link));
            roll.Left(receipt.Link, 6);
        }

        return PdfFile.Of(roll.Pages(), $"{receipt.Title} {receipt.Store}", receipt.Language);
    }

    /// <inheritdoc/>
    public string QrSvg(string text)
    {
        var modules = Modules(text);
        var size = modules.Count;
        var path = new StringBuilder();
        for (var y = 0; y < size; y++)
        {
            for (var x = 0; x < size; x++)
            {
                path.Append(modules[y][x] ? string.Create(CultureInfo.InvariantCulture, $"M{x} {y}h1v1h-1z") : "");
            }
        }

        return string.Create(
            CultureInfo.InvariantCulture,
            $"<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {size} {size}\" shape-rendering=\"crispEdges\"><rect width=\"{size}\" height=\"{size}\" fill=\"#fff\"/><path d=\"{path}\"/></svg>");
    }

    // With the quiet zone of four modules.
    static List<BitArray> Modules(string text)
    {
        using var generator = new QRCodeGenerator();
        using var code = generator.CreateQrCode(text, QRCodeGenerator.ECCLevel.M);
        return code.ModuleMatrix;
    }
}

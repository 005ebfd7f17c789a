using System.Security;
using Stroll.Host.Letters;

namespace Stroll.Web.Tests.Played;

/// <summary>Receipts as files without the packages that draw them: enough to follow links.</summary>
sealed class PlainPaper : IReceiptPaper
{
    public byte[] Pdf(PaperReceipt receipt) => "%PDF-1.4 plain"u8.ToArray();

    public string QrSvg(string text) => $"<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 29 29\"><title>{SecurityElement.Escape(text)}</title></svg>";
}

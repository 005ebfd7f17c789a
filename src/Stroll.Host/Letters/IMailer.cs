namespace Stroll.Host.Letters;

/// <summary>An e-mail with one PDF, or without.</summary>
/// <param name="Id">Follows from receipt and version: the same letter sent twice can be told by its Message-Id.</param>
/// <param name="To">Whom.</param>
/// <param name="Subject">One line.</param>
/// <param name="Text">Plain text.</param>
/// <param name="FileName">Of the PDF.</param>
/// <param name="Pdf">Its bytes; empty for a letter without.</param>
public sealed record Letter(string Id, string To, string Subject, string Text, string FileName, byte[] Pdf);

/// <summary>What a mail server said.</summary>
/// <param name="IsTaken">True when it took the letter.</param>
/// <param name="IsFinal">True when it will never take it, as for an address that does not exist.</param>
/// <param name="Words">Why not.</param>
public sealed record MailWord(bool IsTaken, bool IsFinal, string Words);

/// <summary>How letters leave the house. A port.</summary>
public interface IMailer
{
    /// <summary>Hands a letter to a mail server. Never throws because of the other side.</summary>
    Task<MailWord> Send(Letter letter, CancellationToken cancellation);
}

/// <summary>Receipts as files and pictures. A port: its packages are heavier than the host.</summary>
public interface IReceiptPaper
{
    /// <summary>A receipt as a PDF file; the same receipt gives the same bytes.</summary>
    byte[] Pdf(PaperReceipt receipt);

    /// <summary>A QR code (ISO/IEC 18004, level M) as an SVG image, black on white, one unit a module, with the quiet zone of four.</summary>
    string QrSvg(string text);
}

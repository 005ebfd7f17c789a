using System.Collections.Immutable;
using System.Globalization;
using Stroll.Host.Database;
using Stroll.Host.Visits;
using Stroll.Payments.Documents;
using Stroll.Units;

namespace Stroll.Host.Letters;

/// <summary>How receipts of a store look when they leave it.</summary>
/// <param name="Store">Its name.</param>
/// <param name="Zone">Where it stands.</param>
/// <param name="PublicAddress">Where shoppers reach its pages, as <c>https://shop.example</c>; links begin with it.</param>
/// <param name="IsSimulated">True when nobody pays anything; stands on every receipt then.</param>
public sealed record ReceiptLook(string Store, TimeZoneInfo Zone, string PublicAddress, bool IsSimulated)
{
    /// <summary>The link to a receipt.</summary>
    /// <param name="code">The secret part; empty gives no link.</param>
    public string Link(string? code) => code is { Length: > 0 } ? $"{PublicAddress}/r/{code}" : "";
}

/// <summary>Sends receipts by e-mail, again and again until a mail server takes them.</summary>
/// <remarks>At least once: a crash after the server's word and before its commit sends a letter again, with the same Message-Id.</remarks>
public sealed class ReceiptPost(IDatabase database, IMailer mailer, IReceiptPaper paper, ReceiptLook look, TimeProvider clock)
{
    /// <summary>How long after each vain attempt the next follows; then the letter is given up.</summary>
    public static ImmutableArray<TimeSpan> Schedule { get; } =
        [60.Seconds, TimeSpan.FromMinutes(10), TimeSpan.FromHours(1), TimeSpan.FromHours(6), TimeSpan.FromHours(24)];

    /// <summary>One round: every letter whose time has come.</summary>
    /// <returns>How many were tried.</returns>
    public async Task<int> Work(CancellationToken cancellation)
    {
        var due = database.Read(transaction => LetterTable.Due(transaction, Instants.Of(clock)));
        foreach (var letter in due)
        {
            await Send(letter, cancellation);
        }

        return due.Count;
    }

    async Task Send(LetterTable.Waiting letter, CancellationToken cancellation)
    {
        var (receipt, code) = database.Read(transaction => (
            ReceiptTable.Of(transaction, letter.Party).Single(version => version.Version == letter.Version), ReceiptTable.CodeOf(transaction, letter.Party)));
        var word = await mailer.Send(Written(receipt, letter, look.Link(code)), cancellation);
        var now = Instants.Of(clock);
        var isOver = word.IsTaken || word.IsFinal || letter.Tries >= Schedule.Length;
        database.Write(transaction => LetterTable.Note(
            transaction, letter, word.IsTaken ? now : null, isOver ? null : now + Schedule[(int)letter.Tries], word.Words));
    }

    Letter Written(IssuedReceipt receipt, LetterTable.Waiting letter, string link)
    {
        var words = LetterWords.For(letter.Language);
        var store = string.Concat(look.Store.Where(c => !char.IsControl(c)));
        return new(
            $"{receipt.Visit}.{receipt.Version}", letter.Email, $"{words.Receipt}: {store}",
            string.Format(CultureInfo.InvariantCulture, words.Body, store, words.Amount(receipt.Total, receipt.Currency), link),
            string.Create(CultureInfo.InvariantCulture, $"{words.Code}-{receipt.Version}.pdf"),
            paper.Pdf(PaperReceipt.Of(receipt, store, words, look.Zone, link, look.IsSimulated)));
    }
}

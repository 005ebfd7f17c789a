using System.Collections.Immutable;
using System.Globalization;
using Stroll.Payments.Documents;
using Stroll.Payments.Prices;
using Stroll.Units;

namespace Stroll.Host.Letters;

/// <summary>A receipt in words, as it stands on paper: nothing is left to work out.</summary>
/// <param name="Language">As <c>de</c>.</param>
/// <param name="Title">As <c>Receipt</c>.</param>
/// <param name="Store">Name of the shop.</param>
/// <param name="Moment">When it was issued, on the store's clock.</param>
/// <param name="Status">Final, or which version.</param>
/// <param name="Lines">What was bought.</param>
/// <param name="Total">The sum, with its word.</param>
/// <param name="Taxes">One line for each class.</param>
/// <param name="Notes">What else is to be known, whole sentences.</param>
/// <param name="Link">To the receipt's page; empty without one.</param>
public sealed record PaperReceipt(
    string Language, string Title, string Store, string Moment, string Status, ImmutableArray<PaperLine> Lines, PaperLine Total,
    ImmutableArray<PaperLine> Taxes, ImmutableArray<string> Notes, string Link)
{
    /// <summary>Puts a version into words.</summary>
    /// <param name="receipt">The version.</param>
    /// <param name="store">Name of the shop.</param>
    /// <param name="words">In which language.</param>
    /// <param name="zone">Where the store stands.</param>
    /// <param name="link">To its page; empty without one.</param>
    /// <param name="isSimulated">True when nobody paid anything.</param>
    public static PaperReceipt Of(IssuedReceipt receipt, string store, LetterWords words, TimeZoneInfo zone, string link, bool isSimulated)
    {
        string Amount(long minor) => words.Amount(minor, receipt.Currency);
        var local = TimeZoneInfo.ConvertTime(Instants.ToDateTimeOffset(receipt.At), zone);
        return new(
            words.Code, words.Receipt, store, local.ToString(words.Moment, CultureInfo.InvariantCulture),
            receipt.Version == 1 ? words.Final : string.Format(CultureInfo.InvariantCulture, words.Corrected, receipt.Version),
            [.. receipt.Lines.SelectMany(line => Of(line, words, Amount))],
            new(words.Total, Amount(receipt.Total)),
            [.. receipt.Taxes.Select(tax => new PaperLine($"{tax.Name} {words.On} {Amount(tax.Gross)}", Amount(tax.Tax)))],
            [.. isSimulated ? [words.Simulated] : Array.Empty<string>(), words.NotFiscal, words.Objection],
            link);
    }

    static IEnumerable<PaperLine> Of(IssuedLine line, LetterWords words, Func<long, string> amount)
    {
        var full = line.Amount + line.Discounts.Sum(discount => discount.Minor);
        yield return new(line.Name, amount(full))
        {
            Detail = line.Quantity == 0 ? words.TakenOff
                : line.Grams > 0 ? string.Create(CultureInfo.InvariantCulture, $"{line.Grams} g x {amount(line.UnitPrice ?? 0)}/kg")
                : line.Quantity > 1 ? string.Create(CultureInfo.InvariantCulture, $"{line.Quantity} x {amount(line.UnitPrice ?? 0)}")
                : "",
        };
        foreach (var discount in line.Discounts)
        {
            yield return new($"  {discount.Words}", amount(-discount.Minor));
        }

        if (line.Deposit > 0)
        {
            yield return new($"  {words.Deposit}", amount(line.Deposit));
        }
    }
}

/// <summary>A line on paper.</summary>
/// <param name="Left">Words.</param>
/// <param name="Right">An amount.</param>
public sealed record PaperLine(string Left, string Right)
{
    /// <summary>Smaller words below; empty for none.</summary>
    public string Detail { get; init; } = "";
}

using System.Collections.Immutable;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Stroll.Payments.Prices;
using Stroll.Units;

namespace Stroll.Payments.Documents;

/// <summary>
/// One version of what a shopper gets to read and pay. It is never edited: whatever changes is a new version, which names the one before
/// by its digest. It holds all words and figures itself, so that it can be read when catalogue and prices have long changed.
/// </summary>
/// <param name="Visit">Whose.</param>
/// <param name="Version">Counts from 1 without a gap.</param>
/// <param name="At">When it was issued.</param>
/// <param name="Cause">Why.</param>
/// <param name="Words">Why, for people.</param>
/// <param name="Lines">By number; a line that fell away stays with quantity 0.</param>
/// <param name="Rules">How its taxes were worked out.</param>
/// <param name="Taxes">By class.</param>
/// <param name="Total">What the visit owes altogether, minor units; zero or more.</param>
/// <param name="Currency">ISO 4217.</param>
/// <param name="Previous">The digest of the version before; empty for the first.</param>
public sealed record IssuedReceipt(
    string Visit, int Version, Instant At, IssueCause Cause, string Words, ImmutableArray<IssuedLine> Lines, TaxRules Rules,
    ImmutableArray<TaxLine> Taxes, long Total, string Currency, string Previous)
{
    /// <summary>SHA-256 over everything above, hexadecimal. Two documents with one digest say the same.</summary>
    public string Digest() => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(Canonical())));

    /// <summary>Length-prefixed texts, so that no two documents are written alike.</summary>
    string Canonical()
    {
        var text = new StringBuilder("stroll receipt 1\n");
        Add(text, Visit, Version, At.Nanoseconds, (int)Cause, Words, (int)Rules.Mode, (int)Rules.Scope, (int)Rules.How, Total, Currency, Previous);
        foreach (var line in Lines)
        {
            Add(text, line.Number, line.Barcode, line.Name, line.Quantity, line.Grams, line.UnitPrice ?? -1, line.Amount, line.Deposit, line.AgeLimit);
            Add(text, line.TaxClass.Code, line.TaxClass.Name, line.TaxClass.Millionths, line.DepositTaxClass.Code, line.DepositTaxClass.Millionths, line.Probability, line.Reason);
            foreach (var discount in line.Discounts)
            {
                Add(text, discount.Code, discount.Words, discount.Minor);
            }

            foreach (var words in line.Evidence)
            {
                Add(text, words);
            }
        }

        foreach (var tax in Taxes)
        {
            Add(text, tax.Code, tax.Name, tax.Millionths, tax.Net, tax.Tax, tax.Gross);
        }

        return text.ToString();
    }

    static void Add(StringBuilder text, params object[] values)
    {
        foreach (var value in values)
        {
            var written = Convert.ToString(value, CultureInfo.InvariantCulture)!;
            text.Append(CultureInfo.InvariantCulture, $"{written.Length}:{written},");
        }

        text.Append('\n');
    }
}

/// <summary>Why a version was issued.</summary>
public enum IssueCause
{
    /// <summary>The visit was closed with nothing in doubt.</summary>
    Closed,

    /// <summary>The time promised to the shopper ran out; only what is sure was charged.</summary>
    PromiseRanOut,

    /// <summary>A person decided a question after the first version.</summary>
    Answered,

    /// <summary>The shopper objected.</summary>
    Complaint,

    /// <summary>Staff corrected it.</summary>
    Staff,
}

/// <summary>One product on a receipt, with why it is there.</summary>
/// <param name="Number">Counts from 1; stays the same in all versions.</param>
/// <param name="Barcode">As the catalogue has it.</param>
/// <param name="Name">Of the product when it was issued.</param>
/// <param name="Quantity">Pieces; 1 for goods by weight; 0 when the line fell away.</param>
/// <param name="Grams">Of goods by weight; 0 otherwise.</param>
/// <param name="UnitPrice">Of a piece or kilogram; none when no price held.</param>
/// <param name="Discounts">What promotions took off.</param>
/// <param name="Amount">What the goods cost after them, at the price on the shelf.</param>
/// <param name="Deposit">For all pieces together.</param>
/// <param name="TaxClass">Of the goods.</param>
/// <param name="DepositTaxClass">Of the deposit.</param>
/// <param name="AgeLimit">Years; 0 for none.</param>
/// <param name="Probability">That it is right, 0 to 1.</param>
/// <param name="Evidence">The movements that it stands on, in words.</param>
/// <param name="Reason">Why it is charged, or no longer charged, in words.</param>
public sealed record IssuedLine(
    int Number, string Barcode, string Name, int Quantity, long Grams, long? UnitPrice, ImmutableArray<Discount> Discounts, long Amount, long Deposit,
    TaxClass TaxClass, TaxClass DepositTaxClass, int AgeLimit, double Probability, ImmutableArray<string> Evidence, string Reason)
{
    /// <summary>Goods and deposit as they are taxed.</summary>
    public IEnumerable<TaxedAmount> Taxed =>
        Deposit == 0 ? [new(TaxClass, Amount)] : [new(TaxClass, Amount), new(DepositTaxClass, Deposit)];
}

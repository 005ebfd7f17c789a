using System.Collections.Immutable;
using System.Diagnostics;
using System.Globalization;
using Stroll.Payments.Collecting;
using Stroll.Payments.Documents;
using Stroll.Payments.Prices;
using Stroll.Units;

namespace Stroll.Payments.Ledger;

/// <summary>What is booked for what happens. Every entry is balanced by the way it is made.</summary>
public static class Booking
{
    /// <summary>A version of a receipt: what it asks more or less than the version before.</summary>
    /// <param name="before">None for the first version.</param>
    /// <param name="after">The next version of the same visit.</param>
    /// <returns>None when nothing changes: an empty basket is no sale.</returns>
    public static LedgerEntry? Of(IssuedReceipt? before, IssuedReceipt after)
    {
        var net = after.Taxes.Sum(t => t.Net) - (before?.Taxes.Sum(t => t.Net) ?? 0);
        var tax = after.Taxes.Sum(t => t.Tax) - (before?.Taxes.Sum(t => t.Tax) ?? 0);
        return net == 0 && tax == 0
            ? null
            : Entry($"{after.Visit}/Receipt/{after.Version.ToString(CultureInfo.InvariantCulture)}", after.At, after.Visit, after.Words, after.Currency,
                (Account.Shoppers, net + tax), (Account.Sales, -net), (Account.Tax, -tax));
    }

    /// <summary>Money that moved for a visit.</summary>
    public static LedgerEntry Of(PaymentEffect.Moved moved, string visit, string currency, Instant at)
    {
        var (to, from) = moved.Move switch
        {
            MoneyMove.Captured => (Account.Provider, Account.Shoppers),
            MoneyMove.Refunded => (Account.Shoppers, Account.Provider),
            MoneyMove.Disputed => (Account.Disputes, Account.Provider),
            MoneyMove.DisputeWon => (Account.Provider, Account.Disputes),
            MoneyMove.Cash => (Account.Cash, Account.Shoppers),
            MoneyMove.BadDebt => (Account.BadDebt, Account.Shoppers),
            MoneyMove.Uncharged => (Account.Uncharged, Account.Shoppers),
            _ => throw new UnreachableException(),
        };
        return Entry(
            $"{visit}/{moved.Move}/{moved.Reference}", at, visit, $"{moved.Move} {Currency.Written(new(moved.Minor, currency))}", currency,
            (to, moved.Minor), (from, -moved.Minor));
    }

    /// <summary>The provider paid out what it had taken, less what it keeps.</summary>
    /// <param name="payout">The provider's name for it.</param>
    /// <param name="gross">What it had taken.</param>
    /// <param name="fee">What it keeps; zero or more.</param>
    /// <param name="at">When.</param>
    public static LedgerEntry Payout(string payout, Money gross, long fee, Instant at) => Entry(
        $"payout/{payout}", at, "", $"payout {payout}", gross.Currency,
        (Account.Bank, gross.Minor - fee), (Account.Fees, fee), (Account.Provider, -gross.Minor));

    static LedgerEntry Entry(string id, Instant at, string visit, string words, string currency, params (Account Account, long Minor)[] sides)
    {
        var entry = new LedgerEntry(id, at, visit, words, [.. sides.Where(s => s.Minor != 0).Select(s => new Posting(s.Account, s.Minor, currency))]);
        Invariant.Holds(entry.IsBalanced, "both sides of an entry are equal");
        return entry;
    }
}

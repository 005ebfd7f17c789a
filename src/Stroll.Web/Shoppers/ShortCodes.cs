using System.Globalization;
using Stroll.Host.Stores.Live;
using Stroll.Host.Visits;
using Stroll.Web.Text;

namespace Stroll.Web.Shoppers;

/// <summary>The short code on an exit screen and a printed receipt, which together with the amount finds the link again.</summary>
/// <remarks>Eight of the forty letters of the secret, 32 bits, and the amount beside them; whoever tries is slowed down as one who guesses passwords.</remarks>
static class ShortCodes
{
    internal const int Length = 8;

    /// <summary>As <c>1A2B-3C4D</c>.</summary>
    internal static string Of(string code) => $"{code[..4]}-{code[4..Length]}".ToUpperInvariant();

    /// <summary>The whole code of a link.</summary>
    /// <param name="stores">All stores.</param>
    /// <param name="typed">What somebody typed; case and hyphen do not matter.</param>
    /// <param name="amount">The total of the receipt as people write it, as <c>12.40</c>.</param>
    /// <returns>None when there is no such receipt, or more than one.</returns>
    internal static string? Find(LiveStores stores, string typed, string amount)
    {
        var begin = new string([.. typed.Where(char.IsAsciiHexDigit)]).ToLowerInvariant();
        if (begin.Length != Length || !decimal.TryParse(amount.Trim().Replace(',', '.'), NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var total))
        {
            return null;
        }

        var found = stores.All.SelectMany(store => store.Database.Read(transaction => transaction
            .Query<string>("SELECT code FROM receipt_link WHERE code >= @begin AND code < @end ORDER BY code LIMIT 5", new { begin, end = begin + "g" })
            .Where(code => ReceiptTable.ByCode(transaction, code) is [.., var newest] && newest.Total == total * (decimal)Math.Pow(10, Amounts.DigitsOf(newest.Currency)))
            .ToArray())).Take(2).ToArray();
        return found is [var only] ? only : null;
    }
}

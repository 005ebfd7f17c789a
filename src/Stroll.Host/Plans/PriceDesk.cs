using System.Collections.Immutable;
using Stroll.Host.Database;
using Stroll.Host.Journal;
using Stroll.Layout;
using Stroll.Payments.Prices;
using Stroll.Units;

namespace Stroll.Host.Plans;

/// <summary>Prices with their validity, which hold as soon as they are set: the price book of a store follows them.</summary>
/// <param name="database">Of the store.</param>
/// <param name="catalogue">Its products.</param>
/// <param name="fixedPrices">Prices of the catalogue, taxes and promotions; its prices hold where no timed price does.</param>
/// <param name="time">The clock.</param>
public sealed class PriceDesk(IDatabase database, Catalogue catalogue, PriceBookDraft fixedPrices, TimeProvider time)
{
    volatile PriceBookDraft _fixed = fixedPrices;
    volatile PriceBook _book = Good(fixedPrices, catalogue, database.Read(PriceTable.All));

    /// <summary>The price book that holds now.</summary>
    public PriceBook Book => _book;

    /// <summary>Of all its prices.</summary>
    public string Currency => _fixed.Currency;

    /// <summary>Other fixed prices, taxes and promotions hold from now on.</summary>
    /// <param name="changed">In the same currency.</param>
    /// <returns>What is wrong; then nothing changes.</returns>
    public Fault? Refix(PriceBookDraft changed)
    {
        if (changed.Currency != Currency)
        {
            return new("price.foreign", "prices", $"in {changed.Currency}; the store has {Currency}");
        }

        if (PriceBook.Of(Draft(changed, catalogue, database.Read(PriceTable.All))) is Result<PriceBook>.Bad(var fault))
        {
            return fault;
        }

        _fixed = changed;
        Renew();
        return null;
    }

    /// <summary>Every timed price of a product, newest first.</summary>
    public ImmutableArray<TimedPrice> Of(string barcode) => [.. database.Read(PriceTable.All).Where(price => price.Barcode == barcode).Reverse()];

    /// <summary>What a piece or kilogram costs at a moment; none where no price holds.</summary>
    public long? At(ProductId product, Instant at) => _book.Lowest(product, at, at);

    /// <summary>Sets a price for a time.</summary>
    /// <returns>Bad with <c>price.product</c>, <c>price.past</c> or <c>price.value</c>.</returns>
    public Result<TimedPrice> Set(string who, TimedPrice price)
    {
        if (!catalogue.TryFind(price.Barcode, out _))
        {
            return Bad("price.product", price, "no such product, expected a code of the catalogue");
        }

        // Receipts of visits that are over were reckoned with the prices of their time.
        if (price.From < Instants.Of(time) - TimeSpan.FromMinutes(1))
        {
            return Bad("price.past", price, $"from {price.From}, which is over; expected now or later");
        }

        if (PriceBook.Of(Draft(_fixed, catalogue, database.Read(PriceTable.All).Add(price with { Number = long.MaxValue }))) is Result<PriceBook>.Bad(var fault))
        {
            return new Result<TimedPrice>.Bad(fault);
        }

        var kept = database.Write(transaction =>
        {
            JournalTable.Write(transaction, Instants.Of(time), who, "price-set", new { price.Barcode, price.Minor, from = price.From.ToString(), until = price.Until == Instant.Latest ? "" : price.Until.ToString() });
            return PriceTable.Add(transaction, price with { Who = who });
        });
        Renew();
        return new Result<TimedPrice>.Good(kept);
    }

    /// <summary>Sets many prices, all of them or none.</summary>
    /// <param name="who">Which account or key.</param>
    /// <param name="prices">Each product once.</param>
    /// <returns>What is wrong; none when they hold.</returns>
    public Fault? SetAll(string who, IReadOnlyList<TimedPrice> prices)
    {
        if (Refuse(prices) is { } fault)
        {
            return fault;
        }

        database.Write(transaction =>
        {
            foreach (var price in prices)
            {
                PriceTable.Add(transaction, price with { Who = who });
            }

            JournalTable.Write(transaction, Instants.Of(time), who, "prices-set", new { prices = prices.Count, barcodes = prices.Take(20).Select(price => price.Barcode) });
        });
        Renew();
        return null;
    }

    /// <summary>What would be wrong if these were set; none when they may be.</summary>
    public Fault? Refuse(IReadOnlyList<TimedPrice> prices)
    {
        var past = Instants.Of(time) - TimeSpan.FromMinutes(1);
        foreach (var price in prices)
        {
            if (!catalogue.TryFind(price.Barcode, out _))
            {
                return new("price.product", $"price of {price.Barcode}", "no such product, expected a code of the catalogue");
            }

            if (price.From < past)
            {
                return new("price.past", $"price of {price.Barcode}", $"from {price.From}, which is over; expected now or later");
            }
        }

        var number = long.MaxValue - prices.Count;
        return prices.DistinctBy(price => price.Barcode).Count() < prices.Count
            ? new("price.twice", "prices", "a product stands twice, expected each once")
            : PriceBook.Of(Draft(_fixed, catalogue, [.. database.Read(PriceTable.All), .. prices.Select(price => price with { Number = ++number })])) is Result<PriceBook>.Bad(var fault)
                ? fault : null;
    }

    /// <summary>Ends a price now, or takes it back where it has not begun.</summary>
    public void End(string who, long number)
    {
        database.Write(transaction =>
        {
            if (PriceTable.End(transaction, number, Instants.Of(time)) > 0)
            {
                JournalTable.Write(transaction, Instants.Of(time), who, "price-ended", new { number });
            }
        });
        Renew();
    }

    void Renew() => _book = Good(_fixed, catalogue, database.Read(PriceTable.All));

    static PriceBook Good(PriceBookDraft fixedPrices, Catalogue catalogue, ImmutableArray<TimedPrice> timed) =>
        PriceBook.Of(Draft(fixedPrices, catalogue, timed)) is Result<PriceBook>.Good(var book)
            ? book : throw new InvariantException("prices were checked when they were set");

    /// <summary>Cuts time at every begin and end; in each part the price with the highest number holds, or else the fixed one.</summary>
    static PriceBookDraft Draft(PriceBookDraft fixedPrices, Catalogue catalogue, ImmutableArray<TimedPrice> timed)
    {
        var prices = fixedPrices.Prices.ToList();
        foreach (var same in timed.Where(price => price.Until != price.From).GroupBy(price => price.Barcode))
        {
            if (catalogue.TryFind(same.Key, out var product))
            {
                var usual = fixedPrices.Prices.Where(price => price.Product == product).ToArray();
                prices.RemoveAll(price => price.Product == product);
                prices.AddRange(Parts(product, usual, [.. same]));
            }
        }

        return fixedPrices with { Prices = [.. prices] };
    }

    static IEnumerable<Price> Parts(ProductId product, Price[] usual, TimedPrice[] timed)
    {
        // One that ends before it begins stays as it is, for the book's own check to refuse.
        foreach (var wrong in timed.Where(price => price.Until <= price.From))
        {
            yield return new(product, wrong.Minor, wrong.From, wrong.Until);
        }

        Instant[] cuts = [.. timed.SelectMany(p => new[] { p.From, p.Until }).Concat(usual.SelectMany(p => new[] { p.From, p.Until })).Distinct().Order()];
        foreach (var (from, until) in cuts.Zip(cuts.Skip(1)))
        {
            var minor = timed.Where(p => p.From <= from && until <= p.Until).MaxBy(p => p.Number)?.Minor
                ?? usual.FirstOrDefault(p => p.From <= from && until <= p.Until)?.Minor;
            if (minor is { } holds)
            {
                yield return new(product, holds, from, until);
            }
        }
    }

    static Result<TimedPrice> Bad(string code, TimedPrice price, string found) => new Result<TimedPrice>.Bad(new(code, $"price of {price.Barcode}", found));
}

using System.Collections.Immutable;
using Stroll.Layout;
using Stroll.Payments.Prices;
using Stroll.Payments.Visits;
using Stroll.Units;

namespace Stroll.Host.Payments.Terms;

/// <summary>All that an operator says of the money of one store: <c>money.yaml</c> beside its catalogue. docs/money.md explains every key.</summary>
/// <param name="Draft">What <paramref name="Prices"/> was made of, for whoever adds prices with a time.</param>
/// <param name="Prices">Prices, taxes, deposits, promotions; whole and without contradiction.</param>
/// <param name="Promise">What shoppers are promised.</param>
/// <param name="Entry">Who may come in.</param>
/// <param name="Hold">What is held on a card at entry, minor units; 0 for nothing.</param>
/// <param name="Zone">Where the store stands: it decides when a business day ends.</param>
/// <param name="EntryCallBack">The retailer's own word on who may come in; none where it has none.</param>
/// <param name="PriceCallBack">The retailer's own prices; none where those of the file hold.</param>
/// <param name="Webhooks">Who is told of receipts and money.</param>
public sealed record StoreMoney(
    PriceBookDraft Draft, PriceBook Prices, VisitRules Promise, AdmissionRules Entry, long Hold, TimeZoneInfo Zone, RetailerAddress? EntryCallBack, RetailerAddress? PriceCallBack,
    ImmutableArray<WebhookTarget> Webhooks)
{
    /// <summary>Forty people at once, no debts, ten visits of 50.00 at risk while the provider cannot be reached.</summary>
    public static AdmissionRules UsualEntry => new(MostInside: 40, MostDebt: 0, WhenDown.DecideAlone, OfflineCap: 5000, OfflineVisits: 10);

    /// <summary>The prices of a catalogue with one tax of 7 %, as a simulated store has them.</summary>
    /// <param name="catalogue">The currency is that of the first price; EUR where there is none.</param>
    public static StoreMoney Simulated(Catalogue catalogue)
    {
        var currency = catalogue.Products.FirstOrDefault(product => product.Price is not null)?.Price?.Currency ?? "EUR";
        var draft = PriceBookDraft.Of(catalogue, currency, new("R", "VAT 7 %", 70_000), TaxRules.Included);
        var book = PriceBook.Of(draft) is Result<PriceBook>.Good(var good) ? good : throw new InvariantException("the prices of a simulated catalogue fit together");
        return new(draft, book, VisitRules.Default, UsualEntry, Hold: 2000, TimeZoneInfo.Utc, null, null, []);
    }
}

/// <summary>A program of the retailer that is asked while the store works.</summary>
/// <param name="Url">Where it listens.</param>
/// <param name="SecretFrom">The variable of the environment that holds the secret with which questions are signed.</param>
/// <param name="Patience">How long its answer is waited for.</param>
public sealed record RetailerAddress(Uri Url, string SecretFrom, TimeSpan Patience);

/// <summary>Somebody who is told, as the operator wrote it: secrets stand in the environment.</summary>
/// <param name="Name">Unique in the store.</param>
/// <param name="Url">Where to.</param>
/// <param name="SecretFrom">The variable that holds the secret.</param>
/// <param name="OldSecretFrom">That of the one which is being replaced; none in quiet times.</param>
/// <param name="Types">Names of messages; empty for all.</param>
public sealed record WebhookTarget(string Name, Uri Url, string SecretFrom, string? OldSecretFrom, ImmutableArray<string> Types);

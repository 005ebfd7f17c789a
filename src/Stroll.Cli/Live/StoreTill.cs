using System.Collections.Immutable;
using Stroll.Cli.Frame;
using Stroll.Counter.Cards;
using Stroll.Counter.Mail;
using Stroll.Counter.Paper;
using Stroll.Host;
using Stroll.Host.Connectors;
using Stroll.Host.Database;
using Stroll.Host.Entry;
using Stroll.Host.Ledger;
using Stroll.Host.Letters;
using Stroll.Host.Outbox;
using Stroll.Host.Payments;
using Stroll.Host.Payments.Terms;
using Stroll.Host.Plans;
using Stroll.Host.Retailer;
using Stroll.Host.Review;
using Stroll.Host.Settings;
using Stroll.Host.Stores;
using Stroll.Host.Visits;
using Stroll.Layout;
using Stroll.Payments.Collecting;
using Stroll.Payments.Visits;
using Stroll.Units;

namespace Stroll.Cli.Live;

/// <summary>What a till needs to know of its store.</summary>
/// <param name="Key">Which store.</param>
/// <param name="Model">What is believed of it.</param>
/// <param name="Files">The catalogue of its folder; a published one may have gone before it.</param>
/// <param name="Rows">Where rows are kept.</param>
/// <param name="Folder">Its secrets lie there.</param>
/// <param name="Review">What the queue of questions promises.</param>
/// <param name="Postman">Brings webhooks.</param>
internal sealed record TillPlace(StoreKey Key, StoreModel Model, Catalogue Files, IDatabase Rows, string Folder, ReviewRules Review, Postman Postman);

/// <summary>The till of one running store with everything that it reaches outside: provider, mail server, the retailer's programs.</summary>
internal sealed class StoreTill : IDisposable
{
    // Somebody stands there and waits.
    static readonly TimeSpan AtGatePatience = 1.5.Seconds;

    readonly ImmutableArray<IDisposable> _owned;
    readonly PriceFile? _file;
    readonly TestProvider? _test;
    readonly TestVoice? _testVoice;
    long _told;

    StoreTill(Till till, PriceDesk prices, PriceFile? file, (IPaymentProvider Provider, IProviderVoice? Voice) reached, ImmutableArray<IDisposable> owned) =>
        (Till, Prices, _file, _test, _testVoice, _owned) = (till, prices, file, reached.Provider as TestProvider, reached.Voice as TestVoice, owned);

    /// <summary>Wired together.</summary>
    internal Till Till { get; }

    /// <summary>Prices with a time.</summary>
    internal PriceDesk Prices { get; }

    /// <summary>All that time brings.</summary>
    internal IEnumerable<Chore> Chores =>
    [
        .. Till.Chores,
        .. _file is { } file ? [new Chore("prices of the file", 5.Seconds, file.Look)] : Array.Empty<Chore>(),
        .. _test is null ? Array.Empty<Chore>() : [new Chore("messages of the test provider", 500.Milliseconds, Hear)],
    ];

    /// <summary>Opens a till.</summary>
    /// <param name="place">Its store.</param>
    /// <param name="money">What was decided.</param>
    /// <param name="say">Takes one line for the operator.</param>
    /// <param name="time">The clock.</param>
    /// <exception cref="Refusal">A secret is missing or is none.</exception>
    internal static StoreTill Open(TillPlace place, MoneyChoice money, Action<string> say, TimeProvider time)
    {
        var catalogue = place.Model.Catalogue;
        var terms = money.Terms(catalogue, place.Files);
        var prices = new PriceDesk(place.Rows, catalogue, terms.Draft, time);
        var promise = Promised(money, terms, place.Review);
        var reached = ProviderOf(money.Provider, place.Folder, time);
        var (callBack, pricing) = (Retailer(terms.EntryCallBack, time), Retailer(terms.PriceCallBack, time));
        var connector = new RetailerClient(allowsPrivate: money.IsSimulated, AtGatePatience, time);
        var setup = new TillSetup(
            place.Rows, reached.Provider, PaymentRules.Default,
            new(catalogue, () => prices.Book, promise, _ => WalkInOf(money)) { OfflineCap = terms.Entry.OfflineCap, AsksPrices = pricing is not null },
            new(terms.Entry, [KeptSecret.In(place.Folder, "entry-key")], terms.Prices.Currency.Code, terms.Hold) { Promise = promise },
            Asked(callBack, new(place.Rows, place.Key, connector, time)), new ReceiptPaper(),
            new(place.Model.Store.Name, terms.Zone, money.PublicAddress, money.IsSimulated))
        {
            Voice = reached.Voice,
            Mailer = money.Mail is { } mail ? new SmtpMailer(mail, mail.User.Length > 0 ? Secrets.From(mail.PasswordFrom) : "") : null,
            Pricing = pricing,
            Days = money.IsSimulated ? DayEndRules.Default with { Every = 60.Seconds } : DayEndRules.Default,
        };
        Subscribe(place.Postman, terms.Webhooks);
        var file = money.File is { } path ? new PriceFile(path, catalogue, place.Files, prices, say) : null;
        IEnumerable<IDisposable?> owned = [reached.Provider as IDisposable, callBack, pricing, connector];
        return new(new(setup, time), prices, file, reached, [.. owned.OfType<IDisposable>()]);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (var one in _owned)
        {
            one.Dispose();
        }
    }

    /// <summary>The test provider speaks by the same door as a real one.</summary>
    Task Hear(CancellationToken cancellation)
    {
        foreach (var key in _test!.TakeHints())
        {
            var (headers, body) = _testVoice!.Message(key, ++_told, Till.Cashier.Now);
            Refusal.Unless(Till.ProviderPost!.Take(name => headers.GetValueOrDefault(name, ""), body));
        }

        return Task.CompletedTask;
    }

    /// <summary>A simulated store keeps its receipts no longer than its reviewers may take.</summary>
    static VisitRules Promised(MoneyChoice money, StoreMoney terms, ReviewRules review) => money.IsSimulated
        ? terms.Promise with { ReceiptWithin = review.Promise + 60.Seconds, BackWithin = 60.Seconds }
        : terms.Promise;

    // In a simulated store somebody whom no terminal announced pays too; in a real one the exit asks them, or staff take cash.
    static WalkIn WalkInOf(MoneyChoice money) => money.IsSimulated ? new("tok_demo", 0) : new("", 0);

    static (IPaymentProvider Provider, IProviderVoice? Voice) ProviderOf(PaymentSettings settings, string folder, TimeProvider time)
    {
        if (settings.Provider == ProviderKind.Stripe)
        {
            var hooks = Environment.GetEnvironmentVariable(settings.HooksFrom);
            return (new StripeProvider(Secrets.From(settings.KeyFrom), settings.Address), string.IsNullOrEmpty(hooks) ? null : new StripeVoice(hooks));
        }

        var secret = StandardWebhook.SecretPrefix + Convert.ToBase64String(KeptSecret.In(folder, "test-provider-key"));
        return (new TestProvider(time, TestFaults.None, seed: 1, Path.Combine(folder, "test-provider.jsonl")), new TestVoice(secret));
    }

    static EveryCallBack Asked(HttpRetailer? ofSettings, IdentityCallBack ofConnector) =>
        new(ofSettings is null ? [ofConnector] : [new RetailerCallBack(ofSettings), ofConnector]);

    static HttpRetailer? Retailer(RetailerAddress? address, TimeProvider time) => address is null
        ? null
        : new(address.Url, Signing(address.SecretFrom), address.Patience, time);

    static string Signing(string variable) => Secrets.From(variable) is var secret && StandardWebhook.IsSecret(secret)
        ? secret
        : throw new Refusal(new("webhook.secret", $"the variable {variable}", "a secret of 24 to 64 bytes in base64 behind whsec_ was expected"));

    static void Subscribe(Postman postman, ImmutableArray<WebhookTarget> webhooks)
    {
        foreach (var one in webhooks)
        {
            var endpoint = new WebhookEndpoint(one.Name, one.Url, Secrets.From(one.SecretFrom), one.OldSecretFrom is { } old ? Secrets.From(old) : null, one.Types);
            if (postman.Subscribe(endpoint) is { } fault)
            {
                throw new Refusal(fault);
            }
        }
    }
}

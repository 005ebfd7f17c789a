using System.Collections.Immutable;
using Stroll.Host.Database;
using Stroll.Host.Entry;
using Stroll.Host.Ledger;
using Stroll.Host.Letters;
using Stroll.Host.Retailer;
using Stroll.Host.Visits;
using Stroll.Payments.Collecting;
using Stroll.Units;

namespace Stroll.Host.Payments;

/// <summary>What the money of one store needs.</summary>
/// <param name="Database">Of the store.</param>
/// <param name="Provider">Who moves the money.</param>
/// <param name="Rules">Patience with providers and cards.</param>
/// <param name="Desk">Prices and promises.</param>
/// <param name="Entrance">Who may come in.</param>
/// <param name="CallBack">The retailer's own word on it.</param>
/// <param name="Paper">How receipts look on paper.</param>
/// <param name="Look">Name of the store and the links of its receipts.</param>
public sealed record TillSetup(
    IDatabase Database, IPaymentProvider Provider, PaymentRules Rules, VisitDeskSettings Desk, EntranceSettings Entrance, IEntryCallBack CallBack,
    IReceiptPaper Paper, ReceiptLook Look)
{
    /// <summary>Understands what the provider says by itself; none where it says nothing.</summary>
    public IProviderVoice? Voice { get; init; }

    /// <summary>Takes letters; none where no receipt is sent by e-mail.</summary>
    public IMailer? Mailer { get; init; }

    /// <summary>Gives prices; none where those of the store hold.</summary>
    public IRetailer? Pricing { get; init; }

    /// <summary>When the books are compared.</summary>
    public DayEndRules Days { get; init; } = DayEndRules.Default;
}

/// <summary>Something that is done again and again.</summary>
/// <param name="Name">As <c>payments</c>.</param>
/// <param name="Every">How long after one round the next begins.</param>
/// <param name="Round">Does what is due.</param>
public sealed record Chore(string Name, TimeSpan Every, Func<CancellationToken, Task> Round);

/// <summary>Everything of one store that has to do with money, wired together: make one, give <see cref="Desk"/> to the store's run, and do its chores.</summary>
public sealed class Till
{
    /// <summary>Wires; does nothing yet.</summary>
    public Till(TillSetup setup, TimeProvider clock)
    {
        (Paper, Look, Mailer) = (setup.Paper, setup.Look, setup.Mailer);
        Cashier = new(setup.Database, setup.Provider, setup.Rules, clock);
        Desk = new(setup.Database, Cashier, setup.Desk);
        Entrance = new(setup.Database, Cashier, setup.CallBack, setup.Entrance);
        Days = new(setup.Database, setup.Provider, Cashier, setup.Look.Zone, setup.Days);
        ProviderPost = setup.Voice is { } voice ? new(setup.Database, Cashier, voice) : null;
        Pricing = setup.Pricing is { } retailer ? new(setup.Database, Desk, retailer, clock) : null;
        Letters = setup.Mailer is { } mailer ? new(setup.Database, mailer, setup.Paper, setup.Look, clock) : null;
    }

    /// <summary>Calls the provider.</summary>
    public Cashier Cashier { get; }

    /// <summary>Listens to the store's run.</summary>
    public VisitDesk Desk { get; }

    /// <summary>Lets people in.</summary>
    public Entrance Entrance { get; }

    /// <summary>Compares.</summary>
    public DayEnd Days { get; }

    /// <summary>Hears the provider; none where it says nothing by itself.</summary>
    public ProviderPost? ProviderPost { get; }

    /// <summary>Asks the retailer for prices; none where those of the store hold.</summary>
    public PricingDesk? Pricing { get; }

    /// <summary>Sends receipts by e-mail; none where none is sent.</summary>
    public ReceiptPost? Letters { get; }

    /// <summary>Takes letters of other kinds too; none where none is sent.</summary>
    public IMailer? Mailer { get; }

    /// <summary>Receipts as files and links as pictures.</summary>
    public IReceiptPaper Paper { get; }

    /// <summary>How receipts look.</summary>
    public ReceiptLook Look { get; }

    /// <summary>All that time brings. They wait for different others (a bank, a mail server, a retailer), so that none may hold up the rest.</summary>
    public ImmutableArray<Chore> Chores =>
    [
        new("payments", 250.Milliseconds, Collect),
        new("gates", 5.Seconds, _ => Task.Run(Entrance.Tidy, CancellationToken.None)),
        new("books", 10.Seconds, Days.Work),
        .. Pricing is { } pricing ? [new Chore("prices", 500.Milliseconds, pricing.Work)] : Array.Empty<Chore>(),
        .. Letters is { } letters ? [new Chore("letters", 2.Seconds, letters.Work)] : Array.Empty<Chore>(),
    ];

    /// <summary>One round of all chores, one after the other.</summary>
    public async Task Round(CancellationToken cancellation)
    {
        foreach (var chore in Chores)
        {
            await chore.Round(cancellation);
        }
    }

    async Task Collect(CancellationToken cancellation)
    {
        Desk.Watch();
        await Cashier.Work(cancellation);
    }
}

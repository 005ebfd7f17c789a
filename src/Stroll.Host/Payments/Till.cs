using Stroll.Host.Database;
using Stroll.Host.Entry;
using Stroll.Host.Ledger;
using Stroll.Host.Outbox;
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
/// <param name="Sender">Who posts webhooks.</param>
/// <param name="Source">How the store names itself in messages, as <c>/stores/acme/north</c>.</param>
public sealed record TillSetup(
    IDatabase Database, IPaymentProvider Provider, PaymentRules Rules, VisitDeskSettings Desk, EntranceSettings Entrance, IEntryCallBack CallBack,
    IWebhookSender Sender, string Source);

/// <summary>Everything of one store that has to do with money, wired together: make one, give <see cref="Desk"/> to the store's run, and run it.</summary>
public sealed class Till
{
    readonly TimeProvider _clock;

    /// <summary>Wires; does nothing yet.</summary>
    public Till(TillSetup setup, TimeProvider clock)
    {
        _clock = clock;
        Cashier = new(setup.Database, setup.Provider, setup.Rules, clock);
        Desk = new(setup.Database, Cashier, setup.Desk);
        Entrance = new(setup.Database, Cashier, setup.CallBack, setup.Entrance);
        Postman = new(setup.Database, setup.Sender, setup.Source, clock);
        Reconciler = new(setup.Database, setup.Provider);
    }

    /// <summary>Calls the provider.</summary>
    public Cashier Cashier { get; }

    /// <summary>Listens to the store's run.</summary>
    public VisitDesk Desk { get; }

    /// <summary>Lets people in.</summary>
    public Entrance Entrance { get; }

    /// <summary>Tells others.</summary>
    public Postman Postman { get; }

    /// <summary>Compares.</summary>
    public Reconciler Reconciler { get; }

    /// <summary>One round of everything whose time has come.</summary>
    /// <returns>How much was looked at; 0 when there is nothing to do for now.</returns>
    public async Task<int> Round(CancellationToken cancellation)
    {
        Entrance.Tidy();
        return Desk.Watch() + await Cashier.Work(cancellation) + await Postman.Work(cancellation);
    }

    /// <summary>Rounds, four a second, until it is stopped.</summary>
    public async Task Run(CancellationToken stop)
    {
        using var timer = new PeriodicTimer(250.Milliseconds, _clock);
        while (!stop.IsCancellationRequested)
        {
            await Round(stop);
            await timer.WaitForNextTickAsync(stop);
        }
    }
}

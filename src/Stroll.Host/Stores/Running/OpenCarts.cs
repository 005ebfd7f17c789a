using System.Collections.Immutable;
using Stroll.Host.Database;
using Stroll.Observations;
using Stroll.Receipts;
using Stroll.Review;
using Stroll.Units;

namespace Stroll.Host.Stores.Running;

/// <summary>What becomes of open visits when a store can decide nothing more.</summary>
static class OpenCarts
{
    /// <summary>Asks people about each visit whose receipt was not ready.</summary>
    /// <param name="transaction">Of the store's database.</param>
    /// <param name="setup">The store.</param>
    /// <param name="engine">As it stood when it stopped; only what it had told is looked at.</param>
    /// <param name="offset">The entry that it could not take.</param>
    /// <param name="why">What went wrong.</param>
    internal static void SendToReview(Transaction transaction, StoreSetup setup, StoreEngine engine, long offset, string why)
    {
        setup.Lease.Check(transaction);
        StoreEvent[] events =
        [
            new StoreEvent.HealthChanged(engine.Now, "store", IsWell: false, $"the store stopped at log offset {offset}: every open visit goes to review"),
            .. engine.Telling.Visits.Where(visit => !visit.IsReady && !visit.IsStaff).Select(visit => About(visit, engine.Now, offset, why)),
        ];
        foreach (var listener in setup.Listeners)
        {
            listener.Take(transaction, setup.Lease.Store, events);
        }
    }

    static StoreEvent.QuestionAsked About(ToldVisit visit, Instant now, long offset, string why)
    {
        var name = Billing.VisitOf(visit.Shopper);
        var held = new Deeds((visit.Cart?.Lines ?? []).Select(line => new Deed(name, line.Product, line.Quantity)));
        ImmutableArray<Deeds> offered = held.All.IsEmpty ? [Deeds.None] : [held, Deeds.None];
        var question = new Question(
            new($"stopped-{offset}-{name}"), name, null, now, new(1), $"the store stopped at log offset {offset} ({why}): what this visit took must be seen on the pictures")
        {
            Offered = offered,
        };
        return new(now, [visit.Id], question);
    }
}

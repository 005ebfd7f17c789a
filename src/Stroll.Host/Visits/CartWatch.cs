using Stroll.Host.Database;
using Stroll.Host.Outbox;
using Stroll.Host.Payments;
using Stroll.Payments.Collecting;
using Stroll.Payments.Documents;
using Stroll.Payments.Prices;
using Stroll.Receipts;
using Stroll.Units;

namespace Stroll.Host.Visits;

/// <summary>Looks at carts while people shop, and calls staff: for goods that not everybody may buy, and for more than is risked without a hold.</summary>
/// <remarks>Staff are told once for each party and reason. Nothing is refused and nobody is stopped: that is for people to decide.</remarks>
sealed class CartWatch(Cashier cashier, VisitDeskSettings settings)
{
    internal void Look(Transaction transaction, string party)
    {
        var members = PartyTable.Receipts(transaction, party);
        if (members.Count == 0)
        {
            return;
        }

        var cart = PartyReceipt.Of(party, members);
        OfAge(transaction, cart);
        OfWorth(transaction, cart);
    }

    void OfAge(Transaction transaction, Receipt cart)
    {
        var oldest = cart.Lines.Where(line => line.Charge != ChargeDecision.Never)
            .Select(line => (line.Product, Age: settings.Prices().Terms(line.Product).AgeLimit)).OrderByDescending(line => line.Age).FirstOrDefault();
        if (oldest.Age > 0 && !PaymentTable.HasAlarm(transaction, cart.Visit, AlarmKind.AgeCheck))
        {
            var name = settings.Catalogue[oldest.Product].Name;
            Tell(transaction, cart.Visit, "AgeCheckNeeded", AlarmKind.AgeCheck, $"{cart.Visit}: {name} is for people of {oldest.Age} years or more", new { visit = cart.Visit, product = name, age = oldest.Age });
        }
    }

    void OfWorth(Transaction transaction, Receipt cart)
    {
        if (settings.OfflineCap == long.MaxValue || PaymentTable.Find(transaction, cart.Visit) is not { Phase: PaymentPhase.Opening, IsUnknown: true }
            || PaymentTable.HasAlarm(transaction, cart.Visit, AlarmKind.OverCap))
        {
            return;
        }

        var priced = Issuing.First(cart, settings.Catalogue, settings.Prices(), new(cashier.Now, IssueCause.Closed, "so far"));
        if (priced is Result<IssuedReceipt>.Good(var soFar) && soFar.Total > settings.OfflineCap)
        {
            Money Of(long minor) => new(minor, soFar.Currency);
            Tell(
                transaction, cart.Visit, "CartOverCap", AlarmKind.OverCap,
                $"{cart.Visit}: holds {Currency.Written(Of(soFar.Total))} and no hold is confirmed; {Currency.Written(Of(settings.OfflineCap))} is risked at most",
                new { visit = cart.Visit, worth = soFar.Total, cap = settings.OfflineCap, currency = soFar.Currency });
        }
    }

    void Tell(Transaction transaction, string party, string type, AlarmKind kind, string words, object content)
    {
        PaymentTable.Add(transaction, party, new(kind, words), cashier.Now);
        OutboxTable.Add(transaction, type, party, content, cashier.Now);
    }
}

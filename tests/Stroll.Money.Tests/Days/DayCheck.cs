using System.Collections.Immutable;
using Stroll.Host.Database;
using Stroll.Host.Ledger;
using Stroll.Host.Outbox;
using Stroll.Host.Payments;
using Stroll.Host.Visits;
using Stroll.Payments.Collecting;
using Stroll.Payments.Ledger;
using Stroll.Payments.Visits;
using Stroll.Units;

namespace Stroll.Tests.Money.Days;

/// <summary>Holds a day that is over against what truly happened. Knows the plan and the provider's book, and trusts nothing else.</summary>
static class DayCheck
{
    /// <summary>Everything that is wrong; empty after a right day.</summary>
    internal static async Task<List<string>> Of(StoreDay day)
    {
        var wrong = new List<string>(day.Seen);
        try
        {
            day.Disk.Read(transaction =>
            {
                foreach (var visit in day.Plan.Visits.Where(v => !day.TurnedAway.Contains(v.Number)))
                {
                    OfVisit(day, transaction, visit, wrong);
                }

                OfBooks(day, transaction, wrong);
                OfMessages(day, transaction, wrong);
                return true;
            });
            var found = await new Reconciler(day.Disk, day.Provider).Compare(day.Plan.Open - TimeSpan.FromDays(1), day.Plan.Open + TimeSpan.FromDays(60), default);
            wrong.AddRange(((Result<ImmutableArray<Difference>>.Good)found).Value.Select(d => $"{d.Payment}: {d.Kind} {d.Words}"));
        }
        catch (InvariantException broken)
        {
            wrong.Add(broken.Message);
        }

        return wrong;
    }

    static void OfVisit(StoreDay day, Transaction transaction, PlannedVisit visit, List<string> wrong)
    {
        var owes = visit.Means == EntryMeans.Badge ? 0 : DayPlan.Sum(visit.Revised ?? visit.Basket);
        owes -= visit.Returned is not null && visit.Revised is null && visit.Means != EntryMeans.Badge ? DayPlan.Price(visit.Basket.Keys.First()) * visit.Basket.Values.First() : 0;
        var party = PartyTable.PartyOf(transaction, DayPlan.IdOf(visit)) ?? "";
        var moves = day.Provider.Moves.Where(m => m.Payment == party).ToArray();
        var net = moves.Sum(m => m.Move == MoneyMove.Captured ? m.Minor : -m.Minor);
        if (PaymentTable.Find(transaction, party) is not { } payment)
        {
            AddIf(visit.Means != EntryMeans.Badge || moves.Length > 0, $"visit {visit.Number} has no payment and {moves.Length} moves");
            return;
        }

        AddIf(visit.Means == EntryMeans.Badge, $"visit {visit.Number}: staff have a payment");
        AddIf(visit.Returned is not null && visit.Revised is not null, "a plan with two corrections");
        AddIf(net + payment.Cash + payment.Forgone != owes, $"visit {visit.Number} owes {owes}; provider {net}, cash {payment.Cash}, given up {payment.Forgone}; {payment}");
        AddIf(payment.Forgone > 0 && !visit.Token.StartsWith("tok_limit", StringComparison.Ordinal), $"visit {visit.Number}: {payment.Forgone} of a good card given up");
        AddIf(payment.Running is not null || payment.Outstanding != 0, $"visit {visit.Number} is not at rest: {payment}");
        var versions = ReceiptTable.Of(transaction, party);
        AddIf(versions.IsEmpty || versions[^1].Total != owes, $"visit {visit.Number} owes {owes}, its receipt says {(versions.IsEmpty ? "nothing" : versions[^1].Total)}");

        void AddIf(bool isWrong, string words)
        {
            if (isWrong)
            {
                wrong.Add(words);
            }
        }
    }

    static void OfBooks(StoreDay day, Transaction transaction, List<string> wrong)
    {
        var balances = LedgerTable.Balances(transaction);
        if (balances.Sum(b => b.Minor) != 0 || balances.Any(b => b.Account == Account.Shoppers && b.Minor != 0))
        {
            wrong.Add($"the books are not closed: {string.Join(' ', balances)}");
        }

        var provider = day.Provider.Moves.Sum(m => m.Move == MoneyMove.Captured ? m.Minor : -m.Minor);
        if (balances.Where(b => b.Account == Account.Provider).Sum(b => b.Minor) != provider)
        {
            wrong.Add($"the provider has {provider}, the books {string.Join(' ', balances)}");
        }
    }

    static void OfMessages(StoreDay day, Transaction transaction, List<string> wrong)
    {
        var messages = OutboxTable.From(transaction, 0, int.MaxValue);
        var receipts = PartyTable.All(transaction).Sum(p => ReceiptTable.Of(transaction, p.Name).Length);
        var entries = LedgerTable.Between(transaction, Instant.Earliest, Instant.Latest).Count(e => !e.Id.Contains("/Receipt/", StringComparison.Ordinal));
        if (messages.Count(m => m.Type == OutboxTable.Prefix + "ReceiptIssued") != receipts || messages.Count(m => m.Type != OutboxTable.Prefix + "ReceiptIssued") != entries)
        {
            wrong.Add($"{messages.Count} messages for {receipts} receipts and {entries} moves of money");
        }

        foreach (var message in messages.Where(m => !day.Told.Taken.ContainsKey(m.Id)))
        {
            wrong.Add($"message {message.Number} {message.Type} of {message.Subject} never arrived");
        }
    }
}

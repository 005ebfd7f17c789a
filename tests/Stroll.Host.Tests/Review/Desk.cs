using System.Collections.Immutable;
using Stroll.Host.Database;
using Stroll.Host.Review;
using Stroll.Host.Stores;
using Stroll.Layout;
using Stroll.Observations;
using Stroll.Receipts;
using Stroll.Review;
using Stroll.Review.Audits;
using Stroll.Units;

namespace Stroll.Tests.Review;

/// <summary>A desk with a catalogue of three products, and questions about them.</summary>
sealed class Desk(IDatabase database, ReviewRules rules)
{
    internal static readonly StoreKey Store = new("acme", "corner");
    internal static readonly Instant Noon = Instant.FromUnixSeconds(1_790_000_000);
    internal static readonly Catalogue Catalogue = new([
        Product(0, "tea", 250), Product(1, "jam", 400), Product(2, "rum", 1900)]);

    static readonly byte[] Master = [.. Enumerable.Range(0, 32).Select(i => (byte)i)];

    internal static ReviewRules Rules => ReviewRules.Default with { Gold = ReviewRules.Default.Gold with { WarmUp = 0, Rate = new(0) } };

    internal AuditDays Days { get; } = new(Store, Master);

    internal ReviewQueue Queue { get; } = new(database, Catalogue, rules, AuditKey.OfDay(Master, Store.ToString(), "desk"));

    internal ReviewListener Listener => new(Catalogue, rules, Days);

    internal static VisitId Visit(int number) => VisitId.Of(Store, $"v{number}", Noon);

    /// <summary>What the machine thinks first: the shopper took a product.</summary>
    internal static Deeds Took(int visit, int product, int quantity = 1) => new([new($"v{visit}", new(product), quantity)]);

    internal static Question Question(string id, int visit = 1, int product = 0, double doubt = 0.3, Instant? at = null) =>
        new(new(id), $"v{visit}", 7, at ?? Noon, new(doubt), "tea or jam")
        {
            Offered = [Took(visit, product), Took(visit, (product + 1) % 3), Deeds.None],
            Value = doubt * Catalogue.Products[product].Price!.Value.Minor,
        };

    internal void Tell(params StoreEvent[] events) => database.Write(transaction => Listener.Take(transaction, Store, events));

    internal void Ask(string id, int visit = 1, int product = 0, double doubt = 0.3, Instant? at = null) =>
        Tell(new StoreEvent.QuestionAsked(at ?? Noon, [Visit(visit)], Question(id, visit, product, doubt, at)));

    /// <summary>A whole visit that took some products, drawn for an audit or not.</summary>
    internal void Shop(int visit, Instant leaves, params int[] products)
    {
        var lines = products.Select(product => new ReceiptLine(new(product), 1, new(100), new(0.99), ChargeDecision.Now, [])).ToImmutableArray();
        var receipt = new Receipt($"v{visit}", "", Noon, leaves, VisitStatus.Settled, lines) { Party = $"v{visit}" };
        Tell(
            new StoreEvent.VisitOpened(Noon, Visit(visit), ""),
            new StoreEvent.VisitLeft(leaves, Visit(visit)),
            new StoreEvent.ReceiptReady(leaves + 2.Seconds, Visit(visit), receipt));
    }

    internal LeasedCase Pull(string reviewer, Instant? now = null, bool isSenior = false) =>
        Queue.Pull(reviewer, isSenior, now ?? Noon) ?? throw new InvalidOperationException($"nothing waits for {reviewer}");

    /// <summary>Pulls and answers.</summary>
    internal Answering Say(string reviewer, Verdict verdict, Instant? now = null, bool isSenior = false)
    {
        var leased = Pull(reviewer, now, isSenior);
        return Queue.Answer(leased.Id, reviewer, leased.Token, verdict, seconds: 8, now ?? Noon);
    }

    internal T Read<T>(string sql) => database.Read(transaction => transaction.First<T>(sql))!;

    static Product Product(int index, string code, long cents) =>
        new(new(index), code, null, code, new Grams(100 + index), null, SaleUnit.Each, new Money(cents, "EUR"));
}

using System.Collections.Immutable;
using Stroll.Host.Stores;
using Stroll.Layout;
using Stroll.Payments.Visits;
using Stroll.Receipts;
using Stroll.Review;
using Stroll.Units;

namespace Stroll.Tests.Money.Days;

/// <summary>What one shopper does on a day that never was, and what they truly owe.</summary>
/// <param name="Number">From 0.</param>
/// <param name="Means">How they come in.</param>
/// <param name="Token">Their card.</param>
/// <param name="At">When they stand at the gate.</param>
/// <param name="Basket">What they take: product to pieces.</param>
/// <param name="IsDoubtful">One more line is held, and never settled in time.</param>
/// <param name="Revised">The basket as it is known later, always less; none when nothing is learned later.</param>
/// <param name="Returned">Hours after the exit a shopper complains about the first line.</param>
/// <param name="IsReplay">They show a code that was shown before.</param>
sealed record PlannedVisit(
    int Number, EntryMeans Means, string Token, Instant At, ImmutableSortedDictionary<int, int> Basket, bool IsDoubtful,
    ImmutableSortedDictionary<int, int>? Revised, int? Returned, bool IsReplay);

/// <summary>A day of a store: who comes, and everything that its pipeline would tell of them.</summary>
sealed class DayPlan
{
    internal static readonly StoreKey Store = new("acme", "north");
    internal static readonly Catalogue Goods = new([.. Enumerable.Range(0, 8).Select(i =>
        new Product(new(i), $"code-{i}", null, $"article {i}", 100.Grams, 1.Grams, SaleUnit.Each, new(Price(i), "EUR")))]);

    readonly Rng _rng;

    internal DayPlan(ulong seed, int visits, Instant open)
    {
        _rng = new(seed, 11);
        Open = open;
        Visits = [.. Enumerable.Range(0, visits).Select(Visit)];
        Events = [.. Visits.SelectMany(EventsOf).OrderBy(e => e.At).ThenBy(e => e.Visit)];
    }

    internal Instant Open { get; }

    internal ImmutableArray<PlannedVisit> Visits { get; }

    /// <summary>What the pipeline tells, in the order in which it tells it.</summary>
    internal ImmutableArray<(Instant At, int Visit, StoreEvent Event)> Events { get; }

    internal static long Price(int product) => 99 + (150 * product);

    internal static long Sum(ImmutableSortedDictionary<int, int> basket) => basket.Sum(b => Price(b.Key) * b.Value);

    internal static VisitId IdOf(PlannedVisit visit) => VisitId.Of(Store, $"v{visit.Number}", visit.At);

    PlannedVisit Visit(int number)
    {
        var means = _rng.NextIndex(12) switch { 0 => EntryMeans.Badge, 1 => EntryMeans.StaffDoor, 2 => EntryMeans.Open, 3 or 4 => EntryMeans.Code, _ => EntryMeans.Card };
        var token = _rng.NextIndex(10) switch { 0 => $"tok_limit_{2500 + number}", 1 => $"tok_limit_{600 + number}", _ => $"tok_{number}" };
        var basket = ImmutableSortedDictionary<int, int>.Empty;
        for (var i = _rng.NextIndex(5); i > 0; i--)
        {
            basket = basket.SetItem(_rng.NextIndex(8), 1 + _rng.NextIndex(3));
        }

        var learnsLess = !basket.IsEmpty && _rng.NextChance(0.1);
        return new(
            number, means, means == EntryMeans.StaffDoor ? "" : token, Open + TimeSpan.FromSeconds((number * 240) + _rng.NextIndex(60)), basket,
            IsDoubtful: _rng.NextChance(0.1), learnsLess ? basket.Remove(basket.Keys.First()) : null,
            !basket.IsEmpty && !learnsLess && _rng.NextChance(0.1) ? 1 + _rng.NextIndex(80) : null, means == EntryMeans.Code && _rng.NextChance(0.5));
    }

    IEnumerable<(Instant At, int Visit, StoreEvent Event)> EventsOf(PlannedVisit visit)
    {
        var id = IdOf(visit);
        var entered = visit.At + 5.Seconds;
        var left = entered + TimeSpan.FromSeconds(60 + _rng.NextIndex(1500));
        // Sometimes a source is more than an hour late.
        var ready = left + TimeSpan.FromSeconds(1 + (_rng.NextChance(0.02) ? _rng.NextIndex(4200) : _rng.NextIndex(8)));
        yield return (entered, visit.Number, new StoreEvent.VisitOpened(entered, id, Person(visit)));
        yield return (left, visit.Number, new StoreEvent.VisitLeft(left, id));
        yield return (ready, visit.Number, new StoreEvent.ReceiptReady(ready, id, Receipt(visit, visit.Basket, entered, left)));
        if (visit.IsDoubtful)
        {
            var question = new Question(new(new string((char)('a' + (visit.Number % 26)), 26)), null, null, entered, new(0.4), "which of the two") with { };
            yield return (entered + 30.Seconds, visit.Number, new StoreEvent.QuestionAsked(entered + 30.Seconds, [id], question));
            if (visit.Number % 2 == 0)
            {
                var answered = left + TimeSpan.FromMinutes(_rng.NextIndex(90));
                yield return (answered, visit.Number, new StoreEvent.QuestionWithdrawn(answered, question));
            }
        }

        if (visit.Revised is { } less)
        {
            var known = ready + TimeSpan.FromMinutes(_rng.NextIndex(600));
            yield return (known, visit.Number, new StoreEvent.ReceiptRevised(known, id, Receipt(visit, less, entered, left)));
        }
    }

    /// <summary>The name under which the gate and the tracker know somebody.</summary>
    internal static string Person(PlannedVisit visit) => visit.Means == EntryMeans.Open ? $"open-{visit.Number}" : $"p{visit.Number}";

    static Receipt Receipt(PlannedVisit visit, ImmutableSortedDictionary<int, int> basket, Instant entered, Instant left)
    {
        var sure = basket.Select(b => Line(b.Key, b.Value, ChargeDecision.Now, 0.99));
        var doubtful = visit.IsDoubtful ? new[] { Line(7, 1, ChargeDecision.Held, 0.6) } : [];
        return new($"v{visit.Number}", Person(visit), entered, left, VisitStatus.Settled, [.. sure, .. doubtful]) { Party = $"v{visit.Number}" };
    }

    static ReceiptLine Line(int product, int quantity, ChargeDecision charge, double probability) => new(
        new(product), quantity, (100 * quantity).Grams, new(probability), charge, [new(product, quantity, new(probability), $"took {quantity} of {product}")]);
}

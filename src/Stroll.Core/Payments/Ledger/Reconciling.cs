using System.Collections.Immutable;
using Stroll.Payments.Collecting;
using Stroll.Payments.Documents;
using Stroll.Units;

namespace Stroll.Payments.Ledger;

/// <summary>One movement as the provider reports it.</summary>
/// <param name="Key">Of the request that caused it, or the provider's id of a dispute.</param>
/// <param name="Payment">Whose.</param>
/// <param name="Move">Captured, Refunded, Disputed or DisputeWon.</param>
/// <param name="Minor">Above zero.</param>
/// <param name="Currency">ISO 4217.</param>
public sealed record ProviderMove(string Key, string Payment, MoneyMove Move, long Minor, string Currency);

/// <summary>What the store has of one visit.</summary>
/// <param name="State">Its payment.</param>
/// <param name="Versions">Its receipts, by version.</param>
/// <param name="Entries">What was booked for it.</param>
public sealed record VisitAccount(PaymentState State, ImmutableArray<IssuedReceipt> Versions, ImmutableArray<LedgerEntry> Entries);

/// <summary>Something that does not fit together.</summary>
/// <param name="Payment">Whose.</param>
/// <param name="Kind">What.</param>
/// <param name="Words">With both figures.</param>
/// <param name="IsOpen">True when a request under way or a person's task explains it for now.</param>
public sealed record Difference(string Payment, DifferenceKind Kind, string Words, bool IsOpen);

/// <summary>Ways in which books, provider and receipts can contradict each other.</summary>
public enum DifferenceKind
{
    /// <summary>The provider moved money of which the ledger knows nothing.</summary>
    NotBooked,

    /// <summary>The ledger has money moved that the provider did not move.</summary>
    NotAtProvider,

    /// <summary>Both have it, with different amounts.</summary>
    OtherAmount,

    /// <summary>One request moved money twice at the provider.</summary>
    Doubled,

    /// <summary>The ledger's sales are not what the last receipt says.</summary>
    ReceiptNotBooked,

    /// <summary>The versions of a receipt are not whole.</summary>
    ReceiptBroken,

    /// <summary>What the shopper paid is not what the last receipt asks.</summary>
    NotSettled,

    /// <summary>The entries of a visit do not sum to zero.</summary>
    NotBalanced,
}

/// <summary>Holds three accounts of one truth against each other: the ledger, the provider's report, the receipts.</summary>
public static class Reconciling
{
    /// <summary>All differences, by payment. None means that every cent is accounted for three times.</summary>
    /// <param name="visits">What the store has.</param>
    /// <param name="report">What the provider reports for these visits, in any order.</param>
    public static ImmutableArray<Difference> Compare(IEnumerable<VisitAccount> visits, IEnumerable<ProviderMove> report)
    {
        var reported = report.ToLookup(r => r.Payment, StringComparer.Ordinal);
        var known = new HashSet<string>(StringComparer.Ordinal);
        var found = ImmutableArray.CreateBuilder<Difference>();
        foreach (var visit in visits.OrderBy(v => v.State.Payment, StringComparer.Ordinal))
        {
            known.Add(visit.State.Payment);
            Compare(visit, [.. reported[visit.State.Payment]], found);
        }

        foreach (var stray in reported.Where(r => !known.Contains(r.Key)).OrderBy(r => r.Key, StringComparer.Ordinal))
        {
            found.Add(new(stray.Key, DifferenceKind.NotBooked, $"the provider reports {stray.Count()} movements of a payment that the store does not have", IsOpen: false));
        }

        return found.ToImmutable();
    }

    static void Compare(VisitAccount visit, ProviderMove[] report, ImmutableArray<Difference>.Builder found)
    {
        var state = visit.State;
        var isOpen = state.Running is not null || state.NeedsPerson || state.NextAt is not null;
        void Add(DifferenceKind kind, string words) => found.Add(new(state.Payment, kind, words, isOpen));

        var booked = visit.Entries.SelectMany(AtProvider).ToLookup(b => b.Key, StringComparer.Ordinal);
        var moves = report.ToLookup(r => $"{r.Move}/{r.Key}", StringComparer.Ordinal);
        foreach (var key in booked.Select(b => b.Key).Union(moves.Select(m => m.Key)).Order(StringComparer.Ordinal))
        {
            var (ours, theirs) = (booked[key].Sum(b => b.Minor), moves[key].Sum(m => m.Minor));
            if (moves[key].Count() > 1)
            {
                Add(DifferenceKind.Doubled, $"{key}: the provider has it {moves[key].Count()} times");
            }
            else if (ours != theirs)
            {
                var kind = ours == 0 ? DifferenceKind.NotBooked : theirs == 0 ? DifferenceKind.NotAtProvider : DifferenceKind.OtherAmount;
                Add(kind, $"{key}: ledger {ours}, provider {theirs}");
            }
        }

        OfReceipts(visit, Add);
    }

    static void OfReceipts(VisitAccount visit, Action<DifferenceKind, string> add)
    {
        var asked = visit.Versions.LastOrDefault()?.Total ?? 0;
        var sold = visit.Entries.Sum(e => Sum(e, Account.Sales) + Sum(e, Account.Tax));
        if (sold != -asked)
        {
            add(DifferenceKind.ReceiptNotBooked, $"the receipt asks {asked}, the ledger has sold {-sold}");
        }

        if (!Issuing.IsWhole(visit.Versions))
        {
            add(DifferenceKind.ReceiptBroken, "its versions do not follow upon each other");
        }

        if (visit.Entries.Any(e => !e.IsBalanced))
        {
            add(DifferenceKind.NotBalanced, "an entry does not sum to zero");
        }

        var open = visit.Entries.Sum(e => Sum(e, Account.Shoppers));
        if (open != 0)
        {
            add(DifferenceKind.NotSettled, $"{open} of {asked} is not settled");
        }
    }

    static long Sum(LedgerEntry entry, Account account) => entry.Postings.Where(p => p.Account == account).Sum(p => p.Minor);

    /// <summary>What an entry says happened at the provider, under the name that the provider's report would have for it.</summary>
    static IEnumerable<(string Key, long Minor)> AtProvider(LedgerEntry entry)
    {
        var minor = Sum(entry, Account.Provider);
        return minor == 0 ? [] : [(entry.Id[(entry.Visit.Length + 1)..], Math.Abs(minor))];
    }
}

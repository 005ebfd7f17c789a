using System.Collections.Immutable;
using Stroll.Units;

namespace Stroll.Payments.Ledger;

/// <summary>Where money stands. What the store has or is owed is above zero, what it owes or has earned below.</summary>
public enum Account
{
    /// <summary>What shoppers owe the store; below zero what it owes them.</summary>
    Shoppers,

    /// <summary>What the provider has taken for the store and not yet paid out.</summary>
    Provider,

    /// <summary>The store's bank account.</summary>
    Bank,

    /// <summary>What staff have in the till.</summary>
    Cash,

    /// <summary>Goods sold, without tax.</summary>
    Sales,

    /// <summary>Tax on them, owed to the state.</summary>
    Tax,

    /// <summary>What banks took back for shoppers who dispute a charge, while the dispute is open or lost.</summary>
    Disputes,

    /// <summary>Given up because the payer refused.</summary>
    BadDebt,

    /// <summary>Given up because there never was a way to collect it.</summary>
    Uncharged,

    /// <summary>What the provider keeps for its work.</summary>
    Fees,
}

/// <summary>One side of an entry.</summary>
/// <param name="Account">Where.</param>
/// <param name="Minor">What is added there; below zero is taken away.</param>
/// <param name="Currency">ISO 4217.</param>
public readonly record struct Posting(Account Account, long Minor, string Currency);

/// <summary>Something that happened to money, seen from both sides. Never changed and never removed: a mistake is undone by another entry.</summary>
/// <param name="Id">Follows from what happened, as <c>VISIT/Captured/KEY</c>: what is booked twice has one id and counts once.</param>
/// <param name="At">When it was booked.</param>
/// <param name="Visit">Whose; empty for payouts of the provider.</param>
/// <param name="Words">For people.</param>
/// <param name="Postings">Sum to zero in each currency.</param>
public sealed record LedgerEntry(string Id, Instant At, string Visit, string Words, ImmutableArray<Posting> Postings)
{
    /// <summary>True when the entry may be booked: something moves, and the sides are equal in each currency.</summary>
    public bool IsBalanced => Postings.Length >= 2 && Postings.GroupBy(p => p.Currency, StringComparer.Ordinal).All(g => g.Sum(p => p.Minor) == 0);
}

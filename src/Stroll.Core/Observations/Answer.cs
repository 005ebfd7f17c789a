using System.Collections.Immutable;
using Stroll.Layout;
using Stroll.Units;

namespace Stroll.Observations;

/// <summary>Names one doubt of one log outside of the program: to the desk, to the reviewers, in the log itself.</summary>
/// <param name="Text">As <c>2-5-1580250245123000000-0</c>. Made of where and when, so that explaining it again, or replaying the log, gives the same.</param>
public readonly record struct CaseId(string Text)
{
    /// <inheritdoc/>
    public override string ToString() => Text;
}

/// <summary>What one visit gained or lost.</summary>
/// <param name="Visit">Its name on receipts, as <c>v3</c>.</param>
/// <param name="Product">What.</param>
/// <param name="Quantity">Pieces: above zero gained, below zero given away or put back. Never zero.</param>
public readonly record struct Deed(string Visit, ProductId Product, int Quantity) : IComparable<Deed>
{
    /// <inheritdoc/>
    public int CompareTo(Deed other) =>
        string.CompareOrdinal(Visit, other.Visit) is var visit && visit != 0 ? visit
        : Product.Index.CompareTo(other.Product.Index) is var product && product != 0 ? product
        : Quantity.CompareTo(other.Quantity);
}

/// <summary>What may have happened, as a person would tell it: who gained how many of what. Two with equal deeds are equal.</summary>
public sealed class Deeds : IEquatable<Deeds>
{
    /// <summary>Takes deeds in any order; those of one visit and product are added up, and nothing remains of what adds up to zero.</summary>
    public Deeds(IEnumerable<Deed> deeds) => All =
        [.. deeds.GroupBy(deed => (deed.Visit, deed.Product)).Select(same => same.First() with { Quantity = same.Sum(deed => deed.Quantity) })
            .Where(deed => deed.Quantity != 0).Order()];

    /// <summary>Nobody gained or lost anything: a hand leaned, staff filled up, a shelf was bumped.</summary>
    public static Deeds None { get; } = new([]);

    /// <summary>By visit, then by product.</summary>
    public ImmutableArray<Deed> All { get; }

    /// <inheritdoc/>
    public bool Equals(Deeds? other) => other is not null && All.AsSpan().SequenceEqual(other.All.AsSpan());

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as Deeds);

    /// <inheritdoc/>
    public override int GetHashCode() => All.Aggregate(17, (hash, deed) => unchecked((((hash * 31) + deed.Product.Index) * 31) + deed.Quantity));
}

/// <summary>What a person said to a case. A closed union.</summary>
public abstract record Verdict
{
    private Verdict()
    {
    }

    /// <summary>Just this happened. Mostly one of what was offered; a person may also say something that was not.</summary>
    public sealed record Happened(Deeds Deeds) : Verdict;

    /// <summary>Something happened that was not offered, and the person does not say what.</summary>
    public sealed record NoneOffered : Verdict;

    /// <summary>The pictures do not show it. Changes nothing, but is kept: asking the same again is not worth as much.</summary>
    public sealed record CannotTell : Verdict;
}

/// <summary>How far a reviewer can be trusted, as it was known when they answered: measured on cases whose answer was known already.</summary>
/// <param name="Sensitivity">Says the right one when it is offered.</param>
/// <param name="Specificity">Says that none is right when none is.</param>
public readonly record struct Reliability(Probability Sensitivity, Probability Specificity)
{
    /// <summary>Never wrong: for measuring, not for people.</summary>
    public static Reliability Perfect => new(new(1), new(1));
}

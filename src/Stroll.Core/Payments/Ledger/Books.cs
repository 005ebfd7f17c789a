using System.Collections.Immutable;
using Stroll.Units;

namespace Stroll.Payments.Ledger;

/// <summary>Balances, kept by adding entries up. Nothing is ever taken out.</summary>
public sealed class Books
{
    readonly Dictionary<(Account, string), long> _balances = [];
    readonly HashSet<string> _ids = new(StringComparer.Ordinal);

    /// <summary>Books an entry.</summary>
    /// <returns>False when an entry with this id was booked before: then nothing happens.</returns>
    /// <exception cref="InvariantException">The entry is not balanced, or a balance does not fit into 63 bits.</exception>
    public bool Book(LedgerEntry entry)
    {
        Invariant.Holds(entry.IsBalanced, "both sides of an entry are equal");
        if (!_ids.Add(entry.Id))
        {
            return false;
        }

        foreach (var posting in entry.Postings)
        {
            var key = (posting.Account, posting.Currency);
            _balances[key] = checked(_balances.GetValueOrDefault(key) + posting.Minor);
        }

        return true;
    }

    /// <summary>What stands on an account.</summary>
    public long this[Account account, string currency] => _balances.GetValueOrDefault((account, currency));

    /// <summary>All balances that are not zero, by account and currency.</summary>
    public ImmutableArray<Posting> All =>
    [
        .. _balances.Where(b => b.Value != 0).OrderBy(b => b.Key.Item1).ThenBy(b => b.Key.Item2, StringComparer.Ordinal)
            .Select(b => new Posting(b.Key.Item1, b.Value, b.Key.Item2)),
    ];

    /// <summary>True when all accounts together are zero in each currency.</summary>
    public bool IsBalanced => All.GroupBy(p => p.Currency, StringComparer.Ordinal).All(g => g.Sum(p => p.Minor) == 0);
}

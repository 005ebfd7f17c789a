using System.Collections.Immutable;
using System.Security.Cryptography;
using Stroll.Host.Stores;
using Stroll.Units;

namespace Stroll.Host.Journal;

/// <summary>Tells whether a journal is the one that was written.</summary>
public static class JournalCheck
{
    /// <summary>Walks the whole chain.</summary>
    /// <param name="store">Whose journal it should be.</param>
    /// <param name="entries">All of them, as they stand now, in their order.</param>
    /// <param name="checkpoints">Kept elsewhere, in any order. Without one, a cut end is not seen.</param>
    /// <param name="key">The public half of the key that signed them.</param>
    /// <returns>The number of entries, or the first thing that is wrong.</returns>
    public static Result<long> Of(StoreKey store, IEnumerable<JournalEntry> entries, IReadOnlyList<Checkpoint> checkpoints, ECDsa? key)
    {
        if (checkpoints.FirstOrDefault(point => point.Store != store || key is null || !point.IsSignedBy(key)) is { } foreign)
        {
            return Bad("journal.signature", store, $"the checkpoint at entry {foreign.Number} of {foreign.Store} is not signed for this store by this key");
        }

        var expected = checkpoints.ToLookup(point => point.Number);
        var (number, hash) = (0L, JournalEntry.Beginning);
        if (Contradicted(expected, number, hash))
        {
            return Bad("journal.checkpoint-differs", store, "the checkpoint of the empty journal has another beginning");
        }

        foreach (var entry in entries)
        {
            if (entry.Number != number + 1)
            {
                return Bad("journal.gap", store, $"entry {entry.Number} stands after entry {number}");
            }

            if (!entry.Follows(hash))
            {
                return Bad("journal.changed", store, $"entry {entry.Number} is not as it was written, or not after the one that it was written after");
            }

            (number, hash) = (entry.Number, entry.Hash);
            if (Contradicted(expected, number, hash))
            {
                return Bad("journal.checkpoint-differs", store, $"entry {number} is not the one that was signed: the journal was written anew");
            }
        }

        var last = checkpoints.Select(point => point.Number).DefaultIfEmpty(0).Max();
        return last > number
            ? Bad("journal.cut", store, $"it ends at entry {number}, but entry {last} was signed")
            : new Result<long>.Good(number);
    }

    static bool Contradicted(ILookup<long, Checkpoint> expected, long number, ImmutableArray<byte> hash) =>
        expected[number].Any(point => !point.Hash.AsSpan().SequenceEqual(hash.AsSpan()));

    static Result<long>.Bad Bad(string code, StoreKey store, string found) => new(new(code, $"journal of {store}", found));
}

namespace Stroll.Recordings.AutoCheckout;

/// <summary>Odd things that were met, counted by kind, with the first few as examples.</summary>
sealed class ImportNotes
{
    const int ExampleLimit = 5;

    readonly List<Oddity> _kinds = [];

    /// <summary>One more of a kind.</summary>
    /// <param name="kind">In words, in the plural.</param>
    /// <param name="example">Which one; none where all are alike.</param>
    /// <param name="count">How many at once.</param>
    internal void Add(string kind, string? example = null, long count = 1)
    {
        if (count == 0)
        {
            return;
        }

        var at = _kinds.FindIndex(oddity => oddity.Kind == kind);
        var known = at >= 0 ? _kinds[at] : new Oddity(kind, 0, []);
        var examples = example is not null && known.Examples.Length < ExampleLimit ? known.Examples.Add(example) : known.Examples;
        var next = new Oddity(kind, known.Count + count, examples);
        if (at >= 0)
        {
            _kinds[at] = next;
        }
        else
        {
            _kinds.Add(next);
        }
    }

    internal IReadOnlyList<Oddity> Kinds => _kinds;
}

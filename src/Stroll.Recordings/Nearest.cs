namespace Stroll.Recordings;

/// <summary>Finds the word that somebody probably meant.</summary>
static class Nearest
{
    /// <summary>Ends a message: which words are known, and which of them is nearest to what was written.</summary>
    internal static string Hint(string written, IReadOnlyCollection<string> known)
    {
        var best = known.MinBy(word => Distance(written, word));
        return best is not null && Distance(written, best) <= Math.Max(2, best.Length / 3)
            ? $"did you mean '{best}'?"
            : $"expected one of {string.Join(", ", known)}";
    }

    // Levenshtein distance. The words are short; a long written word is cut, since it cannot be near anyway.
    static int Distance(string left, string right)
    {
        var a = left.Length > 64 ? left[..64] : left;
        var row = Enumerable.Range(0, right.Length + 1).ToArray();
        for (var i = 1; i <= a.Length; i++)
        {
            var corner = row[0];
            row[0] = i;
            for (var j = 1; j <= right.Length; j++)
            {
                var above = row[j];
                var same = char.ToLowerInvariant(a[i - 1]) == char.ToLowerInvariant(right[j - 1]);
                row[j] = Math.Min(Math.Min(above + 1, row[j - 1] + 1), corner + (same ? 0 : 1));
                corner = above;
            }
        }

        return row[^1];
    }
}

using System.Buffers.Text;
using System.Text;

namespace Stroll.Web.Api;

/// <summary>Some items of a list, and how to get the rest.</summary>
/// <param name="Items">In the list's own order.</param>
/// <param name="Next">Goes into <c>cursor</c> for the items after these; none at the end.</param>
public sealed record Page<T>(IReadOnlyList<T> Items, string? Next);

/// <summary>Cursors: the key of the last item that was sent, in letters that nobody is tempted to reckon with.</summary>
static class Cursor
{
    internal const int Most = 200;

    /// <summary>Items after a cursor, out of a list that was sorted by key.</summary>
    internal static Page<T> Of<T>(IEnumerable<T> sorted, Func<T, string> key, string? cursor, int limit)
    {
        var after = Read(cursor);
        var items = sorted.Where(item => after is null || string.CompareOrdinal(key(item), after) > 0).Take(limit + 1).ToArray();
        return Of(items, key, limit);
    }

    /// <summary>A page out of one item more than fits on it, if there are so many.</summary>
    internal static Page<T> Of<T>(IReadOnlyList<T> items, Func<T, string> key, int limit) =>
        items.Count > limit ? new([.. items.Take(limit)], Write(key(items[limit - 1]))) : new(items, null);

    /// <summary>The key in a cursor; none for the beginning, and for what is no cursor of ours.</summary>
    internal static string? Read(string? cursor)
    {
        if (string.IsNullOrEmpty(cursor) || !Base64Url.IsValid(cursor))
        {
            return null;
        }

        return Encoding.UTF8.GetString(Base64Url.DecodeFromChars(cursor));
    }

    internal static string Write(string key) => Base64Url.EncodeToString(Encoding.UTF8.GetBytes(key));
}

using System.Collections.Immutable;
using Stroll.Host.Logs;
using Stroll.Sensors;

namespace Stroll.Storage.Log;

/// <summary>Writes down which messages a log has taken in, at the beginning of each segment.</summary>
static class SeenBody
{
    internal static byte[] Write(SeenMessages seen)
    {
        var column = new ByteColumn();
        var ranges = seen.Ranges.ToArray();
        column.Unsigned((ulong)ranges.Length);
        foreach (var (source, boot, floor, from, to) in ranges)
        {
            column.Unsigned((ulong)source);
            column.Signed(boot);
            column.Signed(floor);
            column.Signed(from);
            column.Signed(unchecked(to - from));
        }

        return column.Span.ToArray();
    }

    internal static SeenMessages Read(byte[] body)
    {
        var seen = new SeenMessages();
        var cursor = new ByteCursor(body);
        for (var left = cursor.Count(cursor.Left); left > 0; left--)
        {
            var source = cursor.Count(int.MaxValue);
            var (boot, floor, from) = (cursor.Signed(), cursor.Signed(), cursor.Signed());
            seen.Restore(source, boot, floor, from, unchecked(from + cursor.Signed()));
        }

        return seen;
    }

    /// <summary>The same messages under the numbers that their sources have now; of sources that are gone nothing is remembered.</summary>
    internal static SeenMessages Renumbered(SeenMessages seen, ImmutableArray<SourcePromise> before, ImmutableArray<SourcePromise> now)
    {
        var numbers = now.ToDictionary(source => source.Name, source => source.Source.Index, StringComparer.Ordinal);
        var renumbered = new SeenMessages();
        foreach (var (source, boot, floor, from, to) in seen.Ranges)
        {
            if (source < before.Length && numbers.TryGetValue(before[source].Name, out var number))
            {
                renumbered.Restore(number, boot, floor, from, to);
            }
        }

        return renumbered;
    }
}

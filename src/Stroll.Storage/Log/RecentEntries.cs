using Stroll.Observations;

namespace Stroll.Storage.Log;

/// <summary>The newest entries, in memory: whoever follows the log closely reads no disk.</summary>
/// <param name="next">The offset of the first entry to come.</param>
sealed class RecentEntries(long next)
{
    const int Most = 8192;
    readonly Queue<(long First, (long Offset, LogEntry Entry)[] Entries)> _groups = new();
    long _first = next;
    int _count;

    internal void Add(List<(long Offset, LogEntry Entry)> entries)
    {
        _groups.Enqueue((entries[0].Offset, [.. entries]));
        _count += entries.Count;
        while (_count - _groups.Peek().Entries.Length >= Most)
        {
            var gone = _groups.Dequeue();
            _count -= gone.Entries.Length;
            _first = gone.First + gone.Entries.Length;
        }
    }

    /// <summary>Everything from an offset on; none when that goes further back than what is kept here.</summary>
    internal IEnumerable<(long Offset, LogEntry Entry)>? From(long offset) =>
        offset < _first ? null : _groups.ToArray().SelectMany(group => group.Entries).Where(entry => entry.Offset >= offset);
}

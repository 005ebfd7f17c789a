using Stroll.Observations;

namespace Stroll.Host.Logs;

/// <summary>A log that is gone with the process: for tests, and for a store that is only played.</summary>
public sealed class MemoryLog(LogHeader header) : ILog
{
    readonly List<LogEntry> _entries = [];
    readonly SeenMessages _seen = new();
    readonly Lock _lock = new();
    TaskCompletionSource _added = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <inheritdoc/>
    public LogHeader Header => header;

    /// <inheritdoc/>
    public long FirstOffset => 0;

    /// <inheritdoc/>
    public long NextOffset
    {
        get
        {
            lock (_lock)
            {
                return _entries.Count;
            }
        }
    }

    /// <inheritdoc/>
    public string? Trouble => null;

    /// <inheritdoc/>
    public ValueTask<long> Append(ReadOnlyMemory<LogEntry> entries, CancellationToken cancellation)
    {
        cancellation.ThrowIfCancellationRequested();
        lock (_lock)
        {
            var first = _entries.Count;
            foreach (var entry in entries.Span)
            {
                _entries.Add(entry);
                _seen.Add(entry.Source.Index, entry.Boot, entry.Sequence);
            }

            _added.SetResult();
            _added = new(TaskCreationOptions.RunContinuationsAsynchronously);
            return new(first);
        }
    }

    /// <inheritdoc/>
    public IEnumerable<(long Offset, LogEntry Entry)> Read(long from)
    {
        LogEntry[] entries;
        lock (_lock)
        {
            ArgumentOutOfRangeException.ThrowIfNegative(from);
            ArgumentOutOfRangeException.ThrowIfGreaterThan(from, _entries.Count);
            entries = [.. _entries[(int)from..]];
        }

        return entries.Select((entry, index) => (from + index, entry));
    }

    /// <inheritdoc/>
    public async ValueTask Reached(long offset, CancellationToken cancellation)
    {
        while (true)
        {
            Task added;
            lock (_lock)
            {
                if (offset < _entries.Count)
                {
                    return;
                }

                added = _added.Task;
            }

            await added.WaitAsync(cancellation).ConfigureAwait(false);
        }
    }

    /// <inheritdoc/>
    public SeenMessages Seen()
    {
        lock (_lock)
        {
            return _seen.Copy();
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        // Nothing is held outside of memory.
    }
}

using Stroll.Observations;

namespace Stroll.Host.Logs;

/// <summary>The log of one store: everything that can change a decision, in the order in which it was taken in.</summary>
/// <remarks>
/// A port. Offsets count entries from 0 without a gap, over all files. Old entries expire, readings before gates; their offsets are never used
/// again, and a reader skips them.
/// </remarks>
public interface ILog : IDisposable
{
    /// <summary>What stands above the entries that are added now.</summary>
    LogHeader Header { get; }

    /// <summary>The offset of the oldest entry that may still be kept.</summary>
    long FirstOffset { get; }

    /// <summary>The offset that the next entry will have.</summary>
    long NextOffset { get; }

    /// <summary>Why nothing can be added at this moment, as <c>No space left on device</c>; none when all is well. What waits is kept and tried again.</summary>
    string? Trouble { get; }

    /// <summary>Adds entries and completes when they will survive the loss of power.</summary>
    /// <returns>The offset of the first of them.</returns>
    /// <remarks>Called by many at once; entries that wait together are written and synced together. Waits while the disk is full.</remarks>
    ValueTask<long> Append(ReadOnlyMemory<LogEntry> entries, CancellationToken cancellation);

    /// <summary>Entries from an offset on, up to what was durable when the reading began.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The offset is older than <see cref="FirstOffset"/> or newer than <see cref="NextOffset"/>.</exception>
    /// <exception cref="LogBrokenException">Bytes on the disk are not what was written. Nothing of them was handed out.</exception>
    IEnumerable<(long Offset, LogEntry Entry)> Read(long from);

    /// <summary>Completes when an entry with this offset is durable.</summary>
    ValueTask Reached(long offset, CancellationToken cancellation);

    /// <summary>Which messages the log took in, by (source, boot, sequence), as of now; a copy.</summary>
    SeenMessages Seen();
}

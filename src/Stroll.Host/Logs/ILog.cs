using Stroll.Observations;

namespace Stroll.Host.Logs;

/// <summary>The log of one store: everything that can change a decision, in the order in which it was taken in.</summary>
/// <remarks>A port. Offsets count entries from 0 without a gap, over all files. Old entries expire; their offsets are never used again.</remarks>
public interface ILog : IDisposable
{
    /// <summary>The offset of the oldest entry that is still kept.</summary>
    long FirstOffset { get; }

    /// <summary>The offset that the next entry will have.</summary>
    long NextOffset { get; }

    /// <summary>Adds entries and completes when they will survive the loss of power.</summary>
    /// <returns>The offset of the first of them.</returns>
    /// <remarks>Called by many at once; entries that wait together are written and synced together.</remarks>
    ValueTask<long> Append(ReadOnlyMemory<LogEntry> entries, CancellationToken cancellation);

    /// <summary>Entries from an offset on, up to what was durable when the reading began.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The offset is older than <see cref="FirstOffset"/> or newer than <see cref="NextOffset"/>.</exception>
    IEnumerable<(long Offset, LogEntry Entry)> Read(long from);
}

using System.Threading.Channels;
using Stroll.Host.Logs;
using Stroll.Observations;
using Stroll.Units;

namespace Stroll.Storage.Log;

/// <summary>How a log writes.</summary>
/// <param name="Gather">How long the first entry of a group waits for others, so that one sync serves many.</param>
/// <param name="SegmentBytes">A segment that is longer is closed.</param>
/// <param name="SegmentAge">A segment that is older is closed: whole segments expire.</param>
/// <param name="RetryAfter">How long to wait when the disk refuses, before the same is tried again.</param>
public sealed record SegmentLogRules(TimeSpan Gather, long SegmentBytes, TimeSpan SegmentAge, TimeSpan RetryAfter)
{
    /// <summary>5 ms, 64 MiB, an hour, half a second.</summary>
    public static SegmentLogRules Default => new(5.Milliseconds, 64L << 20, TimeSpan.FromHours(1), 500.Milliseconds);
}

/// <summary>A log in segment files of one folder. docs/log.md describes every byte.</summary>
public sealed class SegmentLog : ILog
{
    const int MostEntries = 4096;
    const int MostQueued = 8192;

    readonly string _folder;
    readonly FileStream _lock;
    readonly SegmentLogRules _rules;
    readonly TimeProvider _time;
    readonly Channel<Waiting> _queue = Channel.CreateBounded<Waiting>(new BoundedChannelOptions(MostQueued) { SingleReader = true });
    readonly CancellationTokenSource _stopping = new();
    readonly Lock _state = new();
    readonly List<SegmentFile> _closed;
    readonly RecentEntries _recent;
    readonly SeenMessages _seen;
    readonly SegmentWriter _writer;
    readonly Task _writing;
    readonly HashSet<(string Segment, int Streams)> _lookedAt = [];
    TaskCompletionSource _added = new(TaskCreationOptions.RunContinuationsAsynchronously);
    (SegmentFile File, long Durable)? _open;
    long _next;

    SegmentLog(string folder, FileStream taken, LogHeader header, OpenedLog opened, SegmentLogRules rules, TimeProvider time, Func<string, IDiskFile> disk)
    {
        (_folder, _lock, Header, _rules, _time) = (folder, taken, header, rules, time);
        (_closed, _next, _seen, TornBytes) = (opened.Segments, opened.NextOffset, opened.Seen, opened.TornBytes);
        _recent = new(_next);
        _writer = new(folder, header, disk);
        _writing = Task.Run(Write);
    }

    /// <inheritdoc/>
    public LogHeader Header { get; }

    /// <inheritdoc/>
    public string? Trouble { get; private set; }

    /// <summary>Bytes that were found torn at the end when the log was opened. No acknowledgement covered them; they lie in a <c>.torn</c> file.</summary>
    public long TornBytes { get; }

    /// <inheritdoc/>
    public long FirstOffset
    {
        get
        {
            lock (_state)
            {
                return _closed.Count > 0 ? _closed[0].First : _open?.File.First ?? _next;
            }
        }
    }

    /// <inheritdoc/>
    public long NextOffset => Volatile.Read(ref _next);

    /// <summary>Opens a folder, makes it where there is none, repairs a torn end and begins a new segment.</summary>
    /// <returns>Bad when another process has it, when it belongs to another store or to a later owner, or when what was acknowledged is damaged.</returns>
    /// <remarks>Reads the newest segment whole and of the others the ends, so that a day of a full store opens in a fraction of a second.</remarks>
    public static Result<SegmentLog> Open(string folder, LogHeader header, SegmentLogRules rules, TimeProvider time) =>
        Open(folder, header, rules, time, DiskFile.Open);

    /// <summary>The highest owner who ever wrote into the log of a folder; 0 where there is none, or where the newest segment cannot be read.</summary>
    public static long NewestEpoch(string folder) =>
        Directory.Exists(folder) && SegmentFile.In(folder) is [.., var newest] && SegmentReader.Open(newest) is Result<SegmentReader>.Good { Value: var reader }
            ? EpochOf(reader)
            : 0;

    static long EpochOf(SegmentReader reader)
    {
        using (reader)
        {
            return reader.Header.Epoch;
        }
    }

    internal static Result<SegmentLog> Open(
        string folder, LogHeader header, SegmentLogRules rules, TimeProvider time, Func<string, IDiskFile> disk)
    {
        FileStream? taken = null;
        try
        {
            Directory.CreateDirectory(folder);
            taken = LogLock.Take(folder);
            return new Result<SegmentLog>.Good(new(folder, taken, header, LogOpening.Open(folder, header), rules, time, disk));
        }
        catch (LogBrokenException broken)
        {
            taken?.Dispose();
            return new Result<SegmentLog>.Bad(broken.Fault);
        }
        catch (Exception problem) when (problem is IOException or UnauthorizedAccessException)
        {
            taken?.Dispose();
            return new Result<SegmentLog>.Bad(new("log.unreadable", folder, problem.Message));
        }
    }

    /// <inheritdoc/>
    public async ValueTask<long> Append(ReadOnlyMemory<LogEntry> entries, CancellationToken cancellation)
    {
        foreach (var entry in entries.Span)
        {
            Invariant.Holds(entry.Source.Index >= 0 && entry.Source.Index < Header.Sources.Length, "an entry names a source of the header");
        }

        var waiting = new Waiting(entries);
        await _queue.Writer.WriteAsync(waiting, cancellation).ConfigureAwait(false);
        return await waiting.Done.Task.WaitAsync(cancellation).ConfigureAwait(false);
    }

    /// <inheritdoc/>
    public IEnumerable<(long Offset, LogEntry Entry)> Read(long from)
    {
        SegmentFile[] segments;
        long? until;
        lock (_state)
        {
            ArgumentOutOfRangeException.ThrowIfLessThan(from, FirstOffset);
            ArgumentOutOfRangeException.ThrowIfGreaterThan(from, _next);
            if (_recent.From(from) is { } recent)
            {
                return recent;
            }

            segments = [.. _closed, .. _open is { } open ? (SegmentFile[])[open.File] : []];
            until = _open?.Durable;
        }

        return SegmentReading.Read(segments, from, until);
    }

    /// <inheritdoc/>
    public async ValueTask Reached(long offset, CancellationToken cancellation)
    {
        while (true)
        {
            Task added;
            lock (_state)
            {
                if (offset < _next)
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
        lock (_state)
        {
            return _seen.Copy();
        }
    }

    /// <summary>Takes out of closed segments what is older than it may be, and writes down what it took.</summary>
    /// <param name="retention">How long each stream is kept.</param>
    /// <param name="stop">Ends it between two segments.</param>
    /// <returns>What was deleted now; see docs/log.md for the proof of it.</returns>
    /// <remarks>Reads a segment whose time is over once; all others cost the reading of 64 bytes.</remarks>
    public IReadOnlyList<Deletion> Expire(LogRetention retention, CancellationToken stop)
    {
        SegmentFile[] segments;
        lock (_state)
        {
            segments = [.. _closed];
        }

        var now = Now();
        var done = new List<Deletion>();
        foreach (var segment in segments)
        {
            var over = Expiry.Over(segment, retention, now);
            if (stop.IsCancellationRequested || over.Count == 0 || _lookedAt.Contains((segment.Path, over.Count)))
            {
                continue;
            }

            done.AddRange(Expiry.Apply(_folder, segment, retention, now));
            _lookedAt.Add((segment.Path, over.Count));
        }

        LetGoOfEmpty(retention, now);
        return done;
    }

    /// <summary>An empty file in the middle stays, so that no gap is taken for a loss; at the beginning it has no use.</summary>
    void LetGoOfEmpty(LogRetention retention, Instant now)
    {
        lock (_state)
        {
            while (_closed.Count > 0 && Expiry.Over(_closed[0], retention, now).Count > 0 && Expiry.IsEmpty(_closed[0]))
            {
                File.Delete(_closed[0].Path);
                _closed.RemoveAt(0);
            }
        }
    }

    /// <summary>Writes what waits, closes the segment and lets the folder go.</summary>
    public void Dispose()
    {
        _queue.Writer.TryComplete();
        // A disk that refuses for good must not keep the process from ending; nobody was told that what waits is kept.
        _stopping.CancelAfter(2.Seconds);
        _writing.GetAwaiter().GetResult();
        _writer.Dispose();
        _stopping.Dispose();
        _lock.Dispose();
    }

    /// <summary>Ends as a killed process does: nothing more is written.</summary>
    internal void Abandon()
    {
        _stopping.Cancel();
        _queue.Writer.TryComplete();
        _writing.GetAwaiter().GetResult();
        _writer.Abandon();
        _lock.Dispose();
    }

    async Task Write()
    {
        var group = new List<Waiting>();
        var entries = new List<(long, LogEntry)>();
        while (await _queue.Reader.WaitToReadAsync().ConfigureAwait(false))
        {
            if (_rules.Gather > TimeSpan.Zero && _queue.Reader.Count < MostEntries / 2)
            {
                await Task.Delay(_rules.Gather, _time).ConfigureAwait(false);
            }

            Collect(group, entries);
            if (!await Keep(entries).ConfigureAwait(false))
            {
                group.ForEach(waiting => waiting.Done.TrySetCanceled());
                while (_queue.Reader.TryRead(out var left))
                {
                    left.Done.TrySetCanceled();
                }

                return;
            }

            Publish(group, entries);
        }

        await Patiently(() => _writer.Seal(Now())).ConfigureAwait(false);
    }

    void Collect(List<Waiting> group, List<(long, LogEntry)> entries)
    {
        group.Clear();
        entries.Clear();
        while (entries.Count < MostEntries && _queue.Reader.TryRead(out var waiting))
        {
            waiting.First = _next + entries.Count;
            group.Add(waiting);
            foreach (var entry in waiting.Entries.Span)
            {
                entries.Add((_next + entries.Count, entry));
            }
        }
    }

    /// <summary>Writes a group until the disk takes it.</summary>
    /// <returns>False when the log ends before.</returns>
    Task<bool> Keep(List<(long Offset, LogEntry Entry)> entries) => Patiently(() =>
    {
        var now = Now();
        if (_writer.MustEnd(_rules, now))
        {
            var ended = _writer.Seal(now);
            lock (_state)
            {
                _closed.AddRange(ended is null ? [] : [ended]);
                _open = null;
            }
        }

        if (_writer.Current is null)
        {
            _writer.Begin(_next, _seen, now);
        }

        _writer.Write(entries, now);
    });

    async Task<bool> Patiently(Action work)
    {
        while (!_stopping.IsCancellationRequested)
        {
            try
            {
                work();
                Trouble = null;
                return true;
            }
            catch (IOException problem)
            {
                Trouble = problem.Message;
            }

            try
            {
                await Task.Delay(_rules.RetryAfter, _time, _stopping.Token).ConfigureAwait(false);
            }
            catch (OperationCanceledException)
            {
                return false;
            }
        }

        return false;
    }

    void Publish(List<Waiting> group, List<(long Offset, LogEntry Entry)> entries)
    {
        TaskCompletionSource added;
        lock (_state)
        {
            foreach (var (_, entry) in entries)
            {
                _seen.Add(entry.Source.Index, entry.Boot, entry.Sequence);
            }

            _recent.Add(entries);
            _open = (_writer.Current!, _writer.Durable);
            Volatile.Write(ref _next, _next + entries.Count);
            (added, _added) = (_added, new(TaskCreationOptions.RunContinuationsAsynchronously));
        }

        added.SetResult();
        foreach (var waiting in group)
        {
            waiting.Done.TrySetResult(waiting.First);
        }
    }

    Instant Now() => new((_time.GetUtcNow() - DateTimeOffset.UnixEpoch).Ticks * 100);

    sealed class Waiting(ReadOnlyMemory<LogEntry> entries)
    {
        internal ReadOnlyMemory<LogEntry> Entries => entries;

        internal long First { get; set; }

        internal TaskCompletionSource<long> Done { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);
    }
}

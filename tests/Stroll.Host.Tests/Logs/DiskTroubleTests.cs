using Stroll.Storage.Log;
using Stroll.Units;

namespace Stroll.Tests.Logs;

public sealed class DiskTroubleTests : IDisposable
{
    readonly TempFolder _folder = new();

    static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task A_full_disk_makes_writers_wait_and_goes_on_by_itself()
    {
        var disk = new Disk();
        using var log = Open(disk);
        await log.Append(new[] { LogSamples.Reading(100) }, Cancellation);
        disk.Room = 80;
        var sent = Enumerable.Range(0, 50).Select(i => log.Append(new[] { LogSamples.Reading(i) }, Cancellation).AsTask()).ToArray();
        await disk.WasFull.Task.WaitAsync(Cancellation);
        Assert.Contains("No space left", log.Trouble);
        Assert.Contains(sent, task => !task.IsCompleted);

        disk.Room = long.MaxValue;

        var offsets = await Task.WhenAll(sent);
        Assert.Equal(Enumerable.Range(1, 50).Select(i => (long)i), offsets.Order());
        Assert.Null(log.Trouble);
        Assert.Equal(51, log.Read(0).Count());
    }

    [Fact]
    public async Task Whatever_call_of_the_disk_fails_nothing_acknowledged_is_lost()
    {
        for (var failing = 0; failing < 40; failing++)
        {
            using var folder = new TempFolder();
            var disk = new Disk { FailAt = failing };
            using (var log = Open(disk, folder.Path))
            {
                for (var i = 0; i < 8; i++)
                {
                    await log.Append(new[] { LogSamples.Reading(i) }, Cancellation);
                }
            }

            using var again = Open(new(), folder.Path);
            Assert.Equal(Enumerable.Range(0, 8).Select(i => (long)i), again.Read(0).Select(e => e.Entry.Sequence));
        }
    }

    SegmentLog Open(Disk disk, string? folder = null) => Assert.IsType<Result<SegmentLog>.Good>(SegmentLog.Open(
        folder ?? _folder.Path, LogSamples.Header, SegmentLogRules.Default with { Gather = TimeSpan.Zero, RetryAfter = 1.Milliseconds, SegmentBytes = 700 },
        TimeProvider.System, path => new TroubledFile(disk, DiskFile.Open(path)))).Value;

    /// <summary>A disk that has so much room left, or whose n-th call fails once.</summary>
    sealed class Disk
    {
        int _calls;
        int _refusals;

        internal long Room { get; set; } = long.MaxValue;

        internal int FailAt { get; init; } = -1;

        internal TaskCompletionSource WasFull { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

        internal void Call(int bytes)
        {
            if (Interlocked.Increment(ref _calls) - 1 == FailAt)
            {
                throw new IOException("Input/output error");
            }

            if (bytes > Room)
            {
                // The second refusal: after the first one the log has said what is wrong.
                _ = Interlocked.Increment(ref _refusals) == 2 && WasFull.TrySetResult();
                throw new IOException("No space left on device");
            }

            Room -= bytes;
        }
    }

    sealed class TroubledFile(Disk disk, IDiskFile file) : IDiskFile
    {
        public void Write(ReadOnlySpan<byte> bytes, long at)
        {
            // Half of it may be there: a disk does not fail politely.
            file.Write(bytes[..(bytes.Length / 2)], at);
            disk.Call(bytes.Length);
            file.Write(bytes, at);
        }

        public void Sync()
        {
            disk.Call(0);
            file.Sync();
        }

        public void Cut(long length)
        {
            disk.Call(0);
            file.Cut(length);
        }

        public void Dispose() => file.Dispose();
    }
}

using System.Data.Common;
using System.Globalization;
using Stroll.Host.Logs;
using Stroll.Host.Privacy;
using Stroll.Host.Stores;
using Stroll.Storage.Log;
using Stroll.Units;

namespace Stroll.Cli.Live;

/// <summary>Takes out of a store's log and database what is older than it may be.</summary>
internal sealed class LogKeeping(StoreKey store, SegmentLog log, LogRetention retention, RetentionDesk rows, TimeProvider time, Action<string> say) : IDisposable
{
    // Segments close after an hour at the latest, so looking more often finds nothing more.
    static readonly TimeSpan Every = TimeSpan.FromMinutes(20);

    // A start is busy enough with catching up.
    static readonly TimeSpan First = 60.Seconds;

    readonly CancellationTokenSource _stop = new();
    Task _work = Task.CompletedTask;

    /// <summary>Begins.</summary>
    internal void Start() => _work = Task.Run(Work);

    /// <inheritdoc/>
    public void Dispose()
    {
        _stop.Cancel();
        _work.Wait();
        _stop.Dispose();
    }

    async Task Work()
    {
        try
        {
            await Task.Delay(First, time, _stop.Token);
            using var timer = new PeriodicTimer(Every, time);
            do
            {
                Look();
            }
            while (await timer.WaitForNextTickAsync(_stop.Token));
        }
        catch (OperationCanceledException) when (_stop.IsCancellationRequested)
        {
            // The host is told to stop; a step that was begun has been finished.
        }
    }

    void Look()
    {
        try
        {
            if (rows.Sweep() is { } old)
            {
                say(string.Create(CultureInfo.InvariantCulture, $"{store} deleted {old.Stories} stories of visits and {old.Scenes} scenes that had been kept long enough"));
            }

            var deleted = log.Expire(retention, _stop.Token);
            if (deleted.Count > 0)
            {
                say(string.Create(CultureInfo.InvariantCulture, $"{store} deleted {deleted.Sum(deletion => (long)deletion.Entries):N0} entries of its log that had been kept long enough"));
            }
        }
        catch (Exception trouble) when (trouble is IOException or UnauthorizedAccessException or LogBrokenException or DbException)
        {
            say($"{store} could not delete what has been kept long enough: {trouble.Message}");
        }
    }
}

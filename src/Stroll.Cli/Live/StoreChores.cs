using System.Data.Common;
using Stroll.Host.Stores.Live;
using Stroll.Units;

namespace Stroll.Cli.Live;

/// <summary>What the pages of a store need done while nobody looks: what was said at the exit is held against receipts, people are told.</summary>
internal sealed class StoreChores(LiveStore live, TimeProvider time, Action<string> say) : IDisposable
{
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
        using var timer = new PeriodicTimer(2.Seconds, time);
        while (!_stop.IsCancellationRequested)
        {
            try
            {
                await timer.WaitForNextTickAsync(_stop.Token);
                live.Exit?.Follow();
                await (live.Notices?.Round(live.View, _stop.Token) ?? Task.FromResult(0));
            }
            catch (OperationCanceledException) when (_stop.IsCancellationRequested)
            {
                return;
            }
            catch (Exception trouble) when (trouble is DbException or IOException or TimeoutException)
            {
                say($"{live.Key} notices wait: {trouble.Message}");
            }
        }
    }
}

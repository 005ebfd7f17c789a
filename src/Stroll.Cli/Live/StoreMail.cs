using System.Data.Common;
using Stroll.Host.Connectors;
using Stroll.Host.Database;
using Stroll.Host.Journal;
using Stroll.Host.Outbox;
using Stroll.Host.Stores;
using Stroll.Units;

namespace Stroll.Cli.Live;

/// <summary>Tells others what happened in a store: webhooks, and the connector of a retailer. On its own, for others may be slow to answer.</summary>
internal sealed class StoreMail : IDisposable
{
    readonly CancellationTokenSource _stop = new();
    readonly HttpWebhookSender _sender;
    readonly RetailerClient _retailer;
    readonly TripCourier _courier;
    readonly Action<string> _say;
    Task _work = Task.CompletedTask;

    /// <param name="key">Which store.</param>
    /// <param name="rows">Its database.</param>
    /// <param name="folder">Where its key is kept.</param>
    /// <param name="allowsPrivate">True to reach this machine and its network.</param>
    /// <param name="say">Takes one line for the operator.</param>
    internal StoreMail(StoreKey key, IDatabase rows, string folder, bool allowsPrivate, Action<string> say)
    {
        _say = say;
        _sender = new(allowsPrivate);
        _retailer = new(allowsPrivate, TimeSpan.FromSeconds(15), TimeProvider.System);
        _courier = new(rows, key, _retailer, TimeProvider.System);
        Checkpoints = new(rows, key, CheckpointDesk.KeyIn(Path.Combine(folder, "journal-key")), TimeProvider.System);
        Postman = new(rows, _sender, $"/stores/{key}", TimeProvider.System);
    }

    /// <summary>Signs the journal.</summary>
    internal CheckpointDesk Checkpoints { get; }

    /// <summary>Webhooks.</summary>
    internal Postman Postman { get; }

    /// <summary>Begins to send.</summary>
    internal void Start() => _work = Task.Run(Work);

    /// <inheritdoc/>
    public void Dispose()
    {
        _stop.Cancel();
        _work.Wait();
        _sender.Dispose();
        _retailer.Dispose();
        Checkpoints.Dispose();
        _stop.Dispose();
    }

    async Task Work()
    {
        using var turn = new PeriodicTimer(500.Milliseconds, TimeProvider.System);
        while (!_stop.IsCancellationRequested)
        {
            try
            {
                await turn.WaitForNextTickAsync(_stop.Token);
                Checkpoints.Watch();
                await Postman.Work(_stop.Token);
                await _courier.Work(_stop.Token);
            }
            catch (OperationCanceledException) when (_stop.IsCancellationRequested)
            {
                return;
            }
            catch (DbException trouble)
            {
                _say($"messages to others wait: {trouble.Message}");
            }
        }
    }
}

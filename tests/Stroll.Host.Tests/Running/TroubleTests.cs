using System.Collections.Concurrent;
using Microsoft.Data.Sqlite;
using Stroll.Host.Database;
using Stroll.Host.Logs;
using Stroll.Host.Stores;
using Stroll.Host.Stores.Live;
using Stroll.Host.Stores.Running;
using Stroll.Simulator;
using Stroll.Storage.Sqlite;
using Stroll.Units;

namespace Stroll.Tests.Running;

/// <summary>A store whose database is locked or breaks while it runs: it says so, waits, and goes on by itself.</summary>
public sealed class TroubleTests : IDisposable
{
    static readonly Simulation Day = new(new Scenario { Visits = 2, Seed = 3 });

    readonly TempFolder _folder = new();
    readonly ConcurrentQueue<string> _said = new();

    static StoreKey Key => new("own", "corner");

    static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task A_locked_database_is_waited_for_and_nothing_is_told_twice()
    {
        using var database = Open();
        var log = new MemoryLog(new(Key, "test", 1, "layout", Day.Sources));
        var heard = new Lost();
        using var runtime = Runtime(log, database, heard);
        using (var other = new SqliteConnection($"Data Source={_folder["store.db"]};Pooling=False"))
        {
            other.Open();
            using var locked = other.BeginTransaction(deferred: false);
            runtime.Start();
            await Until(() => runtime.Status.State == RunState.Waiting);
            locked.Rollback();
        }

        await Until(() => runtime.Status is { State: RunState.Running } && heard.Devices.Count > 1);

        Assert.Contains(_said, line => line.StartsWith("own/corner waits: ", StringComparison.Ordinal) && line.Contains("locked", StringComparison.Ordinal));
        Assert.Equal(heard.Devices.Count, heard.Devices.Distinct().Count());
    }

    [Fact]
    public async Task A_table_that_is_gone_is_said_and_when_it_is_back_the_store_goes_on()
    {
        using var database = Open();
        var log = new MemoryLog(new(Key, "test", 1, "layout", Day.Sources));
        var heard = new Lost();
        using var runtime = Runtime(log, database, heard);
        database.Write(transaction => transaction.Execute("ALTER TABLE log_offset RENAME TO away"));
        runtime.Start();
        await Until(() => runtime.Status.State == RunState.Waiting);

        database.Write(transaction => transaction.Execute("ALTER TABLE away RENAME TO log_offset"));

        await Until(() => runtime.Status is { State: RunState.Running } && heard.Devices.Count > 1);
        Assert.Contains(_said, line => line.Contains("no such table", StringComparison.Ordinal));
    }

    SqliteDatabase Open() => SqliteDatabase.Open(_folder["store.db"], Schema.Store, new SqlitePatience(1, 1));

    StoreRuntime Runtime(MemoryLog log, IDatabase database, Lost heard) => new(
        new(StoreLease.Take(database, Key, "test", TimeProvider.System), Day.Model, PipelineRules.Default, log, database, [heard], "test")
        {
            Live = new LiveStore(Key, Day.Model, database),
        },
        TimeProvider.System, _said.Enqueue);

    static async Task Until(Func<bool> isSo)
    {
        for (var tries = 0; !isSo(); tries++)
        {
            Assert.True(tries < 2000, "waited too long");
            await Task.Delay(20.Milliseconds, Cancellation);
        }
    }

    /// <summary>Nothing speaks in this store but its clock, so each device is declared lost, once.</summary>
    sealed class Lost : IStoreListener
    {
        internal ConcurrentQueue<string> Devices { get; } = new();

        public void Take(Transaction transaction, StoreKey store, IReadOnlyList<StoreEvent> events)
        {
            foreach (var changed in events.OfType<StoreEvent.HealthChanged>().Where(changed => changed.Device.StartsWith("shelf", StringComparison.Ordinal)))
            {
                Devices.Enqueue(changed.Device);
            }
        }
    }
}

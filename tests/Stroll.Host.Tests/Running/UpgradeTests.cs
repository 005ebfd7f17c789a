using System.Collections.Immutable;
using Stroll.Host.Database;
using Stroll.Host.Logs;
using Stroll.Host.Stores;
using Stroll.Host.Stores.Running;
using Stroll.Observations;
using Stroll.Sensors;
using Stroll.Simulator;
using Stroll.Storage.Log;
using Stroll.Storage.Sqlite;
using Stroll.Units;

namespace Stroll.Tests.Running;

/// <summary>A newer build takes a store over while people are inside: another shape of the database, snapshots that it cannot read, a log of the older one.</summary>
public sealed class UpgradeTests : IDisposable
{
    static readonly Simulation Day = new(new Scenario { Visits = 4, Seed = 3 });

    readonly TempFolder _folder = new();

    static StoreKey Key => new("own", "corner");

    static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Open_visits_go_on_where_the_older_build_left_them()
    {
        ImmutableArray<LogEntry> log = [.. Day.Play(), .. Quiet()];
        var entries = log.Select((entry, index) => (entry, index)).Where(e => e.entry.Observation is Observation.GatePassed { Way: GateWay.In }).ToArray();
        var cut = entries[1].index + 40;
        var whole = await Told("whole", "all", Schema.Store, log);
        Directory.CreateDirectory(_folder["snapshots"]);

        var before = await Told("cut", "log", [.. Schema.Store.SkipLast(3)], log[..cut]);
        File.WriteAllText(Path.Combine(_folder["snapshots"], "0000000000000001.snapshot"), "of another build");
        var after = await Told("cut", "log", Schema.Store, log[cut..]);

        Assert.True(before.Count(told => told.Contains("opened", StringComparison.Ordinal)) > before.Count(told => told.Contains("ready", StringComparison.Ordinal)));
        Assert.Equal(whole, [.. before, .. after]);
    }

    /// <summary>Adds entries to a log and runs a build on it that is new each time.</summary>
    async Task<List<string>> Told(string name, string folder, ImmutableArray<Migration> shape, ImmutableArray<LogEntry> entries)
    {
        using var database = SqliteDatabase.Open(_folder[$"{name}.db"], shape);
        var lease = StoreLease.Take(database, Key, "test", TimeProvider.System);
        using var log = Assert.IsType<Result<SegmentLog>.Good>(SegmentLog.Open(
            _folder[folder], new LogHeader(Key, $"build {lease.Epoch}", lease.Epoch, "layout", Day.Sources), SegmentLogRules.Default, TimeProvider.System)).Value;
        foreach (var group in entries.Chunk(2000))
        {
            await log.Append(group, Cancellation);
        }

        var told = new Hearing();
        StoreRunner.Begin(new(lease, Day.Model, PipelineRules.Default, log, database, [told], "test") { Snapshots = name == "cut" ? _folder["snapshots"] : null }, _ => { })
            .CatchUp(Cancellation);
        return told.Words;
    }

    static IEnumerable<LogEntry> Quiet() => Enumerable.Range(1, 150).Select(i => new LogEntry(
        Day.Sources.Single(source => source.Kind == SourceKind.Host).Source, 2, i, new Observation.Tick(Day.End + (i * 100).Milliseconds)));

    sealed class Hearing : IStoreListener
    {
        internal List<string> Words { get; } = [];

        public void Take(Transaction transaction, StoreKey store, IReadOnlyList<StoreEvent> events) => Words.AddRange(events.Select(told => told switch
        {
            StoreEvent.VisitOpened e => $"{e.Visit} opened",
            StoreEvent.CartChanged e => $"{e.Visit} cart {Lines(e.Cart)}",
            StoreEvent.VisitLeft e => $"{e.Visit} left {e.At}",
            StoreEvent.ReceiptReady e => $"{e.Visit} ready {Lines(e.Receipt)}",
            _ => $"{told.GetType().Name} {told.At}",
        }));

        static string Lines(Receipts.Receipt receipt) => string.Join(';', receipt.Lines.Select(line => $"{line.Quantity}x{line.Product.Index} {line.Charge}"));
    }
}

using System.Globalization;
using Stroll.Cli.Frame;
using Stroll.Devices.Bus;
using Stroll.Host.Ingest;
using Stroll.Host.Logs;
using Stroll.Host.Stores;
using Stroll.Layout;
using Stroll.Sensors;
using Stroll.Storage.Log;
using Stroll.Units;

namespace Stroll.Cli.Bench.Ingesting;

/// <summary>What of a host devices meet: the built-in broker, the door, the log. Nothing reads the log here.</summary>
internal sealed class IngestStation : IAsyncDisposable
{
    static readonly StoreKey Key = new("bench", "store");

    readonly Ingest _ingest;
    readonly EmbeddedBroker _broker;

    IngestStation(SegmentLog log, Ingest ingest, EmbeddedBroker broker) => (Log, _ingest, _broker) = (log, ingest, broker);

    internal SegmentLog Log { get; }

    internal int Port => _broker.Port;

    /// <summary>A store of so many shelves, each with so many plates.</summary>
    internal static Store StoreOf(int shelves, int plates) => Store.Build(
        "bench", [], [],
        from shelf in Enumerable.Range(1, shelves)
        from plate in Enumerable.Range(1, plates)
        select (new PlateAddress(1, shelf, plate), (Geometry.Box?)null, 20_000.Grams),
        []);

    /// <summary>Opens the log of a folder and listens.</summary>
    internal static async Task<IngestStation> Open(string folder, Store store, int port)
    {
        var log = Refusal.Unless(OpenLog(folder, store));
        var ingest = new Ingest(TimeProvider.System, IngestRules.Default);
        ingest.Open(Key, log);
        var door = new BusDoor("stroll", ingest, TimeProvider.System);
        door.Open(Key, store);
        return new(log, ingest, await EmbeddedBroker.Start(door, BusSettings.Default with { Port = port }));
    }

    /// <summary>The log alone.</summary>
    internal static Result<SegmentLog> OpenLog(string folder, Store store)
    {
        var sources = store.Shelves.Select((shelf, index) => new SourcePromise(
            new(index), string.Create(CultureInfo.InvariantCulture, $"shelf {shelf.Gondola}/{shelf.Number}"), 300.Milliseconds));
        return SegmentLog.Open(folder, new LogHeader(Key, "bench", 1, "bench", [.. sources]), SegmentLogRules.Default, TimeProvider.System);
    }

    /// <summary>The topic of one shelf, or of its first plate.</summary>
    internal static byte[] TopicOf(int shelf, bool isPlate) =>
        System.Text.Encoding.UTF8.GetBytes(string.Create(CultureInfo.InvariantCulture, $"stroll/{Key}/{(isPlate ? "plate" : "shelf")}/1/{shelf + 1}{(isPlate ? "/1" : "")}"));

    public async ValueTask DisposeAsync()
    {
        await _broker.DisposeAsync();
        _ingest.Dispose();
        Log.Dispose();
    }
}

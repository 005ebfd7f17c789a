using Stroll.Geometry;
using Stroll.Host.Logs;
using Stroll.Host.Stores;
using Stroll.Layout;
using Stroll.Units;

namespace Stroll.Tests.Ingest;

/// <summary>A small store with one of everything that can speak.</summary>
static class StoreSamples
{
    internal static StoreKey Key => new("acme", "corner");

    /// <summary>Shelf 1/1 with two plates, shelf 1/2 with one, a gate.</summary>
    internal static Store Store { get; } = Layout.Store.Build(
        "corner", [new Gondola(1, null)], [],
        [(new(1, 1, 1), null, 20_000.Grams), (new(1, 1, 2), null, 20_000.Grams), (new(1, 2, 1), null, 20_000.Grams)],
        [new Gate("main", new Point3(0, 0, 0), 1)]);

    internal static LogHeader Header { get; } = new(
        Key, "0.1.0", 1, "layout-1",
        [
            new(new(0), "shelf 1/1", 300.Milliseconds), new(new(1), "shelf 1/2", 300.Milliseconds),
            new(new(2), "tracker", 1.Seconds, Sensors.SourceKind.People), new(new(3), "gate main", 1.Seconds, Sensors.SourceKind.Gate),
        ]);

    internal static Instant Morning { get; } = new(1_780_000_000_000_000_000);
}

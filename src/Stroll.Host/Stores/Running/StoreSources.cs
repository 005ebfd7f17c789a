using System.Collections.Immutable;
using Stroll.Layout;
using Stroll.Observations;
using Stroll.Sensors;
using Stroll.Units;

namespace Stroll.Host.Stores.Running;

/// <summary>How people come into the log of a store.</summary>
public enum PeopleFrom
{
    /// <summary>From a tracker that says who is who.</summary>
    Tracker,

    /// <summary>From each calibrated camera.</summary>
    Cameras,

    /// <summary>Not at all: one nameless shopper takes everything.</summary>
    Nobody,
}

/// <summary>Who speaks in a store, by the names that devices have on the bus.</summary>
public static class StoreSources
{
    /// <summary>The host's own source.</summary>
    public const string Clock = "clock";

    /// <summary>The people who answer cases.</summary>
    public const string Desk = "desk";

    /// <summary>Each shelf, the tracker or each camera, each gate, the clock and the desk, in this order.</summary>
    /// <param name="store">Its layout.</param>
    /// <param name="people">Where people come from.</param>
    public static ImmutableArray<SourcePromise> Of(Store store, PeopleFrom people)
    {
        // The default lateness of plates is 0.3 s, that of cameras and gates 1 s.
        var sources = new List<(string Name, TimeSpan Lateness, SourceKind Kind)>();
        sources.AddRange(store.Shelves.Select(shelf => ($"shelf {shelf.Gondola}/{shelf.Number}", 300.Milliseconds, SourceKind.Plates)));
        sources.AddRange(people switch
        {
            PeopleFrom.Tracker => [("tracker", 1.Seconds, SourceKind.People)],
            PeopleFrom.Cameras => store.Cameras.Select(camera => ($"camera {camera.Name}", 1.Seconds, SourceKind.Camera)),
            _ => [],
        });
        sources.AddRange(store.Gates.Select(gate => ($"gate {gate.Name}", 1.Seconds, SourceKind.Gate)));
        sources.Add((Clock, TimeSpan.Zero, SourceKind.Host));
        sources.Add((Desk, TimeSpan.Zero, SourceKind.Desk));
        return [.. sources.Select((source, index) => new SourcePromise(new(index), source.Name, source.Lateness, source.Kind))];
    }
}

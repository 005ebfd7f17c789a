using System.Collections.Immutable;
using Stroll.Attribution;
using Stroll.Geometry;
using Stroll.Host.Stores;
using Stroll.Host.Stores.Live;
using Stroll.Observations;
using Stroll.Receipts;
using Stroll.Replay;
using Stroll.Simulator;
using Stroll.Storage.Sqlite;
using Stroll.Tracking;
using Stroll.Units;

namespace Stroll.Web.Tests.Played;

/// <summary>A simulated store, played through the real pipeline into a live view, tick by tick.</summary>
sealed class PlayedStore : IDisposable
{
    readonly Simulation _simulation;
    readonly Pipeline _pipeline;
    readonly IEnumerator<LogEntry> _entries;
    readonly TempFolder _folder = new();

    internal PlayedStore(StoreKey key, Scenario scenario)
    {
        _simulation = new(scenario);
        _pipeline = new(_simulation.Model, _simulation.Sources, PipelineRules.Default);
        _entries = _simulation.Play().GetEnumerator();
        Live = new(key, _simulation.Model, SqliteDatabase.Open(_folder["store.db"], Host.Database.Schema.Store), isSimulated: true);
    }

    internal LiveStore Live { get; }

    internal StoreKey Key => Live.Key;

    /// <summary>Plays until the given time after the start, or until something holds; shows the view at the end.</summary>
    internal void PlayUntil(TimeSpan length, Func<LiveView, bool>? isEnough = null)
    {
        var until = _simulation.Begin + length;
        while (_entries.MoveNext())
        {
            _pipeline.Take(_entries.Current);
            if (_entries.Current.Observation is Observation.ShelfReadings readings)
            {
                Live.Traces.Take(readings);
            }

            if (_entries.Current.Observation is Observation.Tick tick)
            {
                Live.Show(ViewAt(tick.At));
                if (tick.At > until || isEnough?.Invoke(Live.View) == true)
                {
                    return;
                }
            }
        }
    }

    public void Dispose()
    {
        Live.Database.Dispose();
        _folder.Dispose();
    }

    VisitId IdOf(Receipt receipt) => VisitId.Of(Key, receipt.Visit, receipt.Entered);

    LiveView ViewAt(Instant at)
    {
        var carts = _pipeline.Carts();
        var present = _pipeline.Floor.Present.Where(s => s.Left is null && s.Trail.Count > 0).ToArray();
        return new(
            at,
            [.. present.Select(s => new LivePerson(
                IdOf(carts[s.Id.Index]), s.Id.Index + 1, s.Trail.Last.Body, s.Trail.Last.Left, s.Trail.Last.Right, TrailOf(s.Trail)))],
            [.. carts.Where(c => c.Left is null).Select(c => new LiveVisit(IdOf(c), Billing.ShopperOf(c.Visit)!.Value.Index + 1, c))],
            [.. _pipeline.Story.Decided.Select(i => _pipeline.Story[i]).OfType<Attributed>().OrderByDescending(p => p.Begin).Take(30)
                .Select(p => new LiveMovement(p.Begin, null, p.Change.Shelf, Wording.Of(_simulation.Model, p), new(Math.Min(1, p.Chosen.Probability))))],
            [],
            []);
    }

    static ImmutableArray<Point3> TrailOf(Trail trail)
    {
        var step = Math.Max(1, trail.Count / 20);
        return [.. Enumerable.Range(0, trail.Count).Where(i => i % step == 0).Select(i => trail[i].Body).TakeLast(20)];
    }
}

using System.Collections.Immutable;
using Stroll.Attribution;
using Stroll.Geometry;
using Stroll.Host.Stores.Live;
using Stroll.Layout;
using Stroll.Observations;
using Stroll.Receipts;
using Stroll.Sensors;
using Stroll.Tracking;
using Stroll.Units;

namespace Stroll.Host.Stores.Running;

/// <summary>Draws what people watch from what a store's engine believes. Decides nothing.</summary>
sealed class LiveViews
{
    const int MostMovements = 40;
    const int MostPlaces = 20;

    // Somebody who was not seen for so long is no dot any more.
    static readonly TimeSpan Unseen = 3.Seconds;

    // Between two places of a trail.
    static readonly TimeSpan Stride = 300.Milliseconds;

    // What is learned of plates and goods changes with movements, not with readings.
    static readonly TimeSpan LookEvery = 30.Seconds;

    readonly LiveStore _live;
    readonly float[] _newest;
    readonly CriticalDevices? _critical;
    Instant _now = Instant.Earliest;

    internal LiveViews(LiveStore live, CriticalDevices? critical, ImmutableArray<SourcePromise> sources)
    {
        (_live, _critical, live.Sources, live.Pulses) = (live, critical, sources, new(sources.Length));
        _newest = new float[live.Model.Store.Plates.Length];
        _newest.AsSpan().Fill(float.NaN);
    }

    /// <summary>Takes an entry as it comes, for the plates' plots.</summary>
    internal void Take(LogEntry entry)
    {
        if (entry.Observation is Observation.Tick tick)
        {
            _now = tick.At;
            return;
        }

        _live.Pulses!.Take(entry.Source, entry.Observation.At, _now);
        if (entry.Observation is not Observation.ShelfReadings readings)
        {
            return;
        }

        _live.Take(readings);
        var plates = _live.Model.Store[readings.Shelf].Plates;
        var last = readings.Grams.Span[^plates.Length..];
        for (var slot = 0; slot < plates.Length; slot++)
        {
            _newest[plates[slot].Index] = float.IsNaN(last[slot]) ? _newest[plates[slot].Index] : last[slot];
        }
    }

    /// <summary>Shows the store as it stands now.</summary>
    internal void Show(StoreEngine engine)
    {
        if (_live.Look.At == Instant.Earliest || engine.Now - _live.Look.At >= LookEvery)
        {
            _live.Look = new(engine.Now, engine.Pipeline.Audit(), [.. _live.Model.Store.Plates.Select(plate => engine.Pipeline.Condition(plate.Id))]);
        }

        var inside = engine.Pipeline.Floor.Present.Where(shopper => shopper.Left is null || engine.Now - shopper.Left.Value < Unseen).ToArray();
        var problems = Problems(engine);
        _live.Show(new(
            engine.Now,
            [.. inside.Where(shopper => shopper.Trail.Count > 0 && engine.Now - shopper.LastSeen < Unseen).Select(shopper => Dot(engine, shopper))],
            [.. inside.Select(shopper => Visit(engine, shopper)).OfType<LiveVisit>()],
            [.. Movements(engine)],
            problems,
            [.. _live.Model.Store.Plates.Select(plate => new LivePlate(new(_newest[plate.Id.Index]), engine.Pipeline.Health(plate.Id)))])
        {
            Profile = engine.Profile,
            Mode = _critical?.Mode(engine.Profile, problems) ?? "open",
        });
    }

    /// <summary>What the log tells of devices, and what the door does: one that is not believed is silent to the log, and the door knows why.</summary>
    ImmutableArray<LiveProblem> Problems(StoreEngine engine)
    {
        var held = _live.HeldAtTheDoor?.Invoke() ?? [];
        return
        [
            .. engine.Health.Problems.Where(problem => held.All(other => other.Device != problem.Device))
                .Select(problem => new LiveProblem(problem.Device, problem.Since, problem.Effect, problem.Fix)).Concat(held).OrderBy(problem => problem.Since),
        ];
    }

    static LivePerson Dot(StoreEngine engine, Shopper shopper)
    {
        var last = shopper.Trail.Last;
        var place = last.Body.IsKnown ? last.Body : shopper.LastPlace;
        return new(engine.Telling.VisitOf(shopper.Id), shopper.Id.Index + 1, place, last.Left, last.Right, Way(shopper.Trail));
    }

    static ImmutableArray<Point3> Way(Trail trail)
    {
        var places = new List<Point3>(MostPlaces);
        var next = Instant.Latest;
        for (var i = trail.Count - 1; i >= 0 && places.Count < MostPlaces; i--)
        {
            if (trail[i].At <= next && trail[i].Body.IsKnown)
            {
                places.Add(trail[i].Body);
                next = trail[i].At - Stride;
            }
        }

        places.Reverse();
        return [.. places];
    }

    static LiveVisit? Visit(StoreEngine engine, Shopper shopper) => engine.Telling.VisitOf(shopper.Id) is { } visit
        ? new(visit, shopper.Id.Index + 1, engine.Telling.CartOf(shopper.Id) ?? engine.Pipeline.CartOf(shopper.Id))
        : null;

    IEnumerable<LiveMovement> Movements(StoreEngine engine)
    {
        var (story, decided) = (engine.Pipeline.Story, engine.Pipeline.Story.Decided);
        var told = 0;
        for (var i = decided.Count - 1; i >= 0 && told < MostMovements; i--)
        {
            var doubt = story[decided[i]];
            if (!doubt.Chosen.Movements.IsEmpty)
            {
                told++;
                yield return Movement(engine, doubt);
            }
        }
    }

    LiveMovement Movement(StoreEngine engine, Doubt doubt)
    {
        var who = doubt.Chosen.Movements.Select(movement => movement.Shopper).FirstOrDefault(shopper => shopper is not null);
        return new(
            doubt.Begin, who is { } shopper ? engine.Telling.VisitOf(shopper) : null, doubt is Attributed piece ? piece.Change.Shelf : null,
            Wording.Of(_live.Model, doubt), new(Math.Clamp(doubt.Chosen.Probability, 0, 1)));
    }
}

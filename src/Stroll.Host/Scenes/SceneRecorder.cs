using System.Collections.Immutable;
using Stroll.Geometry;
using Stroll.Host.Stores;
using Stroll.Host.Stores.Live;
using Stroll.Layout;
using Stroll.Observations;
using Stroll.Units;

namespace Stroll.Host.Scenes;

/// <summary>Remembers the last minute of a store finely enough to cut a scene out of it.</summary>
/// <remarks>Written by the store's own thread; who cuts may be another. Nothing older than <see cref="Kept"/> is held.</remarks>
public sealed class SceneRecorder(StoreModel model)
{
    /// <summary>So long something is remembered.</summary>
    public static readonly TimeSpan Kept = TimeSpan.FromSeconds(60);

    /// <summary>Shown before a movement, and after it.</summary>
    public static readonly TimeSpan Before = 6.Seconds, After = 6.Seconds;

    /// <summary>Who never comes nearer to the shelf than this is left out, metres.</summary>
    public const double Near = 1.6;

    // Readings of one plate that become one point: ten in a second show a hand.
    static readonly TimeSpan Span = 100.Milliseconds;

    readonly Lock _lock = new();
    readonly Queue<(Instant At, float Grams)>[] _plates = [.. model.Store.Plates.Select(_ => new Queue<(Instant, float)>())];
    readonly long[] _lastBegin = new long[model.Store.Plates.Length];
    readonly Queue<(Instant At, ImmutableArray<LivePerson> People)> _people = [];

    /// <summary>Takes a batch of one shelf: of each tenth of a second its last usable reading.</summary>
    public void Take(Observation.ShelfReadings readings)
    {
        var plates = model.Store[readings.Shelf].Plates;
        var times = readings.Times.Span;
        var grams = readings.Grams.Span;
        lock (_lock)
        {
            for (var i = 0; i < grams.Length; i++)
            {
                Add(plates[i % plates.Length], times[i / plates.Length], grams[i]);
            }
        }
    }

    /// <summary>Takes where everybody is.</summary>
    public void Take(Instant at, ImmutableArray<LivePerson> people)
    {
        lock (_lock)
        {
            _people.Enqueue((at, people));
            while (_people.Count > 0 && at - _people.Peek().At > Kept)
            {
                _people.Dequeue();
            }
        }
    }

    /// <summary>Cuts out what happened around a moment at a shelf.</summary>
    public Scene Cut(string name, ShelfId shelf, Instant at)
    {
        var (begin, end) = (at - Before, at + After);
        lock (_lock)
        {
            return new(
                name, shelf, begin, end, at,
                [.. model.Store[shelf].Plates.Select(plate => PlateBetween(plate, begin, end))],
                PeopleBetween(shelf, begin, end));
        }
    }

    void Add(PlateId plate, long at, float grams)
    {
        if (float.IsNaN(grams) || at - (at % (Span.Ticks * 100)) == _lastBegin[plate.Index])
        {
            return;
        }

        _lastBegin[plate.Index] = at - (at % (Span.Ticks * 100));
        var points = _plates[plate.Index];
        points.Enqueue((new(at), grams));
        while (new Instant(at) - points.Peek().At > Kept)
        {
            points.Dequeue();
        }
    }

    ScenePlate PlateBetween(PlateId plate, Instant begin, Instant end)
    {
        var points = _plates[plate.Index].Where(point => point.At >= begin && point.At <= end).ToArray();
        return new(model.Store[plate].Address.Plate, [.. points.Select(point => Millis(point.At, begin))], [.. points.Select(point => point.Grams)]);
    }

    ImmutableArray<ScenePerson> PeopleBetween(ShelfId shelf, Instant begin, Instant end)
    {
        var seen = _people.Where(view => view.At >= begin && view.At <= end).SelectMany(view => view.People.Select(person => (view.At, person)));
        return
        [
            .. seen.Where(one => one.person.Place.IsKnown).GroupBy(one => one.person.Number).OrderBy(same => same.Key)
                .Where(same => same.Any(one => IsNear(shelf, one.person)))
                .Select(same => new ScenePerson(same.Key, same.Last().person.Visit, [.. same.Select(one => PlaceOf(one.person, Millis(one.At, begin)))])),
        ];
    }

    bool IsNear(ShelfId shelf, LivePerson person) => model.Store[shelf].Body is not { } body
        || new[] { person.Place with { Z = body.Centre.Z }, person.Left, person.Right }.Any(point => point.IsKnown && body.DistanceTo(point) < Near);

    static ScenePlace PlaceOf(LivePerson person, int time) =>
        new(time, Rounded(person.Place.X), Rounded(person.Place.Y), Wrist(person.Left), Wrist(person.Right));

    static ImmutableArray<float>? Wrist(Point3 wrist) => wrist.IsKnown ? [Rounded(wrist.X), Rounded(wrist.Y), Rounded(wrist.Z)] : null;

    // To the centimetre: no tracker is better.
    static float Rounded(double metres) => (float)Math.Round(metres, 2);

    static int Millis(Instant at, Instant begin) => (int)(at - begin).TotalMilliseconds;
}

using System.Collections.Immutable;
using Stroll.Host.Stores;
using Stroll.Host.Stores.Live;
using Stroll.Units;

namespace Stroll.Host.Scenes;

/// <summary>Remembers where everybody who is inside has walked since they came in. Gone with the process: a way is no evidence.</summary>
public sealed class WayRecorder
{
    // Twice a second shows a way; a visit of an hour has 7,200 points and no more.
    static readonly TimeSpan Stride = 500.Milliseconds;
    const int Most = 7200;

    // Who was not seen for so long and was not asked for is forgotten.
    static readonly TimeSpan Longest = TimeSpan.FromMinutes(30);

    readonly Lock _lock = new();
    readonly Dictionary<VisitId, Way> _ways = [];

    /// <summary>Takes where everybody is.</summary>
    public void Take(Instant at, ImmutableArray<LivePerson> people)
    {
        lock (_lock)
        {
            foreach (var person in people.Where(person => person.Visit is not null && person.Place.IsKnown))
            {
                Add(at, person);
            }

            foreach (var visit in _ways.Where(way => at - way.Value.Last > Longest).Select(way => way.Key).ToArray())
            {
                _ways.Remove(visit);
            }
        }
    }

    /// <summary>The number and the way of a visit so far; 0 and nothing where it was never seen.</summary>
    public (int Number, ImmutableArray<WayPoint> Points) Of(VisitId visit)
    {
        lock (_lock)
        {
            return _ways.TryGetValue(visit, out var way) ? (way.Number, [.. way.Points]) : (0, []);
        }
    }

    void Add(Instant at, LivePerson person)
    {
        if (!_ways.TryGetValue(person.Visit!.Value, out var way))
        {
            _ways[person.Visit.Value] = way = new(person.Number, at);
        }

        if (way.Points.Count == 0 || (at - way.Last >= Stride && way.Points.Count < Most))
        {
            way.Points.Add(new((float)Math.Round((at - way.First).TotalSeconds, 1), (float)Math.Round(person.Place.X, 2), (float)Math.Round(person.Place.Y, 2)));
            way.Last = at;
        }
    }

    sealed class Way(int number, Instant first)
    {
        internal int Number { get; } = number;

        internal Instant First { get; } = first;

        internal Instant Last { get; set; } = first;

        internal List<WayPoint> Points { get; } = [];
    }
}

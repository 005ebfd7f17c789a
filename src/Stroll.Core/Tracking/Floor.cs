using Stroll.Geometry;
using Stroll.Units;

namespace Stroll.Tracking;

/// <summary>A shopper by the order of appearance; an index into <see cref="Floor.Shoppers"/>.</summary>
public readonly record struct ShopperId(int Index);

/// <summary>One person on the floor over time, whatever ids the source gave.</summary>
public sealed class Shopper
{
    internal Shopper(ShopperId id, string firstId, Instant entered)
    {
        Id = id;
        FirstId = firstId;
        Entered = entered;
        LastSeen = entered;
    }

    /// <summary>Dense.</summary>
    public ShopperId Id { get; }

    /// <summary>The first id that the source gave.</summary>
    public string FirstId { get; }

    /// <summary>When first seen.</summary>
    public Instant Entered { get; }

    /// <summary>When last seen.</summary>
    public Instant LastSeen { get; internal set; }

    /// <summary>When they went out; none while they are inside.</summary>
    public Instant? Left { get; internal set; }

    /// <summary>The last seconds of their path.</summary>
    public Trail Trail { get; } = new();

    /// <summary>The later ids that turned out to be this person.</summary>
    public List<string> LaterIds { get; } = [];

    /// <summary>True when the floor has let go of them.</summary>
    internal bool IsGone { get; set; }

    /// <summary>Where the body was last seen.</summary>
    internal Point3 LastBody { get; set; } = Point3.Unknown;
}

/// <summary>Who is where: the state of Tracking.</summary>
public sealed class Floor
{
    readonly List<Shopper> _shoppers = [];
    readonly List<Shopper> _present = [];

    /// <summary>Everybody who was ever seen, by order of appearance.</summary>
    public IReadOnlyList<Shopper> Shoppers => _shoppers;

    /// <summary>Who is inside or was a moment ago, by order of appearance: everybody whose hands can still matter.</summary>
    public IReadOnlyList<Shopper> Present => _present;

    /// <summary>Which shopper each id of the source means now.</summary>
    internal Dictionary<string, ShopperId> Known { get; } = new(StringComparer.Ordinal);

    /// <summary>When people were first seen at all; none before.</summary>
    internal Instant? FirstFrame { get; set; }

    /// <summary>Where people came in, learned in stores whose gates are not declared.</summary>
    internal List<Point3> Entrances { get; } = [];

    /// <summary>How far wrists jump from one frame to the next beyond their own motion, as a standard deviation per axis, metres.</summary>
    public double WristJitter { get; internal set; } = 0.02;

    /// <summary>The shopper with this id.</summary>
    public Shopper this[ShopperId id] => _shoppers[id.Index];

    internal Shopper Add(string firstId, Instant at)
    {
        var shopper = new Shopper(new(_shoppers.Count), firstId, at);
        _shoppers.Add(shopper);
        _present.Add(shopper);
        Known[firstId] = shopper.Id;
        return shopper;
    }

    /// <summary>Somebody who was gone is here again.</summary>
    internal void Return(Shopper shopper)
    {
        if (shopper.IsGone)
        {
            shopper.IsGone = false;
            var place = _present.FindIndex(other => other.Id.Index > shopper.Id.Index);
            _present.Insert(place < 0 ? _present.Count : place, shopper);
        }
    }

    /// <summary>Lets go of everybody out of sight since before <paramref name="gone"/>: they have left, and their paths are forgotten.</summary>
    internal void LetGo(Instant gone)
    {
        for (var i = _present.Count - 1; i >= 0; i--)
        {
            var shopper = _present[i];
            if (shopper.LastSeen < gone)
            {
                shopper.Left ??= shopper.LastSeen;
                shopper.IsGone = true;
                shopper.Trail.Clear();
                _present.RemoveAt(i);
            }
        }
    }
}

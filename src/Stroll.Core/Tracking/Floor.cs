using Stroll.Geometry;
using Stroll.Observations;
using Stroll.Units;

namespace Stroll.Tracking;

/// <summary>A shopper by the order of appearance; an index into <see cref="Floor.Shoppers"/>.</summary>
public readonly record struct ShopperId(int Index);

/// <summary>One person on the floor over time, whatever ids the source gave.</summary>
public sealed class Shopper
{
    List<(ShopperId Who, double Probability)> _settled;
    List<(ShopperId Who, double Probability)> _identity;

    internal Shopper(ShopperId id, string firstId, Instant entered)
    {
        _settled = _identity = [(id, 1)];
        Id = id;
        FirstId = firstId;
        Entered = entered;
        LastSeen = entered;
    }

    /// <summary>Dense.</summary>
    public ShopperId Id { get; }

    /// <summary>The first id that the source gave.</summary>
    public string FirstId { get; internal set; }

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

    /// <summary>Who they may have been when they came in, with probabilities that sum to 1: themselves alone unless they met somebody so closely
    /// that the two could not be told apart. By order of appearance.</summary>
    /// <remarks>Of two shoppers who were mixed up with probability p each is the other with p. A later clue may settle it.</remarks>
    public IReadOnlyList<(ShopperId Who, double Probability)> Identity => _identity;

    /// <summary>How likely they are who they were when they came in.</summary>
    public Probability IdentityKept => new(Math.Clamp(_identity.Find(one => one.Who == Id).Probability, 0, 1));

    /// <summary>From the floor to the top of the head, metres; 0 where not known.</summary>
    internal double BodyHeight { get; set; }

    /// <summary>How tall they stand, from what was seen of them without doubt.</summary>
    internal Fusion.Stature Stature { get; set; }

    /// <summary>The two may have been taken for each other.</summary>
    /// <param name="one">One of them.</param>
    /// <param name="other">Another.</param>
    /// <param name="swapped">How likely it is that they were: from 0 to 0.5 and, where it is not decided otherwise, to 1.</param>
    public static void Mix(Shopper one, Shopper other, double swapped)
    {
        var p = Math.Clamp(swapped, 0, 1);
        (one._settled, other._settled) = (Mixed(one._settled, other._settled, p), Mixed(other._settled, one._settled, p));
        (one._identity, other._identity) = (Mixed(one._identity, other._identity, p), Mixed(other._identity, one._identity, p));
    }

    /// <summary>The same, until <see cref="ForgetOpenDoubts"/>: what is seen later will tell.</summary>
    internal static void MixOpen(Shopper one, Shopper other, double swapped) =>
        (one._identity, other._identity) = (Mixed(one._identity, other._identity, swapped), Mixed(other._identity, one._identity, swapped));

    /// <summary>Back to the doubts that are not open any more.</summary>
    internal void ForgetOpenDoubts() => _identity = _settled;

    static List<(ShopperId Who, double Probability)> Mixed(
        List<(ShopperId Who, double Probability)> own, List<(ShopperId Who, double Probability)> others, double p)
    {
        // What is less likely than this is forgotten, and its share goes to the rest.
        const double Least = 1e-4;
        var mixed = own.Select(one => (one.Who, Probability: (1 - p) * one.Probability)).ToList();
        foreach (var (who, probability) in others)
        {
            var place = mixed.FindIndex(one => one.Who == who);
            if (place < 0)
            {
                mixed.Add((who, p * probability));
            }
            else
            {
                mixed[place] = (who, mixed[place].Probability + (p * probability));
            }
        }

        mixed.RemoveAll(one => one.Probability < Least);
        var sum = mixed.Sum(one => one.Probability);
        return [.. mixed.Select(one => (one.Who, one.Probability / sum)).OrderBy(one => one.Who.Index)];
    }

    /// <summary>The id under which an outside tracker saw them last; none before.</summary>
    internal string? SeenAs { get; set; }

    /// <summary>How an outside tracker saw them last; none before.</summary>
    internal Body? LastPose { get; set; }

    /// <summary>True when the floor has let go of them.</summary>
    internal bool IsGone { get; set; }

    /// <summary>Where the body was last seen; unknown before.</summary>
    public Point3 LastPlace => LastBody;

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

    /// <summary>When people were last seen; none before.</summary>
    internal Instant? LastFrame { get; set; }

    /// <summary>Where people came in, learned in stores whose gates are not declared.</summary>
    internal List<Point3> Entrances { get; } = [];

    /// <summary>How far wrists jump from one frame to the next beyond their own motion, as a standard deviation per axis, metres.</summary>
    public double WristJitter { get; internal set; } = 0.02;

    /// <summary>Who may have been taken for whom by an outside tracker.</summary>
    internal Closeness Closeness { get; } = new();

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

    /// <summary>Lets go of everybody who went out before <paramref name="gone"/>.</summary>
    internal void LetGoOfLeft(Instant gone)
    {
        foreach (var shopper in _present.Where(shopper => shopper.Left < gone))
        {
            shopper.IsGone = true;
        }

        _present.RemoveAll(shopper => shopper.IsGone);
    }

    /// <summary>Forgets the ids of those who left before a moment: whoever is given such an id again is somebody else.</summary>
    internal void Forget(Instant left)
    {
        foreach (var (id, who) in Known.ToArray())
        {
            if (_shoppers[who.Index] is { IsGone: true } gone && gone.Left < left)
            {
                Known.Remove(id);
            }
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

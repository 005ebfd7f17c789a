using Stroll.Geometry;
using Stroll.Layout;
using Stroll.Observations;
using Stroll.Units;

namespace Stroll.Interaction;

/// <summary>Finds the movements in one plain series of masses: a shelf of a single plate, without a store around it.</summary>
/// <remarks>Feed samples in the order of time; what is found comes about 1.6 s later. For a whole column at once: <see cref="Find"/>.</remarks>
public sealed class SeriesChanges
{
    // No series says how much its scale can carry.
    static readonly Grams AnyMass = new(float.MaxValue);

    readonly ShelfScales _state;
    readonly List<MassChange> _changes = [];
    readonly long[] _time = new long[1];
    readonly float[] _mass = new float[1];

    /// <summary>Nothing fed yet.</summary>
    public SeriesChanges(MassChangeRules rules) => _state = new(
        Store.Build("series", [], [], [(new PlateAddress(1, 1, 1), (Box?)null, AnyMass)], []), rules);

    /// <summary>Health, noise, drift and resolution of the scale, as far as it was fed.</summary>
    public PlateCondition Condition => _state.Condition(new PlateId(0));

    /// <summary>Takes the next sample.</summary>
    /// <param name="at">Not before the last; an earlier one is passed over.</param>
    /// <param name="mass">Grams; NaN where there is none.</param>
    /// <param name="found">Movements that became known are added here, by time.</param>
    public void Add(Instant at, double mass, List<MassStretch> found)
    {
        _time[0] = at.Nanoseconds;
        _mass[0] = (float)mass;
        MassChanges.Step(_state, new(new ShelfId(0), _time, _mass), _changes);
        Write(found);
    }

    /// <summary>Ends the series: what is open is closed as well as the samples allow.</summary>
    public void Finish(List<MassStretch> found)
    {
        MassChanges.Finish(_state, _changes);
        Write(found);
    }

    /// <summary>All movements of a whole series.</summary>
    /// <param name="times">Nanoseconds since 1970, never falling.</param>
    /// <param name="grams">One for each time; NaN where there is none.</param>
    /// <param name="rules">The thresholds.</param>
    /// <exception cref="InvariantException">There are not as many masses as times.</exception>
    public static IReadOnlyList<MassStretch> Find(ReadOnlySpan<long> times, ReadOnlySpan<double> grams, MassChangeRules rules)
    {
        Invariant.Holds(times.Length == grams.Length, "a series has one mass for each time");
        var series = new SeriesChanges(rules);
        var found = new List<MassStretch>();
        for (var i = 0; i < times.Length; i++)
        {
            series.Add(new(times[i]), grams[i], found);
        }

        series.Finish(found);
        return found;
    }

    void Write(List<MassStretch> found)
    {
        foreach (var change in _changes)
        {
            found.AddRange(StepSplitting.Split(change, _state.Rules));
        }

        _changes.Clear();
    }
}

using Stroll.Layout;
using Stroll.Units;

namespace Stroll.Interaction;

/// <summary>How well one plate works, for people and for the doubt of later stages.</summary>
/// <param name="Health">What is wrong, if anything.</param>
/// <param name="Noise">Usual standard deviation of a 0.2 s mean while the plate rests.</param>
/// <param name="DriftGramsPerMinute">How fast its resting level moves, over about the last minute.</param>
/// <param name="Resolution">Smallest step between two readings that was seen; zero before any.</param>
public readonly record struct PlateCondition(PlateHealth Health, Grams Noise, double DriftGramsPerMinute, Grams Resolution);

/// <summary>All that is remembered of the plates of a store between two batches of readings.</summary>
/// <remarks>Owned by one pipeline and used by one thread. Its arrays have their size from the store: about 3 kB a plate.</remarks>
public sealed class ShelfScales
{
    readonly Store _store;
    int _changes;

    /// <summary>Nothing heard yet.</summary>
    /// <param name="store">The shelves and plates; fixed for the length of a log.</param>
    /// <param name="rules">The thresholds; fixed for the length of a log.</param>
    public ShelfScales(Store store, MassChangeRules rules)
    {
        _store = store;
        Rules = rules;
        Shelves = new ShelfScale[store.Shelves.Length];
        for (var shelf = 0; shelf < Shelves.Length; shelf++)
        {
            Shelves[shelf] = new(store, store.Shelves[shelf], rules);
        }
    }

    /// <summary>The thresholds in force.</summary>
    public MassChangeRules Rules { get; }

    internal ShelfScale[] Shelves { get; }

    /// <summary>What is known about the working of a plate, at the latest moment that its shelf has heard of.</summary>
    public PlateHealth Health(PlateId plate) => Settling.HealthOf(Shelves[_store[plate].Shelf.Index], _store[plate].Slot);

    /// <summary>Noise, drift and resolution of a plate beside its health.</summary>
    public PlateCondition Condition(PlateId plate)
    {
        var shelf = Shelves[_store[plate].Shelf.Index];
        var slot = _store[plate].Slot;
        return new(
            Settling.HealthOf(shelf, slot), new(shelf.NoiseOf(slot)), shelf.Motions[slot].Drift * 60, new(shelf.QuantumOf(slot)));
    }

    /// <summary>Since when something is under way on a shelf that has not been told as a mass change yet: a plate away from its rest, or at a rest that is not
    /// measured yet. <see cref="Instant.Latest"/> while nothing is.</summary>
    public Instant OpenSince(ShelfId shelf)
    {
        var scale = Shelves[shelf.Index];
        var first = long.MaxValue;
        foreach (ref readonly var motion in scale.Motions.AsSpan())
        {
            var isOpen = motion.Mode == PlateMode.Moving || (motion.Mode == PlateMode.Resting && !motion.IsSettled);
            first = isOpen ? Math.Min(first, motion.MovingSince) : first;
        }

        foreach (var shift in scale.Shifts)
        {
            first = Math.Min(first, shift.Begin);
        }

        return first == long.MaxValue ? Instant.Latest : scale.TimeOf(first);
    }

    /// <summary>Nanoseconds without a reading after which a shelf is silent.</summary>
    internal long Silence => Rules.SilentAfter.Ticks * 100;

    internal int NextNumber() => _changes++;
}

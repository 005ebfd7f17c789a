using Stroll.Observations;
using Stroll.Units;

namespace Stroll.Interaction;

/// <summary>Turns the readings of all shelves into the few moments at which mass was taken or put.</summary>
/// <remarks>
/// In: batches of <see cref="Observation.ShelfReadings"/>, each shelf by itself in the order of time, at 5 to 100 samples a
/// second. Out: <see cref="MassChange"/>s in the order in which they become known, about <see cref="MassChangeRules.StepRest"/>
/// after the shelf came to rest. How the samples were cut into batches does not matter, nor do other shelves. A reading costs a
/// few nanoseconds and no allocation; a change allocates its own record. The mathematics: docs/stages/interaction.md.
/// </remarks>
public static class MassChanges
{
    /// <summary>Takes a batch of one shelf.</summary>
    /// <param name="state">All shelves; changed in place.</param>
    /// <param name="readings">The batch. One whose last sample is not later than what was taken before is a repeat and is
    /// passed over; so is each sample older than the one before it.</param>
    /// <param name="found">Changes that became known are added here.</param>
    /// <exception cref="InvariantException">The batch does not hold one value for each sample and plate.</exception>
    public static void Step(ShelfScales state, Observation.ShelfReadings readings, List<MassChange> found)
    {
        var shelf = state.Shelves[readings.Shelf.Index];
        var times = readings.Times.Span;
        var grams = readings.Grams.Span;
        Invariant.Holds(grams.Length == times.Length * shelf.Plates.Length, "a batch has one value for each sample and plate");
        if (shelf.Plates.Length == 0 || (shelf.IsStarted && times[^1] <= shelf.LastTime))
        {
            return;
        }

        for (var sample = 0; sample < times.Length; sample++)
        {
            var at = times[sample];
            if (!shelf.IsStarted)
            {
                Start(shelf, at);
            }

            if (at < shelf.LastTime)
            {
                continue;
            }

            if (at - shelf.LastTime >= state.Silence)
            {
                FallSilent(state, shelf, found);
            }

            if (shelf.IsSilent)
            {
                shelf.Wake(at);
            }

            // The sample that is counted now is the one before: the spike filter looks one ahead.
            if (shelf.LastTime >= shelf.BlockEnd)
            {
                WalkTo(state, shelf, shelf.LastTime, found);
            }

            Sampling.Add(shelf, grams, sample * shelf.Plates.Length);
            shelf.LastTime = at;
        }

        shelf.Now = Math.Max(shelf.Now, shelf.LastTime);
    }

    /// <summary>Lets time pass. Shelves that fell silent publish what they know, and their plates are silent.</summary>
    /// <param name="state">All shelves; changed in place.</param>
    /// <param name="now">No reading that is older will come.</param>
    /// <param name="found">Changes that became known are added here.</param>
    public static void Advance(ShelfScales state, Instant now, List<MassChange> found)
    {
        foreach (var shelf in state.Shelves)
        {
            shelf.Now = Math.Max(shelf.Now, now.Nanoseconds);
            if (shelf.IsStarted && shelf.Now - shelf.LastTime >= state.Silence)
            {
                FallSilent(state, shelf, found);
            }
        }
    }

    /// <summary>Ends the log: publishes what is still open, as well as the readings allow.</summary>
    /// <param name="state">All shelves. Nothing may be stepped afterwards.</param>
    /// <param name="found">Changes that became known are added here.</param>
    public static void Finish(ShelfScales state, List<MassChange> found)
    {
        foreach (var shelf in state.Shelves)
        {
            if (shelf.IsStarted)
            {
                Close(state, shelf, new(shelf.Now), isLast: true, found);
            }
        }
    }

    static void Start(ShelfScale shelf, long at)
    {
        shelf.IsStarted = true;
        shelf.Origin = at;
        shelf.LastTime = at;
        shelf.Now = at;
        shelf.Block = 0;
    }

    static void WalkTo(ShelfScales state, ShelfScale shelf, long time, List<MassChange> found)
    {
        var block = (time - shelf.Origin) / ShelfScale.BlockNanoseconds;
        while (shelf.Block < block)
        {
            Settling.CloseBlock(shelf);
            if (shelf.Shifts.Count > 0)
            {
                Grouping.Publish(state, shelf, shelf.TimeOf(shelf.Block), isLast: false, found);
            }
        }
    }

    static void FallSilent(ShelfScales state, ShelfScale shelf, List<MassChange> found)
    {
        if (!shelf.IsSilent)
        {
            Close(state, shelf, new(shelf.LastTime + state.Silence), isLast: false, found);
        }
    }

    static void Close(ShelfScales state, ShelfScale shelf, Instant knownAt, bool isLast, List<MassChange> found)
    {
        if (!shelf.IsSilent)
        {
            WalkTo(state, shelf, shelf.LastTime, found);
            Sampling.Break(shelf);
            Settling.CloseBlock(shelf);
            shelf.IsSilent = true;
        }

        for (var slot = 0; slot < shelf.Plates.Length; slot++)
        {
            Settling.SettleNow(shelf, slot, isLast);
        }

        Grouping.Publish(state, shelf, knownAt, isLast: true, found);
    }
}

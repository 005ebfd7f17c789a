namespace Stroll.Interaction;

/// <summary>One plate went from one rest to another. What steps and changes are put together from.</summary>
/// <param name="Slot">Which plate of the shelf.</param>
/// <param name="Begin">First block away from the old level.</param>
/// <param name="End">First block at the new level; after <paramref name="Begin"/>.</param>
/// <param name="Change">New minus old level, grams.</param>
/// <param name="SdBefore">Doubt of the old level, grams.</param>
/// <param name="SdAfter">Doubt of the new level, grams.</param>
/// <param name="IsSlow">The level crept there: no moment of it stood out from the plate's noise.</param>
readonly record struct MassShift(int Slot, long Begin, long End, double Change, double SdBefore, double SdAfter, bool IsSlow)
{
    internal double Sd => Math.Sqrt((SdBefore * SdBefore) + (SdAfter * SdAfter));

    internal bool Counts(MassChangeRules rules) =>
        Math.Abs(Change) >= rules.LeastOnPlate.Value && Math.Abs(Change) >= rules.LeastSds * Sd;

    /// <summary>Until this block another shift is a further step of the same change.</summary>
    internal long OpenUntil(MassChangeRules rules) =>
        End + ShelfScale.Blocks(Change > 0 && Change <= rules.HandAtMost.Value ? rules.HandRest : rules.StepRest);

    /// <summary>Both as one, from the old level of this to the new level of <paramref name="next"/>.</summary>
    internal MassShift With(MassShift next, long begin, long end) =>
        new(Slot, begin, end, Change + next.Change, SdBefore, next.SdAfter, IsSlow && next.IsSlow);
}

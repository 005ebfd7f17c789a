using System.Collections.Immutable;
using Stroll.Units;

namespace Stroll.Payments.Collecting;

/// <summary>Looks after what was left lying: requests without an answer, holds that grow old, debts to be asked for again. It asks; it never guesses.</summary>
static class Janitor
{
    internal static PaymentState Look(PaymentState state, Instant at, PaymentRules rules, ImmutableArray<PaymentEffect>.Builder effects)
    {
        if (state.NextAt is not { } due || due > at)
        {
            return state;
        }

        if (state.Running is { } running)
        {
            effects.Add(new PaymentEffect.Ask(running.Kind, running.Key));
            return state with
            {
                Running = running with { Asks = running.Asks + 1, IsUnknown = true },
                NextAt = at + rules.Wait(running.Asks + 1),
            };
        }

        return state.Phase == PaymentPhase.Held ? Warn(state, at, effects) : state with { NextAt = null };
    }

    /// <summary>The next moment at which the age of a hold is looked at: half of its life, four fifths, its end.</summary>
    internal static Instant? NextWarning(PaymentState state, Instant from)
    {
        if (state.CaptureBefore is not { } end)
        {
            return null;
        }

        var life = end - from;
        return state.AgeWarnings switch
        {
            0 => from + (life / 2),
            // Half is gone, so three tenths of the whole are three fifths of the rest.
            1 => from + (life * 3 / 5),
            _ => end,
        };
    }

    static PaymentState Warn(PaymentState state, Instant at, ImmutableArray<PaymentEffect>.Builder effects)
    {
        var share = state.AgeWarnings == 0 ? "half" : "four fifths";
        if (state.AgeWarnings < 2)
        {
            effects.Add(new PaymentEffect.Alarm(AlarmKind.HoldAges, $"{state.Payment}: {share} of the life of its hold is over"));
        }

        var warned = state with { AgeWarnings = Math.Min(2, state.AgeWarnings + 1) };
        return warned with { NextAt = NextWarning(warned, at) };
    }
}

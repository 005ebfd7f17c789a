using System.Collections.Immutable;
using System.Globalization;
using Stroll.Payments.Prices;
using Stroll.Units;

namespace Stroll.Payments.Collecting;

/// <summary>Moves what was taken towards what is owed, one request after the other.</summary>
static class NextRequest
{
    /// <summary>Commits to a request: from here on it is under way until its fate is known.</summary>
    internal static PaymentState Begin(
        PaymentState state, OperationKind kind, long minor, Instant at, PaymentRules rules, ImmutableArray<PaymentEffect>.Builder effects)
    {
        Invariant.Holds(state.Running is null, "one request is under way at most");
        Invariant.Holds(minor > 0 || kind == OperationKind.Cancel, "a request moves something");
        Invariant.Holds(kind != OperationKind.Refund || minor <= state.Refundable, "no more is given back than was taken");
        if (state.Begun >= rules.MostRequests)
        {
            return NeedsPerson(state, $"{state.Begun} requests did not settle it", effects);
        }

        var reference = kind switch
        {
            OperationKind.Adjust or OperationKind.Capture or OperationKind.Cancel => state.HoldReference,
            OperationKind.Refund => Charge(state).Reference,
            _ => "",
        };
        var key = string.Create(CultureInfo.InvariantCulture, $"{state.Payment}.{kind}.{state.Begun + 1}");
        var operation = new PaymentOperation(kind, key, minor, reference, at, Asks: 0, IsUnknown: false);
        effects.Add(new PaymentEffect.Send(operation));
        return state with { Running = operation, Begun = state.Begun + 1, NextAt = at + rules.Wait(0) };
    }

    /// <summary>Begins what is to be done next, if anything is.</summary>
    internal static PaymentState Advance(PaymentState state, Instant at, PaymentRules rules, ImmutableArray<PaymentEffect>.Builder effects)
    {
        if (state.Running is not null || state.NeedsPerson)
        {
            return state;
        }

        return state.Phase switch
        {
            PaymentPhase.Held => FromHold(state, at, rules, effects),
            PaymentPhase.Opening => state,
            _ when state.Due is null => state.Captured > state.Refunded && state.Refundable > 0 && state.Phase == PaymentPhase.Refused
                ? GiveBack(state with { Due = 0 }, at, rules, effects)
                : state,
            _ when state.Outstanding < 0 => GiveBack(state, at, rules, effects),
            _ when state.Outstanding > 0 => Collect(state, at, rules, effects),
            PaymentPhase.WrittenOff or PaymentPhase.Released or PaymentPhase.Refused => state with { NextAt = null },
            _ => state with { Phase = PaymentPhase.Settled, NextAt = null },
        };
    }

    internal static PaymentState NeedsPerson(PaymentState state, string why, ImmutableArray<PaymentEffect>.Builder effects)
    {
        effects.Add(new PaymentEffect.Alarm(AlarmKind.NeedsPerson, $"{state.Payment}: {why}"));
        return state with { NeedsPerson = true, NextAt = state.Running is null ? null : state.NextAt };
    }

    static PaymentState FromHold(PaymentState state, Instant at, PaymentRules rules, ImmutableArray<PaymentEffect>.Builder effects)
    {
        if (state.CaptureBefore is { } end && at >= end - rules.CaptureMargin)
        {
            effects.Add(new PaymentEffect.Alarm(AlarmKind.HoldExpired, $"{state.Payment}: the hold of {Written(state, state.Held)} ended uncaptured"));
            return Advance(state with { Phase = PaymentPhase.Owing, Held = 0, HoldReference = "", CaptureBefore = null, NextAt = null }, at, rules, effects);
        }

        return state switch
        {
            { Due: null } => state,
            { Outstanding: <= 0 } => Begin(state, OperationKind.Cancel, 0, at, rules, effects),
            { HoldIsFinal: false } when state.Outstanding > state.Held => Begin(state, OperationKind.Adjust, state.Outstanding, at, rules, effects),
            _ => Begin(state, OperationKind.Capture, Math.Min(state.Outstanding, state.Held), at, rules, effects),
        };
    }

    static PaymentState Collect(PaymentState state, Instant at, PaymentRules rules, ImmutableArray<PaymentEffect>.Builder effects)
    {
        var owing = state with { Phase = PaymentPhase.Owing };
        if (owing.NextAt is { } later && later > at)
        {
            return owing;
        }

        if (owing.Token.Length == 0 || owing.Tries > rules.CollectAgain.Length)
        {
            effects.Add(new PaymentEffect.Alarm(AlarmKind.Debt, $"{owing.Payment}: {Written(owing, owing.Outstanding)} cannot be collected by card"));
            return NeedsPerson(owing, "cash, another card or giving it up", effects);
        }

        return Begin(owing, OperationKind.Collect, owing.Outstanding, at, rules, effects);
    }

    static PaymentState GiveBack(PaymentState state, Instant at, PaymentRules rules, ImmutableArray<PaymentEffect>.Builder effects)
    {
        var minor = Math.Min(-state.Outstanding, Math.Min(state.Refundable, Charge(state).Left));
        return minor > 0
            ? Begin(state, OperationKind.Refund, minor, at, rules, effects)
            : NeedsPerson(state, $"the shopper is owed {Written(state, -state.Outstanding)} that no card can take back", effects);
    }

    /// <summary>The oldest charge of which something may still be given back.</summary>
    static (string Reference, long Left) Charge(PaymentState state)
    {
        foreach (var charge in state.History)
        {
            if (charge is { IsDone: true, Kind: OperationKind.Capture or OperationKind.Collect })
            {
                var back = state.History.Where(h => h is { IsDone: true, Kind: OperationKind.Refund } && h.Reference == charge.Reference).Sum(h => h.Minor);
                if (charge.Minor > back)
                {
                    return (charge.Reference, charge.Minor - back);
                }
            }
        }

        return ("", 0);
    }

    static string Written(PaymentState state, long minor) => Currency.Written(new(minor, state.Currency));
}

using System.Collections.Immutable;
using System.Diagnostics;
using Stroll.Units;

namespace Stroll.Payments.Collecting;

/// <summary>What an answer of the provider changes.</summary>
static class Answers
{
    /// <summary>Takes an answer about a request.</summary>
    /// <param name="state">Before.</param>
    /// <param name="at">When it came.</param>
    /// <param name="key">Of the request.</param>
    /// <param name="reply">What was said.</param>
    /// <param name="isBook">True when the provider looked into its book, false for the answer to the call itself.</param>
    /// <param name="rules">The store's patience.</param>
    /// <param name="effects">Grows.</param>
    internal static PaymentState Take(
        PaymentState state, Instant at, string key, ProviderReply reply, bool isBook, PaymentRules rules, ImmutableArray<PaymentEffect>.Builder effects)
    {
        if (reply is ProviderReply.Done { Minor: < 0 })
        {
            reply = new ProviderReply.Unclear("an amount below zero");
        }

        if (state.Running is not { } running || running.Key != key)
        {
            return TakeLate(state, key, reply, isBook, effects);
        }

        switch (reply)
        {
            case ProviderReply.Done done when isBook || done.Minor == running.Minor:
                return Happened(Close(state, running, done.Minor, done.Reference, isDone: true), running, done, at, effects);
            case ProviderReply.Refused refused when isBook:
                return DidNot(Close(state, running, 0, running.Reference, isDone: false), running, refused.Why, at, rules, effects);
            case ProviderReply.Absent absent when isBook:
                return IsAbsent(state, running, absent, at, rules, effects);
            case ProviderReply.Done or ProviderReply.Refused:
                // Another amount than asked, or a no to the call itself: a no that is wrong would end in a second charge, so the book decides.
                effects.Add(new PaymentEffect.Ask(running.Kind, key));
                return state with { Running = running with { IsUnknown = true } };
            case ProviderReply.Absent or ProviderReply.Unclear:
                return state with { Running = running with { IsUnknown = true } };
            default:
                throw new UnreachableException();
        }
    }

    static PaymentState Close(PaymentState state, PaymentOperation running, long minor, string reference, bool isDone) => state with
    {
        Running = null,
        NextAt = null,
        History = state.History.Add(new(running.Kind, running.Key, minor, reference, isDone)),
    };

    static PaymentState Happened(
        PaymentState state, PaymentOperation running, ProviderReply.Done done, Instant at, ImmutableArray<PaymentEffect>.Builder effects)
    {
        if (done.Minor != running.Minor && running.Kind != OperationKind.Cancel)
        {
            effects.Add(new PaymentEffect.Alarm(AlarmKind.Contradiction, $"{running.Key}: asked for {running.Minor}, the provider's book has {done.Minor}"));
        }

        var held = state with
        {
            Held = done.Minor,
            HoldReference = done.Reference,
            CaptureBefore = done.CaptureBefore ?? state.CaptureBefore,
            Phase = PaymentPhase.Held,
        };
        switch (running.Kind)
        {
            case OperationKind.Authorise:
                return held with { NextAt = Janitor.NextWarning(held, at) };
            case OperationKind.Adjust:
                return held with { HoldIsFinal = done.Minor < running.Minor };
            case OperationKind.Cancel:
                return state with { Held = 0, HoldReference = "", CaptureBefore = null, Phase = PaymentPhase.Released };
            case OperationKind.Capture or OperationKind.Collect:
                Move(MoneyMove.Captured, done.Minor, running.Key, effects);
                return state with { Captured = state.Captured + done.Minor, Held = 0, HoldReference = "", CaptureBefore = null, Phase = PaymentPhase.Owing, Tries = 0 };
            case OperationKind.Refund:
                Move(MoneyMove.Refunded, done.Minor, running.Key, effects);
                return state with { Refunded = state.Refunded + done.Minor };
            default:
                throw new UnreachableException();
        }
    }

    static PaymentState DidNot(
        PaymentState state, PaymentOperation running, string why, Instant at, PaymentRules rules, ImmutableArray<PaymentEffect>.Builder effects)
    {
        switch (running.Kind)
        {
            case OperationKind.Authorise:
                return state with { Phase = state.Due > 0 ? PaymentPhase.Owing : PaymentPhase.Refused };
            case OperationKind.Adjust:
                return state with { HoldIsFinal = true };
            case OperationKind.Cancel:
                return state with { Held = 0, HoldReference = "", CaptureBefore = null, Phase = PaymentPhase.Released };
            case OperationKind.Capture:
                effects.Add(new PaymentEffect.Alarm(AlarmKind.HoldExpired, $"{running.Key}: the hold could not be captured ({why})"));
                return state with { Held = 0, HoldReference = "", CaptureBefore = null, Phase = PaymentPhase.Owing };
            case OperationKind.Collect:
                effects.Add(new PaymentEffect.Alarm(AlarmKind.Debt, $"{running.Key}: the card refused ({why})"));
                return state with { Tries = state.Tries + 1, NextAt = Again(state.Tries, at, rules) };
            case OperationKind.Refund:
                return NextRequest.NeedsPerson(state, $"the refund was refused ({why})", effects);
            default:
                throw new UnreachableException();
        }
    }

    /// <summary>Nothing is booked for a yes that moved nothing.</summary>
    static void Move(MoneyMove move, long minor, string key, ImmutableArray<PaymentEffect>.Builder effects)
    {
        if (minor > 0)
        {
            effects.Add(new PaymentEffect.Moved(move, minor, key));
        }
    }

    static Instant? Again(int tries, Instant at, PaymentRules rules) => tries < rules.CollectAgain.Length ? at + rules.CollectAgain[tries] : null;

    /// <summary>The book has no such request: it is sent again under the same key, which does no harm if the first one is still on its way.</summary>
    static PaymentState IsAbsent(
        PaymentState state, PaymentOperation running, ProviderReply.Absent absent, Instant at, PaymentRules rules, ImmutableArray<PaymentEffect>.Builder effects)
    {
        if (running.Kind is OperationKind.Capture or OperationKind.Adjust && state.CaptureBefore is { } end && at >= end - rules.CaptureMargin)
        {
            return running.Asks < rules.AskAfter.Length
                ? state with { Running = running with { IsUnknown = true } }
                : DidNot(Close(state, running, 0, running.Reference, isDone: false), running, "it never arrived, and the hold has ended", at, rules, effects);
        }

        if (absent.KeyIsSpent)
        {
            // What comes next is reckoned anew: since the first request a dispute may have taken what a refund was to give back.
            var closed = Close(state, running, 0, running.Reference, isDone: false);
            return running.Kind == OperationKind.Authorise ? NextRequest.Begin(closed, running.Kind, running.Minor, at, rules, effects) : closed;
        }

        if (at - running.BegunAt >= rules.KeyLife)
        {
            return state.NeedsPerson ? state : NextRequest.NeedsPerson(state, $"{running.Key} is unknown for {rules.KeyLife.TotalHours:0} h", effects);
        }

        effects.Add(new PaymentEffect.Send(running));
        return state with { Running = running with { IsUnknown = true } };
    }

    /// <summary>An answer about a request that is not under way: almost always a doubled one.</summary>
    static PaymentState TakeLate(PaymentState state, string key, ProviderReply reply, bool isBook, ImmutableArray<PaymentEffect>.Builder effects)
    {
        if (state.History.LastOrDefault(h => h.Key == key) is not { } settled
            || !(reply is ProviderReply.Done done ? !settled.IsDone || settled.Minor != done.Minor : settled.IsDone && isBook && reply is ProviderReply.Refused))
        {
            // The same again, or a look into the book that was overtaken by the answer to the call: no news.
            return state;
        }

        if (!isBook)
        {
            effects.Add(new PaymentEffect.Ask(settled.Kind, key));
            return state;
        }

        effects.Add(new PaymentEffect.Alarm(AlarmKind.Contradiction, $"{key}: settled as {settled.Minor}, and now the provider's book says {reply}"));
        return reply is ProviderReply.Done late && !settled.IsDone ? Overturned(state, settled, late, effects) : state with { NeedsPerson = true };
    }

    /// <summary>A no became a yes in the provider's book: the money is taken into account, and what is too much goes back.</summary>
    static PaymentState Overturned(PaymentState state, SettledOperation settled, ProviderReply.Done late, ImmutableArray<PaymentEffect>.Builder effects)
    {
        var minor = late.Minor;
        var next = state with { History = state.History.Replace(settled, settled with { IsDone = true, Minor = minor, Reference = late.Reference }) };
        switch (settled.Kind)
        {
            case OperationKind.Capture or OperationKind.Collect:
                Move(MoneyMove.Captured, minor, settled.Key, effects);
                return next with { Captured = state.Captured + minor, Held = 0, HoldReference = "", CaptureBefore = null, NextAt = null };
            case OperationKind.Refund:
                Move(MoneyMove.Refunded, minor, settled.Key, effects);
                return next with { Refunded = state.Refunded + minor, NeedsPerson = false };
            default:
                // A hold that nobody uses ends by itself.
                return next;
        }
    }
}

using System.Collections.Immutable;
using System.Diagnostics;
using Stroll.Units;

namespace Stroll.Payments.Collecting;

/// <summary>
/// The payment of one visit as a state machine. In: what the store wants, what the provider says, and the janitor's visits. Out: the next
/// state, and what is to be done once it is committed.
/// </summary>
/// <remarks>
/// What always holds: (1) one request is under way at most, and its key is committed before it is sent; (2) while nobody knows what became of a
/// request, nothing is sent but that same request under that same key; (3) money moves in the state only on a clear yes, and a no is believed only from
/// the provider's book; (4) what is given back never exceeds what was taken; (5) nothing is captured after the hold has ended.
/// </remarks>
public static class Paying
{
    /// <summary>Begins the payment of a visit.</summary>
    /// <param name="payment">Its name at the provider.</param>
    /// <param name="token">Who pays; empty when nothing is stored, as for people who pay staff in cash.</param>
    /// <param name="currency">ISO 4217.</param>
    /// <param name="hold">To hold at entry, minor units; 0 when nothing is held, and then the token is asked at the end.</param>
    /// <param name="at">Now.</param>
    /// <param name="rules">The store's patience.</param>
    public static PaymentStep Open(string payment, string token, string currency, long hold, Instant at, PaymentRules rules)
    {
        Invariant.Holds(hold >= 0 && (hold == 0 || token.Length > 0), "a hold needs a token");
        var state = new PaymentState
        {
            Payment = payment,
            Token = token,
            Currency = currency,
            Phase = hold > 0 ? PaymentPhase.Opening : PaymentPhase.Owing,
        };
        var effects = ImmutableArray.CreateBuilder<PaymentEffect>();
        return new(hold > 0 ? NextRequest.Begin(state, OperationKind.Authorise, hold, at, rules, effects) : state, effects.ToImmutable());
    }

    /// <summary>The state after one more input. An input that says nothing new changes nothing.</summary>
    public static PaymentStep Apply(PaymentState state, PaymentInput input, PaymentRules rules)
    {
        var effects = ImmutableArray.CreateBuilder<PaymentEffect>();
        var next = input switch
        {
            PaymentInput.Fix fix => Fixed(state, fix, effects),
            PaymentInput.Replied replied => Answers.Take(state, replied.At, replied.Key, replied.Reply, isBook: false, rules, effects),
            PaymentInput.Told told => Answers.Take(state, told.At, told.Key, told.Reply, isBook: true, rules, effects),
            PaymentInput.Hinted hint => Hinted(state, hint, effects),
            PaymentInput.Looked looked => Janitor.Look(state, looked.At, rules, effects),
            PaymentInput.Disputed disputed => Disputed(state, disputed, effects),
            PaymentInput.DisputeWon won => Won(state, won, effects),
            PaymentInput.PaidInCash cash => Paid(state, cash, effects),
            PaymentInput.Identified who when state.Token.Length == 0 => state with { Token = who.Token, NeedsPerson = false, NextAt = null },
            PaymentInput.Identified => state,
            PaymentInput.GivenUp => GivenUp(state, effects),
            PaymentInput.Resumed => state with { NeedsPerson = false, NextAt = input.At, Tries = 0 },
            _ => throw new UnreachableException(),
        };
        return new(NextRequest.Advance(next, input.At, rules, effects), effects.ToImmutable());
    }

    static PaymentState Fixed(PaymentState state, PaymentInput.Fix fix, ImmutableArray<PaymentEffect>.Builder effects)
    {
        Invariant.Holds(fix.Minor >= 0 && fix.Minor <= (state.Due ?? long.MaxValue), "a receipt never asks for more than the version before");
        if (state.Due == fix.Minor)
        {
            return state;
        }

        var isIdle = state.Running is null;
        var next = state with { Due = fix.Minor, NextAt = isIdle ? null : state.NextAt, NeedsPerson = state.NeedsPerson && !isIdle };
        // What was given up is taken up again before anything is given back: the shopper never paid it.
        var regained = Math.Min(state.Forgone, Math.Max(0, -next.Outstanding));
        if (regained > 0)
        {
            effects.Add(new PaymentEffect.Moved(LossOf(state), -regained, $"regained.{fix.Minor}"));
            next = next with { Forgone = state.Forgone - regained };
        }

        return next.Phase == PaymentPhase.Refused && next.Outstanding > 0 ? next with { Phase = PaymentPhase.Owing } : next;
    }

    /// <summary>A hint is no news of a request whose happening is known; of any other it is worth a question.</summary>
    static PaymentState Hinted(PaymentState state, PaymentInput.Hinted hint, ImmutableArray<PaymentEffect>.Builder effects)
    {
        if (state.Running?.Key == hint.Key)
        {
            effects.Add(new PaymentEffect.Ask(state.Running.Kind, hint.Key));
        }
        else if (state.History.LastOrDefault(h => h.Key == hint.Key) is { IsDone: false } settled)
        {
            effects.Add(new PaymentEffect.Ask(settled.Kind, hint.Key));
        }

        return state;
    }

    static PaymentState Disputed(PaymentState state, PaymentInput.Disputed disputed, ImmutableArray<PaymentEffect>.Builder effects)
    {
        if (disputed.Minor <= 0 || state.Disputes.Any(d => d.Id == disputed.Id))
        {
            return state;
        }

        effects.Add(new PaymentEffect.Moved(MoneyMove.Disputed, disputed.Minor, disputed.Id));
        return state with { Disputed = state.Disputed + disputed.Minor, Disputes = state.Disputes.Add(new(disputed.Id, disputed.Minor, IsWon: false)) };
    }

    static PaymentState Won(PaymentState state, PaymentInput.DisputeWon won, ImmutableArray<PaymentEffect>.Builder effects)
    {
        if (state.Disputes.FirstOrDefault(d => d.Id == won.Id) is not { IsWon: false } dispute)
        {
            return state;
        }

        effects.Add(new PaymentEffect.Moved(MoneyMove.DisputeWon, dispute.Minor, dispute.Id));
        return state with
        {
            Disputed = state.Disputed - dispute.Minor,
            Disputes = state.Disputes.Replace(dispute, dispute with { IsWon = true }),
        };
    }

    static PaymentState Paid(PaymentState state, PaymentInput.PaidInCash cash, ImmutableArray<PaymentEffect>.Builder effects)
    {
        if (cash.Minor == 0 || state.CashSeen.Contains(cash.Reference))
        {
            return state;
        }

        effects.Add(new PaymentEffect.Moved(MoneyMove.Cash, cash.Minor, cash.Reference));
        return state with { Cash = state.Cash + cash.Minor, CashSeen = state.CashSeen.Add(cash.Reference), NeedsPerson = state.NeedsPerson && state.Running is not null };
    }

    static PaymentState GivenUp(PaymentState state, ImmutableArray<PaymentEffect>.Builder effects)
    {
        if (state.Running is not null || state.Phase != PaymentPhase.Owing || state.Outstanding <= 0)
        {
            return state;
        }

        effects.Add(new PaymentEffect.Moved(LossOf(state), state.Outstanding, $"given-up.{state.Begun}"));
        return state with { Forgone = state.Forgone + state.Outstanding, Phase = PaymentPhase.WrittenOff, NeedsPerson = false, NextAt = null };
    }

    static MoneyMove LossOf(PaymentState state) => state.Token.Length > 0 ? MoneyMove.BadDebt : MoneyMove.Uncharged;
}

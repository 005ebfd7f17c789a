using System.Collections.Concurrent;
using System.Collections.Immutable;
using System.Diagnostics;
using Stroll.Host.Database;
using Stroll.Host.Ledger;
using Stroll.Host.Outbox;
using Stroll.Payments.Collecting;
using Stroll.Payments.Ledger;
using Stroll.Units;

namespace Stroll.Host.Payments;

/// <summary>
/// Collects what visits owe. Decides nothing itself: <see cref="Paying"/> says what comes next, the cashier commits it, and only then calls the
/// provider.
/// </summary>
/// <remarks>
/// State, ledger, alarms and messages of one step stand in one transaction. A crash loses at most the knowledge whether a call was made; the janitor
/// finds such payments by their time and asks.
/// </remarks>
public sealed class Cashier(IDatabase database, IPaymentProvider provider, PaymentRules rules, TimeProvider clock)
{
    /// <summary>Payments that are looked after at once; providers answer in seconds, and a store has one writer.</summary>
    const int AtOnce = 8;

    readonly ConcurrentQueue<(string Payment, PaymentEffect Effect)> _later = new();

    /// <summary>The current time of the cashier.</summary>
    public Instant Now => Instants.Of(clock);

    /// <summary>Begins a payment inside somebody's transaction.</summary>
    /// <returns>What is to be called once it is committed: hand it to <see cref="Later"/> or <see cref="Call"/>.</returns>
    public ImmutableArray<PaymentEffect> Open(Transaction transaction, string payment, string token, string currency, long hold) =>
        PaymentTable.Find(transaction, payment) is null
            ? Keep(transaction, Paying.Open(payment, token, currency, hold, Now, rules))
            : [];

    /// <summary>Takes an input inside somebody's transaction.</summary>
    /// <returns>What is to be called once it is committed.</returns>
    public ImmutableArray<PaymentEffect> Take(Transaction transaction, string payment, PaymentInput input) =>
        PaymentTable.Find(transaction, payment) is { } state ? Keep(transaction, Paying.Apply(state, input, rules)) : [];

    /// <summary>Remembers calls for the next <see cref="Work"/>. Forgotten by a crash, which costs nothing but the janitor's patience.</summary>
    public void Later(string payment, ImmutableArray<PaymentEffect> effects)
    {
        foreach (var effect in effects)
        {
            _later.Enqueue((payment, effect));
        }
    }

    /// <summary>Commits an input and makes the calls that follow from it, until there is nothing to do at once.</summary>
    public async Task Handle(string payment, PaymentInput input, CancellationToken cancellation)
    {
        var effects = database.Write(transaction => Take(transaction, payment, input));
        await Call(payment, effects, cancellation);
    }

    /// <summary>Makes the calls of committed steps.</summary>
    public async Task Call(string payment, ImmutableArray<PaymentEffect> effects, CancellationToken cancellation)
    {
        var calls = new Queue<PaymentEffect>(effects);
        while (calls.TryDequeue(out var call))
        {
            if (await Answer(payment, call, cancellation) is { } input)
            {
                foreach (var next in database.Write(transaction => Take(transaction, payment, input)))
                {
                    calls.Enqueue(next);
                }
            }
        }
    }

    /// <summary>One round: the calls that others left behind, then everything whose time has come.</summary>
    /// <returns>How many payments were looked at.</returns>
    public async Task<int> Work(CancellationToken cancellation)
    {
        var left = new List<(string Payment, PaymentEffect Effect)>();
        while (_later.TryDequeue(out var call))
        {
            left.Add(call);
        }

        if (left.Count > 0)
        {
            // Whoever left them may not have committed yet. A store has one writer, so behind this turn they have, or never will.
            database.Write(_ => { });
        }

        foreach (var (payment, effect) in left)
        {
            if (IsStillWanted(payment, effect))
            {
                await Call(payment, [effect], cancellation);
            }
        }

        var due = database.Read(transaction => PaymentTable.Due(transaction, Now, most: 256));
        foreach (var some in due.Chunk(AtOnce))
        {
            await Task.WhenAll(some.Select(payment => Handle(payment, new PaymentInput.Looked(Now), cancellation)));
        }

        return left.Count + due.Count;
    }

    bool IsStillWanted(string payment, PaymentEffect effect) =>
        effect is not PaymentEffect.Send send || database.Read(t => PaymentTable.Find(t, payment))?.Running?.Key == send.Operation.Key;

    async Task<PaymentInput?> Answer(string payment, PaymentEffect call, CancellationToken cancellation)
    {
        if (database.Read(transaction => PaymentTable.Find(transaction, payment)) is not { } state)
        {
            return null;
        }

        PaymentRequest Request(PaymentOperation operation) => new(payment, state.Token, state.Currency, operation);
        switch (call)
        {
            case PaymentEffect.Send send:
                var said = await provider.Send(Request(send.Operation), cancellation);
                return new PaymentInput.Replied(Now, send.Operation.Key, said);
            case PaymentEffect.Ask ask:
                var operation = state.Running?.Key == ask.Key ? state.Running : Past(state, ask);
                var told = await provider.Ask(Request(operation), cancellation);
                return new PaymentInput.Told(Now, ask.Key, told);
            default:
                return null;
        }
    }

    static PaymentOperation Past(PaymentState state, PaymentEffect.Ask ask)
    {
        var settled = state.History.LastOrDefault(h => h.Key == ask.Key);
        return new(ask.Kind, ask.Key, settled?.Minor ?? 0, settled?.Reference ?? "", Instant.Earliest, Asks: 0, IsUnknown: false);
    }

    ImmutableArray<PaymentEffect> Keep(Transaction transaction, PaymentStep step)
    {
        var state = step.State;
        PaymentTable.Save(transaction, state, Now);
        foreach (var effect in step.Effects)
        {
            switch (effect)
            {
                case PaymentEffect.Moved moved:
                    LedgerTable.Book(transaction, Booking.Of(moved, state.Payment, state.Currency, Now));
                    OutboxTable.Add(transaction, $"Payment{moved.Move}", state.Payment, new { payment = state.Payment, amount = moved.Minor, currency = state.Currency, reference = moved.Reference }, Now);
                    break;
                case PaymentEffect.Alarm alarm:
                    PaymentTable.Add(transaction, state.Payment, alarm, Now);
                    break;
                case PaymentEffect.Send or PaymentEffect.Ask:
                    break;
                default:
                    throw new UnreachableException();
            }
        }

        return [.. step.Effects.Where(e => e is PaymentEffect.Send or PaymentEffect.Ask)];
    }
}

using System.Collections.Immutable;
using Stroll.Host.Payments;
using Stroll.Payments.Collecting;
using Stroll.Payments.Ledger;
using Stroll.Units;

namespace Stroll.Tests.Money.Collecting;

/// <summary>One payment with a provider of its own, played from its opening until nothing is left to do, in simulated time.</summary>
sealed class PaymentPlay
{
    internal static readonly Instant Start = Instant.FromUnixSeconds(1_780_000_000);

    readonly SimulatedClock _clock = new(Start);
    readonly TestProvider _provider;
    readonly List<(Instant At, PaymentInput Input)> _plan = [];

    internal PaymentPlay(TestFaults faults, ulong seed, string token = "tok_good", long hold = 2000)
    {
        _provider = new(_clock, faults, seed);
        var opened = Paying.Open("p", token, "EUR", hold, Start, PaymentRules.Default);
        State = opened.State;
        Do(opened.Effects);
    }

    internal PaymentState State { get; private set; }

    internal Books Books { get; } = new();

    internal List<PaymentEffect.Alarm> Alarms { get; } = [];

    /// <summary>The longest time from the first call of a request to the knowledge of its fate.</summary>
    internal TimeSpan LongestDoubt { get; private set; }

    /// <summary>How many requests were ever in doubt.</summary>
    internal int Doubts { get; private set; }

    internal ImmutableArray<ProviderMove> Moves => _provider.Moves;

    internal PaymentPlay After(TimeSpan wait, Func<Instant, PaymentInput> input)
    {
        _plan.Add((Start + wait, input(Start + wait)));
        return this;
    }

    internal void Dispute(string id, long minor) => _provider.Dispute("p", id, minor, "EUR");

    /// <summary>Plays on until the payment is at rest, or a person is needed, or a month is over.</summary>
    internal PaymentPlay ToRest()
    {
        var next = 0;
        while (true)
        {
            var planned = next < _plan.Count ? _plan[next].At : Instant.Latest;
            var looked = State.NextAt ?? Instant.Latest;
            var hinted = _provider.NextHintAt ?? Instant.Latest;
            var at = new[] { planned, looked, hinted }.Min();
            if (at > Start + TimeSpan.FromDays(30))
            {
                return this;
            }

            _clock.Now = at > _clock.Now ? at : _clock.Now;
            if (at == hinted)
            {
                foreach (var key in _provider.TakeHints())
                {
                    Take(new PaymentInput.Hinted(_clock.Now, key));
                }
            }
            else
            {
                Take(at == planned ? _plan[next++].Input : new PaymentInput.Looked(_clock.Now));
            }
        }
    }

    void Take(PaymentInput input)
    {
        var before = State;
        var step = Paying.Apply(State, input, PaymentRules.Default);
        State = step.State;
        if (before.Running is { } running && State.Running?.Key != running.Key)
        {
            LongestDoubt = running.IsUnknown && input.At - running.BegunAt > LongestDoubt ? input.At - running.BegunAt : LongestDoubt;
            Doubts += running.IsUnknown ? 1 : 0;
        }

        Do(step.Effects);
    }

    void Do(ImmutableArray<PaymentEffect> effects)
    {
        foreach (var effect in effects)
        {
            PaymentRequest Request(PaymentOperation operation) => new("p", State.Token, "EUR", operation);
            switch (effect)
            {
                case PaymentEffect.Send send:
                    Take(new PaymentInput.Replied(_clock.Now, send.Operation.Key, _provider.Send(Request(send.Operation), default).Result));
                    break;
                case PaymentEffect.Ask ask:
                    var asked = new PaymentOperation(ask.Kind, ask.Key, 0, "", default, 0, false);
                    Take(new PaymentInput.Told(_clock.Now, ask.Key, _provider.Ask(Request(asked), default).Result));
                    break;
                case PaymentEffect.Moved moved:
                    Invariant.Holds(Books.Book(Booking.Of(moved, "p", "EUR", _clock.Now)), "money moves once");
                    break;
                case PaymentEffect.Alarm alarm:
                    Alarms.Add(alarm);
                    break;
            }
        }
    }
}

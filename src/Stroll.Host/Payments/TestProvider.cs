using System.Collections.Immutable;
using System.Globalization;
using Stroll.Payments.Collecting;
using Stroll.Payments.Ledger;
using Stroll.Units;

namespace Stroll.Host.Payments;

/// <summary>
/// A payment provider that moves no money: for demonstrations and tests. It keeps a book of its own, and fails in all the ways in which providers
/// and networks do.
/// </summary>
/// <remarks>
/// Tokens say how the card behaves: <c>tok_refused</c> refuses everything, <c>tok_limit_2500</c> everything above 2500 minor units, and any other
/// bears all. The same seed and the same calls at the same times give the same failures.
/// </remarks>
public sealed class TestProvider(TimeProvider clock, TestFaults faults, ulong seed) : IPaymentProvider
{
    /// <summary>How long a hold lives.</summary>
    public static TimeSpan HoldLife => TimeSpan.FromDays(2);

    /// <summary>Answers under a key are kept this long; a key that is older is taken for a new one.</summary>
    public static TimeSpan KeyMemory => TimeSpan.FromHours(24);

    readonly Rng _rng = new(seed);
    readonly TestBook _book = new(HoldLife, KeyMemory);
    readonly PriorityQueue<PaymentRequest, (Instant At, long Order)> _late = new();
    readonly PriorityQueue<string, (Instant At, long Order)> _hints = new();
    long _order;

    /// <summary>Keys about which the provider has sent a webhook by now, in the order of arrival; each is handed out once.</summary>
    public IReadOnlyList<string> TakeHints()
    {
        Arrive();
        var due = new List<string>();
        while (_hints.TryPeek(out var key, out var when) && when.At <= Now)
        {
            _hints.Dequeue();
            due.Add(key);
        }

        return due;
    }

    /// <summary>When the next webhook arrives; none when no more is on its way.</summary>
    public Instant? NextHintAt => _hints.TryPeek(out _, out var when) ? when.At : null;

    /// <summary>Everything that ever moved, as the provider has it: the truth to hold the store's books against.</summary>
    public ImmutableArray<ProviderMove> Moves
    {
        get
        {
            Arrive();
            return [.. _book.Moves.Select(m => m.Move)];
        }
    }

    /// <summary>A shopper disputes what a payment took: the bank takes it back.</summary>
    public void Dispute(string payment, string id, long minor, string currency) =>
        _book.Add(new(id, payment, MoneyMove.Disputed, minor, currency), Now);

    /// <inheritdoc/>
    public Task<ProviderReply> Send(PaymentRequest request, CancellationToken cancellation) => Task.FromResult(Answer(request));

    /// <inheritdoc/>
    public Task<ProviderReply> Ask(PaymentRequest request, CancellationToken cancellation)
    {
        Arrive();
        return Task.FromResult(_rng.NextChance(faults.AskFails) ? new ProviderReply.Unclear("no answer") : _book.Find(request.Operation.Key));
    }

    /// <inheritdoc/>
    public Task<Result<ImmutableArray<ProviderMove>>> Report(Instant from, Instant until, CancellationToken cancellation)
    {
        Arrive();
        ImmutableArray<ProviderMove> moves = [.. _book.Moves.Where(m => m.At >= from && m.At < until).Select(m => m.Move)];
        return Task.FromResult<Result<ImmutableArray<ProviderMove>>>(new Result<ImmutableArray<ProviderMove>>.Good(moves));
    }

    Instant Now => Instants.Of(clock);

    ProviderReply Answer(PaymentRequest request)
    {
        Arrive();
        var lot = _rng.NextUnit();
        bool Falls(double probability) => (lot -= probability) < 0;

        if (Falls(faults.RequestLost))
        {
            return new ProviderReply.Unclear("timeout");
        }

        if (Falls(faults.RequestLate))
        {
            _late.Enqueue(request, (Now + (_rng.NextUnit() * faults.Latest), _order++));
            return new ProviderReply.Unclear("timeout");
        }

        if (Falls(faults.Conflict))
        {
            return new ProviderReply.Unclear("409");
        }

        if (Falls(faults.StoredError))
        {
            _book.Spoil(request.Operation.Key, Now);
            return new ProviderReply.Unclear("500");
        }

        var reply = Carry(request);
        return Falls(faults.AnswerLost) ? new ProviderReply.Unclear("timeout")
            : reply is ProviderReply.Done && Falls(faults.FalseNo) ? new ProviderReply.Refused("processing_error")
            : reply is ProviderReply.Done done && Falls(faults.WrongAmount) ? done with { Minor = done.Minor + 1 }
            : reply;
    }

    ProviderReply Carry(PaymentRequest request)
    {
        var (reply, isNew) = _book.Take(request, Bears(request), Now);
        if (isNew && reply is ProviderReply.Done && !_rng.NextChance(faults.HintLost))
        {
            var times = _rng.NextChance(faults.HintDoubled) ? 2 : 1;
            for (var i = 0; i < times; i++)
            {
                var delay = _rng.NextChance(faults.HintLate) ? _rng.NextUnit() * faults.Latest : TimeSpan.Zero;
                _hints.Enqueue(request.Operation.Key, (Now + delay, _order++));
            }
        }

        return reply;
    }

    /// <summary>Requests that were on their way arrive, as if sent now.</summary>
    void Arrive()
    {
        while (_late.TryPeek(out var request, out var when) && when.At <= Now)
        {
            _late.Dequeue();
            Carry(request);
        }
    }

    static long Bears(PaymentRequest request) => request.Token switch
    {
        "tok_refused" => 0,
        var token when token.StartsWith("tok_limit_", StringComparison.Ordinal)
            && long.TryParse(token.AsSpan(10), NumberStyles.None, CultureInfo.InvariantCulture, out var limit) => limit,
        _ => long.MaxValue,
    };
}

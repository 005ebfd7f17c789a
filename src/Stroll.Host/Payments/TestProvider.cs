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
public sealed class TestProvider : IPaymentProvider
{
    /// <summary>How long a hold lives.</summary>
    public static TimeSpan HoldLife => TimeSpan.FromDays(2);

    /// <summary>Answers under a key are kept this long; a key that is older is taken for a new one.</summary>
    public static TimeSpan KeyMemory => TimeSpan.FromHours(24);

    readonly TimeProvider _clock;
    readonly TestJournal? _journal;
    readonly Lock _one = new();
    readonly Rng _rng;
    readonly TestBook _book = new(HoldLife, KeyMemory);
    readonly PriorityQueue<PaymentRequest, (Instant At, long Order)> _late = new();
    readonly PriorityQueue<string, (Instant At, long Order)> _hints = new();
    long _order;

    /// <summary>Opens a provider.</summary>
    /// <param name="clock">Its time.</param>
    /// <param name="faults">How it fails.</param>
    /// <param name="seed">Decides when.</param>
    /// <param name="path">A file that keeps its book over a restart; none keeps it in memory alone.</param>
    public TestProvider(TimeProvider clock, TestFaults faults, ulong seed, string? path = null)
    {
        (_clock, Faults, _rng, _journal) = (clock, faults, new(seed), path is null ? null : new(path));
        foreach (var entry in _journal?.Read() ?? [])
        {
            if (entry.Request is { } request)
            {
                _book.Take(request, Bears(request), entry.At);
            }
            else if (entry.Dispute is { } dispute)
            {
                _book.Add(dispute, entry.At);
            }
        }
    }

    /// <summary>How it fails from here on.</summary>
    public TestFaults Faults { get; set; }

    /// <summary>Keys about which the provider has sent a webhook by now, in the order of arrival; each is handed out once.</summary>
    public IReadOnlyList<string> TakeHints()
    {
        using var _ = _one.EnterScope();
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
            using var _ = _one.EnterScope();
            Arrive();
            return [.. _book.Moves.Select(m => m.Move)];
        }
    }

    /// <summary>A shopper disputes what a payment took: the bank takes it back.</summary>
    public void Dispute(string payment, string id, long minor, string currency) => Add(new(id, payment, MoneyMove.Disputed, minor, currency));

    /// <summary>The store has won a dispute: the bank gives the money again.</summary>
    public void DisputeWon(string payment, string id, long minor, string currency) => Add(new(id, payment, MoneyMove.DisputeWon, minor, currency));

    /// <inheritdoc/>
    public Task<ProviderReply> Send(PaymentRequest request, CancellationToken cancellation) => Task.FromResult(Answer(request));

    /// <inheritdoc/>
    public Task<ProviderReply> Ask(PaymentRequest request, CancellationToken cancellation)
    {
        using var _ = _one.EnterScope();
        Arrive();
        return Task.FromResult(_rng.NextChance(Faults.AskFails) ? new ProviderReply.Unclear("no answer") : _book.Find(request.Operation.Key));
    }

    /// <inheritdoc/>
    public Task<Result<ImmutableArray<ProviderMove>>> Report(Instant from, Instant until, CancellationToken cancellation)
    {
        using var _ = _one.EnterScope();
        Arrive();
        ImmutableArray<ProviderMove> moves = [.. _book.Moves.Where(m => m.At >= from && m.At < until).Select(m => m.Move)];
        return Task.FromResult<Result<ImmutableArray<ProviderMove>>>(new Result<ImmutableArray<ProviderMove>>.Good(moves));
    }

    Instant Now => Instants.Of(_clock);

    void Add(ProviderMove dispute)
    {
        using var _ = _one.EnterScope();
        _book.Add(dispute, Now);
        _journal?.Add(new(Now, null, dispute));
    }

    ProviderReply Answer(PaymentRequest request)
    {
        using var _ = _one.EnterScope();
        var faults = Faults;
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

        var reply = Carry(request, Now);
        return Falls(faults.AnswerLost) ? new ProviderReply.Unclear("timeout")
            : reply is ProviderReply.Done && Falls(faults.FalseNo) ? new ProviderReply.Refused("processing_error")
            : reply is ProviderReply.Done done && Falls(faults.WrongAmount) ? done with { Minor = done.Minor + 1 }
            : reply;
    }

    ProviderReply Carry(PaymentRequest request, Instant at)
    {
        var faults = Faults;
        var (reply, isNew) = _book.Take(request, Bears(request), at);
        if (isNew)
        {
            _journal?.Add(new(at, request, null));
        }

        if (isNew && reply is ProviderReply.Done && !_rng.NextChance(faults.HintLost))
        {
            var times = _rng.NextChance(faults.HintDoubled) ? 2 : 1;
            for (var i = 0; i < times; i++)
            {
                var delay = _rng.NextChance(faults.HintLate) ? _rng.NextUnit() * faults.Latest : TimeSpan.Zero;
                _hints.Enqueue(request.Operation.Key, (at + delay, _order++));
            }
        }

        return reply;
    }

    /// <summary>Requests that were on their way have arrived, each at its time: nobody may have looked for days.</summary>
    void Arrive()
    {
        while (_late.TryPeek(out var request, out var when) && when.At <= Now)
        {
            _late.Dequeue();
            Carry(request, when.At);
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

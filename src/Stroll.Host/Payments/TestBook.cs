using System.Globalization;
using Stroll.Payments.Collecting;
using Stroll.Payments.Ledger;
using Stroll.Units;

namespace Stroll.Host.Payments;

/// <summary>The book of the test provider: what it held, took and gave back, and under which key. Written without a look at the store's code.</summary>
sealed class TestBook(TimeSpan holdLife, TimeSpan keyMemory)
{
    readonly Dictionary<string, (ProviderReply Reply, Instant At)> _answers = new(StringComparer.Ordinal);
    readonly Dictionary<string, (ProviderReply Reply, Instant At)> _facts = new(StringComparer.Ordinal);
    readonly Dictionary<string, Hold> _holds = new(StringComparer.Ordinal);
    readonly Dictionary<string, long> _charges = new(StringComparer.Ordinal);
    int _made;

    /// <summary>All movements in their order.</summary>
    internal List<(ProviderMove Move, Instant At)> Moves { get; } = [];

    internal void Add(ProviderMove move, Instant at) => Moves.Add((move, at));

    /// <summary>Carries a request out, or gives the answer that its key already has.</summary>
    /// <param name="request">What is asked.</param>
    /// <param name="bears">What the card bears.</param>
    /// <param name="now">When it arrived.</param>
    internal (ProviderReply Reply, bool IsNew) Take(PaymentRequest request, long bears, Instant now)
    {
        var key = request.Operation.Key;
        if (_answers.TryGetValue(key, out var before) && now - before.At < keyMemory)
        {
            return (before.Reply, false);
        }

        var reply = Carry(request, bears, now);
        _answers[key] = (reply, now);
        _facts[key] = (reply, now);
        return (reply, true);
    }

    /// <summary>From here on the key answers with an error.</summary>
    internal void Spoil(string key, Instant now)
    {
        if (!_answers.ContainsKey(key))
        {
            _answers[key] = (new ProviderReply.Unclear("500"), now);
        }
    }

    internal ProviderReply Find(string key) =>
        _facts.TryGetValue(key, out var fact) ? fact.Reply : new ProviderReply.Absent(KeyIsSpent: _answers.ContainsKey(key));

    ProviderReply Carry(PaymentRequest request, long bears, Instant now)
    {
        var operation = request.Operation;
        var hold = _holds.GetValueOrDefault(operation.Reference);
        var isAlive = hold is { IsOpen: true } && now < hold.Until;
        switch (operation.Kind)
        {
            case OperationKind.Authorise when operation.Minor <= bears:
                var name = NewName("hold");
                _holds[name] = new(operation.Minor, now + holdLife);
                return new ProviderReply.Done(operation.Minor, name, now + holdLife);
            case OperationKind.Adjust when isAlive && operation.Minor <= bears:
                hold!.Minor = operation.Minor;
                return new ProviderReply.Done(operation.Minor, operation.Reference, hold.Until);
            case OperationKind.Cancel when isAlive:
                hold!.IsOpen = false;
                return new ProviderReply.Done(0, operation.Reference, null);
            case OperationKind.Capture when isAlive && operation.Minor <= hold!.Minor:
                hold.IsOpen = false;
                return Charged(request, operation.Reference, now);
            case OperationKind.Collect when operation.Minor <= bears:
                return Charged(request, NewName("charge"), now);
            case OperationKind.Refund when operation.Minor <= _charges.GetValueOrDefault(operation.Reference):
                _charges[operation.Reference] -= operation.Minor;
                Moves.Add((new(operation.Key, request.Payment, MoneyMove.Refunded, operation.Minor, request.Currency), now));
                return new ProviderReply.Done(operation.Minor, operation.Reference, null);
            default:
                return new ProviderReply.Refused(isAlive ? "card_declined" : "no_such_hold");
        }
    }

    ProviderReply.Done Charged(PaymentRequest request, string reference, Instant now)
    {
        _charges[reference] = _charges.GetValueOrDefault(reference) + request.Operation.Minor;
        Moves.Add((new(request.Operation.Key, request.Payment, MoneyMove.Captured, request.Operation.Minor, request.Currency), now));
        return new(request.Operation.Minor, reference, null);
    }

    string NewName(string kind) => string.Create(CultureInfo.InvariantCulture, $"{kind}_{++_made}");

    sealed class Hold(long minor, Instant until)
    {
        internal long Minor { get; set; } = minor;

        internal Instant Until { get; } = until;

        internal bool IsOpen { get; set; } = true;
    }
}

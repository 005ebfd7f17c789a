using System.Collections.Immutable;
using Stroll.Host.Payments;
using Stroll.Payments.Collecting;
using Stroll.Payments.Ledger;
using Stroll.Units;

namespace Stroll.Tests.Money.Days;

/// <summary>Mistakes that a store's money has been lost by elsewhere. Each is put into the running system from outside, and must be found.</summary>
public enum PlantedBug
{
    None,
    FreshKeyOnRetry,
    AbsentTakenForNo,
    UnclearTakenForYes,
    AnotherKeyWhileTheFirstIsUnderWay,
    FirstNoBelieved,
    BookMisread,
    WebhookBelieved,
    AnsweredBeforeTheCommit,
    ClosedBeforeEverySourceHadSpoken,
    ReceiptEdited,
    MessageSkipped,
    MessageMarkedBeforeItWasSent,
    JanitorOverlooksTheUnknown,
    LostUpdate,
    OneSidedEntry,
    EntryCodeNotRemembered,
    PromiseForgotten,
    StaffBilled,
}

/// <summary>A provider's adapter with a mistake in it.</summary>
sealed class FaultyAdapter(IPaymentProvider inner, PlantedBug bug) : IPaymentProvider
{
    readonly HashSet<string> _refused = new(StringComparer.Ordinal);
    int _sent;

    public async Task<ProviderReply> Send(PaymentRequest request, CancellationToken cancellation)
    {
        var asked = bug == PlantedBug.FreshKeyOnRetry
            ? request with { Operation = request.Operation with { Key = $"{request.Operation.Key}.{++_sent}" } }
            : request;
        var reply = await inner.Send(asked, cancellation);
        if (reply is ProviderReply.Refused)
        {
            _refused.Add(request.Operation.Key);
        }

        return bug == PlantedBug.UnclearTakenForYes && reply is ProviderReply.Unclear
            ? new ProviderReply.Done(request.Operation.Minor, request.Operation.Reference, null)
            : reply;
    }

    public async Task<ProviderReply> Ask(PaymentRequest request, CancellationToken cancellation)
    {
        var reply = await inner.Ask(request, cancellation);
        return (bug, reply) switch
        {
            (PlantedBug.AbsentTakenForNo, ProviderReply.Absent) => new ProviderReply.Refused("not found"),
            (PlantedBug.AnotherKeyWhileTheFirstIsUnderWay, ProviderReply.Absent) => new ProviderReply.Absent(KeyIsSpent: true),
            (PlantedBug.FirstNoBelieved, _) when _refused.Contains(request.Operation.Key) => new ProviderReply.Refused("was refused"),
            (PlantedBug.BookMisread, ProviderReply.Done done) when request.Operation.Kind == OperationKind.Capture => done with { Minor = done.Minor + 1 },
            _ => reply,
        };
    }

    public Task<Result<ImmutableArray<ProviderMove>>> Report(Instant from, Instant until, CancellationToken cancellation) => inner.Report(from, until, cancellation);
}

/// <summary>Mistakes of code that writes to the database, as triggers that undo what right code wrote.</summary>
static class PlantedTriggers
{
    internal static string? Of(PlantedBug bug) => bug switch
    {
        PlantedBug.ReceiptEdited =>
            "CREATE TRIGGER bug AFTER INSERT ON receipt_version WHEN NEW.version = 2 BEGIN UPDATE receipt_version SET body = NEW.body WHERE party = NEW.party AND version = 1; END",
        PlantedBug.MessageSkipped =>
            "CREATE TRIGGER bug AFTER UPDATE OF next_number ON webhook_endpoint WHEN NEW.next_number > OLD.next_number + 1 BEGIN DELETE FROM webhook_delivery WHERE number = NEW.next_number - 2; END",
        PlantedBug.MessageMarkedBeforeItWasSent =>
            "CREATE TRIGGER bug AFTER UPDATE OF tries ON webhook_delivery WHEN NEW.tries = 1 BEGIN UPDATE webhook_delivery SET done_at = 1 WHERE endpoint = NEW.endpoint AND number = NEW.number; END",
        PlantedBug.JanitorOverlooksTheUnknown =>
            "CREATE TRIGGER bug AFTER UPDATE OF next_at ON payment WHEN NEW.is_unknown = 1 AND NEW.next_at IS NOT NULL BEGIN UPDATE payment SET next_at = NULL WHERE payment = NEW.payment; END",
        PlantedBug.LostUpdate =>
            "CREATE TRIGGER bug BEFORE UPDATE ON payment WHEN NEW.changed_at / 1000000000 % 11 = 0 BEGIN SELECT RAISE(IGNORE); END",
        PlantedBug.OneSidedEntry =>
            "CREATE TRIGGER bug AFTER INSERT ON ledger_posting WHEN NEW.account = 'Tax' AND NEW.minor > 0 BEGIN DELETE FROM ledger_posting WHERE entry = NEW.entry AND account = 'Tax'; END",
        PlantedBug.EntryCodeNotRemembered => "CREATE TRIGGER bug AFTER INSERT ON used_code BEGIN DELETE FROM used_code WHERE nonce = NEW.nonce; END",
        PlantedBug.PromiseForgotten => "CREATE TRIGGER bug AFTER UPDATE OF look_at ON party WHEN NEW.look_at IS NOT NULL BEGIN UPDATE party SET look_at = NULL WHERE party = NEW.party; END",
        PlantedBug.StaffBilled => "CREATE TRIGGER bug AFTER INSERT ON admission WHEN NEW.means = 'Badge' BEGIN UPDATE admission SET means = 'Card', token = 'tok_staff' WHERE party = NEW.party; END",
        _ => null,
    };
}

using System.Collections.Immutable;
using Stripe;
using Stroll.Host;
using Stroll.Payments.Collecting;
using Stroll.Payments.Ledger;
using Stroll.Units;

namespace Stroll.Counter.Cards;

/// <summary>All that moved at Stripe in a time, under the store's own keys.</summary>
/// <remarks>Money moves when its balance transaction is made, which for a hold is its capture and not its beginning.</remarks>
static class StripeReport
{
    internal static async Task Add(
        PaymentIntentService intents, RefundService refunds, DisputeService disputes, (Instant From, Instant Until) time, TimeSpan longestHold,
        ImmutableArray<ProviderMove>.Builder moves, CancellationToken cancellation)
    {
        var made = new DateRangeOptions { GreaterThanOrEqual = StripeProvider.Moment(time.From - longestHold), LessThan = StripeProvider.Moment(time.Until) };
        var expand = new List<string> { "data.latest_charge.balance_transaction" };
        await foreach (var intent in intents.ListAutoPagingAsync(new() { Created = made, Limit = 100, Expand = expand }, cancellationToken: cancellation))
        {
            if (intent.Status == "succeeded" && intent.AmountReceived > 0 && Mark(intent.Metadata, StripeProvider.PaymentMark) is { } payment
                && (intent.LatestCharge?.BalanceTransaction?.Created ?? intent.Created) is var at && IsWithin(at, time))
            {
                var key = Mark(intent.Metadata, StripeProvider.CaptureMark) ?? Mark(intent.Metadata, StripeProvider.KeyMark) ?? intent.Id;
                moves.Add(new(key, payment, MoneyMove.Captured, intent.AmountReceived, Code(intent.Currency)));
            }
        }

        var begun = new DateRangeOptions { GreaterThanOrEqual = StripeProvider.Moment(time.From), LessThan = StripeProvider.Moment(time.Until) };
        await foreach (var refund in refunds.ListAutoPagingAsync(new() { Created = begun, Limit = 100 }, cancellationToken: cancellation))
        {
            if (refund.Status is "succeeded" or "pending" && Mark(refund.Metadata, StripeProvider.PaymentMark) is { } payment)
            {
                moves.Add(new(Mark(refund.Metadata, StripeProvider.KeyMark) ?? refund.Id, payment, MoneyMove.Refunded, refund.Amount, Code(refund.Currency)));
            }
        }

        await AddDisputes(disputes, time, moves, cancellation);
    }

    // A dispute that is won gives its money back with another balance transaction of the same dispute. Inquiries ("warning_…") move none.
    static async Task AddDisputes(DisputeService disputes, (Instant From, Instant Until) time, ImmutableArray<ProviderMove>.Builder moves, CancellationToken cancellation)
    {
        // Banks decide within some months.
        var since = new DateRangeOptions { GreaterThanOrEqual = StripeProvider.Moment(time.From - TimeSpan.FromDays(180)), LessThan = StripeProvider.Moment(time.Until) };
        await foreach (var dispute in disputes.ListAutoPagingAsync(new() { Created = since, Limit = 100, Expand = ["data.payment_intent"] }, cancellationToken: cancellation))
        {
            if (Mark(dispute.PaymentIntent?.Metadata, StripeProvider.PaymentMark) is not { } payment)
            {
                continue;
            }

            foreach (var moved in dispute.BalanceTransactions ?? [])
            {
                if (IsWithin(moved.Created, time))
                {
                    moves.Add(new(dispute.Id, payment, moved.Amount < 0 ? MoneyMove.Disputed : MoneyMove.DisputeWon, dispute.Amount, Code(dispute.Currency)));
                }
            }
        }
    }

    static string? Mark(Dictionary<string, string>? marks, string name) => marks?.GetValueOrDefault(name);

    static string Code(string currency) => currency.ToUpperInvariant();

    static bool IsWithin(DateTime at, (Instant From, Instant Until) time) =>
        Instants.Of(new DateTimeOffset(DateTime.SpecifyKind(at, DateTimeKind.Utc))) is var moment && moment >= time.From && moment < time.Until;
}

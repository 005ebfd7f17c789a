using Stripe;
using Stroll.Host;
using Stroll.Payments.Collecting;
using Stroll.Units;

namespace Stroll.Counter.Cards;

/// <summary>What Stripe's objects mean for the store.</summary>
/// <remarks>Source: Stripe's documentation, "How payment intents work" (statuses), "Place a hold on a payment method", "Refund object" (statuses).</remarks>
static class StripeAnswers
{
    /// <summary>The answer to the request that made it.</summary>
    internal static ProviderReply OfCreated(PaymentIntent intent, OperationKind kind) => OfFound(intent, kind);

    /// <summary>An intent that was made for a hold or a collection, whenever it is looked at.</summary>
    internal static ProviderReply OfFound(PaymentIntent intent, OperationKind kind) => intent.Status switch
    {
        "requires_capture" when kind == OperationKind.Authorise => OfHold(intent),
        // It was captured or collected since: the hold had been there.
        "succeeded" => new ProviderReply.Done(kind == OperationKind.Authorise ? intent.Amount : intent.AmountReceived, intent.Id, HoldEnds(intent)),
        "requires_payment_method" or "requires_action" => new ProviderReply.Refused(intent.LastPaymentError?.DeclineCode ?? intent.LastPaymentError?.Code ?? intent.Status),
        "canceled" => new ProviderReply.Refused(intent.CancellationReason ?? "canceled"),
        var other => new ProviderReply.Unclear(other ?? "no status"),
    };

    internal static ProviderReply OfHold(PaymentIntent intent) => intent.Status == "requires_capture"
        ? new ProviderReply.Done(intent.Amount, intent.Id, HoldEnds(intent))
        : new ProviderReply.Unclear(intent.Status ?? "no status");

    internal static ProviderReply OfCapture(PaymentIntent intent) => intent.Status == "succeeded"
        ? new ProviderReply.Done(intent.AmountReceived, intent.Id, null)
        : new ProviderReply.Unclear(intent.Status ?? "no status");

    internal static ProviderReply OfCancel(PaymentIntent intent) => intent.Status == "canceled"
        ? new ProviderReply.Done(0, intent.Id, null)
        : new ProviderReply.Unclear(intent.Status ?? "no status");

    internal static ProviderReply OfRefund(Refund refund, string intent) => refund.Status switch
    {
        "succeeded" or "pending" => new ProviderReply.Done(refund.Amount, intent, null),
        "failed" or "canceled" => new ProviderReply.Refused(refund.FailureReason ?? refund.Status),
        var other => new ProviderReply.Unclear(other ?? "no status"),
    };

    /// <summary>The state of a hold tells what became of a request that was to change it.</summary>
    internal static ProviderReply OfState(PaymentIntent intent, PaymentOperation operation, bool isSpent) => (operation.Kind, intent.Status) switch
    {
        (OperationKind.Capture, "succeeded") => new ProviderReply.Done(intent.AmountReceived, intent.Id, null),
        (OperationKind.Capture, "canceled") => new ProviderReply.Refused(intent.CancellationReason ?? "canceled"),
        (OperationKind.Cancel, "canceled") => new ProviderReply.Done(0, intent.Id, null),
        (OperationKind.Cancel, "succeeded") => new ProviderReply.Refused("captured"),
        (OperationKind.Adjust, "requires_capture") when intent.Amount == operation.Minor => OfHold(intent),
        // Of a hold that was not made larger Stripe keeps no word: when its key answers with an error for ever, it is a no.
        (OperationKind.Adjust, "requires_capture") when isSpent => new ProviderReply.Refused("the hold did not grow"),
        (OperationKind.Adjust, "succeeded" or "canceled") => new ProviderReply.Refused(intent.Status),
        (_, "requires_capture") => new ProviderReply.Absent(isSpent),
        var (_, other) => new ProviderReply.Unclear(other ?? "no status"),
    };

    static Instant? HoldEnds(PaymentIntent intent) => intent.LatestCharge?.PaymentMethodDetails?.Card?.CaptureBefore is { } end && end > DateTime.UnixEpoch
        ? Instants.Of(new DateTimeOffset(DateTime.SpecifyKind(end, DateTimeKind.Utc)))
        : null;
}

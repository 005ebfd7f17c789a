using System.Collections.Immutable;
using Stroll.Payments.Collecting;
using Stroll.Payments.Ledger;
using Stroll.Units;

namespace Stroll.Host.Payments;

/// <summary>What is sent to a provider.</summary>
/// <param name="Payment">The store's name of the payment; the provider keeps it beside its own.</param>
/// <param name="Token">Who pays, as the provider's token. Never a card number.</param>
/// <param name="Currency">ISO 4217.</param>
/// <param name="Operation">What is asked, and under which key.</param>
public sealed record PaymentRequest(string Payment, string Token, string Currency, PaymentOperation Operation);

/// <summary>Who moves the money. A port: the test provider and Stripe keep the same promises, held by one contract suite.</summary>
/// <remarks>
/// No method throws because of the provider or the network: what cannot be known is <see cref="ProviderReply.Unclear"/>. Each is called after the
/// intent was committed, and never inside a transaction.
/// </remarks>
public interface IPaymentProvider
{
    /// <summary>Sends a request. The same key again has no second effect and gives the answer of the first.</summary>
    Task<ProviderReply> Send(PaymentRequest request, CancellationToken cancellation);

    /// <summary>Looks up what became of a request; changes nothing.</summary>
    /// <returns>Never <see cref="ProviderReply.Done"/> for something that did not happen, nor Refused for something that may still happen.</returns>
    Task<ProviderReply> Ask(PaymentRequest request, CancellationToken cancellation);

    /// <summary>All that moved in a time, for the daily reconciliation.</summary>
    /// <returns>Bad with <c>provider.unreachable</c> when the report cannot be had now.</returns>
    Task<Result<ImmutableArray<ProviderMove>>> Report(Instant from, Instant until, CancellationToken cancellation);
}

using System.Collections.Concurrent;
using System.Collections.Immutable;
using System.Net;
using System.Text.Json;
using Stripe;
using Stroll.Host.Payments;
using Stroll.Payments.Collecting;
using Stroll.Payments.Ledger;
using Stroll.Units;

namespace Stroll.Counter.Cards;

/// <summary>Moves money with Stripe: a payment intent for each hold or collection, captured, cancelled and refunded by its id.</summary>
/// <remarks>
/// Source: Stripe's API reference (payment intents, refunds, disputes, idempotent requests). The store's key of a request is Stripe's idempotency key and stands
/// in the metadata of what the request made, so that its fate can be looked up by listing, which unlike Stripe's search is never behind. Stripe.net's own
/// repetitions are switched off: the janitor asks before anything is sent again.
/// </remarks>
public sealed class StripeProvider : IPaymentProvider, IDisposable
{
    internal const string KeyMark = "stroll_key";
    internal const string PaymentMark = "stroll_payment";
    internal const string CaptureMark = "stroll_capture";

    // Captured at the latest when its hold ends, which is a week for cards online.
    static readonly TimeSpan LongestHold = TimeSpan.FromDays(8);

    // Clocks differ, and Stripe writes whole seconds.
    static readonly TimeSpan ClockMargin = TimeSpan.FromMinutes(15);

    readonly HttpClient _http;
    readonly PaymentIntentService _intents;
    readonly RefundService _refunds;
    readonly DisputeService _disputes;
    readonly ConcurrentDictionary<string, bool> _spent = new(StringComparer.Ordinal);

    /// <param name="key">The secret key of the account.</param>
    /// <param name="address">Where Stripe is asked; empty for its own address.</param>
    public StripeProvider(string key, string address)
    {
        _http = new HttpClient { Timeout = TimeSpan.FromSeconds(20) };
        var options = new StripeClientOptions { ApiKey = key, HttpClient = new SystemNetHttpClient(_http, maxNetworkRetries: 0, appInfo: null, enableTelemetry: false) };
        if (address.Length > 0)
        {
            options.ApiBase = address;
        }

        var client = new StripeClient(options);
        (_intents, _refunds, _disputes) = (new(client), new(client), new(client));
    }

    /// <summary>True for currencies whose minor units are Stripe's too. Stripe writes ISK and UGX in hundredths, and takes three decimals only in steps of ten.</summary>
    public static bool Speaks(string currency) =>
        Stroll.Payments.Prices.Currency.TryFind(currency, out var known) && known.Digits <= 2 && currency is not ("ISK" or "UGX");

    /// <inheritdoc/>
    public async Task<ProviderReply> Send(PaymentRequest request, CancellationToken cancellation)
    {
        try
        {
            return await Carry(request, cancellation);
        }
        catch (StripeException said)
        {
            return OfError(request.Operation.Key, said);
        }
        catch (Exception away) when (IsAway(away, cancellation))
        {
            return new ProviderReply.Unclear(away.Message);
        }
    }

    /// <inheritdoc/>
    public async Task<ProviderReply> Ask(PaymentRequest request, CancellationToken cancellation)
    {
        try
        {
            return await Look(request, cancellation);
        }
        catch (StripeException said)
        {
            return new ProviderReply.Unclear(Words(said));
        }
        catch (Exception away) when (IsAway(away, cancellation))
        {
            return new ProviderReply.Unclear(away.Message);
        }
    }

    /// <inheritdoc/>
    public async Task<Result<ImmutableArray<ProviderMove>>> Report(Instant from, Instant until, CancellationToken cancellation)
    {
        try
        {
            var moves = ImmutableArray.CreateBuilder<ProviderMove>();
            await StripeReport.Add(_intents, _refunds, _disputes, (from, until), LongestHold, moves, cancellation);
            return new Result<ImmutableArray<ProviderMove>>.Good(moves.ToImmutable());
        }
        catch (Exception away) when (away is StripeException || IsAway(away, cancellation))
        {
            return new Result<ImmutableArray<ProviderMove>>.Bad(new("provider.unreachable", "report", away.Message));
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _http.Dispose();

    async Task<ProviderReply> Carry(PaymentRequest request, CancellationToken cancellation)
    {
        var operation = request.Operation;
        var once = new RequestOptions { IdempotencyKey = operation.Key };
        switch (operation.Kind)
        {
            case OperationKind.Authorise or OperationKind.Collect:
                return StripeToken.Of(request.Token) is { } token
                    ? StripeAnswers.OfCreated(await _intents.CreateAsync(New(request, token), once, cancellation), operation.Kind)
                    : new ProviderReply.Refused("no token of the form cus_…/pm_…");
            case OperationKind.Adjust:
                var more = new PaymentIntentIncrementAuthorizationOptions { Amount = operation.Minor, Expand = ["latest_charge"] };
                return StripeAnswers.OfHold(await _intents.IncrementAuthorizationAsync(operation.Reference, more, once, cancellation));
            case OperationKind.Capture:
                var capture = new PaymentIntentCaptureOptions { AmountToCapture = operation.Minor, Metadata = new() { [CaptureMark] = operation.Key } };
                return StripeAnswers.OfCapture(await _intents.CaptureAsync(operation.Reference, capture, once, cancellation));
            case OperationKind.Cancel:
                return StripeAnswers.OfCancel(await _intents.CancelAsync(operation.Reference, new(), once, cancellation));
            case OperationKind.Refund:
                var back = new RefundCreateOptions { PaymentIntent = operation.Reference, Amount = operation.Minor, Metadata = Marks(request) };
                return StripeAnswers.OfRefund(await _refunds.CreateAsync(back, once, cancellation), operation.Reference);
            default:
                throw new System.Diagnostics.UnreachableException();
        }
    }

    static PaymentIntentCreateOptions New(PaymentRequest request, StripeToken token) => new()
    {
        Amount = request.Operation.Minor,
        Currency = request.Currency.ToLowerInvariant(),
        Customer = token.Customer,
        PaymentMethod = token.Method,
        Confirm = true,
        // Nobody stands there who could answer a question of the bank: it is a no then.
        OffSession = true,
        CaptureMethod = request.Operation.Kind == OperationKind.Authorise ? "manual" : "automatic",
        AutomaticPaymentMethods = new() { Enabled = true, AllowRedirects = "never" },
        PaymentMethodOptions = request.Operation.Kind == OperationKind.Authorise ? new() { Card = new() { RequestIncrementalAuthorization = "if_available" } } : null,
        Metadata = Marks(request),
        Expand = ["latest_charge"],
    };

    static Dictionary<string, string> Marks(PaymentRequest request) => new() { [KeyMark] = request.Operation.Key, [PaymentMark] = request.Payment };

    async Task<ProviderReply> Look(PaymentRequest request, CancellationToken cancellation)
    {
        var operation = request.Operation;
        switch (operation.Kind)
        {
            case OperationKind.Authorise or OperationKind.Collect:
                return StripeToken.Of(request.Token) is not { } token ? new ProviderReply.Refused("no token of the form cus_…/pm_…")
                    : await Made(operation, token, cancellation) is { } made ? StripeAnswers.OfFound(made, operation.Kind)
                    : Absent(operation.Key);
            case OperationKind.Refund:
                return await Refunded(operation, cancellation) is { } refund ? StripeAnswers.OfRefund(refund, operation.Reference) : Absent(operation.Key);
            default:
                var intent = await _intents.GetAsync(operation.Reference, new() { Expand = ["latest_charge"] }, cancellationToken: cancellation);
                return StripeAnswers.OfState(intent, operation, _spent.ContainsKey(operation.Key));
        }
    }

    /// <summary>What a request made, if anything: all intents of a customer from its time on, by their mark.</summary>
    async Task<PaymentIntent?> Made(PaymentOperation operation, StripeToken token, CancellationToken cancellation)
    {
        var options = new PaymentIntentListOptions { Customer = token.Customer, Limit = 100, Expand = ["data.latest_charge"] };
        if (operation.BegunAt > Instant.Earliest)
        {
            options.Created = new DateRangeOptions { GreaterThanOrEqual = Moment(operation.BegunAt - ClockMargin) };
        }

        await foreach (var intent in _intents.ListAutoPagingAsync(options, cancellationToken: cancellation))
        {
            if (intent.Metadata?.GetValueOrDefault(KeyMark) == operation.Key)
            {
                return intent;
            }
        }

        return null;
    }

    async Task<Refund?> Refunded(PaymentOperation operation, CancellationToken cancellation)
    {
        await foreach (var refund in _refunds.ListAutoPagingAsync(new() { PaymentIntent = operation.Reference, Limit = 100 }, cancellationToken: cancellation))
        {
            if (refund.Metadata?.GetValueOrDefault(KeyMark) == operation.Key)
            {
                return refund;
            }
        }

        return null;
    }

    ProviderReply.Absent Absent(string key) => new(_spent.ContainsKey(key));

    ProviderReply OfError(string key, StripeException said)
    {
        var isReplayed = said.StripeResponse?.Headers is { } headers && headers.TryGetValues("Idempotent-Replayed", out var values) && values.Contains("true");
        switch (said.HttpStatusCode)
        {
            case HttpStatusCode.PaymentRequired or HttpStatusCode.BadRequest or HttpStatusCode.NotFound:
                if (isReplayed)
                {
                    _spent[key] = true;
                }

                return new ProviderReply.Refused(Words(said));
            case >= HttpStatusCode.InternalServerError:
                // An error that Stripe stored is given again for ever; with one that it did not store the same key may be used again.
                if (isReplayed)
                {
                    _spent[key] = true;
                }

                return new ProviderReply.Unclear(Words(said));
            default:
                return new ProviderReply.Unclear(Words(said));
        }
    }

    static string Words(StripeException said) => said.StripeError is { } error
        ? error.DeclineCode ?? error.Code ?? error.Type ?? said.Message
        : $"{(int)said.HttpStatusCode}";

    internal static DateTime Moment(Instant at) => Host.Instants.ToDateTimeOffset(at).UtcDateTime;

    static bool IsAway(Exception away, CancellationToken cancellation) =>
        away is HttpRequestException or IOException or JsonException or Newtonsoft.Json.JsonException || (away is OperationCanceledException && !cancellation.IsCancellationRequested);
}

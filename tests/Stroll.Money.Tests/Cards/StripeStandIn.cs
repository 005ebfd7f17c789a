using System.Collections.Concurrent;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text;
using System.Text.Json.Nodes;
using System.Web;
using Stroll.Host;
using Stroll.Units;

namespace Stroll.Tests.Money.Cards;

/// <summary>A server on this machine that speaks the HTTP shapes of Stripe's API (payment intents, refunds, disputes; forms in, JSON out), so that tests need
/// no account. Written from Stripe's API reference, without a look at the store's adapter. It fails when it is told to.</summary>
/// <remarks>Payment methods are named <c>pm_limit_N</c> and bear N minor units; a customer is any <c>cus_…</c>.</remarks>
sealed class StripeStandIn : IDisposable
{
    internal const string Key = "sk_test_standin";

    readonly HttpListener _listener = new();
    readonly SimulatedClock _clock;
    readonly Lock _one = new();
    readonly Dictionary<string, (string Asked, int Status, string Body)> _answers = new(StringComparer.Ordinal);
    readonly List<JsonObject> _intents = [];
    readonly List<JsonObject> _refunds = [];
    readonly List<JsonObject> _disputes = [];
    readonly ConcurrentQueue<LineFault> _faults = new();
    readonly Rng _rng = new(9);
    int _made;

    internal StripeStandIn(SimulatedClock clock)
    {
        _clock = clock;
        Address = $"http://127.0.0.1:{FreePort()}";
        _listener.Prefixes.Add($"{Address}/");
        _listener.Start();
        _ = Task.Run(Listen);
    }

    internal string Address { get; }

    /// <summary>The probability that a request that changes something fails, in one of the ways of <see cref="LineFault"/>.</summary>
    internal double Trouble { get; set; }

    /// <summary>Money that truly moved: payment, and taken (above zero) or given back (below).</summary>
    internal IReadOnlyList<(string Payment, long Minor)> Moved
    {
        get
        {
            using var _ = _one.EnterScope();
            return
            [
                .. _intents.Where(i => (string)i["status"]! == "succeeded").Select(i => ((string)i["metadata"]!["stroll_payment"]!, (long)i["amount_received"]!)),
                .. _refunds.Select(r => ((string)r["metadata"]!["stroll_payment"]!, -(long)r["amount"]!)),
            ];
        }
    }

    internal void Break(LineFault fault) => _faults.Enqueue(fault);

    internal void Dispute(string intent, string id, long minor, bool isWon)
    {
        using var _ = _one.EnterScope();
        var dispute = _disputes.FirstOrDefault(d => (string)d["id"]! == id);
        if (dispute is null)
        {
            dispute = new() { ["id"] = id, ["object"] = "dispute", ["amount"] = minor, ["currency"] = "eur", ["created"] = Now, ["payment_intent"] = intent, ["balance_transactions"] = new JsonArray() };
            _disputes.Add(dispute);
        }

        dispute["status"] = isWon ? "won" : "needs_response";
        dispute["balance_transactions"]!.AsArray().Add(Balance(isWon ? minor : -minor));
    }

    public void Dispose() => _listener.Close();

    long Now => _clock.Now.Nanoseconds / 1_000_000_000;

    async Task Listen()
    {
        while (true)
        {
            HttpListenerContext context;
            try
            {
                context = await _listener.GetContextAsync();
            }
            catch (Exception closed) when (closed is HttpListenerException or ObjectDisposedException)
            {
                return;
            }

            _ = Task.Run(() => Answer(context));
        }
    }

    void Answer(HttpListenerContext context)
    {
        using var reader = new StreamReader(context.Request.InputStream);
        var body = reader.ReadToEnd();
        var changes = context.Request.HttpMethod == "POST";
        LineFault? fault = !changes ? null : _faults.TryDequeue(out var planned) ? planned : Drawn();
        if (fault == LineFault.RequestLost)
        {
            context.Response.Abort();
            return;
        }

        var (status, json, isReplayed) = Handle(context.Request, body, fault);
        if (fault == LineFault.AnswerLost)
        {
            context.Response.Abort();
            return;
        }

        context.Response.StatusCode = status;
        context.Response.ContentType = "application/json";
        context.Response.AddHeader("Request-Id", "req_1");
        if (isReplayed)
        {
            context.Response.AddHeader("Idempotent-Replayed", "true");
        }

        context.Response.Close(Encoding.UTF8.GetBytes(json), willBlock: true);
    }

    LineFault? Drawn()
    {
        using var _ = _one.EnterScope();
        return _rng.NextChance(Trouble) ? (LineFault)_rng.NextIndex(4) : null;
    }

    (int Status, string Json, bool IsReplayed) Handle(HttpListenerRequest request, string body, LineFault? fault)
    {
        using var _ = _one.EnterScope();
        if (request.Headers["Authorization"] != $"Bearer {Key}")
        {
            return (401, Error("invalid_request_error", "api_key", "Invalid API Key provided").ToJsonString(), false);
        }

        Expire();
        var path = request.Url!.AbsolutePath;
        if (request.HttpMethod == "GET")
        {
            return Read(path, HttpUtility.ParseQueryString(request.Url.Query) is var query ? name => query[name] : null!);
        }

        var key = request.Headers["Idempotency-Key"] ?? "";
        var asked = $"{path} {body}";
        if (_answers.TryGetValue(key, out var before))
        {
            return before.Asked == asked
                ? (before.Status, before.Body, true)
                : (400, Error("idempotency_error", "idempotency_key", "Keys for idempotent requests can only be used with the same parameters").ToJsonString(), false);
        }

        if (fault == LineFault.Conflict)
        {
            return (409, Error("idempotency_error", "idempotency_key_in_use", "another request is under way").ToJsonString(), false);
        }

        var form = HttpUtility.ParseQueryString(body);
        var (status, answer) = fault == LineFault.StoredError ? (500, Error("api_error", "", "something broke")) : Change(path, name => form[name]);
        _answers[key] = (asked, status, answer.ToJsonString());
        return (status, answer.ToJsonString(), false);
    }

    (int, string, bool) Read(string path, Func<string, string?> query)
    {
        var parts = path.Split('/', StringSplitOptions.RemoveEmptyEntries);
        if (parts.Length == 3)
        {
            var one = _intents.FirstOrDefault(i => (string)i["id"]! == parts[2]);
            return one is null ? (404, Error("invalid_request_error", "resource_missing", "no such payment_intent").ToJsonString(), false) : (200, one.ToJsonString(), false);
        }

        var all = parts[1] switch { "payment_intents" => _intents, "refunds" => _refunds, _ => _disputes };
        var found = all.Where(o =>
            (query("customer") is not { } customer || (string?)o["customer"] == customer)
            && (query("payment_intent") is not { } intent || (string?)o["payment_intent"] == intent)
            && (query("created[gte]") is not { } least || (long)o["created"]! >= long.Parse(least, CultureInfo.InvariantCulture))
            && (query("created[lt]") is not { } most || (long)o["created"]! < long.Parse(most, CultureInfo.InvariantCulture))).Reverse().ToList();
        // Newest first, in pages, as Stripe lists.
        var from = query("starting_after") is { } after ? found.FindIndex(o => (string)o["id"]! == after) + 1 : 0;
        var limit = int.Parse(query("limit") ?? "10", CultureInfo.InvariantCulture);
        var page = new JsonArray([.. found.Skip(from).Take(limit).Select(o => parts[1] == "disputes" ? Expanded(o) : o.DeepClone())]);
        return (200, new JsonObject { ["object"] = "list", ["url"] = path, ["has_more"] = from + limit < found.Count, ["data"] = page }.ToJsonString(), false);
    }

    JsonNode Expanded(JsonObject dispute)
    {
        var copy = dispute.DeepClone();
        copy["payment_intent"] = _intents.First(i => (string)i["id"]! == (string)dispute["payment_intent"]!).DeepClone();
        return copy;
    }

    (int, JsonObject) Change(string path, Func<string, string?> form)
    {
        var parts = path.Split('/', StringSplitOptions.RemoveEmptyEntries);
        if (path == "/v1/refunds")
        {
            return Refund(form);
        }

        if (parts.Length == 2)
        {
            return Create(form);
        }

        if (_intents.FirstOrDefault(i => (string)i["id"]! == parts[2]) is not { } intent)
        {
            return (404, Error("invalid_request_error", "resource_missing", "no such payment_intent"));
        }

        if ((string)intent["status"]! != "requires_capture")
        {
            return (400, Error("invalid_request_error", "payment_intent_unexpected_state", $"status {intent["status"]}"));
        }

        return parts[3] switch
        {
            "capture" => Capture(intent, form),
            "cancel" => Cancelled(intent, "requested_by_customer"),
            _ => Increment(intent, long.Parse(form("amount")!, CultureInfo.InvariantCulture)),
        };
    }

    (int, JsonObject) Create(Func<string, string?> form)
    {
        var amount = long.Parse(form("amount")!, CultureInfo.InvariantCulture);
        var bears = long.Parse(form("payment_method")!.Split('_')[^1], CultureInfo.InvariantCulture);
        var isManual = form("capture_method") == "manual";
        var isBorne = amount <= bears;
        var intent = new JsonObject
        {
            ["id"] = $"pi_{++_made}",
            ["object"] = "payment_intent",
            ["amount"] = amount,
            ["amount_received"] = isBorne && !isManual ? amount : 0,
            ["currency"] = form("currency"),
            ["customer"] = form("customer"),
            ["created"] = Now,
            ["status"] = !isBorne ? "requires_payment_method" : isManual ? "requires_capture" : "succeeded",
            ["metadata"] = new JsonObject { ["stroll_key"] = form("metadata[stroll_key]"), ["stroll_payment"] = form("metadata[stroll_payment]") },
            ["last_payment_error"] = isBorne ? null : new JsonObject { ["type"] = "card_error", ["code"] = "card_declined", ["decline_code"] = "insufficient_funds" },
            ["latest_charge"] = new JsonObject
            {
                ["id"] = $"ch_{_made}",
                ["object"] = "charge",
                ["created"] = Now,
                ["balance_transaction"] = isManual || !isBorne ? null : Balance(amount),
                ["payment_method_details"] = new JsonObject { ["type"] = "card", ["card"] = new JsonObject { ["capture_before"] = Now + (7 * 86_400) } },
            },
            ["stand_in_bears"] = bears,
        };
        _intents.Add(intent);
        return isBorne ? (200, intent.DeepClone().AsObject()) : (402, Error("card_error", "card_declined", "Your card was declined.", intent));
    }

    (int, JsonObject) Capture(JsonObject intent, Func<string, string?> form)
    {
        var amount = long.Parse(form("amount_to_capture")!, CultureInfo.InvariantCulture);
        if (amount > (long)intent["amount"]!)
        {
            return (400, Error("invalid_request_error", "amount_too_large", "more than is capturable"));
        }

        intent["status"] = "succeeded";
        intent["amount_received"] = amount;
        intent["metadata"]!["stroll_capture"] = form("metadata[stroll_capture]");
        intent["latest_charge"]!["balance_transaction"] = Balance(amount);
        return (200, intent.DeepClone().AsObject());
    }

    static (int, JsonObject) Cancelled(JsonObject intent, string why)
    {
        intent["status"] = "canceled";
        intent["cancellation_reason"] = why;
        return (200, intent.DeepClone().AsObject());
    }

    static (int, JsonObject) Increment(JsonObject intent, long amount)
    {
        if (amount > (long)intent["stand_in_bears"]!)
        {
            return (402, Error("card_error", "card_declined", "Your card was declined."));
        }

        intent["amount"] = amount;
        return (200, intent.DeepClone().AsObject());
    }

    (int, JsonObject) Refund(Func<string, string?> form)
    {
        var (amount, of) = (long.Parse(form("amount")!, CultureInfo.InvariantCulture), form("payment_intent")!);
        var intent = _intents.FirstOrDefault(i => (string)i["id"]! == of);
        var back = _refunds.Where(r => (string)r["payment_intent"]! == of).Sum(r => (long)r["amount"]!);
        if (intent is null || (long)intent["amount_received"]! < back + amount)
        {
            return (400, Error("invalid_request_error", "amount_too_large", "greater than unrefunded amount on charge"));
        }

        var refund = new JsonObject
        {
            ["id"] = $"re_{++_made}",
            ["object"] = "refund",
            ["amount"] = amount,
            ["currency"] = "eur",
            ["created"] = Now,
            ["payment_intent"] = of,
            ["status"] = "succeeded",
            ["metadata"] = new JsonObject { ["stroll_key"] = form("metadata[stroll_key]"), ["stroll_payment"] = form("metadata[stroll_payment]") },
        };
        _refunds.Add(refund);
        return (200, refund.DeepClone().AsObject());
    }

    /// <summary>Holds end after a week.</summary>
    void Expire()
    {
        foreach (var intent in _intents.Where(i => (string)i["status"]! == "requires_capture" && Now >= (long)i["created"]! + (7 * 86_400)))
        {
            Cancelled(intent, "automatic");
        }
    }

    JsonObject Balance(long amount) => new() { ["id"] = $"txn_{++_made}", ["object"] = "balance_transaction", ["amount"] = amount, ["created"] = Now };

    static JsonObject Error(string type, string code, string message, JsonObject? intent = null) => new()
    {
        ["error"] = new JsonObject { ["type"] = type, ["code"] = code, ["message"] = message, ["payment_intent"] = intent?.DeepClone() },
    };

    static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}

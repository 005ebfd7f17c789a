using System.Collections.Immutable;
using Stroll.Host.Database;
using Stroll.Units;

namespace Stroll.Host.Outbox;

/// <summary>How a webhook leaves the house. A port.</summary>
public interface IWebhookSender
{
    /// <summary>Posts a body. Never throws because of the other side.</summary>
    /// <returns>The status, or 0 and why there is none.</returns>
    Task<(int Status, string Words)> Post(Uri url, IReadOnlyList<(string Name, string Value)> headers, byte[] body, CancellationToken cancellation);
}

/// <summary>Somebody who wants to be told.</summary>
/// <param name="Name">Unique in the store.</param>
/// <param name="Url">Where to.</param>
/// <param name="Secret">As Standard Webhooks write it.</param>
/// <param name="OldSecret">Still signed with while it is being replaced.</param>
/// <param name="Types">Names of messages without the prefix, as <c>ReceiptIssued</c>; empty for all.</param>
public sealed record WebhookEndpoint(string Name, Uri Url, string Secret, string? OldSecret, ImmutableArray<string> Types);

/// <summary>Brings messages of the outbox to whoever wants them, again and again until they are taken, and keeps a log of it.</summary>
/// <remarks>
/// At least once: a crash between the answer and its commit sends a message again under the same id. Each message has its own schedule, so one that is not
/// taken holds up no other; receivers order by number of the message, not by arrival.
/// </remarks>
public sealed class Postman(IDatabase database, IWebhookSender sender, string source, TimeProvider clock)
{
    /// <summary>How long after each vain attempt the next follows; then the message rests until somebody sends it again by hand.</summary>
    /// <remarks>After the example in Standard Webhooks 1.0.0, "Retry schedule".</remarks>
    public static ImmutableArray<TimeSpan> Schedule { get; } =
    [
        5.Seconds, TimeSpan.FromMinutes(5), TimeSpan.FromMinutes(30), TimeSpan.FromHours(2), TimeSpan.FromHours(5), TimeSpan.FromHours(10),
        TimeSpan.FromHours(14), TimeSpan.FromHours(20), TimeSpan.FromHours(24),
    ];

    const int MostAtOnce = 100;

    /// <summary>Adds somebody, or changes where and how they are told. New ones are told from now on.</summary>
    /// <param name="endpoint">Whom.</param>
    /// <param name="alongside">Runs in the same transaction: for the journal.</param>
    /// <returns><c>webhook.url</c> or <c>webhook.secret</c>; none when it was taken.</returns>
    public Fault? Subscribe(WebhookEndpoint endpoint, Action<Transaction>? alongside = null)
    {
        if (endpoint.Url is not { IsAbsoluteUri: true, Scheme: "https" or "http", UserInfo: "" })
        {
            return new("webhook.url", endpoint.Name, $"'{endpoint.Url}'; an address that begins with https:// was expected");
        }

        if (!StandardWebhook.IsSecret(endpoint.Secret) || (endpoint.OldSecret is { } old && !StandardWebhook.IsSecret(old)))
        {
            return new("webhook.secret", endpoint.Name, "a secret of 24 to 64 bytes in base64 behind whsec_ was expected");
        }

        database.Write(transaction =>
        {
            Keep(transaction, endpoint);
            alongside?.Invoke(transaction);
        });
        return null;
    }

    static void Keep(Transaction transaction, WebhookEndpoint endpoint) => transaction.Execute(
            """
            INSERT INTO webhook_endpoint (endpoint, url, secret, old_secret, types, next_number)
            SELECT @Name, @url, @Secret, @OldSecret, @types, COALESCE(MAX(number), 0) + 1 FROM outbox_message WHERE number > 0
            ON CONFLICT (store, endpoint) DO UPDATE SET url = @url, secret = @Secret, old_secret = @OldSecret, types = @types
            """,
            new { endpoint.Name, url = endpoint.Url.ToString(), endpoint.Secret, endpoint.OldSecret, types = string.Join(' ', endpoint.Types) });

    /// <summary>One round: addresses new messages, then makes every attempt whose time has come.</summary>
    /// <returns>How many attempts were made.</returns>
    public async Task<int> Work(CancellationToken cancellation)
    {
        var now = Instants.Of(clock);
        database.Write((Transaction transaction) => Address(transaction, now));
        var due = database.Read(transaction => transaction.Query<Delivery>(
            """
            SELECT d.endpoint, d.number, d.tries, e.url, e.secret, e.old_secret, m.id, m.type, m.subject, m.at, m.body
            FROM webhook_delivery d JOIN webhook_endpoint e ON e.store = d.store AND e.endpoint = d.endpoint
                JOIN outbox_message m ON m.store = d.store AND m.number = d.number
            WHERE d.next_at <= @now AND d.done_at IS NULL ORDER BY d.next_at, d.number, d.endpoint LIMIT @most
            """,
            new { now = now.Nanoseconds, most = MostAtOnce }));
        foreach (var delivery in due)
        {
            await Bring(delivery, cancellation);
        }

        return due.Count;
    }

    /// <summary>Sends a message again by hand, whatever became of it.</summary>
    /// <param name="endpoint">To whom.</param>
    /// <param name="number">Of the message.</param>
    /// <param name="alongside">Runs in the same transaction: for the journal.</param>
    /// <returns>False when it was never addressed to this endpoint.</returns>
    public bool Again(string endpoint, long number, Action<Transaction>? alongside = null) => database.Write(transaction =>
    {
        var isKnown = transaction.Execute(
            "UPDATE webhook_delivery SET next_at = @now, done_at = NULL, tries = 0 WHERE endpoint = @endpoint AND number = @number",
            new { endpoint, number, now = Instants.Of(clock).Nanoseconds }) == 1;
        if (isKnown)
        {
            alongside?.Invoke(transaction);
        }

        return isKnown;
    });

    /// <summary>What became of the newest messages, newest first.</summary>
    public IReadOnlyList<DeliveryNote> Log(int most) => database.Read(transaction => transaction.Query<DeliveryNote>(
        "SELECT endpoint, number, tries, status, done_at, next_at, words FROM webhook_delivery ORDER BY number DESC, endpoint LIMIT @most", new { most }));

    static void Address(Transaction transaction, Instant now)
    {
        foreach (var endpoint in transaction.Query<Waiting>("SELECT endpoint, types, next_number FROM webhook_endpoint ORDER BY endpoint"))
        {
            var types = endpoint.Types.Split(' ', StringSplitOptions.RemoveEmptyEntries);
            var messages = OutboxTable.From(transaction, endpoint.NextNumber, MostAtOnce);
            foreach (var message in messages.Where(m => types.Length == 0 || types.Contains(m.Type[OutboxTable.Prefix.Length..])))
            {
                transaction.Execute(
                    "INSERT INTO webhook_delivery (endpoint, number, tries, next_at, words) VALUES (@Endpoint, @Number, 0, @now, '')",
                    new { endpoint.Endpoint, message.Number, now = now.Nanoseconds });
            }

            if (messages.Count > 0)
            {
                transaction.Execute(
                    "UPDATE webhook_endpoint SET next_number = @next WHERE endpoint = @Endpoint", new { endpoint.Endpoint, next = messages[^1].Number + 1 });
            }
        }
    }

    async Task Bring(Delivery delivery, CancellationToken cancellation)
    {
        var body = CloudEvent.Of(new() { Id = delivery.Id, Type = delivery.Type, Subject = delivery.Subject, At = delivery.At, Body = delivery.Body }, source);
        var now = Instants.Of(clock);
        string[] secrets = delivery.OldSecret is { } old ? [delivery.Secret, old] : [delivery.Secret];
        var (status, words) = await sender.Post(
            new(delivery.Url),
            [
                ("webhook-id", delivery.Id), ("webhook-timestamp", (now.Nanoseconds / 1_000_000_000).ToString(System.Globalization.CultureInfo.InvariantCulture)),
                ("webhook-signature", StandardWebhook.Sign(secrets, delivery.Id, now, body)),
            ],
            body, cancellation);
        var after = Instants.Of(clock);
        var isTaken = status is >= 200 and < 300;
        database.Write(transaction => transaction.Execute(
            "UPDATE webhook_delivery SET tries = tries + 1, status = @status, words = @words, done_at = @done, next_at = @next WHERE endpoint = @Endpoint AND number = @Number",
            new
            {
                delivery.Endpoint,
                delivery.Number,
                status = (long)status,
                words,
                done = isTaken ? after.Nanoseconds : (long?)null,
                next = isTaken || delivery.Tries >= Schedule.Length ? (long?)null : (after + Schedule[(int)delivery.Tries]).Nanoseconds,
            }));
    }

    sealed record Waiting
    {
        public string Endpoint { get; init; } = "";

        public string Types { get; init; } = "";

        public long NextNumber { get; init; }
    }

    sealed record Delivery
    {
        public string Endpoint { get; init; } = "";

        public long Number { get; init; }

        public long Tries { get; init; }

        public string Url { get; init; } = "";

        public string Secret { get; init; } = "";

        public string? OldSecret { get; init; }

        public string Id { get; init; } = "";

        public string Type { get; init; } = "";

        public string Subject { get; init; } = "";

        public long At { get; init; }

        public string Body { get; init; } = "";
    }
}

/// <summary>What became of one message at one endpoint.</summary>
public sealed record DeliveryNote
{
    /// <summary>Whom.</summary>
    public string Endpoint { get; init; } = "";

    /// <summary>Of the message.</summary>
    public long Number { get; init; }

    /// <summary>Attempts so far.</summary>
    public long Tries { get; init; }

    /// <summary>The last status; 0 when there was no answer, none before the first attempt.</summary>
    public long? Status { get; init; }

    /// <summary>When it was taken, nanoseconds since 1970; none while it was not.</summary>
    public long? DoneAt { get; init; }

    /// <summary>When it is tried next; none when it was taken or rests.</summary>
    public long? NextAt { get; init; }

    /// <summary>Why the last attempt failed.</summary>
    public string Words { get; init; } = "";
}

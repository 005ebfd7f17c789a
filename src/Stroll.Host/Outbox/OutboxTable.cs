using System.Collections.Immutable;
using System.Text.Json;
using Stroll.Host.Database;
using Stroll.Units;

namespace Stroll.Host.Outbox;

/// <summary>Messages for others, written in the transaction of what they tell, and sent later by <c>Postman</c>.</summary>
public static class OutboxTable
{
    /// <summary>Type names of messages begin with this, so that receivers of several systems can tell them apart.</summary>
    public const string Prefix = "org.stroll.";

    internal static ImmutableArray<Migration> Migrations { get; } =
    [
        new("outbox", 1,
            """
            CREATE TABLE outbox_message (
                {store}, number BIGINT NOT NULL, id TEXT NOT NULL, type TEXT NOT NULL, subject TEXT NOT NULL, at BIGINT NOT NULL, body TEXT NOT NULL,
                PRIMARY KEY (store, number));
            CREATE TABLE webhook_endpoint (
                {store}, endpoint TEXT NOT NULL, url TEXT NOT NULL, secret TEXT NOT NULL, old_secret TEXT, types TEXT NOT NULL, next_number BIGINT NOT NULL,
                PRIMARY KEY (store, endpoint));
            CREATE TABLE webhook_delivery (
                {store}, endpoint TEXT NOT NULL, number BIGINT NOT NULL, tries BIGINT NOT NULL, next_at BIGINT, done_at BIGINT, status BIGINT,
                words TEXT NOT NULL, PRIMARY KEY (store, endpoint, number));
            CREATE INDEX webhook_due ON webhook_delivery (store, next_at)
            """,
            "DROP TABLE webhook_delivery; DROP TABLE webhook_endpoint; DROP TABLE outbox_message"),
    ];

    /// <summary>Adds a message. Numbers count up without a gap, since a store has one writer: a reader that stands at a number has missed nothing before it.</summary>
    /// <param name="transaction">That of what is told.</param>
    /// <param name="type">As <c>ReceiptIssued</c>.</param>
    /// <param name="subject">What it is about, as the name of a visit.</param>
    /// <param name="content">Its properties become those of the JSON object.</param>
    /// <param name="now">When it happened.</param>
    public static void Add(Transaction transaction, string type, string subject, object content, Instant now)
    {
        var number = (transaction.First<long?>("SELECT MAX(number) FROM outbox_message") ?? 0) + 1;
        transaction.Execute(
            "INSERT INTO outbox_message (number, id, type, subject, at, body) VALUES (@number, @id, @type, @subject, @at, @body)",
            new
            {
                number,
                // Follows from subject and number, so that a message sent again after a restore is known to its receivers.
                id = $"msg_{subject}_{number}",
                type = Prefix + type,
                subject,
                at = now.Nanoseconds,
                body = JsonSerializer.Serialize(content),
            });
    }

    /// <summary>Messages from a number on, at most so many.</summary>
    public static IReadOnlyList<OutboxMessage> From(Transaction transaction, long number, int most) => transaction.Query<OutboxMessage>(
        "SELECT number, id, type, subject, at, body FROM outbox_message WHERE number >= @number ORDER BY number LIMIT @most", new { number, most });
}

/// <summary>One message.</summary>
public sealed record OutboxMessage
{
    /// <summary>Its place, from 1.</summary>
    public long Number { get; init; }

    /// <summary>Tells a message sent twice from a new one.</summary>
    public string Id { get; init; } = "";

    /// <summary>What it tells.</summary>
    public string Type { get; init; } = "";

    /// <summary>What it is about.</summary>
    public string Subject { get; init; } = "";

    /// <summary>When it happened, nanoseconds since 1970.</summary>
    public long At { get; init; }

    /// <summary>A JSON object.</summary>
    public string Body { get; init; } = "";
}

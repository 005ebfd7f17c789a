using Stroll.Host.Database;

namespace Stroll.Host.Outbox;

/// <summary>Who is told by webhook.</summary>
public static class WebhookTable
{
    /// <summary>All of them, by name.</summary>
    public static IReadOnlyList<WebhookEndpoint> All(Transaction transaction) =>
    [
        .. transaction.Query<Row>("SELECT endpoint, url, secret, old_secret, types FROM webhook_endpoint ORDER BY endpoint")
            .Select(row => new WebhookEndpoint(
                row.Endpoint, new Uri(row.Url), row.Secret, row.OldSecret, [.. row.Types.Split(' ', StringSplitOptions.RemoveEmptyEntries)])),
    ];

    /// <summary>Takes one away, with what waits for it.</summary>
    /// <returns>False when there is none of this name.</returns>
    public static bool Remove(Transaction transaction, string name)
    {
        transaction.Execute("DELETE FROM webhook_delivery WHERE endpoint = @name", new { name });
        return transaction.Execute("DELETE FROM webhook_endpoint WHERE endpoint = @name", new { name }) > 0;
    }

    sealed record Row
    {
        public string Endpoint { get; init; } = "";

        public string Url { get; init; } = "";

        public string Secret { get; init; } = "";

        public string? OldSecret { get; init; }

        public string Types { get; init; } = "";
    }
}

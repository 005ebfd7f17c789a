using System.Collections.Immutable;
using Stroll.Host.Database;
using Stroll.Units;

namespace Stroll.Host.Payments;

/// <summary>Messages of providers that were taken, so that each counts once.</summary>
static class ProviderEventTable
{
    // Providers send a message again for some days; older ones are refused by the time in their signature.
    static readonly TimeSpan Kept = TimeSpan.FromDays(40);

    internal static ImmutableArray<Migration> Migrations { get; } =
    [
        new("provider-events", 1,
            """
            CREATE TABLE provider_event ({store}, id TEXT NOT NULL, at BIGINT NOT NULL, payment TEXT NOT NULL, PRIMARY KEY (store, id));
            CREATE INDEX provider_event_time ON provider_event (store, at)
            """,
            "DROP TABLE provider_event"),
    ];

    /// <summary>True the first time.</summary>
    internal static bool IsNew(Transaction transaction, ProviderNews news, Instant now)
    {
        transaction.Execute("DELETE FROM provider_event WHERE at < @before", new { before = (now - Kept).Nanoseconds });
        return transaction.Execute(
            "INSERT INTO provider_event (id, at, payment) VALUES (@Id, @at, @Payment) ON CONFLICT (store, id) DO NOTHING",
            new { news.Id, at = now.Nanoseconds, news.Payment }) == 1;
    }
}

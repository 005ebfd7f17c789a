using System.Text.Json;
using Stroll.Host.Database;
using Stroll.Host.Outbox;
using Stroll.Host.Stores;
using Stroll.Host.Visits;
using Stroll.Payments.Documents;
using Stroll.Units;

namespace Stroll.Host.Connectors;

/// <summary>Brings every finished trip to the retailer's system, again and again until it is taken.</summary>
/// <remarks>
/// At least once: a crash between the answer and its commit sends a trip again, under the same <c>idempotentShoppingTripId</c> and with the same items. What
/// is corrected later is not sent: the retailer asks for refunds itself, or hears of them by webhook.
/// </remarks>
public sealed class TripCourier(IDatabase database, StoreKey store, RetailerClient client, TimeProvider clock)
{
    const int MostAtOnce = 100;

    /// <summary>One round: finds trips that ended, then makes every attempt whose time has come.</summary>
    /// <returns>How many attempts were made.</returns>
    public async Task<int> Work(CancellationToken cancellation)
    {
        if (database.Read(TripTable.Find) is not { } connector)
        {
            return 0;
        }

        var now = Instants.Of(clock);
        database.Write((Transaction transaction) => Address(transaction, now));
        var due = database.Read(transaction => TripTable.Due(transaction, now, MostAtOnce));
        foreach (var trip in due)
        {
            await Bring(connector, trip, cancellation);
        }

        return due.Count;
    }

    static void Address(Transaction transaction, Instant now)
    {
        var messages = OutboxTable.From(transaction, TripTable.NextNumber(transaction), MostAtOnce);
        if (messages.Count > 0)
        {
            TripTable.Address(transaction, messages.Where(IsFirst).Select(message => message.Subject), messages[^1].Number + 1, now);
        }
    }

    static bool IsFirst(OutboxMessage message)
    {
        if (message.Type != $"{OutboxTable.Prefix}ReceiptIssued")
        {
            return false;
        }

        using var body = JsonDocument.Parse(message.Body);
        return body.RootElement.GetProperty("version").GetInt32() == 1;
    }

    async Task Bring(RetailerConnector connector, TripNote trip, CancellationToken cancellation)
    {
        var (party, versions) = database.Read(transaction => (PartyTable.Find(transaction, trip.Party), ReceiptTable.Of(transaction, trip.Party)));
        if (party is null || versions.IsEmpty)
        {
            // Its time to be kept is over.
            database.Write(transaction => TripTable.Tried(transaction, trip.Party, 0, "", "the receipt is no longer kept", null, null));
            return;
        }

        var document = TripDocument.Of(store.Store, Guid.CreateVersion7(clock.GetUtcNow()), party, versions[0]);
        var answer = await client.Post(connector, "v1/order/purchases", $"trip_{trip.Party}", document, cancellation);
        var after = Instants.Of(clock);
        var isOver = answer.IsGood || trip.Tries >= Postman.Schedule.Length;
        database.Write(transaction => TripTable.Tried(
            transaction, trip.Party, answer.Status, answer.IsGood ? PurchaseOf(answer.Body) : "", answer.Words, answer.IsGood ? after : null,
            isOver ? null : after + Postman.Schedule[(int)trip.Tries]));
    }

    static string PurchaseOf(string body)
    {
        try
        {
            using var parsed = JsonDocument.Parse(body);
            return parsed.RootElement.ValueKind == JsonValueKind.Object && parsed.RootElement.TryGetProperty("purchaseId", out var id) && id.ValueKind == JsonValueKind.String
                && id.GetString()!.Length <= 255 ? id.GetString()! : "";
        }
        catch (JsonException)
        {
            // Taken is taken; only the name is missing.
            return "";
        }
    }
}

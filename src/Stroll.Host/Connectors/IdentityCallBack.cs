using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Stroll.Host.Database;
using Stroll.Host.Entry;
using Stroll.Host.Stores;
using Stroll.Payments.Visits;

namespace Stroll.Host.Connectors;

/// <summary>Asks the retailer's system at the gate whether somebody may come in, in the shape of its identity connector.</summary>
/// <remarks>200 lets them in, 4xx does not, and everything else counts as silence: the store then decides by its own rule for that.</remarks>
public sealed class IdentityCallBack(IDatabase database, StoreKey store, RetailerClient client, TimeProvider clock) : IEntryCallBack
{
    /// <inheritdoc/>
    public async Task<CallBackWord> Ask(AtGate shown, CancellationToken cancellation)
    {
        if (database.Read(TripTable.Find) is not { AsksIdentity: true } connector)
        {
            return CallBackWord.NotAsked;
        }

        var request = Guid.CreateVersion7(clock.GetUtcNow()).ToString("D");
        var answer = await client.Post(connector, "v1/identity/identity-keys", request, Document(shown, request), cancellation);
        return answer.Status switch
        {
            200 when IsIdentity(answer.Body) => CallBackWord.Yes,
            400 or 401 or 403 or 404 or 422 => CallBackWord.No,
            _ => CallBackWord.Down,
        };
    }

    JsonObject Document(AtGate shown, string request) => new()
    {
        ["requestId"] = request,
        ["identityKey"] = Convert.ToBase64String(Encoding.UTF8.GetBytes(shown.Shown)),
        ["storeId"] = store.Store,
        ["authEvent"] = new JsonObject
        {
            ["id"] = request,
            ["timestamp"] = clock.GetUtcNow().UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", System.Globalization.CultureInfo.InvariantCulture),
            ["location"] = "ENTRY",
        },
        ["keyChannel"] = shown.Means == EntryMeans.Code ? "OPTICAL" : "CARD",
    };

    // Whoever answers 200 with something else is no connector: a default page of a web server must not open a gate.
    static bool IsIdentity(string body)
    {
        try
        {
            using var parsed = JsonDocument.Parse(body);
            return parsed.RootElement.ValueKind == JsonValueKind.Object
                && (parsed.RootElement.TryGetProperty("visitor", out _) || parsed.RootElement.TryGetProperty("visitorId", out _));
        }
        catch (JsonException)
        {
            return false;
        }
    }
}

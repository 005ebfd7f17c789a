using System.Text.Json;
using System.Text.Json.Nodes;
using Stroll.Host.Retailer;
using Stroll.Payments.Visits;

namespace Stroll.Host.Entry;

/// <summary>Asks a program of the retailer who may come in.</summary>
/// <remarks>It is told how somebody wants to come in and who they are to the retailer; an answer other than <c>{"mayEnter": true}</c> or
/// <c>{"mayEnter": false}</c> counts as none, and what is done then stands in the settings.</remarks>
public sealed class RetailerCallBack(IRetailer retailer) : IEntryCallBack
{
    /// <inheritdoc/>
    public async Task<CallBackWord> Ask(AtGate shown, CancellationToken cancellation)
    {
        // Of a code only the shopper's own name is told on: the rest of it opens doors.
        var who = shown.Means == EntryMeans.Code ? shown.Shown.Split('.').ElementAtOrDefault(1) ?? "" : shown.Shown;
        var question = new JsonObject { ["gate"] = shown.Gate, ["means"] = shown.Means.ToString(), ["shopper"] = who, ["people"] = shown.People };
        var (status, body) = await retailer.Ask("entry", JsonSerializer.SerializeToUtf8Bytes(question), cancellation);
        return status is >= 200 and < 300 ? Read(body) : CallBackWord.Down;
    }

    static CallBackWord Read(byte[] body)
    {
        try
        {
            return JsonNode.Parse(body) is JsonObject answer && answer["mayEnter"] is JsonValue value && value.TryGetValue<bool>(out var may)
                ? may ? CallBackWord.Yes : CallBackWord.No
                : CallBackWord.Down;
        }
        catch (JsonException)
        {
            return CallBackWord.Down;
        }
    }
}

using System.ComponentModel.DataAnnotations;
using System.Security.Cryptography;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using Stroll.Host;
using Stroll.Host.Journal;
using Stroll.Host.Outbox;
using Stroll.Units;
using Stroll.Web.Doors;

namespace Stroll.Web.Api;

/// <summary>Somebody who is told of what happens.</summary>
/// <param name="Name">Unique in the store.</param>
/// <param name="Url">Where to.</param>
/// <param name="Types">Names of messages; empty for all.</param>
/// <param name="Secret">Signs what is sent. Told once, when the webhook is made.</param>
public sealed record WebhookTold(string Name, string Url, IReadOnlyList<string> Types, string? Secret);

/// <summary>A webhook to be made or changed.</summary>
/// <param name="Url">An address of the open internet that begins with https://; http:// only where the operator allows the own network.</param>
/// <param name="Types">Names of messages, as <c>ReceiptIssued</c>; none for all.</param>
public sealed record WebhookRequest([MaxLength(500)] string? Url, IReadOnlyList<string?>? Types);

/// <summary>What became of one message at one webhook.</summary>
/// <param name="Webhook">Its name.</param>
/// <param name="Number">Of the message.</param>
/// <param name="Tries">Attempts so far.</param>
/// <param name="Status">The last answer; 0 for none, missing before the first attempt.</param>
/// <param name="Taken">When it was taken.</param>
/// <param name="Next">When it is tried next; none when it was taken or rests.</param>
/// <param name="Words">Why the last attempt failed.</param>
public sealed record DeliveryTold(string Webhook, long Number, long Tries, long? Status, DateTimeOffset? Taken, DateTimeOffset? Next, string Words);

static class WebhooksApi
{
    const int MostOfStore = 20;

    internal static void Map(RouteGroupBuilder api)
    {
        api.MapGet("/webhooks", All).Needs(Right.ManageConnections).WithName("listWebhooks").WithTags("Webhooks").WithSummary("Who is told");
        api.MapPut("/webhooks/{name}", Keep).Needs(Right.ManageConnections).Notes("webhook-set").OnlyOnce()
            .WithName("setWebhook").WithTags("Webhooks").WithSummary("Makes a webhook, or changes where it leads; a new one comes with its secret");
        api.MapDelete("/webhooks/{name}", Remove).Needs(Right.ManageConnections).Notes("webhook-removed")
            .WithName("removeWebhook").WithTags("Webhooks").WithSummary("Tells it no more");
        api.MapGet("/webhooks/deliveries", Log).Needs(Right.ManageConnections).WithName("listDeliveries").WithTags("Webhooks").WithSummary("What became of the newest messages");
        api.MapPost("/webhooks/{name}/deliveries/{number:long}/again", Again).Needs(Right.ManageConnections).Notes("webhook-sent-again").OnlyOnce()
            .WithName("sendAgain").WithTags("Webhooks").WithSummary("Sends a message again");
    }

    static Ok<Page<WebhookTold>> All(HttpContext http) => TypedResults.Ok(new Page<WebhookTold>(
        [.. http.Here.Store.Database.Read(WebhookTable.All).Select(one => new WebhookTold(one.Name, one.Url.ToString(), one.Types, null))], null));

    static Results<Ok<WebhookTold>, ProblemHttpResult> Keep(string name, WebhookRequest asked, HttpContext http, TimeProvider time)
    {
        var here = http.Here;
        if (here.Store.Postman is not { } postman)
        {
            return Problems.NotHere("nobody is told by webhook from this store");
        }

        if (name.Length is 0 or > 40 || !Host.Stores.StoreKey.IsName(name) || !Uri.TryCreate(asked.Url, UriKind.Absolute, out var url) || asked.Url.Length > 500
            || asked.Types is { Count: > 30 } || asked.Types?.Any(type => type is not { Length: > 0 and <= 40 } || !type.All(char.IsAsciiLetter)) == true)
        {
            return Problems.Malformed("expected a name of a-z, 0-9 and hyphen, an address, and at most 30 types of letters");
        }

        var known = here.Store.Database.Read(WebhookTable.All);
        var same = known.FirstOrDefault(one => one.Name == name);
        if (same is null && known.Count >= MostOfStore)
        {
            return Problems.Refused(new Fault("webhook.many", name, $"{known.Count} webhooks, expected fewer than {MostOfStore}"));
        }

        var secret = same?.Secret ?? $"{StandardWebhook.SecretPrefix}{Convert.ToBase64String(RandomNumberGenerator.GetBytes(32))}";
        var endpoint = new WebhookEndpoint(name, url, secret, same?.OldSecret, [.. (asked.Types ?? []).OfType<string>()]);
        return postman.Subscribe(endpoint, transaction => JournalTable.Write(transaction, Instants.Of(time), here.Caller.Id, "webhook-set", new { name, host = url.Host })) is { } fault
            ? Problems.Refused(fault)
            : TypedResults.Ok(new WebhookTold(name, url.ToString(), endpoint.Types, same is null ? secret : null));
    }

    static Results<NoContent, ProblemHttpResult> Remove(string name, HttpContext http, TimeProvider time)
    {
        var here = http.Here;
        return here.Store.Database.Write(transaction => WebhookTable.Remove(transaction, name)
                && JournalTable.Write(transaction, Instants.Of(time), here.Caller.Id, "webhook-removed", new { name }) is not null)
            ? TypedResults.NoContent()
            : Problems.NotFound("no webhook has this name");
    }

    static Ok<Page<DeliveryTold>> Log(HttpContext http, [Range(1, Cursor.Most)] int limit = 50) => TypedResults.Ok(new Page<DeliveryTold>(
        [.. (http.Here.Store.Postman?.Log(Math.Clamp(limit, 1, Cursor.Most)) ?? []).Select(Of)], null));

    static Results<NoContent, ProblemHttpResult> Again(string name, long number, HttpContext http, TimeProvider time)
    {
        var here = http.Here;
        return here.Store.Postman?.Again(
            name, number, transaction => JournalTable.Write(transaction, Instants.Of(time), here.Caller.Id, "webhook-sent-again", new { name, number })) == true
            ? TypedResults.NoContent()
            : Problems.NotFound("this message never went to this webhook");
    }

    static DeliveryTold Of(DeliveryNote note) => new(
        note.Endpoint, note.Number, note.Tries, note.Status, note.DoneAt is { } done ? new Instant(done).ToTime() : null,
        note.NextAt is { } next ? new Instant(next).ToTime() : null, note.Words);
}

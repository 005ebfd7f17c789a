using System.ComponentModel.DataAnnotations;
using System.Security.Cryptography;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using Stroll.Host;
using Stroll.Host.Connectors;
using Stroll.Host.Journal;
using Stroll.Host.Outbox;
using Stroll.Units;
using Stroll.Web.Doors;

namespace Stroll.Web.Api;

/// <summary>The retailer's system that is told of every trip.</summary>
/// <param name="Url">What the paths of the connector are put behind.</param>
/// <param name="AsksIdentity">True when it is asked at the gate who somebody is.</param>
/// <param name="Secret">Signs what is sent. Told once, when the connector is made.</param>
public sealed record ConnectorTold(string Url, bool AsksIdentity, string? Secret);

/// <summary>A connector to be made or changed.</summary>
/// <param name="Url">An address; the own network only where the operator allows it.</param>
/// <param name="AsksIdentity">True to ask it at the gate.</param>
public sealed record ConnectorRequest([MaxLength(500)] string? Url, bool AsksIdentity);

/// <summary>What became of a trip at the retailer's.</summary>
/// <param name="Trip">Its id: that of the receipt.</param>
/// <param name="Tries">Attempts so far.</param>
/// <param name="Status">The last answer; 0 for none.</param>
/// <param name="Purchase">The retailer's name of it; empty before.</param>
/// <param name="Taken">When it was taken.</param>
/// <param name="Next">When it is tried next; none when it was taken or rests.</param>
/// <param name="Words">Why the last attempt failed.</param>
public sealed record TripTold(string Trip, long Tries, long? Status, string Purchase, DateTimeOffset? Taken, DateTimeOffset? Next, string Words);

static class ConnectorApi
{
    internal static void Map(RouteGroupBuilder api)
    {
        api.MapGet("/connector", One).Needs(Right.ManageConnections).WithName("getConnector").WithTags("Connector").WithSummary("The retailer's system that is told of trips");
        api.MapPut("/connector", Keep).Needs(Right.ManageConnections).Notes("connector-set").OnlyOnce()
            .WithName("setConnector").WithTags("Connector").WithSummary("Makes the connector or changes where it leads; a new one comes with its secret");
        api.MapDelete("/connector", Remove).Needs(Right.ManageConnections).Notes("connector-removed").WithName("removeConnector").WithTags("Connector").WithSummary("Tells it no more");
        api.MapGet("/connector/trips", Trips).Needs(Right.ManageConnections).WithName("listTrips").WithTags("Connector").WithSummary("What became of trips, newest first");
    }

    static Results<Ok<ConnectorTold>, ProblemHttpResult> One(HttpContext http) => http.Here.Store.Database.Read(TripTable.Find) is { } connector
        ? TypedResults.Ok(new ConnectorTold(connector.Url.ToString(), connector.AsksIdentity, null))
        : Problems.NotFound("no retailer's system is told");

    static Results<Ok<ConnectorTold>, ProblemHttpResult> Keep(ConnectorRequest asked, HttpContext http, TimeProvider time)
    {
        if (!Uri.TryCreate(asked.Url, UriKind.Absolute, out var url) || url is not { Scheme: "https" or "http", UserInfo: "", Query: "", Fragment: "" } || asked.Url.Length > 500)
        {
            return Problems.Refused(new Fault("webhook.url", "url", "an address that begins with https:// was expected, without a password or a query"));
        }

        var here = http.Here;
        var told = here.Store.Database.Write(transaction =>
        {
            var known = TripTable.Find(transaction);
            var secret = known?.Secret ?? $"{StandardWebhook.SecretPrefix}{Convert.ToBase64String(RandomNumberGenerator.GetBytes(32))}";
            TripTable.Keep(transaction, new(url, secret, asked.AsksIdentity));
            JournalTable.Write(transaction, Instants.Of(time), here.Caller.Id, "connector-set", new { host = url.Host, asked.AsksIdentity });
            return new ConnectorTold(url.ToString(), asked.AsksIdentity, known is null ? secret : null);
        });
        return TypedResults.Ok(told);
    }

    static Results<NoContent, ProblemHttpResult> Remove(HttpContext http, TimeProvider time)
    {
        var here = http.Here;
        return here.Store.Database.Write(transaction => TripTable.Forget(transaction)
                && JournalTable.Write(transaction, Instants.Of(time), here.Caller.Id, "connector-removed", new { }) is not null)
            ? TypedResults.NoContent()
            : Problems.NotFound("no retailer's system is told");
    }

    static Ok<Page<TripTold>> Trips(HttpContext http, string? cursor, [Range(1, Cursor.Most)] int limit = 50)
    {
        var most = Math.Clamp(limit, 1, Cursor.Most);
        var found = http.Here.Store.Database.Read(transaction => TripTable.Newest(transaction, Cursor.Read(cursor), most + 1));
        return TypedResults.Ok(Cursor.Of([.. found.Select(Of)], told => told.Trip, most));
    }

    static TripTold Of(TripNote note) => new(
        note.Party, note.Tries, note.Status, note.Purchase, note.DoneAt is { } done ? new Instant(done).ToTime() : null,
        note.NextAt is { } next ? new Instant(next).ToTime() : null, note.Words);
}

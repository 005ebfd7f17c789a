using System.ComponentModel.DataAnnotations;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using Stroll.Host;
using Stroll.Units;
using Stroll.Web.Accounts;
using Stroll.Web.Doors;

namespace Stroll.Web.Api;

/// <summary>A key of a program.</summary>
/// <param name="Id">Public; stands in the journal.</param>
/// <param name="Name">What it is for.</param>
/// <param name="Scopes">Rights that it has.</param>
/// <param name="Created">When.</param>
/// <param name="Expires">When it ends by itself; none for never.</param>
/// <param name="IsRevoked">True when it was taken back.</param>
/// <param name="Secret">What is sent as <c>Authorization: Bearer …</c>. Told once, when the key is made.</param>
public sealed record KeyTold(
    string Id, string Name, IReadOnlyList<Right> Scopes, DateTimeOffset? Created, DateTimeOffset? Expires, bool IsRevoked, string? Secret);

/// <summary>A key to be made.</summary>
/// <param name="Name">What it is for, 1 to 80 letters.</param>
/// <param name="Scopes">Rights that it gets; only such as the caller has.</param>
/// <param name="Days">Ends by itself after so many days, 1 to 3,650; never if not given.</param>
public sealed record KeyRequest([MaxLength(80)] string? Name, IReadOnlyList<Right>? Scopes, [Range(1, 3650)] int? Days);

static class KeysApi
{
    internal static void Map(RouteGroupBuilder api)
    {
        api.MapGet("/keys", All).Needs(Right.ManagePeople).WithName("listKeys").WithTags("Keys").WithSummary("Keys of programs for this store");
        api.MapPost("/keys", Add).Needs(Right.ManagePeople).Notes("key-made").OnlyOnce().WithName("makeKey").WithTags("Keys").WithSummary("Makes a key; its secret is told this once");
        api.MapDelete("/keys/{id}", Revoke).Needs(Right.ManagePeople).Notes("key-revoked").WithName("revokeKey").WithTags("Keys").WithSummary("Takes a key back; its next request is refused");
    }

    static Ok<Page<KeyTold>> All(HttpContext http, AccountBook book)
    {
        var here = http.Here.Store.Key;
        return TypedResults.Ok(new Page<KeyTold>(
            [
                .. book.KeysOf(here.Tenant).Where(key => key.Store is null || key.Store == here.Store).Select(key => new KeyTold(
                    key.Id, key.Name, [.. key.Rights.Order()], key.Created.ToTime(), key.Expires?.ToTime(), key.IsRevoked, null)),
            ],
            null));
    }

    static Results<Ok<KeyTold>, ProblemHttpResult> Add(KeyRequest asked, HttpContext http, AccountBook book, TimeProvider time)
    {
        var (here, name) = (http.Here, asked.Name?.Trim() ?? "");
        if (name.Length is 0 or > 80 || name.Any(char.IsControl) || asked.Scopes is not { Count: > 0 } scopes || asked.Days is < 1 or > 3650)
        {
            return Problems.Malformed("expected a name of 1 to 80 letters, at least one scope, and 1 to 3,650 days or none");
        }

        if (scopes.Any(right => !Enum.IsDefined(right) || !here.May(right)))
        {
            return Problems.Refused(new Fault("key.scope", name, "a scope that you do not have yourself here"), StatusCodes.Status403Forbidden);
        }

        var now = Instants.Of(time);
        Instant? expires = asked.Days is { } days ? now + TimeSpan.FromDays(days) : null;
        var (id, secret) = book.AddKey(here.Caller.Id, name, here.Store.Key.Tenant, here.Store.Key.Store, scopes, expires);
        return TypedResults.Ok(new KeyTold(id, name, [.. scopes.Distinct().Order()], now.ToTime(), expires?.ToTime(), false, secret));
    }

    static Results<NoContent, ProblemHttpResult> Revoke(string id, HttpContext http, AccountBook book)
    {
        var here = http.Here;
        return book.KeysOf(here.Store.Key.Tenant).Any(key => key.Id == id && key.Store == here.Store.Key.Store) && book.Revoke(here.Caller.Id, here.Store.Key.Tenant, id)
            ? TypedResults.NoContent()
            : Problems.NotFound("no key of this store has this id, or it was revoked before");
    }
}

using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using Stroll.Units;
using Stroll.Web.Accounts;
using Stroll.Web.Doors;

namespace Stroll.Web.Settings;

/// <summary>People, roles and keys of a store, and its journal.</summary>
/// <remarks>Whoever runs one store gives roles in that one; whoever runs all stores of a tenant may give them for all.</remarks>
static class SettingsPages
{
    internal static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapGet("/settings", () => Page(null)).Needs(Right.ManagePeople).ExcludeFromDescription();
        routes.MapPost("/settings/invitations", Invite).Needs(Right.ManagePeople).Notes("account-invited").ExcludeFromDescription();
        routes.MapPost("/settings/roles/{account}/take", TakeRole).Needs(Right.ManagePeople).Notes("role-taken").ExcludeFromDescription();
        routes.MapPost("/settings/keys", AddKey).Needs(Right.ManagePeople).Notes("key-made").ExcludeFromDescription();
        routes.MapPost("/settings/keys/{key}/revoke", Revoke).Needs(Right.ManagePeople).Notes("key-revoked").ExcludeFromDescription();
        routes.MapGet("/settings/journal", () => new RazorComponentResult<JournalPage>()).Needs(Right.SeeAudit).ExcludeFromDescription();
    }

    /// <summary>True when the caller may give roles in every store of the tenant.</summary>
    internal static bool MayForAll(Here here) => here.Caller.Grants.Any(
        grant => grant.Tenant == here.Store.Key.Tenant && grant.Store is null && grant.Rights.Contains(Right.ManagePeople));

    static async Task<IResult> Invite(HttpContext http, AccountBook book)
    {
        var (here, form) = (http.Here, await http.ReadForm());
        if (!Enum.TryParse<Role>(form["role"], out var role) || !Enum.IsDefined(role))
        {
            return Results.BadRequest();
        }

        var store = form["everywhere"] == "true" && MayForAll(here) ? null : here.Store.Key.Store;
        var secret = book.Invite(here.Caller.Id, here.Store.Key.Tenant, store, role);
        return Page(new($"One-time link for {Text.Words.Of(role)}", $"{http.Request.Scheme}://{http.Request.Host}/join/{secret}", "It works once, within a day. Nobody can look it up again."));
    }

    static async Task<IResult> TakeRole(string account, HttpContext http, AccountBook book)
    {
        var (here, form) = (http.Here, await http.ReadForm());
        var role = book.RolesOf(account).FirstOrDefault(
            role => role.Role.ToString() == form["role"] && role.Tenant == here.Store.Key.Tenant && role.Store == (form["shop"].ToString() is { Length: > 0 } shop ? shop : null));
        if (role is null || (role.Store is null ? !MayForAll(here) : role.Store != here.Store.Key.Store))
        {
            return Results.NotFound();
        }

        book.Take(here.Caller.Id, account, role);
        return Results.Redirect("/settings");
    }

    static async Task<IResult> AddKey(HttpContext http, AccountBook book, TimeProvider time)
    {
        var (here, form) = (http.Here, await http.ReadForm());
        var name = form["name"].ToString().Trim();
        var rights = form["right"].SelectMany(word => Enum.TryParse<Right>(word, out var right) && here.May(right) ? new[] { right } : []).ToArray();
        if (name.Length is < 1 or > 80 || rights.Length == 0)
        {
            return Page(new("No key was made", "", "It needs a name of 1 to 80 letters and at least one scope that you have yourself."));
        }

        Instant? expires = int.TryParse(form["days"], out var days) && days is > 0 and < 4000
            ? new Instant(time.GetUtcNow().AddDays(days).ToUnixTimeMilliseconds() * 1_000_000) : null;
        var (_, secret) = book.AddKey(here.Caller.Id, name, here.Store.Key.Tenant, here.Store.Key.Store, rights, expires);
        return Page(new($"Key {name}", secret, "Copy it now: only a hash of it is kept."));
    }

    static IResult Revoke(string key, HttpContext http, AccountBook book) =>
        book.KeysOf(http.Here.Store.Key.Tenant).Any(k => k.Id == key && (k.Store == http.Here.Store.Key.Store || MayForAll(http.Here)))
            && book.Revoke(http.Here.Caller.Id, http.Here.Store.Key.Tenant, key)
            ? Results.Redirect("/settings")
            : Results.NotFound();

    static RazorComponentResult Page(Told? told) => new RazorComponentResult<SettingsPage>(new { Told = told });
}

/// <summary>Something that is said once.</summary>
/// <param name="Title">What it is.</param>
/// <param name="Secret">To be copied; may be empty.</param>
/// <param name="Words">What to know about it.</param>
public sealed record Told(string Title, string Secret, string Words);

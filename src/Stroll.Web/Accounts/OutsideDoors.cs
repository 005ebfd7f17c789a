using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Stroll.Units;
using Stroll.Web.Doors;

namespace Stroll.Web.Accounts;

/// <summary>Signing in at the operator's own issuer. Accounts are connected by whoever is signed in, or made by a one-time link; never by themselves.</summary>
static class OutsideDoors
{
    const string Kind = "outside";
    const string Cookie = "stroll-outside";
    const string Why = "whoever comes here has not signed in yet";

    internal static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapGet("/sign-in/outside", (Delegate)Begin).OpenTo(Why).WithMetadata(Pace.Slow).ExcludeFromDescription();
        routes.MapGet("/sign-in/outside/back", (Delegate)End).OpenTo(Why).WithMetadata(Pace.Slow).ExcludeFromDescription();
    }

    static async Task<IResult> Begin(HttpContext http, OutsideIssuer issuer, Ceremonies ceremonies, AccountBook book, string? back, string? invitation)
    {
        if (issuer.Settings is null)
        {
            return Results.NotFound();
        }

        var half = new Half(
            AccountPages.IsOurs(back ?? "/") ? back ?? "/" : "/", invitation ?? "", book.Of(http.Features.Get<Caller>())?.Id ?? "", Secret.New(), Secret.New(), BackAt(http));
        var state = ceremonies.Begin(Kind, JsonSerializer.Serialize(half));
        // The browser that comes back must be the one that went: otherwise somebody could be signed in as somebody else by a link.
        http.Response.Cookies.Append(Cookie, Secret.HashOf(state), new() { HttpOnly = true, Secure = http.Request.IsHttps, SameSite = SameSiteMode.Lax, MaxAge = Ceremonies.Length, IsEssential = true });
        try
        {
            return Results.Redirect(await issuer.Begin(half.At, state, half.Nonce, half.Verifier, http.RequestAborted));
        }
        catch (Exception unreachable) when (unreachable is HttpRequestException or InvalidOperationException or IOException)
        {
            await Refusals.Page(http, StatusCodes.Status502BadGateway, $"{issuer.Settings.Name} cannot be reached", "Try again in a minute, or sign in with a password.");
            return Results.Empty;
        }
    }

    static async Task End(HttpContext http, OutsideIssuer issuer, Ceremonies ceremonies, AccountBook book, string? code, string? state)
    {
        http.Response.Cookies.Delete(Cookie);
        if (issuer.Settings is null || code is not { Length: > 0 and <= 2000 } || state is not { Length: > 0 and <= 200 } || http.Request.Cookies[Cookie] != Secret.HashOf(state)
            || ceremonies.End(Kind, state) is not { } kept)
        {
            await Refused(http, "The way back is not the one that was begun here, or it took too long.");
            return;
        }

        var half = JsonSerializer.Deserialize<Half>(kept)!;
        switch (await issuer.End(code, half.At, half.Nonce, half.Verifier, http.RequestAborted))
        {
            case Result<OutsidePerson>.Good(var person) when AccountFor(book, half, person) is { } account:
                AccountPages.Remember(http, book.Open(account, http.Request.Headers.UserAgent.ToString()));
                http.Response.Redirect(half.Back);
                break;
            case Result<OutsidePerson>.Good:
                await Refused(http, "No account here is connected with it. Sign in with your password or passkey and connect it on the page of your account, or ask a manager for a link.");
                break;
            case Result<OutsidePerson>.Bad(var fault):
                await Refused(http, $"It was not taken: {fault.Found}.");
                break;
        }
    }

    static string? AccountFor(AccountBook book, Half half, OutsidePerson person) => half switch
    {
        { Invitation.Length: > 0 } => book.JoinFromOutside(half.Invitation, person),
        { Account.Length: > 0 } => book.Connect(half.Account, person),
        _ => book.FromOutside(person),
    };

    static Task Refused(HttpContext http, string words) => Refusals.Page(http, StatusCodes.Status401Unauthorized, "That did not sign you in", words);

    static string BackAt(HttpContext http) => $"{http.Request.Scheme}://{http.Request.Host}/sign-in/outside/back";

    /// <summary>What is remembered until the browser comes back.</summary>
    sealed record Half(string Back, string Invitation, string Account, string Nonce, string Verifier, string At);
}

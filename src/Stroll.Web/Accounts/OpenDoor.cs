using System.Net;
using Microsoft.AspNetCore.Http;
using Stroll.Web.Doors;

namespace Stroll.Web.Accounts;

/// <summary>Signs in whoever sits at the machine itself. For a demo, where nothing is real and nobody wants a password.</summary>
/// <remarks>
/// The connection must come from the loopback, ask for the loopback by name and not be handed on by a proxy: otherwise a page on the internet
/// that calls itself <c>localhost</c> by DNS, or a proxy on this machine, would open the door to the world.
/// </remarks>
public sealed class OpenDoor(RequestDelegate next, AccountBook book, string login)
{
    string? _machine;

    /// <summary>Gives a session to a page that has none, and lets a program look that brings no key.</summary>
    public Task InvokeAsync(HttpContext http)
    {
        if (HttpMethods.IsGet(http.Request.Method) && IsAtTheMachine(http) && !IsSignedIn(http.Request)
            && book.All().FirstOrDefault(account => account.Login == login) is { IsClosed: false } account)
        {
            if (http.WantsProblem)
            {
                // Programs keep no cookies: all of them share one session, instead of leaving one behind with each request.
                _machine = _machine is not null && book.BySession(_machine) is not null ? _machine : book.Open(account.Id, "programs of this machine");
                http.Features.Set(book.BySession(_machine));
            }
            else
            {
                var session = book.Open(account.Id, "this machine");
                AccountPages.Remember(http, session);
                http.Features.Set(book.BySession(session));
            }
        }

        return next(http);
    }

    bool IsSignedIn(HttpRequest request) => request.Headers.Authorization.Count > 0
        || (request.Cookies[Door.SessionCookie] is { } session && book.BySession(session) is not null);

    static bool IsAtTheMachine(HttpContext http) =>
        http.Connection.RemoteIpAddress is { } address && IPAddress.IsLoopback(address)
        && (http.Request.Host.Host is "localhost" || IPAddress.TryParse(http.Request.Host.Host.Trim('[', ']'), out var host) && IPAddress.IsLoopback(host))
        && !http.Request.Headers.ContainsKey("Forwarded") && !http.Request.Headers.ContainsKey("X-Forwarded-For");
}

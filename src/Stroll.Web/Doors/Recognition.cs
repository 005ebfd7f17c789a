using Microsoft.AspNetCore.Http;

namespace Stroll.Web.Doors;

/// <summary>Finds out who asks, before anything is decided about it.</summary>
public sealed class Recognition(RequestDelegate next, ICallers callers)
{
    const string Bearer = "Bearer ";

    /// <summary>Notes the caller, if there is one.</summary>
    public Task InvokeAsync(HttpContext http)
    {
        if (http.Features.Get<Caller>() is null && Identify(http.Request) is { } caller)
        {
            http.Features.Set(caller);
        }

        return next(http);
    }

    Caller? Identify(HttpRequest request)
    {
        var header = request.Headers.Authorization.ToString();
        if (header.StartsWith(Bearer, StringComparison.OrdinalIgnoreCase))
        {
            return callers.ByKey(header[Bearer.Length..].Trim());
        }

        return request.Cookies[Door.SessionCookie] is { } session ? callers.BySession(session) : null;
    }
}

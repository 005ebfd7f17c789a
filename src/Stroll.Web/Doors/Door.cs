using System.Diagnostics;
using Microsoft.AspNetCore.Http;
using Stroll.Host.Stores;
using Stroll.Host.Stores.Live;
using Stroll.Web.Shell;

namespace Stroll.Web.Doors;

/// <summary>Stands before every endpoint: which store, and may you?</summary>
/// <remarks>
/// The only place where that is decided. It knows an endpoint by its <see cref="Requirement"/> alone; a store that somebody has no right in
/// is answered as if there were none.
/// </remarks>
public sealed class Door(RequestDelegate next, LiveStores stores)
{
    internal const string SessionCookie = "stroll-session";
    internal const string StoreCookie = "stroll-store";

    /// <summary>Lets a request pass, or answers it.</summary>
    public Task InvokeAsync(HttpContext http)
    {
        var caller = http.Features.Get<Caller>();
        if (http.GetEndpoint() is not { } endpoint)
        {
            return Refusals.NotFound(http);
        }

        return endpoint.Metadata.GetMetadata<Requirement>() switch
        {
            Requirement.Open => Pass(http, caller),
            Requirement.SignedIn => caller is null ? Refusals.SignInFirst(http) : Pass(http, caller),
            Requirement.Holding needed => caller is null ? Refusals.SignInFirst(http) : Check(http, caller, needed.Right),
            null => Refusals.Forbidden(http, "this endpoint says nothing about who may use it"),
            _ => throw new UnreachableException(),
        };
    }

    Task Check(HttpContext http, Caller caller, Right right)
    {
        if (Choose(http, caller, right) is not { } store)
        {
            return Refusals.NoStore(http);
        }

        var here = new Here(store, caller, stores);
        http.Features.Set(here);
        if (caller.May(right, store.Key))
        {
            return next(http);
        }

        return http.Request.Path == "/" && !http.WantsProblem && Navigation.For(here).FirstOrDefault() is { } start
            ? Away(http, start)
            : Refusals.Forbidden(http, $"needs the right {right} in {store.Key}");
    }

    /// <summary>Whoever may not see the floor begins with the first page that is theirs.</summary>
    static Task Away(HttpContext http, Destination start)
    {
        http.Response.Redirect(start.Path);
        return Task.CompletedTask;
    }

    Task Pass(HttpContext http, Caller? caller)
    {
        if (caller is not null && Choose(http, caller, null) is { } store)
        {
            http.Features.Set(new Here(store, caller, stores));
        }

        return next(http);
    }

    /// <summary>The store that is asked for, or else the one that was looked at last, or else the first that they may do it in.</summary>
    LiveStore? Choose(HttpContext http, Caller caller, Right? right)
    {
        var known = stores.All.Where(store => caller.Knows(store.Key)).ToArray();
        if (http.Request.Query["store"].ToString() is { Length: > 0 } asked)
        {
            var found = known.FirstOrDefault(store => store.Key.ToString() == asked);
            if (found is not null && known.Length > 1)
            {
                http.Response.Cookies.Append(StoreCookie, asked, new() { HttpOnly = true, SameSite = SameSiteMode.Lax, IsEssential = true });
            }

            return found;
        }

        var last = http.Request.Cookies[StoreCookie];
        return known.FirstOrDefault(store => store.Key.ToString() == last)
            ?? known.FirstOrDefault(store => right is null || caller.May(right.Value, store.Key))
            ?? known.FirstOrDefault();
    }
}

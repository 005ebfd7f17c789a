using Microsoft.AspNetCore.Http;

namespace Stroll.Web.Doors;

/// <summary>Refuses what another site makes a browser send in the name of somebody who is signed in here.</summary>
/// <remarks>
/// Browsers say since 2023 where a request comes from (Fetch Metadata, <c>Sec-Fetch-Site</c>); older ones send <c>Origin</c> with each
/// POST. Programs send neither, and have no cookie to be misused. So no token has to be carried through every form. Reading is never
/// refused, for reading changes nothing.
/// </remarks>
public sealed class CrossSite(RequestDelegate next)
{
    /// <summary>Lets a request pass, or answers it.</summary>
    public Task InvokeAsync(HttpContext http) => IsForeign(http.Request)
        ? Refusals.Forbidden(http, "the request comes from another site")
        : next(http);

    static bool IsForeign(HttpRequest request)
    {
        if (HttpMethods.IsGet(request.Method) || HttpMethods.IsHead(request.Method) || HttpMethods.IsOptions(request.Method))
        {
            return false;
        }

        var site = request.Headers["Sec-Fetch-Site"].ToString();
        if (site.Length > 0)
        {
            return site is not ("same-origin" or "none");
        }

        var origin = request.Headers.Origin.ToString();
        return origin.Length > 0 && !string.Equals(origin, $"{request.Scheme}://{request.Host}", StringComparison.OrdinalIgnoreCase);
    }
}

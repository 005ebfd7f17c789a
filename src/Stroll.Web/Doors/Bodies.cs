using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Server.Kestrel.Core;

namespace Stroll.Web.Doors;

/// <summary>Keeps what comes in small and plain: no packed bodies, no large ones, and bodies of programs can be read twice.</summary>
/// <remarks>
/// A body that is small on the wire and huge in memory needs packing, which nobody here offers. JSON is read to a depth of 64. Behind the door, so that
/// nothing of a stranger is kept.
/// </remarks>
public sealed class Bodies(RequestDelegate next)
{
    const long Usual = 1 << 20;
    const long Most = 21 << 20;
    const int InMemory = 1 << 18;

    /// <summary>What is said of an exception: a problem without a trace. A body that broke off or is too large is not our failure.</summary>
    internal static ExceptionHandlerOptions Failing => new()
    {
        StatusCodeSelector = thrown => thrown switch
        {
            Microsoft.AspNetCore.Http.BadHttpRequestException bad => bad.StatusCode,
            InvalidDataException => StatusCodes.Status400BadRequest,
            _ => StatusCodes.Status500InternalServerError,
        },
        ExceptionHandler = http => Refusals.Problem(
            http, http.Response.StatusCode, http.Response.StatusCode < 500 ? "Malformed" : "Failed", "the request was not done"),
    };

    /// <summary>Tells the server what it refuses by itself.</summary>
    internal static void Limit(KestrelServerOptions server)
    {
        server.AddServerHeader = false;
        server.Limits.MaxRequestBodySize = Usual;
        server.Limits.MaxRequestHeadersTotalSize = 1 << 14;
        server.Limits.MaxConcurrentConnections = 2000;
    }

    /// <summary>Lets a request pass, or refuses its body.</summary>
    public Task InvokeAsync(HttpContext http)
    {
        if (http.Request.Headers.ContentEncoding.Count > 0)
        {
            return Refusals.Problem(http, StatusCodes.Status415UnsupportedMediaType, "Packed", "send the body as it is, without Content-Encoding");
        }

        if (http.ForPrograms && !HttpMethods.IsGet(http.Request.Method))
        {
            http.Request.EnableBuffering(InMemory, Most);
        }

        return next(http);
    }
}

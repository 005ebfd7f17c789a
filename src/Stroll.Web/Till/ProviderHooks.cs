using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Stroll.Host.Stores;
using Stroll.Host.Stores.Live;
using Stroll.Units;
using Stroll.Web.Doors;

namespace Stroll.Web.Till;

/// <summary>Where a payment provider hands in what it says by itself.</summary>
static class ProviderHooks
{
    const int MostBytes = 512 * 1024;

    internal static void Map(IEndpointRouteBuilder routes) =>
        routes.MapPost("/hooks/{tenant}/{store}/payments", Take).OpenTo("the provider's signature is checked, and what is genuine only makes the store ask")
            .WithMetadata(Pace.Public).ExcludeFromDescription();

    /// <summary>204 for what is genuine, new or not, so that the provider does not send it again; 400 for what is not.</summary>
    static async Task<IResult> Take(string tenant, string store, HttpContext http, LiveStores stores)
    {
        if (!StoreKey.IsName(tenant) || !StoreKey.IsName(store) || stores.Find(new(tenant, store))?.Till?.ProviderPost is not { } post)
        {
            return Results.NotFound();
        }

        if (await Body(http.Request) is not { } body)
        {
            return Results.StatusCode(StatusCodes.Status413PayloadTooLarge);
        }

        return post.Take(name => http.Request.Headers[name].ToString(), body) is Result<bool>.Bad(var fault)
            ? Results.Problem(fault.Found, statusCode: StatusCodes.Status400BadRequest, title: fault.Code)
            : Results.NoContent();
    }

    static async Task<byte[]?> Body(HttpRequest request)
    {
        using var body = new MemoryStream();
        var part = new byte[16 * 1024];
        while (await request.Body.ReadAsync(part, request.HttpContext.RequestAborted) is > 0 and var read)
        {
            body.Write(part, 0, read);
            if (body.Length > MostBytes)
            {
                return null;
            }
        }

        return body.ToArray();
    }
}

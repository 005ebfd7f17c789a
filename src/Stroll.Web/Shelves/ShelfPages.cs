using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using Stroll.Web.Doors;

namespace Stroll.Web.Shelves;

/// <summary>Shelves, plates and their weights.</summary>
static class ShelfPages
{
    internal static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapGet("/shelves", () => new RazorComponentResult<ShelvesPage>()).Needs(Right.SeeDevices).ExcludeFromDescription();
        routes.MapGet("/shelves/{gondola:int}/{shelf:int}", One).Needs(Right.SeeDevices).ExcludeFromDescription();
    }

    static async Task One(int gondola, int shelf, HttpContext http)
    {
        var store = http.Here.Store;
        await (store.Model.Store.TryFind(gondola, shelf, out var id)
            ? new RazorComponentResult<ShelfPage>(new { Shelf = ShelfBoard.Of(store, store.Model.Store[id]) }).ExecuteAsync(http)
            : Refusals.NotFound(http));
    }
}

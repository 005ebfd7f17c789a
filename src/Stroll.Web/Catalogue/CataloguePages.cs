using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using Stroll.Web.Doors;

namespace Stroll.Web.Catalogue;

/// <summary>Products and where they stand.</summary>
static class CataloguePages
{
    internal static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapGet("/catalogue", (string? q, bool unready = false) => new RazorComponentResult<CataloguePage>(new { Search = q, OnlyUnready = unready }))
            .Needs(Right.SeeCatalogue).ExcludeFromDescription();
        routes.MapGet("/catalogue/{barcode}", One).Needs(Right.SeeCatalogue).ExcludeFromDescription();
    }

    static async Task One(string barcode, HttpContext http)
    {
        var model = http.Here.Store.Model;
        await (model.Catalogue.TryFind(barcode, out var id)
            ? new RazorComponentResult<ProductPage>(new { Card = ProductCard.Of(model, model.Catalogue[id]) }).ExecuteAsync(http)
            : Refusals.NotFound(http));
    }
}

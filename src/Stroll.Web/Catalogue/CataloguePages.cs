using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using Stroll.Host.Plans;
using Stroll.Host.Stores.Live;
using Stroll.Layout;
using Stroll.Units;
using Stroll.Web.Doors;

namespace Stroll.Web.Catalogue;

/// <summary>Products: the list, the page of one, and their files.</summary>
static class CataloguePages
{
    internal static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapGet("/catalogue", (string? q, bool unready = false) => new RazorComponentResult<CataloguePage>(new { Search = q, OnlyUnready = unready }))
            .Needs(Right.SeeCatalogue).ExcludeFromDescription();
        routes.MapGet("/catalogue/{barcode}", (string barcode, HttpContext http) => One(barcode, http, null)).Needs(Right.SeeCatalogue).ExcludeFromDescription();
        routes.MapGet("/catalogue/{barcode}/photo", Photo).Needs(Right.SeeCatalogue).ExcludeFromDescription();
        routes.MapGet("/catalogue/export/{file}", Export).Needs(Right.SeeCatalogue).ExcludeFromDescription();
    }

    /// <summary>What pages about products show: the change that is being made, or else what was published last.</summary>
    internal static StoreModel Shown(LiveStore store) => store.Plans is not { } plans ? store.Model : plans.Open?.Model ?? plans.Newest;

    internal static async Task One(string barcode, HttpContext http, Fault? wrong)
    {
        var store = http.Here.Store;
        var model = Shown(store);
        var hasPhoto = store.Database.Read(transaction => PhotoTable.Of(transaction, barcode)) is not null;
        await (model.Catalogue.TryFind(barcode, out var id)
            ? new RazorComponentResult<ProductPage>(new { Card = ProductCard.Of(model, model.Catalogue[id], hasPhoto), Model = model, Wrong = wrong }).ExecuteAsync(http)
            : Refusals.NotFound(http));
    }

    static IResult Photo(string barcode, HttpContext http) =>
        http.Here.Store.Database.Read(transaction => PhotoTable.Of(transaction, barcode)) is { } photo ? Results.Bytes(photo.Picture, photo.Kind) : Results.NotFound();

    static IResult Export(string file, HttpContext http)
    {
        var text = PlanText.Of(Shown(http.Here.Store));
        return file switch
        {
            "catalogue.csv" => Results.Bytes(Encoding.UTF8.GetBytes(text.Catalogue), "text/csv; charset=utf-8", file),
            "planogram.csv" => Results.Bytes(Encoding.UTF8.GetBytes(text.Planogram), "text/csv; charset=utf-8", file),
            _ => Results.NotFound(),
        };
    }
}

using System.ComponentModel.DataAnnotations;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using Stroll.Layout;
using Stroll.Units;
using Stroll.Web.Doors;

namespace Stroll.Web.Api;

/// <summary>An amount of money.</summary>
/// <param name="Minor">In the smallest unit of the currency, as cents.</param>
/// <param name="Currency">ISO 4217.</param>
public sealed record Amount(long Minor, string Currency)
{
    internal static Amount? Of(Money? money) => money is { } some ? new(some.Minor, some.Currency) : null;
}

/// <summary>An article.</summary>
/// <param name="Barcode">As the operator wrote it; unique in the store.</param>
/// <param name="Gtin">The 14 digits; none when the code is no valid GTIN.</param>
/// <param name="Name">For people.</param>
/// <param name="UnitWeightGrams">Of one piece, on average; none when never weighed.</param>
/// <param name="UnitWeightSdGrams">How much pieces differ; none when not known.</param>
/// <param name="Unit"><c>each</c> or <c>kilogram</c>.</param>
/// <param name="Price">Of one piece or kilogram.</param>
public sealed record Article(string Barcode, string? Gtin, string Name, double? UnitWeightGrams, double? UnitWeightSdGrams, string Unit, Amount? Price);

/// <summary>Where an article is meant to stand.</summary>
/// <param name="Barcode">Of the article.</param>
/// <param name="Gondola">Number of the gondola.</param>
/// <param name="Shelf">Number of the shelf on it.</param>
/// <param name="Plates">Numbers of the plates on the shelf.</param>
public sealed record FacingPlace(string Barcode, int Gondola, int Shelf, IReadOnlyList<int> Plates);

static class CatalogueApi
{
    internal static void Map(RouteGroupBuilder api)
    {
        api.MapGet("/catalogue", All).Needs(Right.SeeCatalogue).WithName("listArticles").WithTags("Catalogue").WithSummary("Articles, by barcode");
        api.MapGet("/catalogue/{barcode}", One).Needs(Right.SeeCatalogue).WithName("getArticle").WithTags("Catalogue").WithSummary("One article");
        api.MapGet("/planogram", Planogram).Needs(Right.SeeCatalogue).WithName("listFacings").WithTags("Catalogue").WithSummary("Where articles are meant to stand");
    }

    static Ok<Page<Article>> All(HttpContext http, string? cursor, [Range(1, Cursor.Most)] int limit = 50) => TypedResults.Ok(Cursor.Of(
        http.Here.Store.Model.Catalogue.Products.OrderBy(product => product.Barcode, StringComparer.Ordinal).Select(Of),
        article => article.Barcode, cursor, Math.Clamp(limit, 1, Cursor.Most)));

    static Results<Ok<Article>, ProblemHttpResult> One(string barcode, HttpContext http)
    {
        var catalogue = http.Here.Store.Model.Catalogue;
        return catalogue.TryFind(barcode, out var id) ? TypedResults.Ok(Of(catalogue[id])) : Problems.NotFound("no article has this barcode");
    }

    static Ok<Page<FacingPlace>> Planogram(HttpContext http, string? cursor, [Range(1, Cursor.Most)] int limit = 50)
    {
        var model = http.Here.Store.Model;
        var sorted = model.Planogram.Facings.OrderBy(facing => Key(facing.Id.Index), StringComparer.Ordinal).ToArray();
        var page = Cursor.Of(sorted, facing => Key(facing.Id.Index), cursor, Math.Clamp(limit, 1, Cursor.Most));
        return TypedResults.Ok(new Page<FacingPlace>([.. page.Items.Select(facing => Of(model, facing))], page.Next));
    }

    static string Key(int index) => index.ToString("D8", System.Globalization.CultureInfo.InvariantCulture);

    static Article Of(Product product) => new(
        product.Barcode, product.Gtin, product.Name, product.UnitWeight?.Value, product.UnitWeightSd?.Value,
        product.Unit == SaleUnit.Each ? "each" : "kilogram", Amount.Of(product.Price));

    static FacingPlace Of(StoreModel model, Facing facing)
    {
        var shelf = model.Store[facing.Shelf];
        return new(
            model.Catalogue[facing.Product].Barcode, shelf.Gondola, shelf.Number, [.. facing.Plates.Select(plate => model.Store[plate].Address.Plate)]);
    }
}

using System.Collections.Immutable;
using System.ComponentModel.DataAnnotations;
using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Http.Metadata;
using Microsoft.AspNetCore.Routing;
using Stroll.Host;
using Stroll.Host.Plans;
using Stroll.Host.Stores.Live;
using Stroll.Layout;
using Stroll.Recordings;
using Stroll.Units;
using Stroll.Web.Doors;

namespace Stroll.Web.Api;

/// <summary>Articles to be added or changed: all of them or none.</summary>
/// <param name="Items">Each barcode once; at most 50,000.</param>
public sealed record CatalogueUpload(IReadOnlyList<Article?>? Items);

/// <summary>What became of an upload.</summary>
/// <param name="Number">Of the version that it made.</param>
/// <param name="At">When.</param>
/// <param name="Articles">How many.</param>
/// <param name="Fresh">Of them, new in the catalogue.</param>
/// <param name="TakesEffect">Prices count at once; everything else with the <c>next start</c> of the store.</param>
/// <param name="Warnings">What was taken but looks wrong, as a barcode whose check digit is; at most 100.</param>
public sealed record UploadTold(int Number, DateTimeOffset At, int Articles, int Fresh, string TakesEffect, IReadOnlyList<string> Warnings);

/// <summary>Facings to be kept in the place of all that are there.</summary>
/// <param name="Facings">The whole planogram.</param>
public sealed record PlanogramUpload(IReadOnlyList<FacingPlace?>? Facings);

/// <summary>What became of a planogram.</summary>
/// <param name="Number">Counts up in the store from 1.</param>
/// <param name="TakesEffect">With the <c>next start</c> of the store.</param>
public sealed record PlanogramTold(int Number, string TakesEffect);

/// <summary>A version of catalogue and planogram, never edited.</summary>
/// <param name="Number">Counts up in the store from 1.</param>
/// <param name="At">When it was published.</param>
/// <param name="Who">Which account or key, or <c>files</c>.</param>
/// <param name="Words">What it is for.</param>
/// <param name="IsRunning">True when the store decides with it now.</param>
public sealed record VersionTold(int Number, DateTimeOffset At, string Who, string Words, bool IsRunning);

/// <summary>A price that was set.</summary>
/// <param name="Number">Counts up; of two that hold at once the higher counts. Passed over in a request.</param>
/// <param name="Barcode">Of the article.</param>
/// <param name="Price">Of one piece or kilogram.</param>
/// <param name="From">From when on; in a request, now if not given, and never in the past.</param>
/// <param name="Until">Until before then; for good if not given.</param>
public sealed record PriceLine(long? Number, string? Barcode, Amount? Price, DateTimeOffset? From, DateTimeOffset? Until);

/// <summary>Prices to be set: all of them or none.</summary>
/// <param name="Prices">Each article once; at most 50,000.</param>
public sealed record PricesUpload(IReadOnlyList<PriceLine?>? Prices);

static class AssortmentApi
{
    const int Most = 50_000;
    const string NextStart = "next start";
    const string NotHere = "prices and articles of this store come from its files alone";

    internal static void Map(RouteGroupBuilder api)
    {
        api.MapPost("/catalogue/uploads", (Delegate)Upload).Needs(Right.EditCatalogue).Notes("plan-published").OnlyOnce().WithMetadata(BodySize.Large)
            .Accepts<CatalogueUpload>("application/json", "text/csv").Produces<UploadTold>(201)
            .WithName("uploadArticles").WithTags("Catalogue").WithSummary("Adds and changes articles, as JSON or as catalogue.csv");
        api.MapGet("/catalogue/versions/{number:int}", Told).Needs(Right.SeeCatalogue).WithName("getCatalogueVersion").WithTags("Catalogue").WithSummary("One version of catalogue and planogram");
        api.MapPut("/planogram", Place).Needs(Right.EditCatalogue).Notes("plan-published").OnlyOnce().WithMetadata(BodySize.Large)
            .WithName("replacePlanogram").WithTags("Catalogue").WithSummary("Says where everything is meant to stand, from the next start on");
        api.MapGet("/prices", Prices).Needs(Right.SeeCatalogue).WithName("listPrices").WithTags("Prices").WithSummary("Prices that were set over those of the catalogue, in the order in which they were set");
        api.MapPut("/prices", Set).Needs(Right.EditCatalogue).Notes("prices-set").OnlyOnce().WithMetadata(BodySize.Large)
            .WithName("setPrices").WithTags("Prices").WithSummary("Sets prices, now or from a moment on");
    }

    static async Task<IResult> Upload(HttpContext http, TimeProvider time)
    {
        if (http.Here.Store.Plans is null)
        {
            return Problems.NotHere(NotHere);
        }

        var warnings = new List<string>();
        var read = IsCsv(http.Request) ? await FromCsv(http) : await FromJson(http, warnings);
        return read switch
        {
            Articles.Good(var articles) => Taken(http, articles, warnings, time),
            Articles.Bad(var problem) => problem,
            _ => throw new System.Diagnostics.UnreachableException(),
        };
    }

    /// <summary>Checks articles one by one, so that whoever sends ten thousand hears of all that are wrong at once.</summary>
    internal static (ImmutableArray<Product> Articles, List<Fault> Faults) Checked(IReadOnlyList<Article?> items, List<string> warnings)
    {
        var (articles, faults) = (ImmutableArray.CreateBuilder<Product>(items.Count), new List<Fault>());
        var seen = new HashSet<string>(StringComparer.Ordinal);
        for (var i = 0; i < items.Count && faults.Count < 100; i++)
        {
            switch (ArticleCheck.Of(items[i], $"item {i + 1}", warnings))
            {
                case Result<Product>.Bad(var fault):
                    faults.Add(fault);
                    break;
                case Result<Product>.Good(var product) when !seen.Add(product.Barcode):
                    faults.Add(new("catalogue.value", $"item {i + 1}", $"barcode '{product.Barcode}' again, expected each barcode once"));
                    break;
                case Result<Product>.Good(var product):
                    articles.Add(product with { Id = new(articles.Count) });
                    break;
            }
        }

        return (articles.ToImmutable(), faults);
    }

    static bool IsCsv(HttpRequest request) => request.ContentType?.StartsWith("text/csv", StringComparison.OrdinalIgnoreCase) == true;

    static async Task<Articles> FromCsv(HttpContext http)
    {
        using var reader = new StreamReader(http.Request.Body, new UTF8Encoding(false, true));
        string text;
        try
        {
            text = await reader.ReadToEndAsync(http.RequestAborted);
        }
        catch (DecoderFallbackException)
        {
            return new Articles.Bad(Problems.Malformed("the body is no UTF-8"));
        }

        return CatalogueCsv.Read(text, "the body") switch
        {
            Result<Layout.Catalogue>.Good(var catalogue) when catalogue.Products.Length is > 0 and <= Most => new Articles.Good(catalogue.Products),
            Result<Layout.Catalogue>.Good => new Articles.Bad(Problems.Malformed($"expected 1 to {Most} articles")),
            Result<Layout.Catalogue>.Bad(var fault) => new Articles.Bad(Problems.Refused(fault)),
            _ => throw new System.Diagnostics.UnreachableException(),
        };
    }

    static async Task<Articles> FromJson(HttpContext http, List<string> warnings)
    {
        if (!http.Request.HasJsonContentType())
        {
            return new Articles.Bad(TypedResults.Problem("expected application/json or text/csv", statusCode: 415, title: "Unknown form"));
        }

        CatalogueUpload? upload;
        try
        {
            upload = await http.Request.ReadFromJsonAsync<CatalogueUpload>(http.RequestAborted);
        }
        catch (System.Text.Json.JsonException broken)
        {
            return new Articles.Bad(Problems.Malformed($"no such JSON: {broken.Path ?? "the beginning"}"));
        }

        if (upload?.Items is not { Count: > 0 and <= Most } items)
        {
            return new Articles.Bad(Problems.Malformed($"expected 1 to {Most} items"));
        }

        var (articles, faults) = Checked(items, warnings);
        return faults.Count > 0 ? new Articles.Bad(Problems.Refused(faults)) : new Articles.Good(articles);
    }

    /// <summary>Publishes articles, and sets the prices of those that the running store knows.</summary>
    internal static Result<PlanVersion> Take(LiveStore store, IReadOnlyList<Product> articles, string who, TimeProvider time)
    {
        var now = Instants.Of(time);
        TimedPrice[] prices = store.Prices is null ? [] :
        [
            .. articles.Where(article => article.Price is not null && store.Model.Catalogue.TryFind(article.Barcode, out _))
                .Select(article => new TimedPrice(0, article.Barcode, article.Price!.Value.Minor, now, Instant.Latest, who)),
        ];
        if (store.Prices?.Refuse(prices) is { } wrong)
        {
            return new Result<PlanVersion>.Bad(wrong);
        }

        if (store.Prices is { } desk && articles.FirstOrDefault(article => article.Price is { } price && price.Currency != desk.Currency) is { } foreign)
        {
            return new Result<PlanVersion>.Bad(new("price.foreign", $"price of {foreign.Barcode}", $"in {foreign.Price!.Value.Currency}, expected {desk.Currency}"));
        }

        var published = store.Plans!.PublishAtOnce(who, $"{articles.Count} articles over the API", model => new Result<StoreModel>.Good(ArticleMerge.Of(model, articles)));
        if (published is Result<PlanVersion>.Good && prices.Length > 0)
        {
            store.Prices!.SetAll(who, prices);
        }

        return published;
    }

    static IResult Taken(HttpContext http, ImmutableArray<Product> articles, List<string> warnings, TimeProvider time)
    {
        var store = http.Here.Store;
        var fresh = articles.Count(article => !store.Plans!.Newest.Catalogue.TryFind(article.Barcode, out _));
        return Take(store, articles, http.Here.Caller.Id, time) switch
        {
            Result<PlanVersion>.Good(var version) => TypedResults.Created(
                $"/api/v1/catalogue/versions/{version.Number}",
                new UploadTold(version.Number, version.At.ToTime(), articles.Length, fresh, NextStart, [.. warnings.Take(100)])),
            Result<PlanVersion>.Bad(var fault) => Problems.Refused(fault, fault.Code == "plan.draft" ? StatusCodes.Status409Conflict : StatusCodes.Status422UnprocessableEntity),
            _ => throw new System.Diagnostics.UnreachableException(),
        };
    }

    static Results<Ok<VersionTold>, ProblemHttpResult> Told(int number, HttpContext http) =>
        http.Here.Store.Database.Read(transaction => PlanTable.Find(transaction, number)) is { } version
            ? TypedResults.Ok(new VersionTold(version.Number, version.At.ToTime(), version.Who, version.Words, http.Here.Store.Plans?.Running.Number == version.Number))
            : Problems.NotFound("no version has this number");

    static Results<Ok<PlanogramTold>, ProblemHttpResult> Place(PlanogramUpload upload, HttpContext http)
    {
        if (http.Here.Store.Plans is not { } desk)
        {
            return Problems.NotHere(NotHere);
        }

        if (upload.Facings is not { Count: > 0 and <= Most } facings || facings.Any(facing => facing is not { Barcode.Length: > 0, Plates.Count: > 0 }))
        {
            return Problems.Malformed($"expected 1 to {Most} facings with barcode, gondola, shelf and plates");
        }

        var csv = Csv(facings!);
        var published = desk.PublishAtOnce(
            http.Here.Caller.Id, $"{facings.Count} facings over the API",
            model => PlanogramCsv.Read(csv, "the planogram", model.Store, model.Catalogue) switch
            {
                Result<Layout.Planogram>.Good(var planogram) => new Result<StoreModel>.Good(model with { Planogram = planogram }),
                Result<Layout.Planogram>.Bad(var fault) => new Result<StoreModel>.Bad(fault),
                _ => throw new System.Diagnostics.UnreachableException(),
            });
        return published switch
        {
            Result<PlanVersion>.Good(var version) => TypedResults.Ok(new PlanogramTold(version.Number, NextStart)),
            Result<PlanVersion>.Bad(var fault) => Problems.Refused(fault, fault.Code == "plan.draft" ? StatusCodes.Status409Conflict : StatusCodes.Status422UnprocessableEntity),
            _ => throw new System.Diagnostics.UnreachableException(),
        };
    }

    static string Csv(IReadOnlyList<FacingPlace> facings)
    {
        var text = new StringBuilder("barcode,gondola,shelf,plates\n");
        foreach (var facing in facings)
        {
            text.Append(System.Globalization.CultureInfo.InvariantCulture, $"\"{facing.Barcode.Replace("\"", "\"\"", StringComparison.Ordinal)}\",{facing.Gondola},{facing.Shelf},{string.Join(' ', facing.Plates)}\n");
        }

        return text.ToString();
    }

    static Results<Ok<Page<PriceLine>>, ProblemHttpResult> Prices(HttpContext http, string? cursor, [Range(1, Cursor.Most)] int limit = 50)
    {
        if (http.Here.Store.Prices is not { } desk)
        {
            return Problems.NotHere(NotHere);
        }

        var set = http.Here.Store.Database.Read(PriceTable.All);
        return TypedResults.Ok(Cursor.Of(
            set.Select(price => new PriceLine(
                price.Number, price.Barcode, new(price.Minor, desk.Currency), price.From.ToTime(), price.Until == Instant.Latest ? null : price.Until.ToTime())),
            line => line.Number!.Value.ToString("D12", System.Globalization.CultureInfo.InvariantCulture), cursor, Math.Clamp(limit, 1, Cursor.Most)));
    }

    static Results<NoContent, ProblemHttpResult> Set(PricesUpload upload, HttpContext http, TimeProvider time)
    {
        if (http.Here.Store.Prices is not { } desk)
        {
            return Problems.NotHere(NotHere);
        }

        if (upload.Prices is not { Count: > 0 and <= Most } prices
            || prices.Any(price => price is not { Barcode.Length: > 0, Price: { Minor: >= 0, Currency.Length: 3 }, From: null or { Year: >= 1970 and < 2200 }, Until: null or { Year: >= 1970 and < 2200 } }))
        {
            return Problems.Malformed($"expected 1 to {Most} prices with barcode and price of zero or more");
        }

        if (prices.FirstOrDefault(price => price!.Price!.Currency != desk.Currency) is { } foreign)
        {
            return Problems.Refused(new Fault("price.foreign", $"price of {foreign.Barcode}", $"in {foreign.Price!.Currency}, expected {desk.Currency}, the currency of the store"));
        }

        var now = Instants.Of(time);
        var set = prices.Select(price => new TimedPrice(
            0, price!.Barcode!, price.Price!.Minor, price.From is { } from ? Instants.Of(from) : now, price.Until is { } until ? Instants.Of(until) : Instant.Latest, ""));
        return desk.SetAll(http.Here.Caller.Id, [.. set]) is { } fault ? Problems.Refused(fault) : TypedResults.NoContent();
    }

    /// <summary>Articles, or what to answer instead.</summary>
    abstract record Articles
    {
        internal sealed record Good(ImmutableArray<Product> Found) : Articles;

        internal sealed record Bad(ProblemHttpResult Problem) : Articles;
    }
}

/// <summary>How large a body may be. Metadata of an endpoint; a megabyte where it says nothing.</summary>
/// <param name="Bytes">At most.</param>
sealed record BodySize(long Bytes) : IRequestSizeLimitMetadata
{
    /// <summary>For whole catalogues.</summary>
    internal static BodySize Large { get; } = new(20 << 20);

    /// <inheritdoc/>
    public long? MaxRequestBodySize => Bytes;
}

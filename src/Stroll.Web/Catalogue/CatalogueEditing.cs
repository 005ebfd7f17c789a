using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using Stroll.Host;
using Stroll.Host.Plans;
using Stroll.Layout;
using Stroll.Recordings;
using Stroll.Units;
using Stroll.Web.Doors;
using Stroll.Web.Text;

namespace Stroll.Web.Catalogue;

/// <summary>Forms that change products: by hand, by file, by the scale, and their prices.</summary>
static class CatalogueEditing
{
    const int MostLetters = 8_000_000;

    internal static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapGet("/catalogue/new", () => new RazorComponentResult<NewProductPage>()).Needs(Right.EditCatalogue).ExcludeFromDescription();
        routes.MapGet("/catalogue/import", () => new RazorComponentResult<ImportPage>()).Needs(Right.EditCatalogue).ExcludeFromDescription();
        routes.MapPost("/catalogue/import", Import).Needs(Right.EditCatalogue).NotesNothing("a draft holds nowhere: publishing it is noted").ExcludeFromDescription();
        routes.MapPost("/catalogue", Put).Needs(Right.EditCatalogue).NotesNothing("a draft holds nowhere: publishing it is noted").ExcludeFromDescription();
        routes.MapPost("/catalogue/{barcode}/photo", Photograph).Needs(Right.EditCatalogue).NotesNothing("a picture of an article decides nothing").ExcludeFromDescription();
        routes.MapPost("/catalogue/{barcode}/prices", SetPrice).Needs(Right.EditCatalogue).Notes("price-set").ExcludeFromDescription();
        routes.MapPost("/catalogue/{barcode}/prices/{number:long}/end", EndPrice).Needs(Right.EditCatalogue).Notes("price-ended").ExcludeFromDescription();
        routes.MapGet("/catalogue/{barcode}/weigh", Weigh).Needs(Right.EditCatalogue).ExcludeFromDescription();
        routes.MapPost("/catalogue/{barcode}/weigh", KeepWeight).Needs(Right.EditCatalogue).NotesNothing("a draft holds nowhere: publishing it is noted").ExcludeFromDescription();
    }

    /// <summary>The page where nothing can be changed: catalogue and planogram are given from outside.</summary>
    internal static Task Fixed(HttpContext http) =>
        Refusals.Page(http, StatusCodes.Status409Conflict, "This catalogue is given from outside", "It is changed where it comes from.");

    static async Task Put(HttpContext http)
    {
        var form = await http.ReadForm();
        if (http.Here.Store.Plans is not { } plans)
        {
            await Fixed(http);
            return;
        }

        var code = form.Text("barcode");
        switch (plans.Change(http.Here.Caller.Id, model => PlanEdits.Put(model, ProductOf(form, code, model, CurrencyOf(http.Here)))))
        {
            case Result<StoreModel>.Good:
                http.Response.Redirect($"/catalogue/{Uri.EscapeDataString(code)}");
                break;
            case Result<StoreModel>.Bad(var fault) when CataloguePages.Shown(http.Here.Store).Catalogue.TryFind(code, out _):
                await CataloguePages.One(code, http, fault);
                break;
            case Result<StoreModel>.Bad(var fault):
                await new RazorComponentResult<NewProductPage>(new { Wrong = fault, Barcode = code, Name = form.Text("name") }).ExecuteAsync(http);
                break;
        }
    }

    static Product ProductOf(IFormCollection form, string code, StoreModel model, string currency)
    {
        var before = model.Catalogue.TryFind(code, out var id) ? model.Catalogue[id] : null;
        return new(
            default, code, Gtin.From(code) ?? before?.Gtin, form.Text("name"), form.Above0("grams")?.Grams, form.Above0("sd")?.Grams,
            form.Text("unit") == "kilogram" ? SaleUnit.Kilogram : SaleUnit.Each,
            form.Minor("price", before?.Price?.Currency ?? currency) is { } minor ? new Money(minor, before?.Price?.Currency ?? currency) : null);
    }

    internal static string CurrencyOf(Here here) =>
        here.Store.Prices?.Currency ?? here.Store.Model.Catalogue.Products.FirstOrDefault(product => product.Price is not null)?.Price?.Currency ?? "EUR";

    static async Task Import(HttpContext http)
    {
        var form = await http.ReadForm();
        if (http.Here.Store.Plans is not { } plans)
        {
            await Fixed(http);
            return;
        }

        var (catalogue, planogram) = (await TextOf(form, "catalogue"), await TextOf(form, "planogram"));
        var result = catalogue.Length + planogram.Length == 0
            ? new Result<StoreModel>.Bad(new("plan.draft", "import", "no file was chosen; expected catalogue.csv, planogram.csv or both"))
            : plans.Change(http.Here.Caller.Id, model => Imported(model, catalogue, planogram));
        if (result is Result<StoreModel>.Bad(var fault))
        {
            await new RazorComponentResult<ImportPage>(new { Wrong = fault }).ExecuteAsync(http);
            return;
        }

        http.Response.Redirect("/catalogue/versions");
    }

    static Result<StoreModel> Imported(StoreModel model, string catalogue, string planogram)
    {
        var next = model;
        if (catalogue.Length > 0)
        {
            switch (CatalogueCsv.Read(catalogue, "catalogue.csv"))
            {
                case Result<Layout.Catalogue>.Bad(var fault):
                    return new Result<StoreModel>.Bad(fault);
                case Result<Layout.Catalogue>.Good(var read) when PlanEdits.Import(next, read) is Result<StoreModel>.Good(var changed):
                    next = changed;
                    break;
            }
        }

        return planogram.Length == 0 ? new Result<StoreModel>.Good(next) : PlanogramCsv.Read(planogram, "planogram.csv", next.Store, next.Catalogue) switch
        {
            Result<Layout.Planogram>.Good(var read) => PlanEdits.Import(next, read),
            Result<Layout.Planogram>.Bad(var fault) => new Result<StoreModel>.Bad(fault),
            _ => throw new System.Diagnostics.UnreachableException(),
        };
    }

    static async Task<string> TextOf(IFormCollection form, string field)
    {
        if (form.Files.GetFile(field) is not { Length: > 0 and < MostLetters } file)
        {
            return "";
        }

        using var reader = new StreamReader(file.OpenReadStream());
        return await reader.ReadToEndAsync();
    }

    static async Task Photograph(string barcode, HttpContext http)
    {
        var form = await http.ReadForm();
        var store = http.Here.Store;
        if (!CataloguePages.Shown(store).Catalogue.TryFind(barcode, out _) || form.Files.GetFile("photo") is not { } file)
        {
            await Refusals.NotFound(http);
            return;
        }

        using var bytes = new MemoryStream();
        await file.OpenReadStream().CopyToAsync(bytes);
        var kept = store.Database.Write(transaction => PhotoTable.Keep(transaction, barcode, bytes.ToArray()));
        if (kept is Result<string>.Bad(var fault))
        {
            await CataloguePages.One(barcode, http, fault);
            return;
        }

        http.Response.Redirect($"/catalogue/{Uri.EscapeDataString(barcode)}");
    }

    static async Task SetPrice(string barcode, HttpContext http, Clock clock, TimeProvider time)
    {
        var form = await http.ReadForm();
        if (http.Here.Store.Prices is not { } prices)
        {
            await Fixed(http);
            return;
        }

        var from = form.Text("from").Length == 0 ? Instants.Of(time) : form.Moment("from", clock);
        var until = form.Text("until").Length == 0 ? Instant.Latest : form.Moment("until", clock);
        Result<TimedPrice> set = form.Minor("price", prices.Currency) is { } minor && from is { } begin && until is { } end
            ? prices.Set(http.Here.Caller.Id, new(0, barcode, minor, begin, end, http.Here.Caller.Id))
            : new Result<TimedPrice>.Bad(new("price.value", barcode, "a price or a time cannot be read; expected a price as 2.49"));
        if (set is Result<TimedPrice>.Bad(var fault))
        {
            await CataloguePages.One(barcode, http, fault);
            return;
        }

        http.Response.Redirect($"/catalogue/{Uri.EscapeDataString(barcode)}");
    }

    static IResult EndPrice(string barcode, long number, HttpContext http)
    {
        http.Here.Store.Prices?.End(http.Here.Caller.Id, number);
        return Results.Redirect($"/catalogue/{Uri.EscapeDataString(barcode)}");
    }

    static async Task Weigh(string barcode, HttpContext http, string? plate, string? levels, bool take = false)
    {
        var model = CataloguePages.Shown(http.Here.Store);
        if (!model.Catalogue.TryFind(barcode, out var id))
        {
            await Refusals.NotFound(http);
            return;
        }

        var weighing = Weighing.Of(http.Here.Store, plate, levels);
        await new RazorComponentResult<WeighPage>(new { Product = model.Catalogue[id], Now = take ? weighing.Taken(http.Here.Store) : weighing, Model = model }).ExecuteAsync(http);
    }

    static async Task KeepWeight(string barcode, HttpContext http)
    {
        var form = await http.ReadForm();
        var store = http.Here.Store;
        var weighing = Weighing.Of(store, form.Text("plate"), form.Text("levels"));
        if (store.Plans is not { } plans || !CataloguePages.Shown(store).Catalogue.TryFind(barcode, out _) || !weighing.IsDone)
        {
            await Refusals.NotFound(http);
            return;
        }

        var changed = plans.Change(http.Here.Caller.Id, model => model.Catalogue.TryFind(barcode, out var id)
            ? PlanEdits.Put(model, model.Catalogue[id] with { UnitWeight = weighing.Mean, UnitWeightSd = weighing.Sd })
            : new Result<StoreModel>.Bad(new("plan.product", barcode, "it is gone")));
        if (changed is Result<StoreModel>.Bad(var fault))
        {
            await CataloguePages.One(barcode, http, fault);
            return;
        }

        http.Response.Redirect($"/catalogue/{Uri.EscapeDataString(barcode)}");
    }
}

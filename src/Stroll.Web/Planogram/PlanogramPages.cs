using System.Globalization;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using Stroll.Host;
using Stroll.Host.Plans;
using Stroll.Layout;
using Stroll.Units;
using Stroll.Web.Catalogue;
using Stroll.Web.Doors;
using Stroll.Web.Text;

namespace Stroll.Web.Planogram;

/// <summary>Where everything stands: the drawn shelves, the change that is being made, and what older versions would have done.</summary>
static class PlanogramPages
{
    internal static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapGet("/catalogue/planogram", (HttpContext http, string? product, int? gondola) => Board(http, product, gondola, null)).Needs(Right.SeeCatalogue).ExcludeFromDescription();
        routes.MapPost("/catalogue/planogram/{how}", Change).Needs(Right.EditCatalogue).NotesNothing("a draft holds nowhere: publishing it is noted").ExcludeFromDescription();
        routes.MapGet("/catalogue/versions", (HttpContext http, int? from, int? to) => Versions(http, from, to, null)).Needs(Right.SeeCatalogue).ExcludeFromDescription();
        routes.MapPost("/catalogue/versions", (Delegate)Publish).Needs(Right.EditCatalogue).Notes("plan-published").ExcludeFromDescription();
        routes.MapPost("/catalogue/versions/discard", Discard).Needs(Right.EditCatalogue).NotesNothing("a draft holds nowhere: publishing it is noted").ExcludeFromDescription();
        routes.MapPost("/catalogue/versions/{number:int}/restore", Restore).Needs(Right.EditCatalogue).NotesNothing("a draft holds nowhere: publishing it is noted").ExcludeFromDescription();
        routes.MapPost("/catalogue/versions/try", Try).Needs(Right.EditCatalogue).NotesNothing("a replay changes nothing").ExcludeFromDescription();
    }

    static RazorComponentResult Board(HttpContext http, string? product, int? gondola, Fault? wrong)
    {
        var model = CataloguePages.Shown(http.Here.Store);
        ProductId? placing = product is not null && model.Catalogue.TryFind(product, out var id) ? id : null;
        var shown = gondola ?? (placing is null ? null : GondolaOf(model, placing.Value)) ?? model.Store.Gondolas.FirstOrDefault()?.Number ?? 0;
        return new RazorComponentResult<PlanogramPage>(new { Model = model, Gondola = shown, Placing = placing, Wrong = wrong });
    }

    static int? GondolaOf(StoreModel model, ProductId product) =>
        model.Planogram.Facings.FirstOrDefault(facing => facing.Product == product) is { } facing ? model.Store[facing.Shelf].Gondola : null;

    /// <summary>One gesture on the board. Facings are named by product and first plate, so that a page that is a minute old does no harm.</summary>
    static async Task Change(string how, HttpContext http)
    {
        var form = await http.ReadForm();
        if (http.Here.Store.Plans is not { } plans)
        {
            await CatalogueEditing.Fixed(http);
            return;
        }

        var result = plans.Change(http.Here.Caller.Id, model => Changed(how, form, model));
        if (result is Result<StoreModel>.Bad(var fault))
        {
            await Board(http, null, form.Whole("gondola"), fault).ExecuteAsync(http);
            return;
        }

        http.Response.Redirect($"/catalogue/planogram?gondola={form.Whole("gondola")?.ToString(CultureInfo.InvariantCulture)}");
    }

    static Result<StoreModel> Changed(string how, IFormCollection form, StoreModel model)
    {
        PlateId? to = PlateAddress.TryParse(form.Text("to"), out var address) && model.Store.TryFind(address, out var plate) ? plate : null;
        ProductId? product = model.Catalogue.TryFind(form.Text("product"), out var id) ? id : null;
        var facing = PlateAddress.TryParse(form.Text("at"), out var at) && model.Store.TryFind(at, out var first)
            ? model.Planogram.Facings.FirstOrDefault(one => one.Plates[0] == first && (how == "replace" || product is null || one.Product == product))
            : null;
        return (how, facing, to, product) switch
        {
            ("move", { } moved, { } place, _) => PlanEdits.Move(model, moved.Id, place),
            ("clear", { } gone, _, _) => PlanEdits.Clear(model, gone.Id),
            ("replace", { } here, _, { } now) => PlanEdits.Replace(model, here.Id, now),
            ("place", _, { } place, { } new_) => PlanEdits.Place(model, new_, place, form.Whole("plates") ?? 1),
            _ => new Result<StoreModel>.Bad(new("plan.place", "planogram", "the facing, the product or the plate is not there any more; look again")),
        };
    }

    internal static RazorComponentResult Versions(HttpContext http, int? from, int? to, Fault? wrong) =>
        new RazorComponentResult<VersionsPage>(new { From = from, To = to, Wrong = wrong });

    static async Task<IResult> Publish(HttpContext http)
    {
        var form = await http.ReadForm();
        return http.Here.Store.Plans?.Publish(http.Here.Caller.Id, form.Text("words")) switch
        {
            Result<PlanVersion>.Good(var version) => Results.Redirect($"/catalogue/versions?from={version.Number - 1}&to={version.Number}"),
            Result<PlanVersion>.Bad(var fault) => Versions(http, null, null, fault),
            _ => Results.Conflict(),
        };
    }

    static IResult Discard(HttpContext http)
    {
        http.Here.Store.Plans?.Discard();
        return Results.Redirect("/catalogue/versions");
    }

    static IResult Restore(int number, HttpContext http) => http.Here.Store.Plans?.Restore(http.Here.Caller.Id, number) switch
    {
        Result<StoreModel>.Good => Results.Redirect("/catalogue/versions"),
        Result<StoreModel>.Bad(var fault) => Versions(http, null, null, fault),
        _ => Results.Conflict(),
    };

    static async Task<IResult> Try(HttpContext http, TimeProvider time)
    {
        var form = await http.ReadForm();
        var store = http.Here.Store;
        var number = form.Whole("version");
        if (store.Plans is not { } plans || store.WhatIf is not { } desk
            || (number is { } asked ? plans.Of(asked) : plans.Open?.Model) is not { } model)
        {
            return Versions(http, null, null, new("plan.version", "try", "there is no such version; expected one of the list"));
        }

        var minutes = Math.Clamp(form.Whole("minutes") ?? 15, 1, (int)WhatIfDesk.Longest.TotalMinutes);
        // By the log's own clock: a recording that is played again can be tried too.
        var until = store.View.Version > 0 ? store.View.At : Instants.Of(time);
        desk.Begin($"{(number is { } named ? $"version {named}" : "the change")} on the last {minutes} minutes", model, until - TimeSpan.FromMinutes(minutes), until);
        return Results.Redirect("/catalogue/versions#tried");
    }
}

using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using Stroll.Attribution.Learning;
using Stroll.Host;
using Stroll.Host.Database;
using Stroll.Host.Journal;
using Stroll.Host.Plans;
using Stroll.Layout;
using Stroll.Units;
using Stroll.Web.Catalogue;
using Stroll.Web.Doors;
using Stroll.Web.Text;

namespace Stroll.Web.Devices;

/// <summary>Sources and their clocks, plates that were found wanting, and what speaks against catalogue and planogram.</summary>
static class DevicePages
{
    internal static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapGet("/shelves/devices", () => new RazorComponentResult<DevicesPage>()).Needs(Right.SeeDevices).ExcludeFromDescription();
        routes.MapGet("/shelves/suspects", () => new RazorComponentResult<SuspectsPage>()).Needs(Right.SeeDevices).ExcludeFromDescription();
        routes.MapPost("/shelves/suspects", (Delegate)Correct).Needs(Right.EditCatalogue).NotesNothing("a draft holds nowhere: publishing it is noted").ExcludeFromDescription();
        routes.MapPost("/shelves/{gondola:int}/{shelf:int}/tare", Tare).Needs(Right.ManageDevices).Notes("plate-tared").ExcludeFromDescription();
    }

    /// <summary>Takes one suggestion over into the change of catalogue and planogram that is being made.</summary>
    static async Task<IResult> Correct(HttpContext http)
    {
        var form = await http.ReadForm();
        if (http.Here.Store.Plans is not { } plans || http.Here.Store.Look.Audit.Suspicions.FirstOrDefault(one => NameOf(one) == form.Text("suspicion")) is not { } suspicion)
        {
            return Results.Redirect("/shelves/suspects");
        }

        var changed = plans.Change(http.Here.Caller.Id, model => Corrected(model, http.Here.Store.Model, suspicion));
        return changed is Result<StoreModel>.Bad(var fault)
            ? new RazorComponentResult<SuspectsPage>(new { Wrong = fault })
            : Results.Redirect("/catalogue/versions");
    }

    /// <summary>Names a suspicion for a form; the same one has the same name as long as the store runs.</summary>
    internal static string NameOf(Suspicion suspicion) => suspicion switch
    {
        Suspicion.Weight weight => $"weight {weight.Product.Index}",
        Suspicion.Place place => $"place {place.Facing.Index}",
        _ => "",
    };

    static Result<StoreModel> Corrected(StoreModel draft, StoreModel running, Suspicion suspicion) => suspicion switch
    {
        Suspicion.Weight weight when draft.Catalogue.TryFind(running.Catalogue[weight.Product].Barcode, out var id) =>
            PlanEdits.Put(draft, draft.Catalogue[id] with { UnitWeight = new(Math.Round(weight.Suggested.Value, 1)) }),
        Suspicion.Place { Instead: [var instead, ..] } place when Same(draft, running, place.Facing) is { } facing
            && draft.Catalogue.TryFind(running.Catalogue[instead.Product].Barcode, out var product) => PlanEdits.Replace(draft, facing.Id, product),
        _ => new Result<StoreModel>.Bad(new("plan.place", "suspects", "the facing or the product is not there any more; look again")),
    };

    static Facing? Same(StoreModel draft, StoreModel running, FacingId id) => draft.Planogram.Facings.FirstOrDefault(facing =>
        facing.Plates.SequenceEqual(running.Planogram[id].Plates) && draft.Catalogue[facing.Product].Barcode == running.Catalogue[running.Planogram[id].Product].Barcode);

    static async Task<IResult> Tare(int gondola, int shelf, HttpContext http, TimeProvider time)
    {
        var form = await http.ReadForm();
        var store = http.Here.Store;
        if (!PlateAddress.TryParse(form.Text("plate"), out var address) || !store.Model.Store.TryFind(address, out var plate) || store.Traces.Of(plate) is not [.., var last])
        {
            return Results.NotFound();
        }

        store.Database.Write(transaction =>
        {
            ZeroTable.Set(transaction, address.ToString(), new(last.Grams), Instants.Of(time));
            JournalTable.Write(transaction, Instants.Of(time), http.Here.Caller.Id, "plate-tared", new { plate = address.ToString(), grams = last.Grams });
        });
        return Results.Redirect($"/shelves/{gondola}/{shelf}");
    }
}

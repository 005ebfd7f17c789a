using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Stroll.Host;
using Stroll.Host.Connectors;
using Stroll.Host.Plans;
using Stroll.Host.Visits;
using Stroll.Payments.Documents;
using Stroll.Payments.Prices;
using Stroll.Units;
using Stroll.Web.Api;
using Stroll.Web.Doors;

namespace Stroll.Web.Connectors;

/// <summary>What a retailer's existing connector sends to a checkout-free store: its catalogue and refunds, in the shape that it knows already.</summary>
/// <remarks>docs/connectors.md explains every field. Unknown fields are passed over, as the shape demands; faults are told as <c>errorMsg</c>.</remarks>
static class RetailerDoor
{
    internal static void Map(IEndpointRouteBuilder routes)
    {
        var door = routes.MapGroup("/connector/v1").ExcludeFromDescription();
        door.MapPost("/catalog/upload", Upload).Needs(Right.EditCatalogue).Notes("plan-published").WithMetadata(BodySize.Large);
        door.MapPost("/catalog/getCatalogUploadStatus", Status).Needs(Right.SeeCatalogue).NotesNothing("it only reads, by POST as the shape has it");
        door.MapPost("/refund", Refund).Needs(Right.Refund).Notes("receipt-corrected");
    }

    static IResult Upload(CatalogForm form, HttpContext http, TimeProvider time)
    {
        var store = http.Here.Store;
        if (store.Plans is null)
        {
            return Wrong("this store takes no catalogue");
        }

        if (form.CatalogItems is not { Count: > 0 and <= 50_000 } items)
        {
            return Wrong("catalogItems must hold 1 to 50,000 items");
        }

        var code = store.Prices?.Currency ?? store.Model.Catalogue.Products.FirstOrDefault(product => product.Price is not null)?.Price?.Currency ?? "EUR";
        Currency.TryFind(code, out var currency);
        var (articles, faults) = AssortmentApi.Checked([.. items.Select(item => item?.ToArticle(currency))], []);
        if (faults.Count > 0)
        {
            return Wrong($"{faults[0].Where}: {faults[0].Found}");
        }

        return AssortmentApi.Take(store, articles, http.Here.Caller.Id, time) switch
        {
            Result<PlanVersion>.Good(var note) => Results.Json(new { ingestionId = note.Number.ToString(System.Globalization.CultureInfo.InvariantCulture) }),
            Result<PlanVersion>.Bad(var fault) => Wrong($"{fault.Where}: {fault.Found}"),
            _ => throw new System.Diagnostics.UnreachableException(),
        };
    }

    static IResult Status(StatusForm form, HttpContext http) =>
        int.TryParse(form.IngestionId, System.Globalization.NumberStyles.None, System.Globalization.CultureInfo.InvariantCulture, out var number)
            && http.Here.Store.Database.Read(transaction => PlanTable.Find(transaction, number)) is not null
            ? Results.Json(new { processingStatus = "DONE", reportDownloadLink = $"/api/v1/catalogue/versions/{number}" })
            : Wrong("no upload has this ingestionId");

    static IResult Refund(RefundForm form, HttpContext http, TimeProvider time)
    {
        var here = http.Here;
        if (form.Refuse(here.Store.Key) is { } wrong)
        {
            return Wrong(wrong);
        }

        var (earlier, versions) = here.Store.Database.Read(transaction =>
            (TripTable.Refund(transaction, form.RefundRequestId!), ReceiptTable.Of(transaction, form.ShoppingTripId!)));
        if (earlier is not null)
        {
            return earlier.Party == form.ShoppingTripId ? Done(earlier.Version) : Wrong("refundRequestId was used for another trip");
        }

        if (versions.IsEmpty || form.LinesOf(versions[^1]) is not { Count: > 0 } lines)
        {
            return Wrong(versions.IsEmpty ? "no trip has this shoppingTripId" : "lineItems must name pieces of lines, or amount the whole of what was paid");
        }

        var now = Instants.Of(time);
        var given = ReceiptsApi.GiveBack(
            here, form.ShoppingTripId!, versions[^1].Version, lines, form.Reason, now,
            (transaction, receipt) => TripTable.KeepRefund(transaction, form.RefundRequestId!, form.ShoppingTripId!, receipt.Version, now));
        return given switch
        {
            Result<IssuedReceipt>.Good(var receipt) => Done(receipt.Version),
            Result<IssuedReceipt>.Bad(var fault) => Results.Json(new { errorMsg = fault.Found }, statusCode: fault.Code == "receipt.version" ? 409 : 400),
            _ => throw new System.Diagnostics.UnreachableException(),
        };
    }

    static IResult Done(long version) => Results.Json(new { receiptVersion = version });

    static IResult Wrong(string message) => Results.Json(new { errorMsg = message }, statusCode: StatusCodes.Status400BadRequest);
}

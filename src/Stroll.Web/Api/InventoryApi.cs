using System.ComponentModel.DataAnnotations;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using Stroll.Host;
using Stroll.Host.Inventory;
using Stroll.Host.Database;
using Stroll.Host.Journal;
using Stroll.Units;
using Stroll.Web.Doors;

namespace Stroll.Web.Api;

/// <summary>What stands on a facing, as its weight tells since somebody counted.</summary>
/// <param name="Facing">Its name: gondola, shelf, plates and barcode.</param>
/// <param name="Barcode">What is meant to stand there.</param>
/// <param name="Gondola">Number of the gondola.</param>
/// <param name="Shelf">Number of the shelf on it.</param>
/// <param name="Plates">Numbers of the plates.</param>
/// <param name="Grams">What the plates weigh together; only changes of it mean something. None while a plate is silent or ill.</param>
/// <param name="Counted">When somebody counted last; without that weight tells nothing of numbers.</param>
/// <param name="Pieces">The most probable number; none where it cannot be told.</param>
/// <param name="Probability">That it is exactly this.</param>
/// <param name="Low">With 95 % probability at least so many.</param>
/// <param name="High">And at most so many.</param>
public sealed record StockLine(
    string Facing, string Barcode, int Gondola, int Shelf, IReadOnlyList<int> Plates, double? Grams, DateTimeOffset? Counted, int? Pieces, double? Probability, int? Low, int? High);

/// <summary>What somebody counted.</summary>
/// <param name="Counts">At least one facing, each once.</param>
public sealed record CountsUpload(IReadOnlyList<CountLine?>? Counts);

/// <summary>What somebody counted on one facing.</summary>
/// <param name="Facing">Its name in the inventory.</param>
/// <param name="Pieces">So many, 0 to 10,000.</param>
public sealed record CountLine(string? Facing, int Pieces);

static class InventoryApi
{
    internal static void Map(RouteGroupBuilder api)
    {
        api.MapGet("/inventory", All).Needs(Right.SeeCatalogue).WithName("listStock").WithTags("Inventory").WithSummary("Counts of facings by weight, with their doubt");
        api.MapPost("/inventory/counts", Count).Needs(Right.EditCatalogue).Notes("stock-counted").OnlyOnce()
            .WithName("countStock").WithTags("Inventory").WithSummary("Says what somebody counted: from then on changes of weight are counted from there");
    }

    static Ok<Page<StockLine>> All(HttpContext http, string? cursor, [Range(1, Cursor.Most)] int limit = 50)
    {
        var counts = http.Here.Store.Database.Read(CountTable.All);
        var stock = StockView.Of(http.Here.Store, counts).OrderBy(one => one.Name, StringComparer.Ordinal);
        return TypedResults.Ok(Cursor.Of(stock.Select(one => Of(http.Here, one)), line => line.Facing, cursor, Math.Clamp(limit, 1, Cursor.Most)));
    }

    static Results<NoContent, ProblemHttpResult> Count(CountsUpload upload, HttpContext http, TimeProvider time)
    {
        if (upload.Counts is not { Count: > 0 and <= 10_000 } counts || counts.Any(line => line is not { Facing.Length: > 0, Pieces: >= 0 and <= 10_000 })
            || counts.DistinctBy(line => line!.Facing).Count() != counts.Count)
        {
            return Problems.Malformed("expected 1 to 10,000 facings, each once, with 0 to 10,000 pieces");
        }

        var store = http.Here.Store;
        var stock = StockView.Of(store, new Dictionary<string, StockCount>()).ToDictionary(one => one.Name, StringComparer.Ordinal);
        if (counts.FirstOrDefault(line => !stock.TryGetValue(line!.Facing!, out var found) || found.Mass is null) is { } unknown)
        {
            return Problems.Refused(new Fault("inventory.facing", unknown.Facing!, "no facing of this name, or one of its plates is silent or ill"));
        }

        var now = Instants.Of(time);
        store.Database.Write((Transaction transaction) =>
        {
            foreach (var line in counts)
            {
                CountTable.Keep(transaction, new(line!.Facing!, line.Pieces, stock[line.Facing!].Mass!.Value, store.View.At), http.Here.Caller.Id);
            }

            JournalTable.Write(transaction, now, http.Here.Caller.Id, "stock-counted", new { facings = counts.Count, pieces = counts.Sum(line => line!.Pieces) });
        });
        return TypedResults.NoContent();
    }

    static StockLine Of(Here here, FacingStock one)
    {
        var model = here.Store.Model;
        var shelf = model.Store[one.Facing.Shelf];
        return new(
            one.Name, model.Catalogue[one.Facing.Product].Barcode, shelf.Gondola, shelf.Number, [.. one.Facing.Plates.Select(plate => model.Store[plate].Address.Plate)],
            one.Mass is { } mass && double.IsFinite(mass.Value) ? Math.Round(mass.Value, 1) : null, one.Counted?.ToTime(), one.Estimate?.Pieces,
            one.Estimate is { } estimate ? Math.Round(estimate.Probability, 4) : null, one.Estimate?.Low, one.Estimate?.High);
    }
}

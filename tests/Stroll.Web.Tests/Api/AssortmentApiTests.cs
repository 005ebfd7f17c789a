using System.Net;
using System.Text;
using Stroll.Host.Plans;
using Stroll.Layout;
using Stroll.Units;

namespace Stroll.Web.Tests.Api;

/// <summary>Catalogue, planogram and inventory over the API.</summary>
public class AssortmentApiTests
{
    [Fact]
    public async Task Articles_come_as_json_with_check_digits_looked_at_and_count_from_the_next_start()
    {
        await using var api = await ApiSite.Open(isPlayed: false);
        var known = api.Store.Live.Model.Catalogue.Products[2];
        object[] items =
        [
            new { barcode = "4006381333931", name = "Highlighter", unitWeightGrams = 21.5, price = new { minor = 129, currency = "EUR" } },
            new { barcode = "4006381333932", name = "Own code that looks like an EAN", unit = "each" },
            new { barcode = known.Barcode, name = "New name", unitWeightGrams = 77.0 },
        ];

        var answer = await api.Send(HttpMethod.Post, "/api/v1/catalogue/uploads", new { items });

        Assert.Equal(HttpStatusCode.Created, answer.Status);
        Assert.Equal((3, 2, "next start"), ((int)answer.Json["articles"]!, (int)answer.Json["fresh"]!, (string)answer.Json["takesEffect"]!));
        Assert.Contains("check digit would be 1", (string)Assert.Single(answer.Json["warnings"]!.AsArray())!, StringComparison.Ordinal);
        var next = NextStart(api);
        Assert.True(next.Catalogue.TryFind("4006381333931", out var id));
        Assert.Equal("04006381333931", next.Catalogue[id].Gtin);
        Assert.Equal(("New name", 77.0), (next.Catalogue[known.Id].Name, next.Catalogue[known.Id].UnitWeight!.Value.Value));
        Assert.Equal(HttpStatusCode.OK, (await api.Get((string)answer.Whole.Headers.Location!.ToString())).Status);
    }

    [Fact]
    public async Task Everything_that_is_wrong_is_named_at_once_and_nothing_is_taken()
    {
        await using var api = await ApiSite.Open(isPlayed: false);
        object[] items =
        [
            new { barcode = "A1", name = "fine" },
            new { barcode = "A2", name = "wrong check digit", gtin = "4006381333932" },
            new { barcode = "A1", name = "again" },
            new { barcode = "A3", name = "no weight", unitWeightGrams = -2 },
        ];

        var answer = await api.Send(HttpMethod.Post, "/api/v1/catalogue/uploads", new { items });

        Assert.Equal(HttpStatusCode.UnprocessableEntity, answer.Status);
        Assert.Equal(["item 2", "item 3", "item 4"], answer.Json["faults"]!.AsArray().Select(fault => (string)fault!["where"]!));
        Assert.False(NextStart(api).Catalogue.TryFind("A1", out _));
    }

    [Fact]
    public async Task Articles_come_as_csv_too_and_a_wrong_line_is_named()
    {
        await using var api = await ApiSite.Open(isPlayed: false);
        Task<Answer> Csv(string text) => api.Send(HttpMethod.Post, "/api/v1/catalogue/uploads", new StringContent(text, Encoding.UTF8, "text/csv"), Guid.NewGuid().ToString());

        var good = await Csv("barcode,name,unit_weight_grams,price_minor,currency\nX1,Tea,120,349,EUR\nX2,Coffee,500,899,EUR\n");
        var bad = await Csv("barcode,name,unit_weight_grams\nX1,Tea,heavy\n");

        Assert.Equal(HttpStatusCode.Created, good.Status);
        Assert.Equal(HttpStatusCode.UnprocessableEntity, bad.Status);
        Assert.Contains("the body:2", (string)bad.Json["detail"]!, StringComparison.Ordinal);
        Assert.Equal(500, NextStart(api).Catalogue.Products.Single(product => product.Barcode == "X2").UnitWeight!.Value.Value);
    }

    [Fact]
    public async Task A_planogram_is_checked_against_the_shelves_and_kept_for_the_next_start()
    {
        await using var api = await ApiSite.Open(isPlayed: false);
        var places = (await api.Get("/api/v1/planogram?limit=200")).Json["items"]!.AsArray();

        var fewer = await api.Send(HttpMethod.Put, "/api/v1/planogram", new { facings = places.Take(2) });
        var nowhere = await api.Send(HttpMethod.Put, "/api/v1/planogram", new { facings = new[] { new { barcode = (string)places[0]!["barcode"]!, gondola = 99, shelf = 1, plates = new[] { 1 } } } });

        Assert.Equal(HttpStatusCode.OK, fewer.Status);
        Assert.Equal(HttpStatusCode.UnprocessableEntity, nowhere.Status);
        Assert.Equal(2, NextStart(api).Planogram.Facings.Length);
    }

    [Fact]
    public async Task A_counted_facing_is_counted_on_by_its_weight()
    {
        await using var api = await ApiSite.Open();
        var before = (await api.Get("/api/v1/inventory?limit=1")).Json["items"]![0]!;
        Assert.Null(before["pieces"]);

        var counted = await api.Send(HttpMethod.Post, "/api/v1/inventory/counts", new { counts = new[] { new { facing = (string)before["facing"]!, pieces = 9 } } });
        var after = (await api.Get("/api/v1/inventory?limit=1")).Json["items"]![0]!;
        var unknown = await api.Send(HttpMethod.Post, "/api/v1/inventory/counts", new { counts = new[] { new { facing = "9/9/9 nothing", pieces = 9 } } });

        Assert.Equal(HttpStatusCode.NoContent, counted.Status);
        Assert.Equal(9, (int)after["pieces"]!);
        Assert.True((double)after["probability"]! > 0.99);
        Assert.Equal("inventory.facing", (string?)unknown.Json["code"]);
    }

    [Fact]
    public async Task An_upload_goes_into_the_draft_that_somebody_works_on_too_so_that_publishing_takes_nothing_back()
    {
        await using var api = await ApiSite.Open(isPlayed: false);
        var (plans, known) = (api.Store.Live.Plans!, api.Store.Live.Model.Catalogue.Products[0]);
        plans.Change("account:anna", model => new Result<StoreModel>.Good(model with { Catalogue = model.Catalogue.With([known with { Name = "Renamed" }]) }));

        await api.Send(HttpMethod.Post, "/api/v1/catalogue/uploads", new { items = new[] { new { barcode = "X9", name = "Of the API" } } });
        plans.Publish("account:anna", "a better name");

        Assert.True(NextStart(api).Catalogue.TryFind("X9", out _));
        Assert.Equal("Renamed", NextStart(api).Catalogue[known.Id].Name);
    }

    static StoreModel NextStart(ApiSite api) =>
        RunningPlan.Begin(api.Store.Live.Database, api.Store.Live.Model, TimeProvider.System, _ => Assert.Fail("does not fit")).Model;
}

using System.Net;
using System.Text.Json.Nodes;
using Stroll.Host.Journal;

namespace Stroll.Web.Tests.Api;

/// <summary>Receipts, refunds and prices over the API.</summary>
public class MoneyApiTests
{
    [Fact]
    public async Task A_line_is_refunded_once_however_often_the_request_comes()
    {
        await using var api = await ApiSite.Open();
        var (id, line) = await Billed(api);
        var before = await Total(api, id);
        var asked = new { version = 1, lines = new[] { new { line, quantity = 1 } }, reason = "broken seal" };

        var first = await api.Send(HttpMethod.Post, $"/api/v1/receipts/{id}/refunds", asked, "refund-0001");
        var again = await api.Send(HttpMethod.Post, $"/api/v1/receipts/{id}/refunds", asked, "refund-0001");

        Assert.Equal((HttpStatusCode.OK, HttpStatusCode.OK), (first.Status, again.Status));
        Assert.True(JsonNode.DeepEquals(first.Json, again.Json));
        Assert.True(await Total(api, id) < before);
        Assert.Equal(2, (int)(await api.Get($"/api/v1/receipts/{id}")).Json["versions"]!.AsArray().Count);
        var entry = Assert.Single(api.Store.Live.Database.Read(transaction => JournalTable.Newest(transaction, 10)), entry => entry.Act == "receipt-corrected");
        Assert.StartsWith("key:", entry.Who, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_same_key_for_another_request_is_refused_and_a_new_key_for_an_old_version_too()
    {
        await using var api = await ApiSite.Open();
        var (id, line) = await Billed(api);
        object Asked(string reason) => new { version = 1, lines = new[] { new { line, quantity = 1 } }, reason };
        await api.Send(HttpMethod.Post, $"/api/v1/receipts/{id}/refunds", Asked("one"), "refund-0001");

        var other = await api.Send(HttpMethod.Post, $"/api/v1/receipts/{id}/refunds", Asked("two"), "refund-0001");
        var late = await api.Send(HttpMethod.Post, $"/api/v1/receipts/{id}/refunds", Asked("two"), "refund-0002");

        Assert.Equal((HttpStatusCode.UnprocessableEntity, HttpStatusCode.Conflict), (other.Status, late.Status));
        Assert.Equal(("application/problem+json", "receipt.version"), (late.Type, (string?)late.Json["code"]));
    }

    [Theory]
    [InlineData("{}")]
    [InlineData("""{"version":1,"lines":[],"reason":"x"}""")]
    [InlineData("""{"version":1,"lines":[null],"reason":"x"}""")]
    [InlineData("""{"version":1,"lines":[{"line":1,"quantity":-3}],"reason":"x"}""")]
    [InlineData("""{"version":1,"lines":[{"line":1,"quantity":1},{"line":1,"quantity":1}],"reason":"x"}""")]
    [InlineData("""{"version":1,"lines":[{"line":1,"quantity":1}],"reason":"  "}""")]
    [InlineData("""{"version":1,"lines":""")]
    public async Task A_refund_that_says_nothing_sensible_is_a_problem_and_changes_nothing(string body)
    {
        await using var api = await ApiSite.Open();
        var (id, _) = await Billed(api);

        var answer = await api.Send(HttpMethod.Post, $"/api/v1/receipts/{id}/refunds", new StringContent(body, System.Text.Encoding.UTF8, "application/json"), "refund-0001");

        Assert.Equal((HttpStatusCode.BadRequest, "application/problem+json"), (answer.Status, answer.Type));
        Assert.Single((await api.Get($"/api/v1/receipts/{id}")).Json["versions"]!.AsArray());
    }

    [Fact]
    public async Task More_pieces_than_were_billed_are_not_given_back()
    {
        await using var api = await ApiSite.Open();
        var (id, line) = await Billed(api);

        var answer = await api.Send(HttpMethod.Post, $"/api/v1/receipts/{id}/refunds", new { version = 1, lines = new[] { new { line, quantity = 1000 } }, reason = "x" });

        Assert.Equal((HttpStatusCode.UnprocessableEntity, "receipt.line"), (answer.Status, (string?)answer.Json["code"]));
    }

    [Fact]
    public async Task An_act_without_an_idempotency_key_is_refused()
    {
        await using var api = await ApiSite.Open(isPlayed: false);

        var answer = await api.Send(HttpMethod.Put, "/api/v1/prices", new StringContent("{}", System.Text.Encoding.UTF8, "application/json"), null);

        Assert.Equal((HttpStatusCode.BadRequest, "No idempotency key"), (answer.Status, (string?)answer.Json["title"]));
    }

    [Fact]
    public async Task A_price_that_is_set_counts_for_the_next_receipt_and_one_in_the_past_is_refused()
    {
        await using var api = await ApiSite.Open();
        var article = api.Store.Live.Model.Catalogue.Products[0];
        var now = api.Store.Live.View.At;

        object Asked(long minor, DateTimeOffset? from = null) => new { prices = new[] { new { barcode = article.Barcode, price = new { minor, currency = "EUR" }, from } } };
        var set = await api.Send(HttpMethod.Put, "/api/v1/prices", Asked(4321));
        var past = await api.Send(HttpMethod.Put, "/api/v1/prices", Asked(1, DateTimeOffset.UnixEpoch.AddYears(30)));
        var foreign = await api.Send(HttpMethod.Put, "/api/v1/prices", new { prices = new[] { new { barcode = article.Barcode, price = new { minor = 5, currency = "USD" } } } });

        Assert.Equal(HttpStatusCode.NoContent, set.Status);
        Assert.Equal(4321, api.Store.Live.Prices!.Book.Lowest(article.Id, now + TimeSpan.FromSeconds(1), now + TimeSpan.FromSeconds(2)));
        Assert.Equal("price.past", (string?)past.Json["code"]);
        Assert.Equal("price.foreign", (string?)foreign.Json["code"]);
        Assert.Single((await api.Get("/api/v1/prices")).Json["items"]!.AsArray());
    }

    static async Task<(string Id, int Line)> Billed(ApiSite api)
    {
        foreach (var receipt in (await api.Get("/api/v1/receipts")).Json["items"]!.AsArray())
        {
            var id = (string)receipt!["id"]!;
            var lines = (await api.Get($"/api/v1/receipts/{id}")).Json["versions"]![0]!["lines"]!.AsArray();
            if (lines.FirstOrDefault(line => (long)line!["amount"]! > 0) is { } line)
            {
                return (id, (int)line["line"]!);
            }
        }

        throw new InvalidOperationException("nobody bought anything");
    }

    static async Task<long> Total(ApiSite api, string id) =>
        (long)(await api.Get($"/api/v1/receipts/{id}")).Json["versions"]!.AsArray()[^1]!["total"]!["minor"]!;
}

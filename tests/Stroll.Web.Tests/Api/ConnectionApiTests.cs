using System.Net;
using Stroll.Host.Outbox;
using Stroll.Web.Doors;

namespace Stroll.Web.Tests.Api;

/// <summary>Webhooks, keys, cases and health over the API.</summary>
public class ConnectionApiTests
{
    [Fact]
    public async Task A_webhook_tells_its_secret_once_and_gets_what_it_asked_for_until_it_is_removed()
    {
        await using var api = await ApiSite.Open(isPlayed: false);
        await using var ear = await Ear.Open();

        var made = await api.Send(HttpMethod.Put, "/api/v1/webhooks/till", new { url = ear.Address.ToString(), types = new[] { "ReceiptIssued" } });
        var changed = await api.Send(HttpMethod.Put, "/api/v1/webhooks/till", new { url = ear.Address.ToString(), types = new[] { "ReceiptIssued" } });
        api.Store.PlayUntil(TimeSpan.FromMinutes(15));
        await api.Store.Live.Postman!.Work(TestContext.Current.CancellationToken);

        Assert.StartsWith("whsec_", (string)made.Json["secret"]!, StringComparison.Ordinal);
        Assert.Null(changed.Json["secret"]);
        var heard = ear.Heard.ToArray();
        Assert.NotEmpty(heard);
        Assert.All(heard, one => Assert.Null(StandardWebhook.Check(
            [(string)made.Json["secret"]!], one.Headers["webhook-id"], one.Headers["webhook-timestamp"], one.Headers["webhook-signature"], one.Body, api.Store.Live.View.At)));
        Assert.Equal(heard.Length, (await api.Get("/api/v1/webhooks/deliveries")).Json["items"]!.AsArray().Count(one => one!["taken"] is not null));
        Assert.Equal(HttpStatusCode.NoContent, (await api.Send(HttpMethod.Delete, "/api/v1/webhooks/till", null)).Status);
        Assert.Empty((await api.Get("/api/v1/webhooks")).Json["items"]!.AsArray());
    }

    [Theory]
    [InlineData("ftp://example.org/")]
    [InlineData("file:///etc/passwd")]
    [InlineData("https://user:password@example.org/")]
    [InlineData("no address")]
    public async Task A_webhook_leads_to_a_web_address_and_nowhere_else(string url)
    {
        await using var api = await ApiSite.Open(isPlayed: false);

        var answer = await api.Send(HttpMethod.Put, "/api/v1/webhooks/till", new { url });

        Assert.Contains(answer.Status, (HttpStatusCode[])[HttpStatusCode.BadRequest, HttpStatusCode.UnprocessableEntity]);
    }

    [Fact]
    public async Task A_key_makes_keys_with_its_own_scopes_only_and_a_revoked_one_is_refused_with_the_next_request()
    {
        await using var api = await ApiSite.Open(isPlayed: false);
        var keeper = await api.Send(HttpMethod.Post, "/api/v1/keys", new { name = "keeper", scopes = new[] { "managePeople", "seeFloor" }, days = 3 });
        var secret = (string)keeper.Json["secret"]!;
        Task<Answer> AsKeeper(HttpMethod method, string path, object? body) => api.Send(
            method, path, body is null ? null : new StringContent(System.Text.Json.JsonSerializer.Serialize(body), System.Text.Encoding.UTF8, "application/json"), Guid.NewGuid().ToString(), secret);

        Assert.Equal(HttpStatusCode.Forbidden, (await AsKeeper(HttpMethod.Post, "/api/v1/keys", new { name = "more", scopes = new[] { "refund" } })).Status);
        Assert.Equal(HttpStatusCode.BadRequest, (await AsKeeper(HttpMethod.Post, "/api/v1/keys", new { name = "odd", scopes = new[] { 99 } })).Status);
        Assert.Equal(HttpStatusCode.OK, (await AsKeeper(HttpMethod.Get, "/api/v1/keys", null)).Status);
        Assert.Equal(HttpStatusCode.NoContent, (await api.Send(HttpMethod.Delete, $"/api/v1/keys/{(string)keeper.Json["id"]!}", null)).Status);
        Assert.Equal(HttpStatusCode.Unauthorized, (await AsKeeper(HttpMethod.Get, "/api/v1/keys", null)).Status);
    }

    [Fact]
    public async Task Cases_that_wait_are_counted_and_not_named()
    {
        await using var api = await ApiSite.Open();

        var waiting = (int)(await api.Get("/api/v1/cases/waiting")).Json["waiting"]!;
        var closed = (await api.Get("/api/v1/cases")).Json["items"]!.AsArray();

        Assert.Equal(api.Store.Queue.Depth().Where(depth => depth.Stream != Stroll.Review.Streams.CaseStream.Gold).Sum(depth => depth.Waiting), waiting);
        Assert.All(closed, one => Assert.NotEqual("open", (string)one!["status"]!));
    }

    [Fact]
    public async Task Health_says_that_a_store_is_well_while_its_log_keeps_up()
    {
        await using var api = await ApiSite.Open();

        var health = (await api.Get("/api/v1/health")).Json;

        Assert.Equal(0, (double)health["behindSeconds"]!);
        Assert.Equal((int)health["devicesInTrouble"]! == 0, (bool)health["isWell"]!);
    }
}

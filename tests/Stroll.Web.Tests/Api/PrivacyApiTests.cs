using System.Net;
using System.Text.Json.Nodes;
using Stroll.Host.Journal;
using Stroll.Host.Privacy;
using Stroll.Host.Scenes;
using Stroll.Host.Stores;
using Stroll.Web.Doors;

namespace Stroll.Web.Tests.Api;

/// <summary>Retention, access and deletion for whoever holds a receipt, and the books as files, over the API.</summary>
public class PrivacyApiTests
{
    [Fact]
    public async Task Rules_are_told_and_a_sweep_deletes_nothing_before_its_time()
    {
        await using var api = await ApiSite.Open();

        var rules = (await api.Get("/api/v1/retention")).Json;
        var swept = await api.Send(HttpMethod.Post, "/api/v1/retention/sweeps", null);

        Assert.Equal((30, 14), ((int)rules["storyDays"]!, (int)rules["sceneDays"]!));
        Assert.Equal((HttpStatusCode.OK, 0), (swept.Status, (int)swept.Json["stories"]!));
        Assert.NotEmpty(api.Store.Live.Database.Read(transaction => StoryTable.Newest(transaction, null, null, 9)));
    }

    [Fact]
    public async Task Who_shows_a_receipt_gets_all_that_is_kept_and_the_journal_knows()
    {
        await using var api = await ApiSite.Open();
        var id = await Receipt(api);
        var link = (string)(await api.Get($"/api/v1/receipts/{id}")).Json["page"]!;

        foreach (var receipt in new[] { id, link, link[(link.LastIndexOf('/') + 1)..] })
        {
            var told = await api.Send(HttpMethod.Post, "/api/v1/subjects/access", new { receipt });

            Assert.Equal((HttpStatusCode.OK, id), (told.Status, (string?)told.Json["party"]));
            var document = JsonNode.Parse((string)told.Json["document"]!)!;
            Assert.NotEmpty(document["visits"]![0]!["story"]!["way"]!.AsArray());
        }

        Assert.Equal(3, Entries(api, "data-given-out"));
        Assert.Equal(HttpStatusCode.NotFound, (await api.Send(HttpMethod.Post, "/api/v1/subjects/access", new { receipt = new string('0', 40) })).Status);
        Assert.Equal(3, Entries(api, "data-given-out"));
    }

    [Fact]
    public async Task Who_asks_to_be_forgotten_is_once_with_proof_and_the_receipt_stays()
    {
        await using var api = await ApiSite.Open();
        var receipt = await Receipt(api);

        var first = await api.Send(HttpMethod.Post, "/api/v1/subjects/deletions", new { receipt }, "forget-0001");
        var again = await api.Send(HttpMethod.Post, "/api/v1/subjects/deletions", new { receipt }, "forget-0001");
        var later = await api.Send(HttpMethod.Post, "/api/v1/subjects/deletions", new { receipt }, "forget-0002");

        Assert.Equal((1, 0), ((int)first.Json["stories"]!, (int)later.Json["stories"]!));
        Assert.Equal(first.Text, again.Text);
        Assert.Null(api.Store.Live.Database.Read(transaction => StoryTable.Of(transaction, new VisitId(Guid.Parse(receipt)))));
        var entry = Assert.Single(api.Store.Live.Database.Read(transaction => JournalTable.Newest(transaction, 50)), entry => entry.Act == RetentionDesk.ByWish);
        Assert.Contains((string)first.Json["digests"]![0]!, entry.What, StringComparison.Ordinal);
        Assert.StartsWith("key:", entry.Who, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.OK, (await api.Get($"/api/v1/receipts/{receipt}")).Status);
    }

    [Fact]
    public async Task A_key_without_the_right_gets_nobodys_data()
    {
        await using var api = await ApiSite.Open();
        var (_, secret) = api.Site.Book.AddKey("account:test", "books", "own", "corner", [Right.SeeMoney, Right.SeeVisits, Right.SeeAudit], null);

        var answer = await api.Send(HttpMethod.Post, "/api/v1/subjects/access", new StringContent($$"""{"receipt":"{{await Receipt(api)}}"}""", System.Text.Encoding.UTF8, "application/json"), null, secret);

        Assert.Equal(HttpStatusCode.Forbidden, answer.Status);
        Assert.Equal(0, Entries(api, "data-given-out"));
    }

    [Fact]
    public async Task The_books_come_as_files()
    {
        await using var api = await ApiSite.Open();
        var receipt = await Receipt(api);
        foreach (var (file, head) in new[] { ("ledger.csv", "id,at,visit"), ("receipts.csv", "visit,version,at"), ("unpaid.csv", "visit,phase") })
        {
            var answer = await api.Get($"/api/v1/exports/{file}?days=2");

            Assert.Equal((HttpStatusCode.OK, "text/csv"), (answer.Status, answer.Type));
            Assert.StartsWith(head, answer.Text, StringComparison.Ordinal);
            Assert.Equal(file != "unpaid.csv", answer.Text.Contains(receipt, StringComparison.Ordinal));
        }
    }

    [Fact]
    public async Task A_day_that_never_was_is_today()
    {
        await using var api = await ApiSite.Open(isPlayed: false);
        foreach (var day in new[] { "0001-01-01", "9999-12-31", "2026-02-30" })
        {
            Assert.Equal(HttpStatusCode.OK, (await api.Get($"/api/v1/exports/ledger.csv?day={day}&days=366")).Status);
            Assert.Equal(HttpStatusCode.NotFound, (await api.Get($"/api/v1/exports/everything.csv?day={day}")).Status);
        }
    }

    static async Task<string> Receipt(ApiSite api) => (string)(await api.Get("/api/v1/receipts")).Json["items"]![0]!["id"]!;

    static int Entries(ApiSite api, string act) => api.Store.Live.Database.Read(transaction => JournalTable.Newest(transaction, 99)).Count(entry => entry.Act == act);
}

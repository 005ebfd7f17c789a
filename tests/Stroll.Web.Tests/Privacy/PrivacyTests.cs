using System.Net;
using System.Text.Json;
using Stroll.Host.Journal;
using Stroll.Host.Privacy;
using Stroll.Host.Scenes;
using Stroll.Host.Stores;
using Stroll.Web.Tests.Browser;
using Stroll.Web.Tests.Played;

namespace Stroll.Web.Tests.Privacy;

/// <summary>What is kept about people is deleted in time, on request, with proof; and given to whoever holds the receipt.</summary>
public class PrivacyTests(FurnishedStore furnished) : IClassFixture<FurnishedStore>
{
    static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    BusyStore Store => furnished.Store;

    [Fact]
    public void What_is_too_old_is_deleted_once_and_the_journal_proves_it()
    {
        using var store = new PlayedStore(new("own", "corner"), new() { Seed = 3, Visits = 4 });
        store.PlayUntil(TimeSpan.FromMinutes(8));
        var before = store.Live.Database.Read(transaction => StoryTable.Newest(transaction, null, null, 99)).Count;
        var later = new LaterTime(new PlayedTime(store), TimeSpan.FromDays(31));
        var desk = new RetentionDesk(store.Live.Database, KeepingRules.Default, later);

        Assert.Null(new RetentionDesk(store.Live.Database, KeepingRules.Default, new PlayedTime(store)).Sweep());
        var deleted = desk.Sweep();
        Assert.Equal(before, deleted!.Stories);
        Assert.Null(desk.Sweep());
        var entry = Assert.Single(store.Live.Database.Read(transaction => JournalTable.Newest(transaction, 50)), entry => entry.Act == RetentionDesk.ByAge);
        Assert.Contains(deleted.Digest, entry.What, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Who_holds_the_link_of_a_receipt_gets_all_that_is_kept_and_nobody_elses()
    {
        using var client = new HttpClient { BaseAddress = Store.Site.Address };
        using var data = JsonDocument.Parse(await client.GetStringAsync($"/r/{Store.Code}/data.json", Cancellation));

        Assert.Equal(Store.Party, data.RootElement.GetProperty("party").GetString());
        Assert.True(data.RootElement.GetProperty("receipts").GetArrayLength() > 0);
        Assert.True(data.RootElement.GetProperty("visits")[0].GetProperty("story").GetProperty("way").GetArrayLength() > 0);
        Assert.DoesNotContain("tok_", data.RootElement.GetRawText(), StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.NotFound, (await client.GetAsync($"/r/{new string('0', 40)}/data.json", Cancellation)).StatusCode);
    }

    [Fact]
    public async Task A_visit_is_deleted_on_request_and_its_receipt_stays()
    {
        await using var store = await BusyStore.Open(seed: 5);
        var visit = new VisitId(Guid.Parse(store.Party));
        var deleted = new RetentionDesk(store.Played.Live.Database, KeepingRules.Default, TimeProvider.System).Forget(visit, "account:x");

        Assert.Equal(1, deleted!.Stories);
        Assert.Null(store.Played.Live.Database.Read(transaction => StoryTable.Of(transaction, visit)));
        using var client = new HttpClient { BaseAddress = store.Site.Address };
        Assert.Equal(HttpStatusCode.OK, (await client.GetAsync($"/r/{store.Code}", Cancellation)).StatusCode);
    }

    sealed class LaterTime(TimeProvider time, TimeSpan by) : TimeProvider
    {
        public override DateTimeOffset GetUtcNow() => time.GetUtcNow() + by;
    }
}

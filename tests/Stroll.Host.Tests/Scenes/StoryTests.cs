using System.Collections.Immutable;
using Stroll.Host.Database;
using Stroll.Host.Scenes;
using Stroll.Host.Stores;
using Stroll.Host.Stores.Live;
using Stroll.Layout;
using Stroll.Receipts;
using Stroll.Storage.Sqlite;
using Stroll.Units;

namespace Stroll.Host.Tests.Scenes;

public sealed class StoryTests : IDisposable
{
    static readonly StoreKey Key = new("own", "corner");

    static readonly Catalogue Goods = new([new(new(0), "4006381333931", null, "<b>Salsa</b>", 300.Grams, null, SaleUnit.Each, new(249, "EUR"))]);

    readonly Stroll.Tests.TempFolder _folder = new();
    readonly SqliteDatabase _database;
    readonly WayRecorder _ways = new();
    readonly StoryKeeper _keeper;

    public StoryTests()
    {
        _database = SqliteDatabase.Open(_folder["store.db"], Schema.Store);
        _keeper = new(Goods, _ways);
    }

    public void Dispose()
    {
        _database.Dispose();
        _folder.Dispose();
    }

    [Fact]
    public void A_visit_is_told_from_entry_to_receipt()
    {
        var visit = Name("v1", 10);
        _ways.Take(At(11), [new(visit, 4, new(1, 2, 1.4), default, default, [])]);
        _ways.Take(At(12), [new(visit, 4, new(2, 2, 1.4), default, default, [])]);

        Tell(new StoreEvent.VisitOpened(At(10), visit, ""), new StoreEvent.CartChanged(At(15), visit, Cart(10, null, 1)));
        Assert.Equal((VisitStatus.Open, 1), (Story(visit).Status, Story(visit).Lines[0].Quantity));
        Tell(new StoreEvent.VisitLeft(At(20), visit), new StoreEvent.ReceiptReady(At(22), visit, Cart(10, 20, 2)));

        var story = Story(visit);
        Assert.Equal((VisitStatus.Settled, 2, 4), (story.Status, story.Lines[0].Quantity, story.Number));
        Assert.Equal((At(20), At(22)), (story.Left, story.Ready));
        Assert.Equal([(0f, 1f), (1f, 2f)], story.Way.Select(point => (point.Second, point.X)));
        Assert.Equal("<b>Salsa</b>", story.Lines[0].Name);
    }

    [Fact]
    public void A_receipt_that_changes_later_is_counted()
    {
        var visit = Name("v1", 10);
        Tell(new StoreEvent.VisitOpened(At(10), visit, ""), new StoreEvent.ReceiptReady(At(22), visit, Cart(10, 20, 2)));
        Tell(new StoreEvent.ReceiptRevised(At(60), visit, Cart(10, 20, 1)));

        Assert.Equal((1, 1), (Story(visit).Revisions, Story(visit).Lines[0].Quantity));
    }

    [Fact]
    public void The_newest_come_first_page_by_page()
    {
        for (var i = 0; i < 5; i++)
        {
            Tell(new StoreEvent.VisitOpened(At(10 * i), Name($"v{i}", 10 * i), ""));
        }

        var first = _database.Read(transaction => StoryTable.Newest(transaction, null, null, 3));
        var rest = _database.Read(transaction => StoryTable.Newest(transaction, first[^1].Visit, null, 3));

        Assert.Equal([At(40), At(30), At(20), At(10), At(0)], first.Concat(rest).Select(story => story.Entered));
        Assert.Empty(_database.Read(transaction => StoryTable.Newest(transaction, null, "Held", 3)));
    }

    [Fact]
    public void Figures_are_of_visits_that_ended()
    {
        for (var i = 1; i <= 20; i++)
        {
            var visit = Name($"v{i}", i);
            Tell(new StoreEvent.VisitOpened(At(i), visit, ""), new StoreEvent.VisitLeft(At(100), visit), new StoreEvent.ReceiptReady(At(100 + i), visit, Cart(i, 100, 1)));
        }

        Tell(new StoreEvent.VisitOpened(At(50), Name("v99", 50), ""));

        Assert.Equal(
            new StoryFigures(20, 0, TimeSpan.FromSeconds(10), TimeSpan.FromSeconds(19)), _database.Read(transaction => StoryTable.FiguresSince(transaction, At(0))));
    }

    static Instant At(double seconds) => Instant.FromUnixSeconds(1_800_000_000 + seconds);

    static VisitId Name(string visit, double entered) => VisitId.Of(Key, visit, At(entered));

    static Receipt Cart(double entered, double? left, int quantity) => new(
        "v1", "", At(entered), left is { } l ? At(l) : null, left is null ? VisitStatus.Open : VisitStatus.Settled,
        [new(new(0), quantity, 300.Grams, new(0.99), ChargeDecision.Now, [new(0, quantity, new(0.99), "09:00:00 took 1 × Salsa, 99 %")])])
    {
        Party = "v1",
    };

    void Tell(params StoreEvent[] events) => _database.Write(transaction => _keeper.Take(transaction, Key, events));

    VisitStory Story(VisitId visit) => _database.Read(transaction => StoryTable.Of(transaction, visit))!;
}

using System.Collections.Immutable;
using Stroll.Geometry;
using Stroll.Host.Database;
using Stroll.Host.Scenes;
using Stroll.Host.Stores;
using Stroll.Host.Stores.Live;
using Stroll.Layout;
using Stroll.Observations;
using Stroll.Review;
using Stroll.Storage.Sqlite;
using Stroll.Units;

namespace Stroll.Host.Tests.Scenes;

public sealed class SceneTests : IDisposable
{
    static readonly Store Shelf = Store.Build(
        "corner", [], [(1, 2, new(new(new(0, 0, 1), 0), new(1, 0.4, 0.3)))],
        [(new(1, 2, 1), null, 5000.Grams), (new(1, 2, 2), null, 5000.Grams)], []);

    static readonly VisitId Visit = VisitId.Of(new("own", "corner"), "v1", At(0));

    readonly Stroll.Tests.TempFolder _folder = new();
    readonly SqliteDatabase _database;
    readonly SceneRecorder _recorder = new(new(Shelf, new([]), new(Shelf, [])));

    public SceneTests() => _database = SqliteDatabase.Open(_folder["store.db"], Schema.Store);

    public void Dispose()
    {
        _database.Dispose();
        _folder.Dispose();
    }

    [Fact]
    public void A_scene_holds_the_weight_around_the_movement_and_nothing_else()
    {
        for (var second = 0; second < 40; second++)
        {
            Weigh(second, second < 20 ? 500 : 300);
        }

        var scene = _recorder.Cut("1-2-0-0", new(0), At(20));

        Assert.Equal([1, 2], scene.Plates.Select(plate => plate.Plate));
        Assert.Equal(13, scene.Plates[0].Times.Length);
        Assert.Equal(0, scene.Plates[0].Times[0]);
        Assert.Equal((500, 300), (scene.Plates[0].Grams[0], scene.Plates[0].Grams[^1]));
    }

    [Fact]
    public void Who_stays_away_from_the_shelf_is_not_in_the_scene()
    {
        for (var second = 15; second < 25; second++)
        {
            _recorder.Take(At(second), [Person(1, new(0.5, -0.6, 1.4), new(0.5, 0.1, 1.1)), Person(2, new(6, 6, 1.4), Point3.Unknown)]);
        }

        var person = Assert.Single(_recorder.Cut("1-2-0-0", new(0), At(20)).People);

        Assert.Equal((1, Visit), (person.Number, person.Visit));
        Assert.Equal([0.5f, 0.1f, 1.1f], person.Places[0].Left!.Value);
        Assert.Null(person.Places[0].Right);
    }

    [Fact]
    public void What_is_older_than_a_minute_is_forgotten()
    {
        Weigh(0, 500);
        Weigh(100, 300);

        Assert.Empty(_recorder.Cut("1-2-0-0", new(0), At(0)).Plates[0].Grams);
    }

    [Fact]
    public void A_question_keeps_its_first_scene_until_its_time_is_over()
    {
        var keeper = new SceneKeeper(Shelf, _recorder);
        Weigh(20, 500);
        Ask(keeper, "1-2-20000000000-0");
        Weigh(21, 300);
        Ask(keeper, "1-2-20000000000-0");

        var scene = _database.Read(transaction => SceneTable.Of(transaction, "1-2-20000000000-0"))!;
        Assert.Equal([500f], scene.Plates[0].Grams);
        Assert.Equal(new ShelfId(0), scene.Shelf);
        Assert.Equal(0, Forget(At(20)));
        Assert.Equal(1, Forget(At(21)));
    }

    [Fact]
    public void Hands_that_met_have_no_shelf_and_no_scene()
    {
        Ask(new(Shelf, _recorder), "v1-v2-20000000000");

        Assert.Null(_database.Read(transaction => SceneTable.Of(transaction, "v1-v2-20000000000")));
    }

    static Instant At(double seconds) => Instant.FromUnixSeconds(seconds);

    static LivePerson Person(int number, Point3 place, Point3 left) => new(number == 1 ? Visit : null, number, place, left, Point3.Unknown, []);

    void Weigh(int second, float grams) =>
        _recorder.Take(new Observation.ShelfReadings(new(0), new[] { At(second).Nanoseconds }, new[] { grams, 7 }));

    void Ask(SceneKeeper keeper, string name) => _database.Write(transaction => keeper.Take(
        transaction, new("own", "corner"), [new StoreEvent.QuestionAsked(At(20), [], new Question(new(name), null, 0, At(20), new(0.4), "why"))]));

    int Forget(Instant before) => _database.Write(transaction => SceneTable.Forget(transaction, before));
}

using System.Collections.Immutable;
using System.Globalization;
using Stroll.Host.Database;
using Stroll.Host.Logs;
using Stroll.Host.Snapshots;
using Stroll.Host.Stores;
using Stroll.Host.Stores.Running;
using Stroll.Layout;
using Stroll.Observations;
using Stroll.Simulator;
using Stroll.Storage.Sqlite;
using Stroll.Units;

namespace Stroll.Tests.Snapshots;

public sealed class SnapshotTests : IDisposable
{
    readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData(PeopleEntry.Tracked, 5)]
    [InlineData(PeopleEntry.Sightings, 2)]
    public void A_snapshot_anywhere_and_the_rest_are_the_whole(PeopleEntry people, int cuts)
    {
        var scenario = new Scenario { Visits = 4, Seed = 11, People = people };
        var day = new Simulation(scenario);
        ImmutableArray<LogEntry> log = [.. day.Play()];
        var setup = Setup(day);
        var whole = Run(Fresh(setup), log);
        var rng = new Rng(5, (ulong)people);

        for (var i = 0; i < cuts; i++)
        {
            var at = rng.NextIndex(log.Length);
            var first = Fresh(setup);
            var before = Run(first, log[..at]);
            var bytes = new Snapshot(at, at, first).ToBytes(setup);
            var read = Good(Snapshot.Read(bytes, "memory", setup));
            var after = Run(read.Engine, log[at..]);

            Assert.Equal(at, read.Next);
            Assert.Equal(whole.Events, before.Events.Concat(after.Events));
            Assert.Equal(whole.Digest, after.Digest);
        }
    }

    [Fact]
    public void A_changed_byte_is_noticed_wherever_it_is()
    {
        var day = new Simulation(new Scenario { Visits = 1, Seed = 2 });
        var setup = Setup(day);
        var bytes = new Snapshot(0, 0, Fresh(setup)).ToBytes(setup);
        var rng = new Rng(3, 1);

        for (var i = 0; i < 200; i++)
        {
            var broken = bytes.ToArray();
            broken[rng.NextIndex(bytes.Length)] ^= (byte)(1 + rng.NextIndex(255));
            Assert.Equal("snapshot.damaged", Assert.IsType<Result<Snapshot>.Bad>(Snapshot.Read(broken, "memory", setup)).Fault.Code);
        }

        Assert.IsType<Result<Snapshot>.Bad>(Snapshot.Read(bytes[..(bytes.Length / 2)], "memory", setup));
        Assert.IsType<Result<Snapshot>.Bad>(Snapshot.Read([], "memory", setup));
    }

    [Fact]
    public void Another_catalogue_is_refused()
    {
        var day = new Simulation(new Scenario { Visits = 1, Seed = 2 });
        var setup = Setup(day);
        var bytes = new Snapshot(0, 0, Fresh(setup)).ToBytes(setup);

        var other = Setup(day, day.Model with { Catalogue = new([.. day.Model.Catalogue.Products.Select(p => p with { Name = $"{p.Name}!" })]) });

        Assert.Equal("snapshot.model", Assert.IsType<Result<Snapshot>.Bad>(Snapshot.Read(bytes, "memory", other)).Fault.Code);
    }

    [Fact]
    public void A_database_that_knows_less_than_the_snapshot_begins_with_an_older_one()
    {
        var day = new Simulation(new Scenario { Visits = 1, Seed = 2 });
        var setup = Setup(day);
        Add(setup, [.. day.Play().Take(100)]);
        var snapshots = new SnapshotFolder(_folder["snapshots"]);
        for (var at = 10; at <= 50; at += 10)
        {
            snapshots.Save(setup, new(at, at, Fresh(setup)));
        }

        var skipped = new List<string>();
        Assert.Equal(40, snapshots.Newest(setup, told: 45, skipped.Add)?.Next);
        Assert.Contains("snapshot.ahead", Assert.Single(skipped), StringComparison.Ordinal);
        Assert.Null(snapshots.Newest(setup, told: 5, _ => { }));
        Assert.Equal(3, Directory.GetFiles(_folder["snapshots"]).Length);
    }

    static void Add(StoreSetup setup, ImmutableArray<LogEntry> entries) =>
        setup.Log.Append(entries.AsMemory(), TestContext.Current.CancellationToken).AsTask().Wait(TestContext.Current.CancellationToken);

    static StoreKey Key => new("own", "corner");

    StoreSetup Setup(Simulation day, StoreModel? model = null)
    {
        var database = SqliteDatabase.Open(_folder["store.db"], Schema.Store);
        return new(
            StoreLease.Take(database, Key, "test", TimeProvider.System), model ?? day.Model, PipelineRules.Default,
            new MemoryLog(new(Key, "test", 1, "layout", day.Sources)), database, [], "test");
    }

    static StoreEngine Fresh(StoreSetup setup) => new(Key, setup.Model, setup.Log.Header.Sources, setup.Rules);

    static (ImmutableArray<string> Events, string Digest) Run(StoreEngine engine, ImmutableArray<LogEntry> log)
    {
        var events = new List<StoreEvent>();
        foreach (var entry in log)
        {
            engine.Take(entry, events);
        }

        return ([.. events.Select(Words)], engine.Pipeline.ToOutcome().Digest);
    }

    static string Words(StoreEvent told) => told switch
    {
        StoreEvent.CartChanged e => string.Create(CultureInfo.InvariantCulture, $"{e.At} {e.Visit} {string.Join(',', e.Cart.Lines.Select(line => $"{line.Product.Index} {line.Quantity} {line.Probability.Value:R}"))}"),
        StoreEvent.ReceiptReady e => $"{e.At} {e.Visit} ready {e.Receipt.Lines.Length}",
        StoreEvent.ReceiptRevised e => $"{e.At} {e.Visit} revised {e.Receipt.Lines.Length}",
        StoreEvent.QuestionAsked e => $"{e.At} asked {e.Question.Id}",
        StoreEvent.QuestionWithdrawn e => $"{e.At} withdrawn {e.Question.Id}",
        _ => told.ToString(),
    };

    static T Good<T>(Result<T> result) => Assert.IsType<Result<T>.Good>(result).Value;
}

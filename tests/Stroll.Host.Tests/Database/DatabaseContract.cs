using System.Collections.Immutable;
using Stroll.Host.Database;
using Stroll.Host.Journal;
using Stroll.Host.Stores;
using Stroll.Storage;
using Stroll.Units;

namespace Stroll.Tests.Database;

/// <summary>What every database promises; each kind of database is one class that inherits it.</summary>
public abstract class DatabaseContract
{
    static readonly ImmutableArray<Migration> Shelf =
    [
        .. Schema.Store,
        new("test", 1, "CREATE TABLE jar ({store}, label TEXT NOT NULL, grams BIGINT NOT NULL, lid {bytes}, PRIMARY KEY (store, label))", "DROP TABLE jar"),
    ];

    /// <summary>A database of one store; the same store again is the same database.</summary>
    internal abstract IDatabase Open(StoreKey store, ImmutableArray<Migration> migrations);

    /// <summary>How this kind of database spells what differs.</summary>
    internal abstract IDialect Dialect { get; }

    [Fact]
    public void Every_step_can_be_taken_back_and_forth_again()
    {
        using (var database = Open(Corner, Shelf))
        {
            foreach (var step in Shelf.Reverse())
            {
                database.Write(t => Migrating.Down(t, Dialect, step));
            }

            Assert.Empty(database.Read(t => t.Query<string>("SELECT area FROM schema_step")));
        }

        using var again = Open(Corner, Shelf);
        again.Write(t => Put(t, "jam", 450));
        Assert.Equal(Shelf.Length, again.Read(t => t.Query<string>("SELECT area FROM schema_step")).Count);
        Assert.Equal(450, again.Read(t => Grams(t, "jam")));
    }

    [Fact]
    public void What_was_written_is_there_when_it_is_opened_again()
    {
        using (var database = Open(Corner, Shelf))
        {
            database.Write(t => Put(t, "jam", 450));
        }

        using var again = Open(Corner, Shelf);
        Assert.Equal(450, again.Read(t => Grams(t, "jam")));
    }

    [Fact]
    public void Work_that_throws_leaves_nothing()
    {
        using var database = Open(Corner, Shelf);

        Assert.Throws<TimeoutException>(() => database.Write<int>(t =>
        {
            Put(t, "jam", 450);
            throw new TimeoutException();
        }));

        Assert.Null(database.Read(t => Grams(t, "jam")));
    }

    [Fact]
    public async Task Many_writers_at_once_lose_no_update()
    {
        using var database = Open(Corner, Shelf);
        database.Write(t => Put(t, "jam", 0));

        await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => Task.Run(() =>
        {
            for (var i = 0; i < 25; i++)
            {
                database.Write(t => Put(t, "jam", Grams(t, "jam")!.Value + 1));
            }
        })));

        Assert.Equal(200, database.Read(t => Grams(t, "jam")));
    }

    [Fact]
    public void One_store_cannot_see_or_touch_another()
    {
        using var ours = Open(Corner, Shelf);
        using var theirs = Open(new("other", "corner"), Shelf);
        ours.Write(t => Put(t, "jam", 450));

        theirs.Write(t =>
        {
            Put(t, "jam", 1);
            t.Execute("UPDATE jar SET grams = 2");
            t.Execute("DELETE FROM jar");
        });

        Assert.Equal(450, ours.Read(t => Grams(t, "jam")));
        Assert.Empty(theirs.Read(t => t.Query<string>("SELECT label FROM jar")));
    }

    [Fact]
    public void Bytes_come_back_as_they_were()
    {
        using var database = Open(Corner, Shelf);
        var lid = new byte[] { 0, 255, 10, 13, 39 };

        database.Write(t => t.Execute("INSERT INTO jar (label, grams, lid) VALUES ('jam', 1, @lid)", new { lid }));

        Assert.Equal(lid, database.Read(t => t.First<byte[]>("SELECT lid FROM jar")));
    }

    [Fact]
    public void A_database_of_a_newer_build_is_refused()
    {
        Open(Corner, Shelf).Dispose();

        Assert.Throws<InvalidOperationException>(() => Open(Corner, [.. Shelf.Where(m => m.Area != "test")]));
    }

    [Fact]
    public void An_offset_is_the_last_one_set()
    {
        using var database = Open(Corner, Shelf);

        database.Write(t => OffsetTable.Set(t, "pipeline", 7));
        database.Write(t => OffsetTable.Set(t, "pipeline", 9));

        Assert.Equal(9, database.Read(t => OffsetTable.Of(t, "pipeline")));
        Assert.Equal(0, database.Read(t => OffsetTable.Of(t, "nobody")));
    }

    [Fact]
    public void An_act_and_its_entry_in_the_journal_are_there_together_or_not_at_all()
    {
        using var database = Open(Corner, Shelf);
        database.Write(t => Act(t, "jam"));
        Assert.Throws<TimeoutException>(() => database.Write<int>(t =>
        {
            Act(t, "tea");
            throw new TimeoutException();
        }));
        database.Write(t => Act(t, "milk"));

        var entries = database.Read(t => JournalTable.All(t).ToArray());

        Assert.Equal(["{\"label\":\"jam\"}", "{\"label\":\"milk\"}"], entries.Select(entry => entry.What));
        Assert.Equal(new Result<long>.Good(2), JournalCheck.Of(Corner, entries, [], null));
        Assert.Null(database.Read(t => Grams(t, "tea")));
    }

    protected static StoreKey Corner => new("acme", "corner");

    static void Act(Transaction transaction, string label)
    {
        Put(transaction, label, 1);
        JournalTable.Write(transaction, Instant.FromUnixSeconds(1_790_000_000), "anna", "jar.opened", new { label });
    }

    static void Put(Transaction transaction, string label, long grams) => transaction.Execute(
        "INSERT INTO jar (label, grams) VALUES (@label, @grams) ON CONFLICT (store, label) DO UPDATE SET grams = @grams", new { label, grams });

    static long? Grams(Transaction transaction, string label) =>
        transaction.First<long?>("SELECT grams FROM jar WHERE label = @label", new { label });
}

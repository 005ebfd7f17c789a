using System.Collections.Immutable;
using System.Globalization;
using Microsoft.Data.Sqlite;
using Stroll.Host.Database;
using Stroll.Host.Stores;
using Stroll.Storage.Sqlite;
using Stroll.Units;

namespace Stroll.Tests.Database;

/// <summary>A database file on a disk that tears and rots. What the file itself cannot notice is said in docs/log.md.</summary>
public sealed class DatabaseDamageTests : IDisposable
{
    const int Commits = 40;
    const int HeaderBytes = 32;

    // Of the write-ahead log: a header of 24 bytes and a page (https://sqlite.org/fileformat2.html#walformat).
    const int FrameBytes = 24 + 4096;

    static readonly bool Long = Environment.GetEnvironmentVariable("STROLL_TEST_LONG") == "1";

    static readonly ImmutableArray<Migration> Shape =
    [
        .. Schema.Store,
        new("test", 1, "CREATE TABLE jar ({store}, label TEXT NOT NULL, grams BIGINT NOT NULL, PRIMARY KEY (store, label))", "DROP TABLE jar"),
    ];

    readonly TempFolder _folder = new();
    readonly byte[] _file;
    readonly byte[] _wal;

    public DatabaseDamageTests() => (_file, _wal) = Written();

    string Path => _folder["store.db"];

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Every_length_to_which_a_power_cut_may_leave_the_write_ahead_log_is_a_state_that_was_committed()
    {
        var found = new HashSet<long>();
        for (var frame = 0; HeaderBytes + (frame * FrameBytes) <= _wal.Length; frame++)
        {
            foreach (var aside in (int[])[-1, 0, 1, 100, FrameBytes / 2])
            {
                found.Add(StateAfter(_file, _wal[..Math.Clamp(HeaderBytes + (frame * FrameBytes) + aside, 0, _wal.Length)]));
            }
        }

        Assert.Equal(Enumerable.Range(0, Commits + 1).Select(n => (long)n), found.Order());
    }

    [Fact]
    public void A_thousand_corruptions_of_the_write_ahead_log_give_a_state_that_was_committed_and_nothing_else()
    {
        var random = new Rng(20261124);
        for (var i = 0; i < (Long ? 1000 : 250); i++)
        {
            Assert.InRange(StateAfter(_file, Corrupted(_wal, random)), 0, Commits);
        }
    }

    [Fact]
    public void A_thousand_corruptions_of_the_file_are_refused_or_found_by_check_or_change_letters_within_one_row()
    {
        var random = new Rng(7);
        var whole = Checkpointed();
        var (refused, found, none, unseen) = (0, 0, 0, 0);
        var times = Long ? 1000 : 250;
        for (var i = 0; i < times; i++)
        {
            Put(Corrupted(whole, random), []);
            try
            {
                var faults = SqliteUpkeep.Check(Path);
                using var database = SqliteDatabase.Open(Path, Shape);
                var isRight = State(database) == Commits;
                _ = (faults.IsEmpty, isRight) switch
                {
                    (false, _) => found++,
                    (true, true) => none++,
                    _ => unseen++,
                };
            }
            catch (Exception wrong) when (wrong is SqliteException or InvalidOperationException or InvalidDataException or System.Data.DataException)
            {
                refused++;
            }
        }

        TestContext.Current.SendDiagnosticMessage($"{times} corruptions: {refused} refused, {found} found by check, {none} in unused bytes, {unseen} unseen in the letters of a row");
        Assert.Equal(times, refused + found + none + unseen);
        Assert.True(refused + found > 0);
        // The file has no checksums of its own, so that letters of a row can change unseen: few of them, and never a page.
        Assert.InRange(unseen, 0, times / 10);
    }

    /// <summary>Opens what is left, and says up to which commit it goes; fails when it holds anything that no commit left.</summary>
    long StateAfter(byte[] file, byte[] wal)
    {
        Put(file, wal);
        using var database = SqliteDatabase.Open(Path, Shape);
        var state = State(database);
        Assert.Empty(SqliteUpkeep.Check(Path));
        Assert.InRange(state, 0, Commits);
        return state;
    }

    /// <summary>Each commit writes its number three times: as an offset, as the number of jars, as what they weigh.</summary>
    static long State(SqliteDatabase database) => database.Read(transaction =>
    {
        var offset = OffsetTable.Of(transaction, "pipeline");
        var jars = transaction.Query<long>("SELECT grams FROM jar ORDER BY label");
        return jars.Count == offset && jars.Select((grams, index) => (grams, index)).All(jar => jar.grams == jar.index * 10) ? offset
            : throw new InvalidDataException(string.Create(CultureInfo.InvariantCulture, $"offset {offset}, {jars.Count} jars"));
    });

    /// <summary>A file as it stood before the commits, and the write-ahead log that holds all of them.</summary>
    (byte[] File, byte[] Wal) Written()
    {
        using var database = SqliteDatabase.Open(Path, Shape);
        // The shape itself goes into the file; the commits stay in the write-ahead log.
        using (var connection = new SqliteConnection($"Data Source={Path}"))
        {
            connection.Open();
            using var command = connection.CreateCommand();
            command.CommandText = "PRAGMA wal_checkpoint(TRUNCATE)";
            command.ExecuteNonQuery();
            for (var i = 0; i < Commits; i++)
            {
                database.Write(transaction =>
                {
                    transaction.Execute("INSERT INTO jar (label, grams) VALUES (@label, @grams)", new { label = i.ToString("d4", CultureInfo.InvariantCulture), grams = i * 10L });
                    OffsetTable.Set(transaction, "pipeline", i + 1);
                });
            }

            return (File.ReadAllBytes(Path), File.ReadAllBytes($"{Path}-wal"));
        }
    }

    byte[] Checkpointed()
    {
        Put(_file, _wal);
        using (var database = SqliteDatabase.Open(Path, Shape))
        {
            Assert.Equal(Commits, State(database));
        }

        SqliteConnection.ClearAllPools();
        return File.ReadAllBytes(Path);
    }

    void Put(byte[] file, byte[] wal)
    {
        SqliteConnection.ClearAllPools();
        foreach (var old in Directory.GetFiles(_folder.Path, "store.db*"))
        {
            File.Delete(old);
        }

        File.WriteAllBytes(Path, file);
        if (wal.Length > 0)
        {
            File.WriteAllBytes($"{Path}-wal", wal);
        }
    }

    static byte[] Corrupted(byte[] whole, Rng random)
    {
        var bytes = whole.ToArray();
        var at = random.NextIndex(bytes.Length - 512);
        switch (random.NextIndex(3))
        {
            case 0:
                bytes[at] ^= (byte)(1 << random.NextIndex(8));
                break;
            case 1:
                bytes.AsSpan(at, 512).Clear();
                break;
            default:
                whole.AsSpan(random.NextIndex(bytes.Length - 512), 512).CopyTo(bytes.AsSpan(at));
                break;
        }

        return bytes;
    }
}

using System.Security.Cryptography;
using Stroll.Host.Database;
using Stroll.Host.Journal;
using Stroll.Host.Outbox;
using Stroll.Host.Stores;
using Stroll.Storage.Sqlite;
using Stroll.Tests;
using Stroll.Units;

namespace Stroll.Host.Tests.Journal;

public sealed class CheckpointDeskTests : IDisposable
{
    static readonly StoreKey Store = new("own", "corner");

    readonly TempFolder _folder = new();
    readonly SqliteDatabase _database;
    readonly MovedTime _time = new();

    public CheckpointDeskTests() => _database = SqliteDatabase.Open(_folder["store.db"], Schema.Store);

    public void Dispose()
    {
        _database.Dispose();
        _folder.Dispose();
    }

    [Fact]
    public void A_checkpoint_is_carried_away_each_hour_in_which_something_was_written()
    {
        using var desk = new CheckpointDesk(_database, Store, ECDsa.Create(ECCurve.NamedCurves.nistP256), _time);
        Write("one");

        var told = new[] { desk.Watch(), desk.Watch(), After(61, desk), After(61, desk) };
        Write("two");

        Assert.Equal([true, false, false, false], told);
        Assert.True(After(61, desk));
        Assert.Equal(2, _database.Read(transaction => OutboxTable.From(transaction, 1, 10)).Count(message => message.Type.EndsWith(CheckpointDesk.Message, StringComparison.Ordinal)));
    }

    [Fact]
    public void What_was_carried_away_shows_that_the_end_was_cut_off_though_the_key_was_there()
    {
        using var desk = new CheckpointDesk(_database, Store, CheckpointDesk.KeyIn(_folder["journal-key"]), _time);
        Write("one");
        Write("two");
        var (kept, key) = (desk.Newest, desk.PublicKey);
        _database.Write((Transaction transaction) => transaction.Execute("DELETE FROM journal WHERE number = 2"));

        using var outside = ECDsa.Create();
        outside.ImportFromPem(key);
        var found = _database.Read(transaction => JournalCheck.Of(Store, JournalTable.All(transaction), [kept], outside));

        Assert.Equal("journal.cut", Assert.IsType<Result<long>.Bad>(found).Fault.Code);
    }

    [Fact]
    public void The_key_of_a_store_is_made_once_and_only_its_owner_may_read_it()
    {
        using var first = CheckpointDesk.KeyIn(_folder["journal-key"]);
        using var again = CheckpointDesk.KeyIn(_folder["journal-key"]);

        Assert.Equal(first.ExportSubjectPublicKeyInfoPem(), again.ExportSubjectPublicKeyInfoPem());
        Assert.True(OperatingSystem.IsWindows() || File.GetUnixFileMode(_folder["journal-key"]) == (UnixFileMode.UserRead | UnixFileMode.UserWrite));
    }

    bool After(int minutes, CheckpointDesk desk)
    {
        _time.Now += TimeSpan.FromMinutes(minutes);
        return desk.Watch();
    }

    void Write(string what) => _database.Write(transaction => JournalTable.Write(transaction, Instants.Of(_time), "account:anna", "test-act", new { what }));

    sealed class MovedTime : TimeProvider
    {
        internal DateTimeOffset Now { get; set; } = new(2026, 11, 24, 8, 0, 0, TimeSpan.Zero);

        public override DateTimeOffset GetUtcNow() => Now;
    }
}

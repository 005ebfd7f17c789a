using Stroll.Observations;
using Stroll.Storage.Log;
using Stroll.Storage.Sqlite;
using Stroll.Units;

namespace Stroll.Tests.Logs;

public sealed class LogCopyTests : IDisposable
{
    readonly TempFolder _folder = new();

    static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task A_copy_that_is_made_while_the_log_is_written_to_is_a_whole_log()
    {
        var (from, to) = (Directory.CreateDirectory(_folder["from"]).FullName, Directory.CreateDirectory(_folder["to"]).FullName);
        using var log = Open(from);
        for (var i = 0; i < 20; i++)
        {
            await log.Append(new[] { LogSamples.Reading(i) }, Cancellation);
        }

        LogCopy.Of(from, to);
        await log.Append(new[] { LogSamples.Reading(20) }, Cancellation);

        Assert.Empty(LogCheck.Of(from).Faults);
        Assert.Equal(20, LogCheck.Of(to).Entries);
        using var copy = Open(to);
        Assert.Equal(Enumerable.Range(0, 20).Select(i => (long)i), copy.Read(0).Select(e => e.Entry.Sequence));
    }

    [Fact]
    public async Task A_check_names_what_is_broken_and_reads_the_rest()
    {
        var from = Directory.CreateDirectory(_folder["from"]).FullName;
        using (var log = Open(from))
        {
            for (var i = 0; i < 20; i++)
            {
                await log.Append(new[] { LogSamples.Reading(i) }, Cancellation);
            }
        }

        Assert.Empty(LogCheck.Of(from).Faults);
        var oldest = SegmentFile.In(from)[0].Path;
        var bytes = File.ReadAllBytes(oldest);
        bytes[^100] ^= 4;
        File.WriteAllBytes(oldest, bytes);

        var report = LogCheck.Of(from);

        Assert.Equal("log.broken", Assert.Single(report.Faults).Code);
        Assert.True(report.Entries is > 0 and < 20);
    }

    [Fact]
    public void A_damaged_database_is_noticed()
    {
        var path = _folder["Store.db"];
        using (var database = SqliteDatabase.Open(path, Host.Database.Schema.Store))
        {
            Host.Database.DatabaseWriting.Write(database, t => Host.Stores.OffsetTable.Set(t, "pipeline", 7));
        }

        Assert.Empty(SqliteUpkeep.Check(path));
        SqliteUpkeep.Copy(path, _folder["copy.db"]);
        Assert.Empty(SqliteUpkeep.Check(_folder["copy.db"]));
        var bytes = File.ReadAllBytes(_folder["copy.db"]);
        bytes.AsSpan(4096, 4096).Fill(0x5a);
        File.WriteAllBytes(_folder["copy.db"], bytes);

        Assert.NotEmpty(SqliteUpkeep.Check(_folder["copy.db"]));
    }

    static SegmentLog Open(string folder) => Assert.IsType<Result<SegmentLog>.Good>(SegmentLog.Open(
        folder, LogSamples.Header, SegmentLogRules.Default with { Gather = TimeSpan.Zero, SegmentBytes = 900 }, TimeProvider.System)).Value;
}

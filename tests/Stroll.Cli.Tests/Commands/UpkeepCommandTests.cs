using Stroll.Cli.Bench.Ingesting;
using Stroll.Host.Database;
using Stroll.Observations;
using Stroll.Storage.Sqlite;
using Stroll.Units;

namespace Stroll.Tests.Commands;

public sealed class UpkeepCommandTests : IDisposable
{
    readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task A_copy_made_while_the_log_is_open_is_whole_elsewhere()
    {
        using var log = await Kept();

        Assert.Equal(0, Cli.Run("backup", "--data", _folder["data"], "--to", _folder["copy"]).Code);
        var restored = Cli.Run("restore", _folder["copy"], "--data", _folder["new"]);

        Assert.Equal(0, restored.Code);
        Assert.Contains("3 entries in 1 segments", restored.Output);
    }

    [Fact]
    public async Task What_is_broken_is_named_and_a_changed_copy_is_refused_before_anything_is_written()
    {
        (await Kept()).Dispose();
        Cli.Run("backup", "--data", _folder["data"], "--to", _folder["copy"]);
        Assert.Equal(0, Cli.Run("check", "--data", _folder["data"]).Code);
        foreach (var root in (string[])["data", "copy"])
        {
            var segment = Directory.GetFiles(Path.Combine(_folder[root], "log"), "*.seg").Single();
            var bytes = File.ReadAllBytes(segment);
            bytes[^80] ^= 1;
            File.WriteAllBytes(segment, bytes);
        }

        var check = Cli.Run("check", "--data", _folder["data"]);
        var restore = Cli.Run("restore", _folder["copy"], "--data", _folder["new"]);

        Assert.Equal(1, check.Code);
        Assert.Contains("log.broken", check.Output);
        Assert.Equal(2, restore.Code);
        Assert.Contains("backup.hash", restore.Error);
    }

    /// <summary>A data folder with a database and a log of three entries, which is still open.</summary>
    async Task<IDisposable> Kept()
    {
        Directory.CreateDirectory(_folder["data"]);
        SqliteDatabase.Open(Path.Combine(_folder["data"], "Store.db"), Schema.Store).Dispose();
        var log = Assert.IsType<Result<Storage.Log.SegmentLog>.Good>(
            IngestStation.OpenLog(Path.Combine(_folder["data"], "log"), IngestStation.StoreOf(1, 1))).Value;
        LogEntry[] entries = [.. Enumerable.Range(0, 3).Select(i => new LogEntry(new(0), 1, i, new Observation.Tick(new(i))))];
        await log.Append(entries, TestContext.Current.CancellationToken);
        return log;
    }
}

using Stroll.Storage.Log;
using Stroll.Storage.Sqlite;

namespace Stroll.Cli.Upkeep;

/// <summary>What was found in one database or log.</summary>
/// <param name="Name">Its place in the data folder.</param>
/// <param name="Words">What it holds, for people.</param>
/// <param name="Faults">What is wrong with it.</param>
internal sealed record FoundPart(string Name, string Words, IReadOnlyList<string> Faults);

/// <summary>Reads everything that an installation keeps.</summary>
internal static class FolderCheck
{
    /// <summary>Databases and logs of a data folder, by name.</summary>
    internal static IEnumerable<FoundPart> Of(string folder)
    {
        foreach (var database in Databases(folder))
        {
            yield return new(Path.GetRelativePath(folder, database), $"{new FileInfo(database).Length / 1e6:0.0} MB", SqliteUpkeep.Check(database));
        }

        foreach (var log in Logs(folder))
        {
            var report = LogCheck.Of(log);
            yield return new(
                Path.GetRelativePath(folder, log), $"{report.Entries:N0} entries in {report.Segments} segments, {report.Bytes / 1e6:0.0} MB, {report.Deletions} deletions",
                [.. report.Faults.Select(fault => fault.ToString())]);
        }
    }

    internal static IEnumerable<string> Databases(string folder) =>
        Directory.EnumerateFiles(folder, "*.db", SearchOption.AllDirectories).Order(StringComparer.Ordinal);

    internal static IEnumerable<string> Logs(string folder) =>
        Directory.EnumerateDirectories(folder, "log", SearchOption.AllDirectories).Order(StringComparer.Ordinal);
}

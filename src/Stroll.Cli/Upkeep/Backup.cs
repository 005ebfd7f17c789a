using System.Security.Cryptography;
using System.Text.Json;
using Stroll.Storage.Log;
using Stroll.Storage.Sqlite;
using Stroll.Units;

namespace Stroll.Cli.Upkeep;

/// <summary>Copies a data folder while it is used, and back.</summary>
/// <remarks>
/// The order makes the parts fit: first snapshots, then databases, then logs. So no snapshot is ahead of its database and no database ahead of its log,
/// and whoever starts on the copy runs the log from there on, as after a crash.
/// </remarks>
internal static class Backup
{
    const string List = "backup.json";

    /// <summary>Copies everything of a data folder into a new one, with a list of all files and their hashes.</summary>
    /// <returns>The number of files and their bytes.</returns>
    internal static (int Files, long Bytes) Make(string data, string to)
    {
        Directory.CreateDirectory(to);
        foreach (var file in Files(data).Where(file => !IsDatabase(file) && !IsOfLog(file) && Path.GetFileName(file) is not ("lock" or List)))
        {
            CopyFile(Path.Combine(data, file), Path.Combine(to, file));
        }

        foreach (var database in FolderCheck.Databases(data))
        {
            SqliteUpkeep.Copy(database, Ready(Path.Combine(to, Path.GetRelativePath(data, database))));
        }

        foreach (var log in FolderCheck.Logs(data))
        {
            LogCopy.Of(log, Directory.CreateDirectory(Path.Combine(to, Path.GetRelativePath(data, log))).FullName);
        }

        var hashes = Files(to).Where(file => file != List).ToDictionary(file => file, file => Hash(Path.Combine(to, file)), StringComparer.Ordinal);
        File.WriteAllBytes(Path.Combine(to, List), JsonSerializer.SerializeToUtf8Bytes(hashes));
        return (hashes.Count, hashes.Keys.Sum(file => new FileInfo(Path.Combine(to, file)).Length));
    }

    /// <summary>Checks a copy against its list and puts it in the place of a data folder that is empty.</summary>
    /// <returns>What is wrong with the copy; nothing was written then.</returns>
    internal static Fault? Restore(string copy, string data)
    {
        if (Verify(copy) is { } fault)
        {
            return fault;
        }

        foreach (var file in Files(copy).Where(file => file != List))
        {
            CopyFile(Path.Combine(copy, file), Path.Combine(data, file));
        }

        return null;
    }

    static Fault? Verify(string copy)
    {
        var path = Path.Combine(copy, List);
        if (!File.Exists(path))
        {
            return new("backup.list", path, "there is no such file, expected a folder that stroll backup made");
        }

        Dictionary<string, string>? hashes;
        try
        {
            hashes = JsonSerializer.Deserialize<Dictionary<string, string>>(File.ReadAllBytes(path));
        }
        catch (JsonException)
        {
            hashes = null;
        }

        if (hashes is null)
        {
            return new("backup.list", path, "is no list of files and hashes");
        }

        var found = Files(copy).Where(file => file != List).ToHashSet(StringComparer.Ordinal);
        foreach (var (file, hash) in hashes)
        {
            if (!found.Remove(file) || Hash(Path.Combine(copy, file)) != hash)
            {
                return new("backup.hash", Path.Combine(copy, file), "is missing or not what was copied");
            }
        }

        return found.Count == 0 ? null : new("backup.hash", Path.Combine(copy, found.Order(StringComparer.Ordinal).First()), "is not in the list of the copy");
    }

    static IEnumerable<string> Files(string folder) => Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories)
        .Select(file => Path.GetRelativePath(folder, file)).Order(StringComparer.Ordinal);

    static bool IsDatabase(string file) => file.EndsWith(".db", StringComparison.Ordinal) || file.EndsWith(".db-wal", StringComparison.Ordinal) || file.EndsWith(".db-shm", StringComparison.Ordinal);

    static bool IsOfLog(string file) => Path.GetFileName(Path.GetDirectoryName(file)) == "log";

    static void CopyFile(string from, string to)
    {
        try
        {
            File.Copy(from, Ready(to));
        }
        catch (FileNotFoundException)
        {
            // A snapshot that was replaced meanwhile: the newer one comes with the next copy.
        }
    }

    static string Ready(string path)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        return path;
    }

    static string Hash(string path)
    {
        using var file = File.OpenRead(path);
        return Convert.ToHexStringLower(SHA256.HashData(file));
    }
}

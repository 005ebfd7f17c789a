using System.Globalization;
using Stroll.Host.Stores.Running;
using Stroll.Units;

namespace Stroll.Host.Snapshots;

/// <summary>The newest snapshots of one store, as files named by their offset.</summary>
sealed class SnapshotFolder(string folder)
{
    const int Kept = 3;

    /// <summary>Writes a snapshot so that a crash leaves it whole or not at all, and forgets the oldest.</summary>
    internal void Save(StoreSetup setup, Snapshot snapshot)
    {
        Directory.CreateDirectory(folder);
        var path = Path.Combine(folder, string.Create(CultureInfo.InvariantCulture, $"{snapshot.Next:d16}.snapshot"));
        var written = $"{path}.new";
        using (var file = new FileStream(written, FileMode.Create))
        {
            file.Write(snapshot.ToBytes(setup));
            file.Flush(flushToDisk: true);
        }

        File.Move(written, path, overwrite: true);
        foreach (var old in Newest().Skip(Kept))
        {
            File.Delete(old);
        }
    }

    /// <summary>The newest snapshot from which a run can go on.</summary>
    /// <param name="setup">The store.</param>
    /// <param name="told">The offset up to which the database has told events.</param>
    /// <param name="skipped">Is told why a newer one was not taken.</param>
    /// <returns>None where there is none: the run begins with the log.</returns>
    internal Snapshot? Newest(StoreSetup setup, long told, Action<string> skipped)
    {
        foreach (var path in Newest())
        {
            switch (Snapshot.Read(File.ReadAllBytes(path), path, setup))
            {
                case Result<Snapshot>.Bad bad:
                    skipped(bad.Fault.ToString());
                    break;
                case Result<Snapshot>.Good { Value: var snapshot } when snapshot.Told > told:
                    skipped(new Fault("snapshot.ahead", path, "the database is an older copy than it").ToString());
                    break;
                case Result<Snapshot>.Good { Value: var snapshot } when snapshot.Next < setup.Log.FirstOffset || snapshot.Next > setup.Log.NextOffset:
                    skipped(new Fault("snapshot.log", path, "the log does not have the entries that follow it").ToString());
                    break;
                case Result<Snapshot>.Good good:
                    return good.Value;
            }
        }

        return null;
    }

    string[] Newest() => Directory.Exists(folder)
        ? [.. Directory.GetFiles(folder, "*.snapshot").OrderDescending(StringComparer.Ordinal)]
        : [];
}

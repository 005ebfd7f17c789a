using System.Security.Cryptography;
using Stroll.Host.Database;
using Stroll.Host.Outbox;
using Stroll.Host.Stores;
using Stroll.Units;

namespace Stroll.Host.Journal;

/// <summary>Signs where the journal of a store stands, so that others can keep it where whoever runs the store cannot change it.</summary>
/// <remarks>
/// Somebody who has the machine has the key as well and can sign what they like from then on; they cannot make the checkpoints of before fit another past. So a checkpoint is
/// worth what its distance is: webhooks carry one away each hour in which something was written, and the API hands out the newest.
/// </remarks>
public sealed class CheckpointDesk(IDatabase database, StoreKey store, ECDsa key, TimeProvider time) : IDisposable
{
    /// <summary>The type of the message that carries one away.</summary>
    public const string Message = "JournalCheckpoint";

    static readonly TimeSpan Every = TimeSpan.FromHours(1);

    Instant _told = Instant.Earliest;
    long _number = -1;

    /// <summary>What checks the signatures, as PEM. Keep it where the checkpoints are.</summary>
    public string PublicKey => key.ExportSubjectPublicKeyInfoPem();

    /// <summary>The journal as it stands.</summary>
    public Checkpoint Newest => database.Read(Sign);

    /// <summary>Leaves a checkpoint for the webhooks when an hour is over and something was written.</summary>
    /// <returns>True when one was left.</returns>
    public bool Watch()
    {
        var now = Instants.Of(time);
        if (_told != Instant.Earliest && now - _told < Every)
        {
            return false;
        }

        _told = now;
        return database.Write(transaction =>
        {
            var point = Sign(transaction);
            if (point.Number == _number)
            {
                return false;
            }

            _number = point.Number;
            OutboxTable.Add(transaction, Message, store.ToString(), new { checkpoint = point.ToString() }, now);
            return true;
        });
    }

    /// <summary>Reads the key of a store, or makes it where there is none, for its owner's eyes only.</summary>
    /// <param name="path">The file, PEM.</param>
    public static ECDsa KeyIn(string path)
    {
        var made = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        if (File.Exists(path))
        {
            made.ImportFromPem(File.ReadAllText(path));
            return made;
        }

        var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows())
        {
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        }

        using var file = new StreamWriter(path, options);
        file.Write(made.ExportPkcs8PrivateKeyPem());
        return made;
    }

    /// <inheritdoc/>
    public void Dispose() => key.Dispose();

    Checkpoint Sign(Transaction transaction) => Checkpoint.Sign(store, JournalTable.Newest(transaction, 1) is [var last] ? last : null, key);
}

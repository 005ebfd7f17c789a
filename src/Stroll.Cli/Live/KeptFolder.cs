using Stroll.Host.Stores;
using Stroll.Units;

namespace Stroll.Cli.Live;

/// <summary>The folder of everything that an installation keeps, held by one process at a time.</summary>
/// <remarks><c>Control.db</c> for accounts; for each store <c>stores/TENANT/STORE/</c> with <c>Store.db</c>, <c>log/</c> and <c>snapshots/</c>.</remarks>
internal sealed class KeptFolder : IDisposable
{
    readonly FileStream _lock;

    KeptFolder(string path, FileStream held) => (Path, _lock) = (path, held);

    /// <summary>Where it is.</summary>
    internal string Path { get; }

    /// <summary>The database of accounts.</summary>
    internal string Control => In("Control.db");

    /// <summary>The folder of copies of the settings with which the last start went well.</summary>
    internal string LastGood => In("last-good");

    /// <summary>Makes the folder where there is none, for its owner's eyes only, and keeps others from running on it.</summary>
    /// <returns>Bad when another process has it or it cannot be written.</returns>
    internal static Result<KeptFolder> Take(string path)
    {
        try
        {
            Directory.CreateDirectory(path);
            if (!OperatingSystem.IsWindows())
            {
                File.SetUnixFileMode(path, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
            }

            var held = new FileStream(System.IO.Path.Combine(path, "lock"), FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
            return new Result<KeptFolder>.Good(new(path, held));
        }
        catch (Exception held) when (held is IOException or UnauthorizedAccessException)
        {
            return new Result<KeptFolder>.Bad(new("data.held", path, $"cannot be used ({held.Message}), expected a folder that can be written and that no other stroll runs on"));
        }
    }

    /// <summary>The folder of one store; it exists.</summary>
    internal string Of(StoreKey store) => Directory.CreateDirectory(In("stores", store.Tenant, store.Store)).FullName;

    /// <inheritdoc/>
    public void Dispose() => _lock.Dispose();

    string In(params string[] parts) => System.IO.Path.Combine([Path, .. parts]);
}

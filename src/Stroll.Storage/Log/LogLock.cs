using Stroll.Host.Logs;

namespace Stroll.Storage.Log;

/// <summary>One process at a time has a log; the system lets go when the process ends, however it ends.</summary>
static class LogLock
{
    internal static FileStream Take(string folder)
    {
        var path = Path.Combine(folder, "lock");
        try
        {
            return new(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
        }
        catch (IOException)
        {
            throw new LogBrokenException(new("log.locked", path, "another process has this log open"));
        }
    }
}

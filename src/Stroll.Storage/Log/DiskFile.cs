using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace Stroll.Storage.Log;

/// <summary>A file that is written at the end and synced. The tests put a disk in its place that is full, slow or torn.</summary>
interface IDiskFile : IDisposable
{
    /// <summary>Writes all bytes at a place.</summary>
    void Write(ReadOnlySpan<byte> bytes, long at);

    /// <summary>Returns when everything written survives the loss of power.</summary>
    void Sync();

    /// <summary>Cuts the file to a length.</summary>
    void Cut(long length);
}

/// <summary>A file of the operating system.</summary>
sealed class DiskFile : IDiskFile
{
    readonly SafeFileHandle _handle;

    DiskFile(SafeFileHandle handle) => _handle = handle;

    /// <summary>Opens the file for writing; makes it where there is none.</summary>
    internal static IDiskFile Open(string path) =>
        new DiskFile(File.OpenHandle(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.ReadWrite | FileShare.Delete));

    public void Write(ReadOnlySpan<byte> bytes, long at) => RandomAccess.Write(_handle, bytes, at);

    public void Sync() => RandomAccess.FlushToDisk(_handle);

    public void Cut(long length) => RandomAccess.SetLength(_handle, length);

    public void Dispose() => _handle.Dispose();
}

/// <summary>Makes names of files durable: a new or renamed file may vanish with the power until its folder is synced.</summary>
static class FolderSync
{
    const int ReadOnlyFolder = 0x10000;

    internal static void Of(string folder)
    {
        var descriptor = Open(folder, ReadOnlyFolder);
        if (descriptor < 0)
        {
            throw new IOException($"{folder} cannot be opened to be synced (error {Marshal.GetLastPInvokeError()})");
        }

        var answer = Sync(descriptor);
        _ = Close(descriptor);
        if (answer != 0)
        {
            throw new IOException($"{folder} cannot be synced");
        }
    }

    [DllImport("libc", EntryPoint = "open", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    static extern int Open([MarshalAs(UnmanagedType.LPUTF8Str)] string path, int flags);

    [DllImport("libc", EntryPoint = "fsync")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    static extern int Sync(int descriptor);

    [DllImport("libc", EntryPoint = "close")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    static extern int Close(int descriptor);
}

using System.Runtime.InteropServices;

namespace Stroll.Cli.Bench;

/// <summary>Processor time of programs that this one started and that have ended.</summary>
internal static class ChildrenCpu
{
    const int Children = -1;

    /// <summary>Of all of them so far, and of those that they started; zero where the system does not say.</summary>
    internal static TimeSpan OfAll()
    {
        // struct rusage: two timevals (seconds and microseconds, 8 bytes each), then what is not needed here.
        var usage = new long[18];
        return OperatingSystem.IsLinux() && GetUsage(Children, usage) == 0
            ? TimeSpan.FromSeconds(usage[0] + usage[2]) + TimeSpan.FromMicroseconds(usage[1] + usage[3])
            : TimeSpan.Zero;
    }

    [DllImport("libc", EntryPoint = "getrusage")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    static extern int GetUsage(int who, [In, Out] long[] usage);
}

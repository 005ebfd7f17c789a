using System.Globalization;
using System.Runtime.InteropServices;
using Stroll.Cli.Frame;
using Stroll.Units;

namespace Stroll.Cli.Doctor;

/// <summary>All checks of the machine. Each looks at one thing, changes nothing that stays, and takes a second or two at the most.</summary>
internal static class Examination
{
    const long Megabyte = 1 << 20;

    /// <summary>Looks at everything.</summary>
    /// <param name="folder">Where data would lie.</param>
    /// <param name="terminal">What the command talks to.</param>
    /// <param name="models">The folder of models.</param>
    internal static IReadOnlyList<Check> Of(string folder, Terminal terminal, string models) =>
    [
        Runtime(Environment.Version),
        System(),
        Cores(Environment.ProcessorCount),
        Memory(GC.GetGCMemoryInfo().TotalAvailableMemoryBytes),
        Folder("temporary folder", Path.GetTempPath(), wantedMegabytes: 200),
        Folder("data folder", folder, wantedMegabytes: 1000),
        Clock(TimeProvider.System.GetUtcNow()),
        ClockIsGuided(),
        Screen(terminal),
        .. PictureChecks.Of(models),
        Check.Ok("capacity", "not measured here; 'stroll bench changes' and 'stroll bench engine' measure how many scales and people one core carries"),
    ];

    internal static Check Runtime(Version version) => version.Major >= 10
        ? Check.Ok(".NET", version.ToString())
        : Check.Fail(".NET", version.ToString(), "install the .NET SDK 10 or later; ./stroll does it when asked");

    static Check System() => OperatingSystem.IsLinux()
        ? Check.Ok("system", $"{RuntimeInformation.OSDescription.Trim()}, {RuntimeInformation.OSArchitecture.ToString().ToLowerInvariant()}")
        : Check.Warn("system", RuntimeInformation.OSDescription.Trim(), "tried on Linux only; on Windows use WSL");

    internal static Check Cores(int count) => count >= 2
        ? Check.Ok("cores", Number(count))
        : Check.Warn("cores", Number(count), "one core runs a small store; give it two so that imports do not hold up the store");

    internal static Check Memory(long bytes)
    {
        var found = $"{Number(bytes / Megabyte)} MB that this process may use";
        return bytes switch
        {
            >= 1024 * Megabyte => Check.Ok("memory", found),
            >= 256 * Megabyte => Check.Warn("memory", found, "give it 1,024 MB or close other programs"),
            _ => Check.Fail("memory", found, "give it 256 MB at the least, 1,024 MB for comfort"),
        };
    }

    internal static Check Folder(string name, string folder, long wantedMegabytes)
    {
        var full = Path.GetFullPath(folder);
        if (!Directory.Exists(full))
        {
            return Check.Fail(name, $"{full} is not there", "create it, or name another");
        }

        if (WholeFile.Prepare(full) is { } fault)
        {
            return Check.Fail(name, fault.Found, $"make {full} writable for this user, or name another");
        }

        var free = new DriveInfo(full).AvailableFreeSpace / Megabyte;
        var found = $"{full}, {Number(free)} MB free";
        return free >= wantedMegabytes
            ? Check.Ok(name, found)
            : Check.Warn(name, found, $"free {Number(wantedMegabytes)} MB: a day of 100 plates at 60 Hz takes some hundred megabytes");
    }

    internal static Check Clock(DateTimeOffset now)
    {
        // The build is younger than this; a clock before it is wrong for sure.
        var found = now.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);
        return now.Year is >= 2025 and < 2100
            ? Check.Ok("clock", found)
            : Check.Fail("clock", found, "set the clock; receipts and recordings carry its time");
    }

    static Check ClockIsGuided()
    {
        const int TimeError = 5;
        if (!OperatingSystem.IsLinux() || ClockState() is not { } state)
        {
            return Check.Warn("clock source", "cannot be asked here", "make sure that a time service (NTP) guides the clock");
        }

        return state == TimeError
            ? Check.Warn("clock source", "the kernel calls the clock unsynchronised", "run a time service (NTP): sensors of one store must agree to 0.1 s")
            : Check.Ok("clock source", "guided by a time service");
    }

    /// <summary>What the Linux kernel says of its clock; none where the call is not to be had.</summary>
    static int? ClockState()
    {
        try
        {
            // The record is 208 bytes on 64-bit systems; with its first field (modes) zero nothing is set.
            var state = AdjustClock(new byte[256]);
            return state < 0 ? null : state;
        }
        catch (Exception missing) when (missing is DllNotFoundException or EntryPointNotFoundException)
        {
            return null;
        }
    }

    [DllImport("libc", EntryPoint = "adjtimex")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    static extern int AdjustClock([In, Out] byte[] state);

    static Check Screen(Terminal terminal)
    {
        var language = string.Concat(((string[])["LC_ALL", "LC_CTYPE", "LANG"]).Select(Environment.GetEnvironmentVariable));
        return !terminal.OutputIsScreen
            ? Check.Ok("terminal", "none: plain lines, no live picture")
            : language.Contains("UTF", StringComparison.OrdinalIgnoreCase)
                ? Check.Ok("terminal", $"{Number(terminal.Width)} columns, UTF-8")
                : Check.Warn("terminal", $"{Number(terminal.Width)} columns, not UTF-8", "set LANG=C.UTF-8 for lines and bars");
    }

    static string Number(long value) => value.ToString("N0", CultureInfo.InvariantCulture);
}

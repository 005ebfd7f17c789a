using System.Diagnostics;
using System.Text;
using System.Text.Json;

namespace Stroll.Tests.Commands;

/// <summary>How a run of the command line ended.</summary>
sealed record Ended(int Code, string Output, string Error)
{
    /// <summary>The one JSON document on standard output; fails when there is anything else.</summary>
    public JsonElement Json => JsonDocument.Parse(Output).RootElement;
}

/// <summary>Runs the built command line as a process of its own, as a shell would.</summary>
static class Cli
{
    static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);

    /// <summary>The built program, for shell lines: <c>dotnet …/stroll.dll</c>.</summary>
    public static string Words => $"'{Dotnet}' '{Path.Combine(AppContext.BaseDirectory, "stroll.dll")}'";

    static string Dotnet => Environment.GetEnvironmentVariable("DOTNET_HOST_PATH") is { Length: > 0 } host
        ? host
        : Path.GetFullPath(Path.Combine(System.Runtime.InteropServices.RuntimeEnvironment.GetRuntimeDirectory(), "../../../dotnet"));

    public static Ended Run(params string[] arguments) => Finish(Start(arguments));

    /// <summary>The same, for what takes minutes.</summary>
    public static Ended RunLong(params string[] arguments) => Finish(Start(arguments), 10 * Patience);

    /// <summary>Runs a line of bash in which <c>stroll</c> is the command line.</summary>
    public static Ended Shell(string line, string folder) =>
        Finish(Start("bash", ["-c", $"stroll() {{ {Words} \"$@\"; }}\n{line}"], folder));

    public static Process Start(params string[] arguments) =>
        Start(Dotnet, [Path.Combine(AppContext.BaseDirectory, "stroll.dll"), .. arguments], Path.GetTempPath());

    /// <summary>The same, with an interrupt that is not ignored: a shell ignores it for what it runs in the background, and programs
    /// inherit that.</summary>
    public static Process StartInterruptible(params string[] arguments) =>
        Start("env", ["--default-signal=INT", Dotnet, Path.Combine(AppContext.BaseDirectory, "stroll.dll"), .. arguments], Path.GetTempPath());

    public static Ended Finish(Process process, TimeSpan? patience = null)
    {
        using (process)
        {
            var output = process.StandardOutput.ReadToEndAsync();
            var error = process.StandardError.ReadToEndAsync();
            if (!process.WaitForExit(patience ?? Patience))
            {
                process.Kill(entireProcessTree: true);
                Assert.Fail($"ran for more than {patience ?? Patience}: {process.StartInfo.FileName} {string.Join(' ', process.StartInfo.ArgumentList)}");
            }

            return new(process.ExitCode, output.GetAwaiter().GetResult(), error.GetAwaiter().GetResult());
        }
    }

    /// <summary>Checks that bad input gave one clear line, nothing on standard output and exit code 2.</summary>
    /// <param name="ended">How it ended.</param>
    /// <param name="words">What the line must say.</param>
    public static void IsRefused(Ended ended, params string[] words)
    {
        Assert.Equal("", ended.Output);
        Assert.StartsWith("stroll: ", ended.Error, StringComparison.Ordinal);
        Assert.Equal(ended.Error.Length - 1, ended.Error.IndexOf('\n', StringComparison.Ordinal));
        Assert.All(words, word => Assert.Contains(word, ended.Error, StringComparison.Ordinal));
        Assert.Equal(2, ended.Code);
    }

    static Process Start(string program, IEnumerable<string> arguments, string folder)
    {
        var start = new ProcessStartInfo(program, arguments)
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            StandardOutputEncoding = Encoding.UTF8,
            StandardErrorEncoding = Encoding.UTF8,
            WorkingDirectory = folder,
        };
        start.Environment.Remove("STROLL_DEBUG");
        return Process.Start(start)!;
    }
}

/// <summary>A folder that is gone after the test.</summary>
sealed class TempFolder : IDisposable
{
    readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("stroll-cli-");

    public string Root => _folder.FullName;

    public string this[string name] => Path.Combine(_folder.FullName, name);

    public string Write(string name, string text)
    {
        File.WriteAllText(this[name], text);
        return this[name];
    }

    public void Dispose() => _folder.Delete(recursive: true);
}

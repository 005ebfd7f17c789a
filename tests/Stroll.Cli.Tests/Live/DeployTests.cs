using System.Diagnostics;
using System.Text.RegularExpressions;

namespace Stroll.Tests.Live;

/// <summary>The files of deploy/ against the programs that read them.</summary>
public sealed partial class DeployTests : IDisposable
{
    readonly Commands.TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Systemd_finds_nothing_wrong_with_the_unit()
    {
        Assert.SkipUnless(File.Exists("/usr/bin/systemd-analyze"), "needs: systemd-analyze");
        // The program itself is not installed where the tests run.
        var unit = _folder.Write("stroll.service", File.ReadAllText(Place("stroll.service")).Replace("/opt/stroll/stroll", "/bin/true", StringComparison.Ordinal));

        using var process = Process.Start(new ProcessStartInfo("/usr/bin/systemd-analyze", ["verify", "--man=no", unit]) { RedirectStandardError = true })!;
        var error = process.StandardError.ReadToEnd();
        process.WaitForExit();

        Assert.Equal((0, ""), (process.ExitCode, string.Join('\n', error.Split('\n').Where(line => line.Contains("stroll.service", StringComparison.Ordinal)))));
    }

    [Fact]
    public void The_container_builds_and_runs_what_there_is()
    {
        var file = File.ReadAllText(Place("Containerfile"));

        Assert.Contains($"dotnet publish {Project().Match(file).Groups[1].Value}", file, StringComparison.Ordinal);
        Assert.True(File.Exists(Path.Combine(Repository.Root, Project().Match(file).Groups[1].Value)));
        Assert.True(File.Exists(Path.Combine(AppContext.BaseDirectory, Entry().Match(file).Groups[1].Value)));
        Assert.Equal(0, Commands.Cli.Run([.. Command().Match(file).Groups[1].Value.Split(", ").Select(word => word.Trim('"')), "--help"]).Code);
    }

    static string Place(string name) => Path.Combine(Repository.Root, "deploy", name);

    [GeneratedRegex(@"publish (\S+\.csproj)")]
    private static partial Regex Project();

    [GeneratedRegex(@"ENTRYPOINT \[""dotnet"", ""/opt/stroll/(\S+)""\]")]
    private static partial Regex Entry();

    [GeneratedRegex(@"CMD \[(.*)\]")]
    private static partial Regex Command();
}

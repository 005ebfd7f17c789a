using System.Globalization;
using System.Text.RegularExpressions;
using Stroll.Tests.Commands;

namespace Stroll.Tests.Live;

/// <summary>docs/first-shelf.md, followed word for word: every line of every block of shell, in order, in one shell. Ports alone are others.</summary>
public sealed partial class FirstShelfTests : IDisposable
{
    readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Who_follows_the_page_takes_a_pack_and_reads_the_receipt()
    {
        Assert.SkipUnless(File.Exists("/usr/bin/mosquitto_pub"), "needs: mosquitto_pub (apt install mosquitto-clients)");
        Assert.SkipUnless(File.Exists("/usr/bin/curl"), "needs: curl");
        var page = File.ReadAllText(Path.Combine(Repository.Root, "docs/first-shelf.md"));
        var typed = string.Join('\n', Blocks().Matches(page).Select(block => block.Groups[1].Value));
        File.WriteAllText(_folder["stroll"], $"#!/bin/sh\nexec {Commands.Cli.Words} \"$@\"\n");
        File.SetUnixFileMode(_folder["stroll"], UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);

        var ended = Commands.Cli.Shell($"set -e\ntrap 'kill $(jobs -p)' EXIT\n{WithOtherPorts(typed)}", _folder.Root);

        Assert.True(ended.Code == 0, ended.Output + ended.Error);
        Assert.Contains("stroll.yaml: good; 1 stores: 'My first shelf' with 1 gondolas, 1 shelves, 1 plates, 1 gates", ended.Output, StringComparison.Ordinal);
        Assert.Matches(@"visit [0-9a-f-]{36}, left [-0-9: ]+, receipt:\n    1 x Rice  \d+(\.\d)? g, \d+ %\n$", ended.Output);
        Assert.InRange(StoreLines(page), 8, 15);
    }

    static string WithOtherPorts(string typed) => typed
        .Replace("1883", FreePorts.One().ToString(CultureInfo.InvariantCulture), StringComparison.Ordinal)
        .Replace("8080", FreePorts.One().ToString(CultureInfo.InvariantCulture), StringComparison.Ordinal);

    /// <summary>The page promises a short store file.</summary>
    static int StoreLines(string page) => StoreFile().Match(page).Groups[1].Value.Split('\n', StringSplitOptions.RemoveEmptyEntries).Length;

    [GeneratedRegex("```sh\n(.*?)```", RegexOptions.Singleline)]
    private static partial Regex Blocks();

    [GeneratedRegex("store.yaml <<'END'\n(.*?)END", RegexOptions.Singleline)]
    private static partial Regex StoreFile();
}

using System.Diagnostics;
using System.Text.RegularExpressions;
using Stroll.Simulator;
using Stroll.Web.Accounts;
using Stroll.Web.Doors;
using Stroll.Web.Tests.Played;

namespace Stroll.Web.Tests.Api;

/// <summary>The page that goes through the life of a visit by curl, followed to the letter.</summary>
public partial class CurlPageTests
{
    [Fact]
    public async Task The_commands_of_the_page_lead_a_clean_shell_from_the_gate_to_the_refund()
    {
        Assert.SkipUnless(File.Exists("/usr/bin/curl"), "needs: curl");
        using var store = new PlayedStore(new("demo", "corner"), new Scenario { Visits = 40, Seed = 3, Length = TimeSpan.FromMinutes(20), Habits = new() { SecondsBetweenArrivals = 8 } });
        await using var site = await RunningSite.Start(new([store.Live]), signsInAs: "demo", pace: 100);
        site.Book.Add("demo", "Demo", Secret.New(), new Membership("demo", null, Role.Manager, null));
        var page = await File.ReadAllTextAsync(Path.Combine(TestPlaces.Root, "docs", "api-by-curl.md"), TestContext.Current.CancellationToken);
        var commands = string.Join("\n", Block().Matches(page).Select(match => match.Groups["commands"].Value)).Replace("http://127.0.0.1:8080", site.Address.ToString().TrimEnd('/'), StringComparison.Ordinal);
        using var over = new CancellationTokenSource();
        var playing = Task.Run(() => Play(store, over.Token), TestContext.Current.CancellationToken);

        var (code, said, wrong) = await Shell($"set -eu\n{commands}\necho; echo the end");
        await over.CancelAsync();
        await playing;

        Assert.True(code == 0, $"{said}\n{wrong}");
        Assert.EndsWith("the end\n", said, StringComparison.Ordinal);
        Assert.Contains("answered alike", said, StringComparison.Ordinal);
        Assert.Contains("\"version\":2", said, StringComparison.Ordinal);
        Assert.Contains("receipt-corrected", said, StringComparison.Ordinal);
        Assert.Contains("stroll-journal-1 demo/corner", said, StringComparison.Ordinal);
        Assert.Contains("event: carts", said, StringComparison.Ordinal);
    }

    static void Play(PlayedStore store, CancellationToken over)
    {
        for (var seconds = 2; !over.IsCancellationRequested && seconds < 1800; seconds += 2)
        {
            store.PlayUntil(TimeSpan.FromSeconds(seconds));
            // Fast, but slow enough that somebody who asks once a second meets people inside.
            over.WaitHandle.WaitOne(40);
        }
    }

    static async Task<(int Code, string Said, string Wrong)> Shell(string commands)
    {
        // No variable of ours: the page must bring all that it needs.
        using var process = new Process { StartInfo = new("/usr/bin/env", ["-i", "PATH=/usr/bin:/bin", "HOME=/tmp", "bash", "-c", commands]) { RedirectStandardOutput = true, RedirectStandardError = true } };
        process.Start();
        var (said, wrong) = (process.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken), process.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken));
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        patience.CancelAfter(TimeSpan.FromMinutes(2));
        try
        {
            await process.WaitForExitAsync(patience.Token);
        }
        catch (OperationCanceledException)
        {
            // It waits for something that does not come: what it said so far tells for what.
            process.Kill(entireProcessTree: true);
        }

        await process.WaitForExitAsync(TestContext.Current.CancellationToken);
        return (process.ExitCode, await said, await wrong);
    }

    [GeneratedRegex("```sh\n(?<commands>.*?)```", RegexOptions.Singleline)]
    private static partial Regex Block();
}

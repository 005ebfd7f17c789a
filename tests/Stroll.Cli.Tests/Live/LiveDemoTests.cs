using System.Diagnostics;
using System.Text.Json;
using System.Text.RegularExpressions;
using Stroll.Host.Database;
using Stroll.Host.Scenes;
using Stroll.Storage.Sqlite;
using Stroll.Units;

namespace Stroll.Tests.Live;

/// <summary>The demo as somebody starts it who has just cloned the project.</summary>
public sealed partial class LiveDemoTests : IDisposable
{
    readonly Commands.TempFolder _folder = new();

    static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Within_a_minute_somebody_came_took_left_and_has_a_receipt_and_the_dashboard_has_its_figures()
    {
        var watch = Stopwatch.StartNew();
        using var demo = Commands.Cli.StartInterruptible("demo", "--port", "0", "--data", _folder["data"]);
        try
        {
            var address = Address().Match(await demo.StandardOutput.ReadLineAsync(Cancellation) ?? "").Value;
            var story = await FirstReceipt(watch);

            Assert.True(watch.Elapsed < 60.Seconds, $"{watch.Elapsed}");
            Assert.Contains(story.Lines, line => line.Quantity > 0 && line.Evidence.Length > 0);
            TestContext.Current.SendDiagnosticMessage($"first receipt after {watch.Elapsed.TotalSeconds:0.0} s");
            await CompareFigures(address);
        }
        finally
        {
            demo.Kill();
            await demo.WaitForExitAsync(Cancellation);
        }
    }

    /// <summary>The first visit that is over and has goods, as the store's database tells it.</summary>
    async Task<VisitStory> FirstReceipt(Stopwatch watch)
    {
        var file = Path.Combine(_folder["data"], "stores", "demo", "corner", "Store.db");
        while (watch.Elapsed < 90.Seconds)
        {
            if (File.Exists(file))
            {
                using var database = SqliteDatabase.Open(file, Schema.Store);
                if (database.Read(transaction => StoryTable.Newest(transaction, null, null, 100))
                    .FirstOrDefault(story => story is { Left: not null, Ready: not null, Lines.IsEmpty: false }) is { } story)
                {
                    return story;
                }
            }

            await Task.Delay(250.Milliseconds, Cancellation);
        }

        throw new TimeoutException("nobody got a receipt");
    }

    /// <summary>Every figure of the dashboard and of the page for operators is one that the program gives, and the other way round.</summary>
    static async Task CompareFigures(string address)
    {
        using var http = new HttpClient();
        var given = await http.GetStringAsync(new Uri($"{address}/metrics"), Cancellation);
        var names = Given().Matches(given).Select(match => match.Groups[1].Value).ToHashSet(StringComparer.Ordinal);
        using var dashboard = JsonDocument.Parse(File.ReadAllText(Path.Combine(Repository.Root, "deploy/grafana-stroll.json")));
        var shown = dashboard.RootElement.GetProperty("panels").EnumerateArray().SelectMany(panel => panel.GetProperty("targets").EnumerateArray())
            .SelectMany(target => Named().Matches(target.GetProperty("expr").GetString()!)).Select(match => match.Value).ToArray();
        var page = Named().Matches(File.ReadAllText(Path.Combine(Repository.Root, "docs/operate/figures.md"))).Select(match => match.Value);

        Assert.NotEmpty(shown);
        Assert.Superset(shown.Select(Base).ToHashSet(StringComparer.Ordinal), names);
        Assert.Equal(names.Where(name => name.StartsWith("stroll_", StringComparison.Ordinal)).Order(), page.Where(name => name != "stroll_").Distinct().Order());
    }

    static string Base(string name) => name.EndsWith("_bucket", StringComparison.Ordinal) ? name[..^"_bucket".Length] : name;

    [GeneratedRegex(@"http://127\.0\.0\.1:\d+")]
    private static partial Regex Address();

    [GeneratedRegex(@"^# TYPE (\w+) ", RegexOptions.Multiline)]
    private static partial Regex Given();

    [GeneratedRegex(@"\b(stroll|dotnet)_[a-z_]+")]
    private static partial Regex Named();
}

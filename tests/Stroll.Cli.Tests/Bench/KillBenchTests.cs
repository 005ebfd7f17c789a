using System.Diagnostics;
using Stroll.Cli.Bench.Ingesting;

namespace Stroll.Tests.Bench;

public class KillBenchTests
{
    static readonly bool Long = Environment.GetEnvironmentVariable("STROLL_TEST_LONG") == "1";

    [Fact]
    public async Task A_host_that_is_killed_under_load_loses_nothing_that_it_acknowledged_and_keeps_nothing_twice()
    {
        var kills = Long ? 100 : 3;

        var run = await new KillBench(new(200, 1, 1)).Run(kills, 7, Start, _ => { }, TestContext.Current.CancellationToken);

        Assert.Equal((kills, 0, 0), (run.Kills, run.Lost, run.Doubled));
        Assert.True(run.Acknowledged >= kills);
    }

    static Process Start(string folder) => Process.Start(
        new ProcessStartInfo("dotnet", [typeof(KillBench).Assembly.Location, "bench", "ingest", "--child", folder])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        })!;
}

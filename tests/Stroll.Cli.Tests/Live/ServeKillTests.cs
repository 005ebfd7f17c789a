using Stroll.Cli.Bench.Serving;

namespace Stroll.Tests.Live;

/// <summary>The real program, killed with SIGKILL under load, held against what those who spoke to it know.</summary>
public sealed class ServeKillTests
{
    static readonly bool Long = Environment.GetEnvironmentVariable("STROLL_TEST_LONG") == "1";

    [Fact]
    public async Task However_often_it_is_killed_nothing_acknowledged_is_lost_and_nothing_happens_twice()
    {
        var kills = Long ? 100 : 3;

        var run = await ServeKills.Run(kills, 7, _ => { }, TestContext.Current.CancellationToken);

        Assert.True(run.IsWhole, run.ToString());
        Assert.Equal(kills, run.Kills);
        Assert.True(run.Visits >= kills && run.Acknowledged > run.Visits, run.ToString());
    }

    [Fact]
    public async Task A_long_log_whose_newest_segment_was_left_open_starts_and_goes_on()
    {
        var run = await ServeRestart.Run(Long ? 2_000_000_000 : 1, 2, _ => { }, TestContext.Current.CancellationToken);

        Assert.True(run.Segments >= 3, run.ToString());
        Assert.All(run.StartSeconds, seconds => Assert.InRange(seconds, 0, 60));
    }
}

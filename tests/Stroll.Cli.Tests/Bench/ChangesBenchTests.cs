using System.Text.Json;
using Stroll.Cli.Bench;

namespace Stroll.Tests.Cli.Bench;

public class ChangesBenchTests
{
    [Fact]
    public void A_reading_allocates_nothing_and_a_change_no_more_than_committed()
    {
        var result = new ChangesBench(shelves: 20, seconds: 4).Run(passes: 1, warmUp: TimeSpan.Zero);

        Assert.Equal(20, result.Changes);
        Assert.True(result.NanosecondsPerReading > 0);
        Assert.Equal(Expected("MassChanges.Step, a reading in a batch without a change"), result.BytesPerReading);
        Assert.InRange(result.BytesPerChange, 1, Expected("MassChanges.Step, a change on one plate"));
    }

    static double Expected(string name)
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (folder is not null && !File.Exists(Path.Combine(folder.FullName, "Stroll.slnx")))
        {
            folder = folder.Parent;
        }

        Assert.NotNull(folder);
        using var committed = JsonDocument.Parse(File.ReadAllText(
            Path.Combine(folder.FullName, "bench", "Stroll.Benchmarks", "allocations.json")));
        return committed.RootElement.GetProperty(name).GetDouble();
    }
}

using Stroll.Cli.Doctor;

namespace Stroll.Tests.Commands;

public class DoctorTests
{
    [Fact]
    public void It_says_of_each_thing_what_it_found()
    {
        var ended = Cli.Run("doctor", "--json", "--data", Path.GetTempPath());

        var checks = ended.Json.GetProperty("checks").EnumerateArray().ToArray();
        Assert.All(checks, check => Assert.Contains(check.GetProperty("state").GetString(), (string[])["ok", "warn", "fail"]));
        Assert.All(checks, check => Assert.Equal(check.GetProperty("state").GetString() == "ok", check.GetProperty("remedy").GetString() is null));
        Assert.Equal(ended.Json.GetProperty("worst").GetString() == "fail" ? 1 : 0, ended.Code);
        Assert.Equal(".NET", checks[0].GetProperty("name").GetString());
    }

    [Fact]
    public void A_data_folder_that_is_not_there_fails_with_a_remedy()
    {
        using var folder = new TempFolder();
        var ended = Cli.Run("doctor", "--data", folder["none"]);

        Assert.Equal(1, ended.Code);
        Assert.Matches(@"fail\s+data folder\s+.*none is not there\n\s+→ create it", ended.Output);
        Assert.Empty(Directory.GetFileSystemEntries(folder.Root));
    }

    [Fact]
    public void Thresholds_are_where_they_say()
    {
        Assert.Equal(CheckState.Fail, Examination.Runtime(new(9, 0, 1)).State);
        Assert.Equal(CheckState.Ok, Examination.Runtime(new(10, 0, 0)).State);
        Assert.Equal(CheckState.Warn, Examination.Cores(1).State);
        Assert.Equal(CheckState.Ok, Examination.Cores(2).State);
        Assert.Equal(CheckState.Fail, Examination.Memory(255L << 20).State);
        Assert.Equal(CheckState.Warn, Examination.Memory(256L << 20).State);
        Assert.Equal(CheckState.Ok, Examination.Memory(1024L << 20).State);
        Assert.Equal(CheckState.Fail, Examination.Clock(DateTimeOffset.UnixEpoch).State);
        Assert.Equal(CheckState.Ok, Examination.Clock(new(2026, 11, 23, 0, 0, 0, TimeSpan.Zero)).State);
    }
}

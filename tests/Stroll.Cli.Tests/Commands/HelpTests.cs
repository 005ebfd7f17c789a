using Stroll.Cli.Frame;

namespace Stroll.Tests.Commands;

/// <summary>What people read first. The pages stand in Expected/; a page that changed is written beside the tests' binary, to be looked at
/// and copied there.</summary>
public class HelpTests
{
    public static TheoryData<string> Pages =>
    [
        "", "demo", "serve", "visits", "import", "journal", "journal check", "import autocheckout", "import motchallenge", "import shelf", "import wildtrack", "simulate",
        "replay", "clip", "score", "track", "evaluate", "evaluate mot", "evaluate floor", "evaluate poses", "audit", "audit store", "audit report", "review", "review export",
        "changes", "config", "config schema", "config check", "config diff", "config versions", "config export", "config import", "bench", "bench changes", "bench tracking", "bench identity", "bench engine",
        "bench simulate", "bench accuracy", "bench recordings", "bench realism", "bench phantoms", "bench review", "bench video", "bench perception",
        "perceive", "models", "models list", "models fetch", "models verify", "products", "products enrol", "products rank", "products check", "calibrate", "camera", "camera probe", "camera drift", "doctor", "test", "bench ingest", "bench serve", "device",
        "device simulate", "device secret", "check", "backup", "restore",
    ];

    [Theory]
    [MemberData(nameof(Pages))]
    public void Each_page_is_as_expected(string command)
    {
        var name = $"help{(command.Length > 0 ? "-" : "")}{command.Replace(' ', '-')}.txt";
        var ended = Cli.Run([.. command.Split(' ', StringSplitOptions.RemoveEmptyEntries), "--help"]);

        File.WriteAllText(Path.Combine(AppContext.BaseDirectory, name), ended.Output);
        var expected = Path.Combine(Repository.Root, "tests/Stroll.Cli.Tests/Expected", name);
        Assert.Equal(File.Exists(expected) ? File.ReadAllText(expected) : "", ended.Output);
        Assert.Equal((0, ""), (ended.Code, ended.Error));
    }

    [Fact]
    public void Every_command_has_a_page_with_purpose_and_example()
    {
        var root = CommandLine.Build(new(TextWriter.Null, TextWriter.Null, default));
        var commands = Below(root).ToArray();

        Assert.Equal(Pages.Select(p => p.Data).Where(p => p.Length > 0).Order(), commands.Select(c => HelpPage.Path(c)["stroll ".Length..]).Order());
        Assert.All(commands, command => Assert.EndsWith(".", command.Description, StringComparison.Ordinal));
        Assert.All(
            commands.Where(c => c.Subcommands.Count == 0),
            command => Assert.NotEmpty(Assert.IsType<StrollCommand>(command).Examples));
        Assert.All(commands.SelectMany(c => c.Options), option => Assert.EndsWith(".", option.Description, StringComparison.Ordinal));
        Assert.All(commands.SelectMany(c => c.Arguments), argument => Assert.EndsWith(".", argument.Description, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("help", "changes")]
    [InlineData("changes", "-h")]
    [InlineData("changes", "--nonsense", "--help")]
    public void There_is_more_than_one_way_to_a_page(params string[] words) =>
        Assert.Equal(Cli.Run("changes", "--help").Output, Cli.Run(words).Output);

    [Fact]
    public void Without_a_word_it_shows_all_commands() => Assert.Equal(Cli.Run("--help"), Cli.Run());

    [Fact]
    public void The_version_is_one_line() => Assert.Matches(@"^\d+\.\d+\.\d+\n$", Cli.Run("--version").Output);

    static IEnumerable<System.CommandLine.Command> Below(System.CommandLine.Command command) =>
        command.Subcommands.SelectMany(c => Below(c).Prepend(c));
}

namespace Stroll.Tests.Script;

public sealed class FrontDoorTests : IDisposable
{
    readonly Checkout _checkout = new();

    public void Dispose() => _checkout.Dispose();

    [Fact]
    public void The_first_run_builds_and_the_second_does_not()
    {
        _checkout.FakeDotnet();

        Assert.Equal(new Ended(0, "<demo><--port><8081>", ""), _checkout.Stroll("demo", "--port", "8081"));
        Assert.Equal(new Ended(0, "<demo>", ""), _checkout.Stroll("demo"));
        Assert.Single(_checkout.Calls, c => c.StartsWith("dotnet publish", StringComparison.Ordinal));
    }

    [Fact]
    public void A_touched_source_makes_the_build_stale()
    {
        _checkout.FakeDotnet();
        _checkout.Stroll();
        Assert.DoesNotContain(_checkout.Stroll("--dry-run", "demo").OutputLines, Builds);

        _checkout.Write("src/Stroll.Cli/Program.cs", "return 0; // Touched.");

        Assert.Contains(_checkout.Stroll("--dry-run", "demo").OutputLines, Builds);
        _checkout.Stroll();
        Assert.Equal(2, _checkout.Calls.Count(c => c.StartsWith("dotnet publish", StringComparison.Ordinal)));
    }

    [Theory]
    [InlineData("src/Stroll.Core/New.cs", true)]
    [InlineData("Directory.Build.props", true)]
    [InlineData("src/Stroll.Core/obj/Made.cs", false)]
    [InlineData("docs/New.md", false)]
    [InlineData("tests/Stroll.Core.Tests/New.cs", false)]
    public void Only_what_the_program_is_built_from_makes_it_stale(string path, bool isSource)
    {
        _checkout.FakeDotnet();
        _checkout.Stroll();

        _checkout.Write(path, "new");

        Assert.Equal(isSource, _checkout.Stroll("--dry-run").OutputLines.Any(Builds));
    }

    [Fact]
    public void It_works_through_a_link_and_from_any_folder_and_leaves_arguments_whole()
    {
        _checkout.FakeDotnet();
        var link = Path.Combine(_checkout.Tools, "a link");
        File.CreateSymbolicLink(link, _checkout.InRoot("stroll"));

        var ended = Checkout.Run(_checkout.Start([link, "replay", "my recording", "", "*"], workingFolder: "/"));

        Assert.Equal(new Ended(0, "<replay><my recording><><*>", ""), ended);
    }

    [Fact]
    public void It_builds_in_the_root_where_global_json_is_and_runs_where_it_was_called()
    {
        _checkout.FakeDotnet(build: "pwd -P >built-in", run: "pwd -P");

        var ended = Checkout.Run(_checkout.Start([_checkout.InRoot("stroll")], workingFolder: _checkout.Tools));

        Assert.Equal(_checkout.Tools, ended.Output.Trim());
        Assert.Equal(_checkout.Root, File.ReadAllText(_checkout.InRoot("built-in")).Trim());
    }

    [Fact]
    public void Options_after_two_dashes_belong_to_the_program()
    {
        _checkout.FakeDotnet();

        Assert.Equal("<replay><--><--dry-run>", _checkout.Stroll("replay", "--", "--dry-run").Output);
    }

    [Fact]
    public void It_becomes_the_program_so_that_signals_and_exit_codes_are_the_programs_own()
    {
        _checkout.FakeDotnet(run: "echo $$; exit 7");
        using var process = _checkout.Start([_checkout.InRoot("stroll")]);

        var ended = Checkout.Run(process);

        Assert.Equal((7, $"{process.Id}\n"), (ended.Code, ended.Output));
    }

    [Fact]
    public void A_build_that_fails_shows_the_compilers_errors_once_and_leaves_nothing_to_run()
    {
        _checkout.FakeDotnet(build: """
            echo noise
            echo "  $(pwd -P)/A.cs(1,2): error CS1: no [$(pwd -P)/A.csproj]"
            echo "$(pwd -P)/A.cs(1,2): error CS1: no [$(pwd -P)/B.csproj]"
            exit 3
            """);

        var ended = _checkout.Stroll("demo");

        Assert.Equal((1, ""), (ended.Code, ended.Output));
        Assert.Equal(["A.cs(1,2): error CS1: no", "stroll: the build failed; all of its output is in .build/build.log"], ended.ErrorLines);
        Assert.DoesNotContain(_checkout.Builds, b => File.Exists(Path.Combine(b, "stroll.dll")));

        _checkout.FakeDotnet();
        Assert.Equal(new Ended(0, "<demo>", ""), _checkout.Stroll("demo"));
    }

    [Fact]
    public async Task Two_at_once_build_once()
    {
        // The pause lets the second one arrive while the first builds; whatever the order, one build is right.
        _checkout.FakeDotnet(build: "sleep 0.3");
        using var first = _checkout.Start([_checkout.InRoot("stroll"), "one"]);
        using var second = _checkout.Start([_checkout.InRoot("stroll"), "two"]);

        var ended = await Task.WhenAll(Task.Run(() => Checkout.Run(first)), Task.Run(() => Checkout.Run(second)));

        Assert.Equal([new Ended(0, "<one>", ""), new Ended(0, "<two>", "")], ended);
        Assert.Single(_checkout.Calls, c => c.StartsWith("dotnet publish", StringComparison.Ordinal));
    }

    [Fact]
    public void A_build_stays_while_its_program_runs_and_goes_with_the_next_build_after()
    {
        _checkout.FakeDotnet(run: "echo ready; cat");
        using var running = _checkout.Start([_checkout.InRoot("stroll")]);
        Assert.Equal("ready", running.StandardOutput.ReadLine());
        var held = Assert.Single(_checkout.Builds);

        _checkout.Write("src/Stroll.Cli/Program.cs", "return 0; // Second.");
        _checkout.Stroll();
        Assert.Contains(held, _checkout.Builds);

        Checkout.Run(running);
        _checkout.Write("src/Stroll.Cli/Program.cs", "return 0; // The third.");
        _checkout.Stroll();
        Assert.DoesNotContain(held, _checkout.Builds);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("/nowhere/at/all")]
    public void Without_a_home_the_build_uses_a_folder_of_its_own(string? home)
    {
        _checkout.FakeDotnet(build: "echo \"$HOME\" >\"$HOME/seen\"");
        _checkout.Environs["HOME"] = home;

        Assert.Equal(new Ended(0, "<demo>", ""), _checkout.Stroll("demo"));

        Assert.Equal(_checkout.InRoot(".build/home"), File.ReadAllText(_checkout.InRoot(".build/home/seen")).Trim());
    }

    static bool Builds(string line) => line.StartsWith("build: ", StringComparison.Ordinal);
}

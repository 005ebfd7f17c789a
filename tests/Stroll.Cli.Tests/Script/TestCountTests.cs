namespace Stroll.Tests.Script;

public sealed class TestCountTests : IDisposable
{
    readonly Checkout _checkout = new();

    public void Dispose() => _checkout.Dispose();

    [Fact]
    public void The_last_line_sums_all_results()
    {
        var ended = Conclude(0, Results(passed: 5), Results(passed: 7));

        Assert.Equal(new Ended(0, "12 passed, 0 failed\n", ""), ended);
    }

    [Fact]
    public void Failures_errors_and_broken_projects_all_count_as_failed()
    {
        var ended = Conclude(1, Results(passed: 5, failed: 2), Results(passed: 1, errors: 3));

        Assert.Equal(new Ended(1, "6 passed, 6 failed\n", ""), ended);
    }

    [Fact]
    public void Skipped_tests_stand_on_the_line_before()
    {
        var ended = Conclude(0, Results(passed: 5, skips: ["needs: pandas", "no data"]));

        Assert.Equal(new Ended(0, "2 skipped\n5 passed, 0 failed\n", ""), ended);
    }

    [Fact]
    public void In_ci_a_test_may_not_skip_while_the_data_is_there()
    {
        _checkout.Environs["CI"] = "true";
        _checkout.Environs["STROLL_DATA"] = _checkout.Root;

        var ended = Conclude(0, Results(passed: 5, skips: ["needs: pandas", "long: an hour", "no &lt;data&gt;"]));

        Assert.Equal(1, ended.Code);
        Assert.Equal(
            ["Skipped although the data is here, which counts as failed:", "  Skips_2: no &lt;data&gt;", "2 skipped", "5 passed, 1 failed"],
            ended.OutputLines);
    }

    [Fact]
    public void In_the_long_run_of_ci_the_long_tests_may_not_skip_either()
    {
        _checkout.Environs["CI"] = "true";
        _checkout.Environs["STROLL_DATA"] = _checkout.Root;
        _checkout.Environs["STROLL_TEST_LONG"] = "1";

        Assert.Equal("0 passed, 1 failed", Conclude(0, Results(passed: 0, skips: ["long: an hour"])).OutputLines[^1]);
    }

    [Theory]
    [InlineData(null, ".")]
    [InlineData("true", "nowhere")]
    public void Elsewhere_and_without_the_data_a_test_may_skip(string? ci, string data)
    {
        _checkout.Environs["CI"] = ci;
        _checkout.Environs["STROLL_DATA"] = _checkout.InRoot(data);

        Assert.Equal(0, Conclude(0, Results(passed: 5, skips: ["no data"])).Code);
    }

    [Fact]
    public void The_whole_command_builds_runs_and_counts_every_project()
    {
        PlayProjects(("A.Tests", Results(passed: 2), 0), ("B.Tests", Results(passed: 3, skips: ["needs: pandas"]), 0));

        var ended = _checkout.Stroll("test");

        Assert.Equal((0, ""), (ended.Code, ended.Error));
        Assert.Equal(["running A.Tests", "running B.Tests", "1 skipped", "5 passed, 0 failed"], ended.OutputLines);
        Assert.StartsWith("dotnet build", _checkout.Calls[0], StringComparison.Ordinal);
    }

    [Fact]
    public void A_project_that_ran_nothing_and_one_that_crashed_are_failures()
    {
        PlayProjects(("A.Tests", Results(passed: 0), 0), ("B.Tests", "", 134), ("C.Tests", Results(passed: 3), 134), ("D.Tests", Results(passed: 1), 0));

        var ended = _checkout.Stroll("test");

        Assert.Equal((1, "4 passed, 3 failed"), (ended.Code, ended.OutputLines[^1]));
        Assert.Equal(
            [
                "A.Tests: no test ran (exit code 0)",
                "B.Tests: no test ran (exit code 134)",
                "C.Tests: ended with exit code 134 although no test failed",
            ],
            ended.ErrorLines);
    }

    [Fact]
    public void A_build_that_fails_ends_in_the_same_line()
    {
        _checkout.FakeDotnet(build: "echo 'A.cs(1,2): error CS1: no'; exit 3");

        var ended = _checkout.Stroll("test");

        Assert.Equal((1, "0 passed, 1 failed\n"), (ended.Code, ended.Output));
        Assert.Equal("A.cs(1,2): error CS1: no", ended.ErrorLines[0]);
    }

    [Fact]
    public async Task Two_runs_at_once_do_not_meet()
    {
        PlayProjects(("A.Tests", Results(passed: 2), 0));
        var playing = File.ReadAllText(Path.Combine(_checkout.Tools, "dotnet"));
        _checkout.Fake("dotnet", playing.Replace("echo \"running", "mkdir running; sleep 0.2; rmdir running; echo \"running", StringComparison.Ordinal));
        _checkout.Link("rmdir");
        using var first = _checkout.Start([_checkout.InRoot("stroll"), "test"]);
        using var second = _checkout.Start([_checkout.InRoot("stroll"), "test"]);

        var ended = await Task.WhenAll(Task.Run(() => Checkout.Run(first)), Task.Run(() => Checkout.Run(second)));

        // mkdir complains where the other run is there already.
        Assert.All(ended, e => Assert.Equal(new Ended(0, "running A.Tests\n2 passed, 0 failed\n", ""), e));
    }

    [Fact]
    public void A_check_that_failed_before_the_tests_counts()
    {
        PlayProjects(("A.Tests", Results(passed: 2), 0));
        _checkout.Environs["STROLL_FAILED_BEFORE"] = "1";

        var ended = _checkout.Stroll("test");

        Assert.Equal((1, "2 passed, 1 failed"), (ended.Code, ended.OutputLines[^1]));
    }

    [Fact]
    public void Results_of_an_earlier_run_are_not_counted()
    {
        PlayProjects(("A.Tests", Results(passed: 2), 0));
        _checkout.Stroll("test");
        File.Delete(_checkout.InRoot("tests/A.Tests/results"));

        Assert.Equal("0 passed, 1 failed", _checkout.Stroll("test").OutputLines[^1]);
    }

    [Fact]
    public void The_long_run_is_told_to_the_tests()
    {
        PlayProjects(("A.Tests", Results(passed: 2), 0));

        Assert.DoesNotContain("long run", _checkout.Stroll("test").Output, StringComparison.Ordinal);
        Assert.Contains("long run", _checkout.Stroll("test", "--long").Output, StringComparison.Ordinal);
    }

    [Fact]
    public void An_unknown_option_is_bad_input()
    {
        var ended = _checkout.Stroll("test", "--fast");

        Assert.Equal(new Ended(2, "", "stroll: test: --fast: expected --long or nothing\n"), ended);
    }

    [Theory]
    [InlineData("--help")]
    [InlineData("-h")]
    public void Its_help_is_the_programs(string help)
    {
        _checkout.FakeDotnet();

        Assert.Equal($"<test><{help}>", _checkout.Stroll("test", help).Output);
    }

    /// <summary>A fake dotnet that "runs" these projects: it copies their results and ends with their exit code.</summary>
    void PlayProjects(params (string Name, string Results, int Code)[] projects)
    {
        foreach (var (name, results, code) in projects)
        {
            _checkout.Write($"tests/{name}/results", results);
            _checkout.Write($"tests/{name}/code", $"{code}");
        }

        _checkout.FakeDotnet(run: $$"""
            name=$(basename "$1" .dll)
            echo "running $name${STROLL_TEST_LONG:+ in the long run}"
            while [[ $1 != -result-xml ]]; do shift; done
            cp "{{_checkout.Root}}/tests/$name/results" "$2"
            exit "$(cat "{{_checkout.Root}}/tests/$name/code")"
            """);
    }

    Ended Conclude(int broken, params string[] results)
    {
        var files = new List<string>();
        foreach (var result in results)
        {
            files.Add(_checkout.InRoot($"{files.Count}.xml"));
            _checkout.Write($"{files.Count - 1}.xml", result);
        }

        return _checkout.With("build/test.sh", "conclude \"$@\"", [$"{broken}", .. files]);
    }

    // As xUnit writes it: all on one line, the counts of the assembly first and those of a collection after.
    static string Results(int passed, int failed = 0, int errors = 0, params string[] skips) =>
        $"<assemblies schema-version=\"3\"><assembly name=\"x.dll\" errors=\"{errors}\" failed=\"{failed}\" not-run=\"0\" "
        + $"passed=\"{passed}\" skipped=\"{skips.Length}\" total=\"{passed + failed + skips.Length}\">"
        + $"<collection name=\"c\" failed=\"{failed}\" passed=\"{passed}\" skipped=\"{skips.Length}\">"
        + string.Concat(skips.Select((reason, i) =>
            $"<test id=\"{i}\" name=\"Skips_{i}\" result=\"Skip\" time=\"0\"><reason><![CDATA[{reason}]]></reason></test>"))
        + "<test id=\"p\" name=\"Passes\" result=\"Pass\" time=\"0.001\" /></collection></assembly></assemblies>";
}

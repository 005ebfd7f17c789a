using System.Formats.Tar;
using System.IO.Compression;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;

namespace Stroll.Tests.Script;

public sealed class SetupTests : IDisposable
{
    readonly Checkout _checkout = new();

    public void Dispose() => _checkout.Dispose();

    [Fact]
    public void A_dry_run_prints_each_step_and_takes_none()
    {
        var ended = _checkout.Stroll("--dry-run", "demo");

        Assert.Equal((0, ""), (ended.Code, ended.Error));
        Assert.Collection(
            ended.OutputLines,
            line => Assert.Matches("^install: apt-get install .*curl tar", line),
            line => Assert.Matches(@"^download: https://\S+/dotnet-sdk-10\.0\.\d+-linux-(x64|arm64)\.tar\.gz \(sha512 [0-9a-f]{16}…\)", line),
            line => Assert.StartsWith("build: src/Stroll.Cli", line, StringComparison.Ordinal),
            line => Assert.Matches("^run: dotnet .*/stroll.dll demo$", line));
        Assert.False(Directory.Exists(_checkout.InRoot(".build")));
    }

    [Fact]
    public void A_dry_run_of_the_tests_prints_their_steps()
    {
        _checkout.FakeDotnet();

        Assert.Equal(
            ["build: every project of Stroll.slnx into .build/artifacts", "run: every project in tests/"],
            _checkout.Stroll("test", "--dry-run").OutputLines);
        Assert.Empty(_checkout.Calls);
    }

    [Fact]
    public void What_the_tests_would_like_to_have_is_installed_and_missed_without_harm()
    {
        _checkout.Fake("apt-get", "exit 100");

        var ended = _checkout.With(
            "build/setup.sh",
            "test_packages='there=program:bash absent=program:no-such-program'; STROLL_SETUP=yes; install_test_programs; echo \"ended $?\"");

        Assert.Equal("ended 0\n", ended.Output);
        Assert.Contains("Without the apt packages absent the tests that need them are skipped.", ended.ErrorLines);
    }

    [Fact]
    public void Somebody_who_cannot_be_asked_gets_one_line_that_says_what_to_install()
    {
        var ended = _checkout.StrollAsAnybody("demo");

        Assert.Equal((1, ""), (ended.Code, ended.Output));
        var line = Assert.Single(ended.ErrorLines);
        Assert.Matches(@"^stroll: missing: the \.NET SDK 10\.0\.\d+ and the apt packages .*curl.*STROLL_SETUP=yes", line);
    }

    [Fact]
    public void A_no_in_the_environment_holds_for_root_too()
    {
        _checkout.Environs["STROLL_SETUP"] = "no";

        var ended = _checkout.Stroll("demo");

        Assert.Equal(1, ended.Code);
        Assert.Contains("missing: the .NET SDK", Assert.Single(ended.ErrorLines), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("10.0.400", false)]
    [InlineData("10.0.401", true)]
    [InlineData("10.0.512", true)]
    [InlineData("10.0.500-preview.1", false)]
    [InlineData("11.0.401", false)]
    public void An_sdk_will_do_as_global_json_says(string sdk, bool willDo)
    {
        _checkout.FakeDotnet(sdk: sdk);

        Assert.Equal(willDo, !_checkout.Stroll("--dry-run").Output.Contains("download: ", StringComparison.Ordinal));
    }

    [Fact]
    public void The_scripts_and_global_json_name_the_same_sdk()
    {
        using var global = JsonDocument.Parse(File.ReadAllText(Path.Combine(Repository.Root, "global.json")));

        Assert.Equal(
            global.RootElement.GetProperty("sdk").GetProperty("version").GetString(),
            _checkout.With("build/setup.sh", "echo $sdk_version").Output.Trim());
    }

    [Fact]
    public void A_download_with_another_hash_is_refused_and_leaves_nothing()
    {
        LinkFetchTools();
        using var server = new OneFileServer(Encoding.UTF8.GetBytes("not the SDK"));
        _checkout.Environs["STROLL_SETUP"] = "yes";
        _checkout.Environs["STROLL_DOTNET_URL"] = server.Url;

        var ended = _checkout.Stroll("demo");

        Assert.Equal((1, ""), (ended.Code, ended.Output));
        Assert.Matches(@"^stroll: refused http://127\.0\.0\.1:\d+/10\.0\.\d+/dotnet-sdk-.*expected", ended.ErrorLines[^1]);
        Assert.DoesNotContain(Directory.GetFileSystemEntries(_checkout.InRoot(".build")), e => e.Contains("dotnet", StringComparison.Ordinal));
    }

    [Fact]
    public void A_server_that_does_not_answer_is_one_clear_failure()
    {
        LinkFetchTools();
        string url;
        using (var server = new OneFileServer([]))
        {
            url = server.Url;
        }

        _checkout.Environs["STROLL_SETUP"] = "yes";
        _checkout.Environs["STROLL_DOTNET_URL"] = url;

        var ended = _checkout.Stroll("demo");

        Assert.Equal(1, ended.Code);
        Assert.StartsWith("stroll: could not download http://127.0.0.1", ended.ErrorLines[^1], StringComparison.Ordinal);
        Assert.DoesNotContain(Directory.GetFileSystemEntries(_checkout.InRoot(".build")), e => e.Contains("dotnet", StringComparison.Ordinal));
    }

    [Fact]
    public void A_download_with_the_right_hash_is_unpacked_and_found()
    {
        LinkFetchTools();
        var archive = TarOf(("dotnet", "#!/bin/sh\n"), ("sdk/10.0.401/dotnet.dll", ""));
        using var server = new OneFileServer(archive);
        Directory.CreateDirectory(_checkout.InRoot(".build"));

        var ended = _checkout.With(
            "build/setup.sh", "fetch_sdk \"$1\" \"$2\" \"$root/.build/dotnet\" && find_dotnet && echo \"$dotnet\"",
            $"{server.Url}/sdk.tar.gz", Convert.ToHexStringLower(SHA512.HashData(archive)));

        Assert.Equal((0, $"{_checkout.InRoot(".build/dotnet/dotnet")}\n"), (ended.Code, ended.Output));
        Assert.Equal([_checkout.InRoot(".build/dotnet")], Directory.GetFileSystemEntries(_checkout.InRoot(".build")));
    }

    [Fact]
    public void Missing_packages_are_installed_through_sudo_by_somebody_who_is_not_root()
    {
        _checkout.Environs["STROLL_SETUP"] = "yes";
        _checkout.Fake("sudo", "exec \"$@\"");
        // Its curl brings the wrong bytes, which ends the run after the step that is looked at here.
        _checkout.Fake("apt-get", $"[[ $* != *install* ]] || ln -sf '{_checkout.Tools}/cat' '{_checkout.Tools}/curl'");

        var ended = _checkout.StrollAsAnybody("demo");

        Assert.Equal(1, ended.Code);
        Assert.Equal("sudo apt-get update -qq", _checkout.Calls[0]);
        Assert.Matches("^sudo env DEBIAN_FRONTEND=noninteractive apt-get install .*--yes.* curl tar gzip$", _checkout.Calls[2]);
    }

    [Fact]
    public void Without_root_and_sudo_the_packages_are_named()
    {
        _checkout.Environs["STROLL_SETUP"] = "yes";
        _checkout.Fake("apt-get");

        var ended = _checkout.StrollAsAnybody("demo");

        Assert.Equal(1, ended.Code);
        Assert.Matches("^stroll: missing: the apt packages .*curl", Assert.Single(ended.ErrorLines));
        Assert.Empty(_checkout.Calls);
    }

    [Theory]
    [InlineData("n", false)]
    [InlineData("", false)]
    [InlineData("y", true)]
    public void On_a_terminal_it_asks_first(string answer, bool isYes)
    {
        // script is a terminal for the program that it runs; the curl brings the wrong bytes, which ends the run.
        _checkout.Link("script");
        _checkout.Fake("curl");
        _checkout.Link("tar");
        _checkout.Link("gzip");
        using var process = _checkout.Start([Path.Combine(_checkout.Tools, "script"), "-qec", $"'{_checkout.InRoot("stroll")}' demo", "/dev/null"]);
        process.StandardInput.WriteLine(answer);

        var ended = Checkout.Run(process);

        Assert.Equal(1, ended.Code);
        Assert.Matches(@"Stroll needs the \.NET SDK .*Install now\? \[y/N\]", ended.Output);
        Assert.Equal(isYes, _checkout.Calls.Length > 0);
    }

    [Fact]
    public async Task A_signal_ends_what_was_started_too()
    {
        using var process = _checkout.Start(
            [Path.Combine(_checkout.Tools, "bash"), "-c", $"source '{_checkout.InRoot("build/setup.sh")}'; run_child bash -c 'echo $$; exec sleep 300'"]);
        var child = await process.StandardOutput.ReadLineAsync(TestContext.Current.CancellationToken);

        Checkout.Run(_checkout.Start([Path.Combine(_checkout.Tools, "bash"), "-c", $"kill -TERM {process.Id}"]));

        Assert.Equal(143, Checkout.Run(process).Code);
        Assert.False(Directory.Exists($"/proc/{child}"));
    }

    [Fact]
    public void Shellcheck_finds_nothing()
    {
        _checkout.Link("shellcheck");
        var scripts = Directory.GetFiles(Path.Combine(Repository.Root, "build"), "*.sh")
            .Append(Path.Combine(Repository.Root, "stroll")).Append(Path.Combine(Repository.Root, ".ci/run"));

        var ended = Checkout.Run(_checkout.Start([Path.Combine(_checkout.Tools, "shellcheck"), "-x", .. scripts], Repository.Root));

        Assert.Equal(new Ended(0, "", ""), ended);
    }

    void LinkFetchTools()
    {
        _checkout.Link("curl");
        _checkout.Link("tar");
        _checkout.Link("gzip");
    }

    static byte[] TarOf(params (string Path, string Text)[] files)
    {
        using var bytes = new MemoryStream();
        using (var zipped = new GZipStream(bytes, CompressionLevel.Fastest))
        using (var tar = new TarWriter(zipped))
        {
            foreach (var (path, text) in files)
            {
                tar.WriteEntry(new PaxTarEntry(TarEntryType.RegularFile, path)
                {
                    DataStream = new MemoryStream(Encoding.UTF8.GetBytes(text)),
                    Mode = (UnixFileMode)0b111_101_101,
                });
            }
        }

        return bytes.ToArray();
    }
}

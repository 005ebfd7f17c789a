using System.Diagnostics;
using System.Net;
using System.Runtime.Versioning;
using System.Text;

// The scripts run on Linux only, and so do their tests.
[assembly: SupportedOSPlatform("linux")]

namespace Stroll.Tests.Script;

/// <summary>
/// A copy of the scripts in a folder of its own, with a PATH that holds only what the test puts there and a dotnet that
/// only writes down what it was asked. So the scripts can be tried on machines that this one is not.
/// </summary>
sealed class Checkout : IDisposable
{
    // Everything that the scripts may call and that each Debian and Ubuntu has, whatever else is missing.
    static readonly string[] Essential =
    [
        "awk", "basename", "bash", "cat", "cp", "cut", "dirname", "env", "find", "flock", "grep", "ln", "mkdir", "mv", "readlink", "rm",
        "sed", "sha256sum", "sha512sum", "sleep", "sort", "touch", "uname", "wc",
    ];

    // What the tests of Stroll would like to have; here it is enough that it seems to be there.
    static readonly string[] TestPrograms = ["chromium", "ffmpeg", "mosquitto", "mosquitto_pub", "postgres"];

    readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("stroll test ");

    public Checkout()
    {
        foreach (var file in Directory.GetFiles(Path.Combine(Repository.Root, "build")))
        {
            Write($"build/{Path.GetFileName(file)}", File.ReadAllText(file));
        }

        Write("stroll", File.ReadAllText(Path.Combine(Repository.Root, "stroll")), executable: true);
        Write("global.json", File.ReadAllText(Path.Combine(Repository.Root, "global.json")));
        Write("src/Stroll.Cli/Program.cs", "return 0;");
        foreach (var tool in Essential)
        {
            Link(tool);
        }

        foreach (var tool in TestPrograms)
        {
            Fake(tool);
        }
    }

    /// <summary>The root of the copy; its path has a space in it.</summary>
    public string Root => Path.Combine(_folder.FullName, "the store");

    /// <summary>The only folder on the PATH.</summary>
    public string Tools => Path.Combine(_folder.FullName, "tools");

    /// <summary>What the fake programs wrote down, a line a call.</summary>
    public string[] Calls => File.Exists(Log) ? File.ReadAllLines(Log) : [];

    /// <summary>The folders of builds that are there.</summary>
    public string[] Builds =>
        Directory.Exists(InRoot(".build/cli")) ? [.. Directory.GetDirectories(InRoot(".build/cli")).Order(StringComparer.Ordinal)] : [];

    string Log => Path.Combine(_folder.FullName, "calls");

    public string InRoot(string path) => Path.Combine(Root, path);

    public void Write(string path, string text, bool executable = false) => WriteFile(InRoot(path), text, executable);

    /// <summary>Puts a real program of this machine on the PATH; skips the test where there is none.</summary>
    public void Link(string tool)
    {
        var found = Environment.GetEnvironmentVariable("PATH")!.Split(':').Select(p => Path.Combine(p, tool)).FirstOrDefault(File.Exists);
        Assert.SkipWhen(found is null, $"needs: {tool}");
        Directory.CreateDirectory(Tools);
        File.CreateSymbolicLink(Path.Combine(Tools, tool), found);
    }

    /// <summary>Puts a program on the PATH that writes its name and arguments down and then does as <paramref name="body"/> says.</summary>
    public void Fake(string tool, string body = "") =>
        WriteFile(Path.Combine(Tools, tool), $"#!/usr/bin/env bash\necho \"{tool} $*\" >>'{Log}'\n{body}\n", executable: true);

    /// <summary>Puts a dotnet with a usable SDK on the PATH. It "builds" by making a file, and "runs" by printing its arguments.</summary>
    /// <param name="build">Shell that runs before the build; it may fail.</param>
    /// <param name="run">Shell that runs instead of a built program.</param>
    /// <param name="sdk">The version of the SDK that it says it has.</param>
    public void FakeDotnet(string build = "", string run = "printf '<%s>' \"${@:2}\"", string sdk = "10.0.401")
    {
        Directory.CreateDirectory(Path.Combine(Tools, "sdk", sdk));
        Fake("dotnet", $$"""
            case $1 in
              publish)
                {{build}}
                while [[ $1 != --output ]]; do shift; done
                mkdir -p "$2" && touch "$2/stroll.dll" ;;
              build) {{build}} : ;;
              *) {{run}} ;;
            esac
            """);
    }

    /// <summary>Runs <c>./stroll</c> to its end.</summary>
    public Ended Stroll(params string[] arguments) => Run(Start([InRoot("stroll"), .. arguments]));

    /// <summary>Runs shell text with the functions of one script at hand; <c>$1</c> and on are the arguments.</summary>
    public Ended With(string script, string text, params string[] arguments) =>
        Run(Start([Path.Combine(Tools, "bash"), "-c", $"source '{InRoot(script)}'\n{text}", "bash", .. arguments]));

    /// <summary>Runs <c>./stroll</c> as somebody who is not root, whoever runs the tests.</summary>
    public Ended StrollAsAnybody(params string[] arguments)
    {
        if (Environment.UserName != "root")
        {
            return Stroll(arguments);
        }

        Link("setpriv");
        foreach (var path in Directory.GetFileSystemEntries(_folder.FullName, "*", SearchOption.AllDirectories).Append(_folder.FullName))
        {
            if (new FileInfo(path).LinkTarget is null)
            {
                File.SetUnixFileMode(path, (UnixFileMode)0b111_111_111);
            }
        }

        return Run(Start([Path.Combine(Tools, "setpriv"), "--reuid=65534", "--regid=65534", "--clear-groups", InRoot("stroll"), .. arguments]));
    }

    /// <summary>Settings of the environment for the programs that are started from now on; null takes a variable away.</summary>
    public Dictionary<string, string?> Environs { get; } = [];

    public Process Start(string[] command, string? workingFolder = null)
    {
        var start = new ProcessStartInfo(command[0], command[1..])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            StandardOutputEncoding = Encoding.UTF8,
            StandardErrorEncoding = Encoding.UTF8,
            WorkingDirectory = workingFolder ?? _folder.FullName,
        };
        start.Environment.Clear();
        start.Environment["PATH"] = Tools;
        start.Environment["HOME"] = _folder.FullName;
        foreach (var (name, value) in Environs)
        {
            if (value is null)
            {
                start.Environment.Remove(name);
            }
            else
            {
                start.Environment[name] = value;
            }
        }

        return Process.Start(start)!;
    }

    public static Ended Run(Process process)
    {
        process.StandardInput.Close();
        var error = process.StandardError.ReadToEndAsync();
        var output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return new(process.ExitCode, output, error.Result);
    }

    public void Dispose() => _folder.Delete(recursive: true);

    static void WriteFile(string path, string text, bool executable)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        if (!executable)
        {
            File.WriteAllText(path, text);
            return;
        }

        // Written by another process: a test that starts a program at this very moment would hand our open file on to it,
        // and Linux refuses to run a file that somebody has open for writing.
        File.WriteAllText($"{path}.text", text);
        using (var copy = Process.Start("cp", ["--", $"{path}.text", path]))
        {
            copy.WaitForExit();
        }

        File.Delete($"{path}.text");
        File.SetUnixFileMode(path, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
    }
}

/// <summary>How a program ended.</summary>
sealed record Ended(int Code, string Output, string Error)
{
    public string[] OutputLines => Output.Split('\n', StringSplitOptions.RemoveEmptyEntries);

    public string[] ErrorLines => Error.Split('\n', StringSplitOptions.RemoveEmptyEntries);
}

/// <summary>Answers each request on the loopback with the same bytes.</summary>
sealed class OneFileServer : IDisposable
{
    readonly HttpListener _listener;

    public OneFileServer(byte[] body)
    {
        (_listener, Url) = Listen();
        _ = Answer(body);
    }

    public string Url { get; }

    public void Dispose() => _listener.Close();

    // HttpListener cannot choose a free port itself, so ask for one and try again should another process be quicker.
    static (HttpListener Listener, string Url) Listen()
    {
        while (true)
        {
            using var probe = new System.Net.Sockets.TcpListener(IPAddress.Loopback, 0);
            probe.Start();
            var url = $"http://127.0.0.1:{((IPEndPoint)probe.LocalEndpoint).Port}";
            probe.Stop();
            var listener = new HttpListener { Prefixes = { $"{url}/" } };
            try
            {
                listener.Start();
                return (listener, url);
            }
            catch (HttpListenerException)
            {
                listener.Close();
            }
        }
    }

    async Task Answer(byte[] body)
    {
        try
        {
            while (true)
            {
                var context = await _listener.GetContextAsync();
                await context.Response.OutputStream.WriteAsync(body);
                context.Response.Close();
            }
        }
        catch (Exception stopped) when (stopped is HttpListenerException or ObjectDisposedException)
        {
            // Dispose ends the loop so.
        }
    }
}

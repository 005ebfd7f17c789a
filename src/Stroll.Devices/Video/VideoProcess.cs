using System.Diagnostics;
using System.IO.Pipes;
using System.Runtime.InteropServices;
using System.Text.RegularExpressions;
using Microsoft.Win32.SafeHandles;
using Stroll.Rendering;
using Stroll.Units;

namespace Stroll.Devices.Video;

/// <summary>A program of ffmpeg that reads one file or one camera: no shell, no list of other files, bounded memory, and gone when disposed.</summary>
sealed partial class VideoProcess : IDisposable
{
    // Containers that hold their own pictures. Play lists and concatenations, which lead to other files, are not among them.
    const string Containers = "mov,mp4,matroska,webm,avi,mpegts,mpeg,flv,ogg,h264,hevc,gif,nut";

    const long MostMemory = 3L << 30;

    readonly Process _process;
    readonly Thread _listener;
    readonly Queue<string> _words = new();
    Timer? _end;

    VideoProcess(Process process, Action<string>? hear)
    {
        _process = process;
        Widen(process.StandardOutput.BaseStream);
        _listener = new Thread(() => Listen(hear)) { IsBackground = true };
        _listener.Start();
    }

    internal StreamReader Output => _process.StandardOutput;

    internal Stream Pictures => _process.StandardOutput.BaseStream;

    /// <summary>What it said last on standard error, without its own numbers and places.</summary>
    internal string LastWords
    {
        get
        {
            lock (_words)
            {
                return _words.Count > 0 ? Prefix().Replace(_words.Last(), "") : "it said nothing";
            }
        }
    }

    /// <summary>Why a name is not opened at all; none where it is a file.</summary>
    internal static Fault? Refused(string path) => File.Exists(path) ? null
        : Directory.Exists(path) ? new("video.address", path, "is a folder, expected a video file")
        : Scheme().IsMatch(path) ? new("video.address", path, "is an address, expected the name of a video file")
        : new("file.missing", path, "there is no such file, expected a video file");

    /// <summary>How a file is opened: by its full name under the one protocol that is allowed.</summary>
    internal static string[] Input(string path) =>
        ["-protocol_whitelist", "file", "-format_whitelist", Containers, "-i", $"file:{Path.GetFullPath(path)}"];

    /// <summary>Starts a program.</summary>
    /// <param name="program"><c>ffmpeg</c> or <c>ffprobe</c>.</param>
    /// <param name="arguments">After the program's name.</param>
    /// <param name="hear">Gets each line of standard error; false words are kept for a fault where none is given.</param>
    /// <param name="level">How much it says.</param>
    /// <exception cref="VideoException">It is not installed.</exception>
    internal static VideoProcess Start(string program, string[] arguments, Action<string>? hear = null, string level = "error")
    {
        var beside = Path.Combine(Path.GetDirectoryName(Ffmpeg.Required())!, program);
        string[] words = [beside, "-hide_banner", "-loglevel", level, "-max_alloc", $"{1L << 28}", .. arguments];
        var limit = File.Exists("/usr/bin/prlimit") ? (string[])["/usr/bin/prlimit", $"--as={MostMemory}", "--core=0", "--nofile=64", "--"] : [];
        string[] all = [.. limit, .. words];
        var process = Process.Start(new ProcessStartInfo(all[0], all[1..])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            RedirectStandardInput = true,
            UseShellExecute = false,
        })!;
        process.StandardInput.Close();
        return new(process, hear);
    }

    /// <summary>Ends it when it takes longer.</summary>
    internal void EndAfter(TimeSpan time)
    {
        _end ??= new Timer(_ => Kill(), null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
        _end.Change(time, Timeout.InfiniteTimeSpan);
    }

    /// <summary>Waits for its end; its last words are complete then.</summary>
    internal int Wait()
    {
        _process.WaitForExit();
        _listener.Join();
        return _process.ExitCode;
    }

    public void Dispose()
    {
        _end?.Dispose();
        Kill();
        _process.WaitForExit();
        _listener.Join();
        _process.Dispose();
    }

    // A pipe of 64 kB wakes both sides eleven times for one picture of 640 x 360; one of a megabyte takes it whole. Where the system refuses, it stays as it is.
    static void Widen(Stream pipe)
    {
        const int SetPipeSize = 1031;
        if (OperatingSystem.IsLinux() && pipe is PipeStream { SafePipeHandle: var handle })
        {
            _ = FileControl(handle, SetPipeSize, 1 << 20);
        }
    }

    [DllImport("libc", EntryPoint = "fcntl")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    static extern int FileControl(SafePipeHandle file, int command, int argument);

    void Kill()
    {
        try
        {
            _process.Kill(entireProcessTree: true);
        }
        catch (InvalidOperationException)
        {
            // It has ended by itself meanwhile.
        }
    }

    void Listen(Action<string>? hear)
    {
        const int Most = 8;
        try
        {
            while (_process.StandardError.ReadLine() is { } line)
            {
                hear?.Invoke(line);
                lock (_words)
                {
                    if (line.Trim() is { Length: > 0 } text && !text.Contains("showinfo", StringComparison.Ordinal))
                    {
                        _words.Enqueue(text.Length > 300 ? text[..300] : text);
                    }

                    while (_words.Count > Most)
                    {
                        _words.Dequeue();
                    }
                }
            }
        }
        catch (Exception gone) when (gone is IOException or ObjectDisposedException)
        {
            // The program was ended in the middle of a line.
        }
    }

    [GeneratedRegex(@"^\[[^\]]*\] |^file:\S+: ")]
    private static partial Regex Prefix();

    [GeneratedRegex(@"^[a-z][a-z0-9+.]*:", RegexOptions.IgnoreCase)]
    private static partial Regex Scheme();
}

using System.Diagnostics;
using System.Globalization;
using Microsoft.ML.OnnxRuntime;
using Stroll.Devices.Models;
using Stroll.Rendering;
using Stroll.Units;

namespace Stroll.Cli.Doctor;

/// <summary>Whether this machine can look at pictures, and for how many cameras it is fast enough.</summary>
internal static class PictureChecks
{
    const string Detector = "yolox-nano";
    const string Pose = "efficientpose-i";
    const int PicturesPerSecond = 10;

    // Long enough to be right within a fifth, short enough to wait for.
    static readonly TimeSpan Measured = TimeSpan.FromSeconds(0.7);

    /// <summary>All of them.</summary>
    /// <param name="models">The folder of models.</param>
    internal static IEnumerable<Check> Of(string models)
    {
        yield return FfmpegProgram();
        var folder = new ModelFolder(models);
        yield return Models(folder);
        yield return Providers();
        yield return Cameras(folder, Environment.ProcessorCount);
    }

    static Check FfmpegProgram()
    {
        if (Ffmpeg.Find() is not { } path)
        {
            return Check.Warn("ffmpeg", "not on PATH: no cameras, no videos, no clips", "apt-get install ffmpeg");
        }

        using var process = Process.Start(new ProcessStartInfo(path, ["-version"]) { RedirectStandardOutput = true, UseShellExecute = false })!;
        var first = process.StandardOutput.ReadLine() ?? "says nothing";
        process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return process.ExitCode == 0
            ? Check.Ok("ffmpeg", first.Split(" Copyright")[0])
            : Check.Warn("ffmpeg", $"{path} does not run", "install it anew (Debian: apt-get install ffmpeg)");
    }

    /// <summary>Which models are here, by their hashes.</summary>
    internal static Check Models(ModelFolder folder)
    {
        if (folder.All() is not Result<IReadOnlyList<ModelDescriptor>>.Good all)
        {
            return Check.Warn("models", $"a YAML in {folder.Path} cannot be read", "stroll models list says which");
        }

        var here = all.Value.Where(model => File.Exists(folder.PathOf(model))).ToArray();
        var wrong = here.Where(model => folder.Load(model) is Result<byte[]>.Bad).Select(model => model.Name).ToArray();
        return wrong.Length > 0 ? Check.Warn("models", $"{string.Join(", ", wrong)}: not the pinned file", "remove the file and run stroll models fetch")
            : here.Any(model => model.Name == Detector) ? Check.Ok("models", $"{string.Join(", ", here.Select(model => model.Name))} in {folder.Path}")
            : Check.Warn("models", $"{Detector} is not in {folder.Path}: nobody is found in pictures, and reviewers get no clips", $"stroll models fetch {Detector}");
    }

    static Check Providers() => Check.Ok("model runner", $"{OrtEnv.Instance().GetVersionString()}: {string.Join(", ", OrtEnv.Instance().GetAvailableProviders())}");

    /// <summary>How many cameras are looked at in time, by a short measurement of both models on one core.</summary>
    internal static Check Cameras(ModelFolder folder, int cores)
    {
        if (Seconds(folder, Detector) is not { } detector)
        {
            return Check.Warn("cameras", "not measured: no model of people here", $"stroll models fetch {Detector}");
        }

        var pose = Seconds(folder, Pose);
        // The part around the models costs a tenth (bench perception); an empty aisle costs a fiftieth of a picture with somebody.
        const double around = 1.1;
        var busy = (int)(cores / (PicturesPerSecond * around * (detector + (pose ?? 0))));
        var quiet = (int)(cores / (PicturesPerSecond * around * 0.25 * (detector + (pose ?? 0))));
        var found = string.Create(
            CultureInfo.InvariantCulture,
            $"{busy} with somebody always in sight, {quiet} with somebody in a quarter of the time, at {PicturesPerSecond} pictures a second ({1000 * detector:0} ms a picture{(pose is { } each ? $" and {1000 * each:0} ms a person" : ", no joints: " + Pose + " is not here")} on each of {cores} cores)");
        return busy >= 1 ? Check.Ok("cameras", found) : Check.Warn("cameras", found, "more cores, fewer pictures a second, or a card (--provider)");
    }

    static double? Seconds(ModelFolder folder, string name)
    {
        if (folder.Find(name) is not Result<ModelDescriptor>.Good model || folder.Load(model.Value) is not Result<byte[]>.Good bytes || ModelSession.Open(model.Value, bytes.Value) is not Result<ModelSession>.Good open)
        {
            return null;
        }

        using var session = open.Value;
        session.Run();
        var (runs, began, watch) = (0, Environment.CpuUsage.TotalTime, Stopwatch.StartNew());
        while (watch.Elapsed < Measured)
        {
            session.Run();
            runs++;
        }

        // Processor time: neighbours on this machine do not count.
        return (Environment.CpuUsage.TotalTime - began).TotalSeconds / runs;
    }
}

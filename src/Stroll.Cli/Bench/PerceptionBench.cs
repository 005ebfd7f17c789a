using Stroll.Devices.Models;
using Stroll.Devices.Perception;
using Stroll.Devices.Video;
using Stroll.Rendering;
using Picture = Stroll.Devices.Models.Frame;

namespace Stroll.Cli.Bench;

/// <summary>What the bench of perception found.</summary>
/// <param name="FramesPerSecond">For each second of processor time: scaling, detector, joints of everybody found, reading of the numbers.</param>
/// <param name="BareFramesPerSecond">The model runner alone on the same number of runs with inputs prepared.</param>
/// <param name="Frames">Measured.</param>
/// <param name="People">Found in them.</param>
/// <param name="EmptyShare">Cost of a picture of an empty aisle with the motion gate, of one that is looked at.</param>
/// <param name="DecodeShare">Processor time of decoding into this program, both processes, of ffmpeg decoding alone.</param>
internal sealed record PerceptionBenchResult(double FramesPerSecond, double BareFramesPerSecond, int Frames, int People, double EmptyShare, double DecodeShare)
{
    internal double Ratio => FramesPerSecond / BareFramesPerSecond;
}

/// <summary>Measures what one core needs for detection and pose beyond the model runner itself.</summary>
internal static class PerceptionBench
{
    /// <summary>Measures.</summary>
    /// <param name="finder">Models on one core.</param>
    /// <param name="frames">What it looks at; those of one size.</param>
    /// <param name="videos">Where they come from.</param>
    /// <param name="passes">How often all is done; the fastest counts on both sides.</param>
    /// <param name="stop">Ends it early.</param>
    internal static PerceptionBenchResult Run(PersonFinder finder, IReadOnlyList<Picture> frames, IReadOnlyList<string> videos, int passes, CancellationToken stop)
    {
        var people = frames.Sum(frame => finder.Find(frame, _ => true).Length);
        var (whole, bare) = (TimeSpan.MaxValue, TimeSpan.MaxValue);
        for (var pass = 0; pass < passes; pass++)
        {
            stop.ThrowIfCancellationRequested();
            // One after the other within a pass, so that a neighbour on this machine slows both.
            whole = Least(whole, Taken(() => Look(finder, frames)));
            bare = Least(bare, Taken(() => RunBare(finder, frames.Count, people)));
        }

        var empty = Taken(() => LookAtNothing(finder, frames[0], frames.Count));
        return new(
            frames.Count / whole.TotalSeconds, frames.Count / bare.TotalSeconds, frames.Count, people, empty / whole, DecodeShare(videos, passes, stop));
    }

    static void Look(PersonFinder finder, IReadOnlyList<Picture> frames)
    {
        foreach (var frame in frames)
        {
            finder.Find(frame, _ => true);
        }
    }

    static void RunBare(PersonFinder finder, int frames, int people)
    {
        for (var i = 0; i < frames; i++)
        {
            finder.Detector.Session.Run();
        }

        for (var i = 0; finder.Pose is { } pose && i < people; i++)
        {
            pose.Session.Run();
        }
    }

    // A still scene at ten pictures a second: the gate looks, and every two seconds the model.
    static void LookAtNothing(PersonFinder finder, Picture still, int frames)
    {
        var gate = new MotionGate(MotionRules.Default);
        for (var i = 0; i < frames; i++)
        {
            if (gate.IsOpen(still, TimeSpan.FromSeconds(0.1 * i)))
            {
                finder.Detector.Find(still);
                gate.Saw(false);
            }
        }
    }

    // The least of some passes on both sides: neighbours and the first run of our own code cost time that decoding does not.
    static double DecodeShare(IReadOnlyList<string> videos, int passes, CancellationToken stop)
    {
        var (ours, alone) = (TimeSpan.Zero, TimeSpan.Zero);
        foreach (var video in videos)
        {
            var (read, bare) = (TimeSpan.MaxValue, TimeSpan.MaxValue);
            for (var pass = 0; pass < passes; pass++)
            {
                stop.ThrowIfCancellationRequested();
                read = Least(read, WithChildren(() => ReadAll(video)));
                bare = Least(bare, WithChildren(() => Ffmpeg.Run(["-threads", "1", "-i", video, "-an", "-f", "rawvideo", "-pix_fmt", "bgr24", "/dev/null"], video)));
            }

            ours += read;
            alone += bare;
        }

        return videos.Count > 0 ? ours / alone : double.NaN;
    }

    static TimeSpan WithChildren(Action work)
    {
        var children = ChildrenCpu.OfAll();
        var own = Taken(work);
        return own + ChildrenCpu.OfAll() - children;
    }

    static void ReadAll(string video)
    {
        using var reader = Cli.Frame.Refusal.Unless(VideoReader.Open(video, int.MaxValue));
        while (reader.Next() is not null)
        {
        }
    }

    static TimeSpan Taken(Action work)
    {
        var began = Environment.CpuUsage.TotalTime;
        work();
        return Environment.CpuUsage.TotalTime - began;
    }

    static TimeSpan Least(TimeSpan one, TimeSpan other) => one < other ? one : other;
}

using System.Collections.Immutable;
using System.CommandLine;
using Stroll.Cli.Frame;
using Stroll.Layout;
using Stroll.Recordings;
using Stroll.Rendering;
using Stroll.Simulator;
using Stroll.Units;

namespace Stroll.Cli.Commands;

/// <summary>The options of <c>stroll simulate</c> that make videos.</summary>
internal sealed class VideoOptions
{
    const int LeastWidth = 64;
    const int MostWidth = 3840;
    const double MostRate = 120;

    readonly Option<bool> _video = new("--video") { Description = "Also render what each camera would show, to video/CAMERA.mp4. Needs the program ffmpeg." };

    readonly Option<string?> _cameras = new("--cameras") { HelpName = "A,B", Description = "With --video: only these cameras, by name; all by default." };

    readonly Option<double> _rate = new("--fps") { HelpName = "F", Description = "With --video: frames a second; 10 if not given.", DefaultValueFactory = _ => 10 };

    readonly Option<int> _width = new("--width") { HelpName = "PX", Description = "With --video: how wide the pictures are; 960 if not given. The height follows.", DefaultValueFactory = _ => 960 };

    readonly Option<double> _from = new("--video-from") { HelpName = "S", Description = "With --video: begin so many seconds after the sensors.", DefaultValueFactory = _ => 0 };

    readonly Option<double?> _to = new("--video-to") { HelpName = "S", Description = "With --video: end so many seconds after the sensors began; with the day by default." };

    internal Symbol[] All => [_video, _cameras, _rate, _width, _from, _to];

    /// <summary>What was asked for; none where no video was.</summary>
    /// <exception cref="Refusal">A number is out of range, or ffmpeg is not there.</exception>
    internal VideoWish? Of(ParseResult typed)
    {
        if (!typed.GetValue(_video))
        {
            return All.OfType<Option>().FirstOrDefault(option => option != _video && typed.GetResult(option) is { Implicit: false }) is { } lonely
                ? throw new Refusal(new("simulate.value", lonely.Name, "says how videos are made, expected --video with it"))
                : null;
        }

        var wish = new VideoWish(
            typed.GetValue(_cameras)?.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries).Distinct().ToImmutableArray(),
            typed.GetValue(_rate), typed.GetValue(_width), typed.GetValue(_from), typed.GetValue(_to));
        var fault = wish.Rate is not (> 0 and <= MostRate) ? new Fault("simulate.value", "--fps", FormattableString.Invariant($"{wish.Rate}, expected more than 0 and at most {MostRate}"))
            : wish.Width is < LeastWidth or > MostWidth || wish.Width % 2 != 0 ? new("simulate.value", "--width", $"{wish.Width}, expected an even number from {LeastWidth} to {MostWidth}")
            : !(wish.From >= 0) ? new("simulate.value", "--video-from", FormattableString.Invariant($"{wish.From}, expected 0 or more"))
            : wish.To is { } to && !(to > wish.From) ? new("simulate.value", "--video-to", FormattableString.Invariant($"{to}, expected more than {wish.From}"))
            : Ffmpeg.Find() is null ? Ffmpeg.Missing
            : null;
        return fault is null ? wish : throw new Refusal(fault);
    }
}

/// <summary>Which videos are made.</summary>
/// <param name="Cameras">By name; none for all.</param>
/// <param name="Rate">Frames a second.</param>
/// <param name="Width">Pixels.</param>
/// <param name="From">Seconds after the sensors began.</param>
/// <param name="To">The same; none for the end of the day.</param>
internal sealed record VideoWish(ImmutableArray<string>? Cameras, double Rate, int Width, double From, double? To)
{
    /// <summary>The cameras that are meant.</summary>
    /// <exception cref="Refusal">The store has no such camera.</exception>
    internal ImmutableArray<StoreCamera> Choose(Store store)
    {
        var all = SceneVideo.CamerasOf(store);
        return Cameras is null
            ? all
            : [.. Cameras.Value.Select(name => all.FirstOrDefault(camera => camera.Name == name) ?? throw new Refusal(new(
                "video.camera", "--cameras", $"there is no camera '{name}', expected some of {string.Join(", ", all.Select(camera => camera.Name))}")))];
    }

    /// <summary>Plays the day once more for the eye and adds its videos to the recording.</summary>
    /// <returns>For people: how many frames there are and how fast they came.</returns>
    internal string Write(Terminal terminal, Simulation simulation, ImmutableArray<StoreCamera> cameras, RecordingWriter writer)
    {
        var (begin, end) = (simulation.Begin + From.Seconds, To is { } to ? simulation.Begin + to.Seconds : simulation.End);
        var wall = System.Diagnostics.Stopwatch.StartNew();
        var made = ProgressBar.Around(terminal, "Rendering", done => SceneVideo.Write(
            simulation, cameras, new(Width, Rate, begin, end), camera => writer.PlaceOfVideo(camera.Name), at => done((at - begin) / (end - begin)), terminal.Stop));
        writer.Write(made.Where(video => video.Frames > 0).Select(video => new RecordedVideo(video.Camera.Name, video.Begin, Rate, video.Frames, video.Width, video.Height)));
        var frames = made.Sum(video => video.Frames);
        return FormattableString.Invariant($"{made.Length} videos, {frames:N0} frames of {Width} pixels across, {frames / wall.Elapsed.TotalSeconds:N0} frames a second.");
    }
}

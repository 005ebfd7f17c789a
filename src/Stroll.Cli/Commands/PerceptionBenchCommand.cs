using System.CommandLine;
using System.Globalization;
using Stroll.Cli.Bench;
using Stroll.Cli.Frame;
using Stroll.Devices.Models;
using Stroll.Devices.Video;
using Stroll.Rendering;
using Picture = Stroll.Devices.Models.Frame;

namespace Stroll.Cli.Commands;

/// <summary><c>stroll bench perception</c></summary>
internal static class PerceptionBenchCommand
{
    const int Passes = 3;
    const int MostFrames = 120;

    internal static StrollCommand Build(Terminal terminal)
    {
        var models = new ModelOptions();
        var videos = new Option<string[]>("--video") { HelpName = "F", AllowMultipleArgumentsPerToken = true, Description = "Videos to look at; frames are taken evenly from the first. Pictures of a simulated lunch rush where none is named, and decoding is not measured then." };
        var json = StrollCommand.JsonOption();
        return new StrollCommand("perception", "Measures what finding people and their joints costs beside the bare model runner.")
        {
            Notes =
            [
                "One core, processor time. The bare runner does as many runs of both models with inputs prepared. An empty aisle is a still picture behind the motion gate. Decoding is both processes against ffmpeg alone. The budget: ratio 0.9 or more, empty 0.15 or less, decoding 1.5 or less.",
                "JSON: {\"framesPerSecond\", \"bareFramesPerSecond\", \"ratio\", \"frames\", \"people\", \"emptyShare\", \"decodeShare\"}.",
            ],
            Examples = [new("./stroll bench perception --video aisle.mp4", "prints frames a second with and without what is around the models.")],
        }.With([.. models.All, videos, json]).Does(typed => Run(terminal, typed, models, typed.GetValue(videos) ?? [], typed.GetValue(json)));
    }

    static int Run(Terminal terminal, ParseResult typed, ModelOptions models, string[] videos, bool asJson)
    {
        PerceptionBenchResult result;
        try
        {
            var frames = videos.Length > 0 ? Frames(videos[0]) : SimulatedPictures.Of(MostFrames);
            using var finder = models.Open(typed, 1)[0];
            result = PerceptionBench.Run(finder, frames, videos, Passes, terminal.Stop);
        }
        catch (VideoException broken)
        {
            return terminal.Refuse(broken.Fault);
        }

        if (asJson)
        {
            JsonDocumentOut.Write(terminal.Output, json =>
            {
                json.WriteStartObject();
                json.WriteNumber("framesPerSecond", Math.Round(result.FramesPerSecond, 3));
                json.WriteNumber("bareFramesPerSecond", Math.Round(result.BareFramesPerSecond, 3));
                json.WriteNumber("ratio", Math.Round(result.Ratio, 4));
                json.WriteNumber("frames", result.Frames);
                json.WriteNumber("people", result.People);
                json.WriteNumber("emptyShare", Math.Round(result.EmptyShare, 4));
                if (double.IsFinite(result.DecodeShare))
                {
                    json.WriteNumber("decodeShare", Math.Round(result.DecodeShare, 3));
                }

                json.WriteEndObject();
            });
            return ExitCode.Good;
        }

        terminal.Output.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"{result.FramesPerSecond:0.0} frames a second of one core ({result.Frames} frames, {result.People} people), the bare models {result.BareFramesPerSecond:0.0}: {100 * result.Ratio:0} %. An empty aisle costs {100 * result.EmptyShare:0.0} % of that.{(double.IsFinite(result.DecodeShare) ? FormattableString.Invariant($" Decoding costs {result.DecodeShare:0.00} times ffmpeg alone.") : "")}"));
        return ExitCode.Good;
    }

    static List<Picture> Frames(string video)
    {
        using var reader = Refusal.Unless(VideoReader.Open(video, 1280));
        var step = Math.Max(1, (reader.Probe.Frames ?? MostFrames) / MostFrames);
        var frames = new List<Picture>();
        while (frames.Count < MostFrames && reader.Next() is { } next)
        {
            if (next.Index % step == 0)
            {
                frames.Add(next.Frame with { Pixels = next.Frame.Pixels.ToArray() });
            }
        }

        return frames;
    }
}

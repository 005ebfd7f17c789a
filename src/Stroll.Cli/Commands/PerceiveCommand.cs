using System.CommandLine;
using System.Globalization;
using Stroll.Cli.Frame;
using Stroll.Cli.Perception;
using Stroll.Devices.Perception;
using Stroll.Devices.Video;
using Stroll.Layout;
using Stroll.Recordings;
using Stroll.Rendering;
using Stroll.Units;

namespace Stroll.Cli.Commands;

/// <summary><c>stroll perceive</c></summary>
internal static class PerceiveCommand
{
    internal static Command Build(Terminal terminal)
    {
        var videos = new Argument<string[]>("VIDEO") { Arity = ArgumentArity.OneOrMore, Description = "Video files, one a camera. The camera's name is that of the file without its ending." };
        var target = new Option<string>("--out") { HelpName = "DIR", Required = true, Description = "A folder for what is found." };
        var models = new ModelOptions();
        var cameras = new Option<string?>("--cameras") { HelpName = "F", Description = "Calibrated cameras as 'stroll calibrate' writes them, or a store.yaml. Without them there is no recording and no map." };
        var zones = new Option<string?>("--zones") { HelpName = "F", Description = "Where feet of shoppers can be: floor_metres of the store, feet_pixels of each camera. Who stands elsewhere is no shopper." };
        var with = new Option<string?>("--with") { HelpName = "REC", Description = "A recording of the same time: its store, articles, scales and gates go along into the new one." };
        var begin = new Option<string?>("--begin") { HelpName = "T", Description = "The moment of the first frame, RFC 3339. With --with its start, else 1970." };
        var all = new Option<bool>("--all") { Description = "Look at every picture, also where nothing moves." };
        return new StrollCommand("perceive", "Finds people and their joints in videos: detections, poses, tracks, a recording, an annotated video.")
        {
            Notes =
            [
                "DIR gets detections/NAME.txt and tracks/NAME.txt (MOTChallenge form), annotated/NAME.mp4 (boxes with ids, skeletons, a map of the floor where the camera is calibrated), summary.json, and recording/ where the cameras are calibrated: 'stroll replay DIR/recording' and 'stroll track DIR/recording' take it. Pictures in which nothing moves and nobody was are not looked at, except every two seconds.",
                "summary.json: {\"cameras\": [{\"camera\", \"frames\", \"lookedAt\", \"sightings\", \"tracks\", \"mostAtOnce\", \"framesWithPeople\": {\"0\", \"1\", …}}]}. Needs the program ffmpeg.",
            ],
            Examples =
            [
                new("./stroll perceive door.mp4 --out seen", "one camera without calibration."),
                new("./stroll perceive cam1.mp4 cam3.mp4 --cameras cameras.yaml --zones zones.yaml --with scales --out seen && ./stroll replay seen/recording", "calibrated cameras beside recorded scales, and the receipts."),
            ],
        }.With([videos, target, .. models.All, cameras, zones, with, begin, all]).Does(typed => Run(
            terminal, typed, models, new(typed.GetValue(videos)!, typed.GetValue(target)!, typed.GetValue(cameras), typed.GetValue(zones), typed.GetValue(with), typed.GetValue(begin), typed.GetValue(all))));
    }

    static int Run(Terminal terminal, ParseResult typed, ModelOptions models, Wish wish)
    {
        if (Ffmpeg.Find() is null)
        {
            throw new Refusal(Ffmpeg.Missing);
        }

        var names = wish.Videos.Select(video => Path.GetFileNameWithoutExtension(video)).ToArray();
        if (names.GroupBy(name => name).FirstOrDefault(same => same.Count() > 1) is { } twice)
        {
            throw new Refusal(new("perceive.value", twice.Key, "two videos of this name, expected one a camera"));
        }

        var known = wish.Cameras is null ? null : Refusal.Unless(StoreYaml.Read(Refusal.Unless(InputFile.Text(wish.Cameras, "calibrated cameras as in store.yaml")), wish.Cameras));
        var zones = wish.Zones is null ? Zones.None : Refusal.Unless(Zones.Read(Refusal.Unless(InputFile.Text(wish.Zones, "zones as YAML")), wish.Zones));
        var beside = wish.With is null ? null : Refusal.Unless(RecordingReader.Open(wish.With));
        var begin = wish.Begin is null ? beside?.Manifest.Start ?? new Instant(0)
            : Instant.TryParse(wish.Begin, out var at) ? at : throw new Refusal(new("perceive.value", "--begin", $"'{wish.Begin}', expected a time as 2026-01-05T09:00:21Z"));
        RefuseUncalibrated(names, known, beside);
        var readers = new List<VideoReader>();
        try
        {
            readers.AddRange(wish.Videos.Select(video => Refusal.Unless(VideoReader.Open(video, MostWidth))));
            return Perceive(terminal, models.Open(typed, Math.Min(Environment.ProcessorCount, readers.Count)), [.. names.Select((name, i) => new PerceivedCamera(name, readers[i], View(known, name)))], zones, wish, begin, beside);
        }
        catch (VideoException broken)
        {
            return terminal.Refuse(broken.Fault);
        }
        catch (RecordingException broken)
        {
            return terminal.Refuse(broken.Fault);
        }
        finally
        {
            readers.ForEach(reader => reader.Dispose());
        }
    }

    // Wider pictures cost time and show small models nothing more.
    const int MostWidth = 1280;

    static int Perceive(
        Terminal terminal, PersonFinder[] finders, PerceivedCamera[] cameras, Zones zones, Wish wish, Instant begin, Recording? beside)
    {
        using var output = Refusal.Unless(PerceptionFolder.Create(wish.Target, cameras, begin, beside));
        try
        {
            var run = new PerceptionRun(finders, cameras, zones, wish.LooksAtAll ? null : MotionRules.Default);
            var frames = cameras.Sum(camera => camera.Reader.Probe.Frames ?? 0);
            ProgressBar.Around(terminal, "Looking", done =>
            {
                var taken = 0L;
                run.Run(
                    frame =>
                    {
                        output.Take(frame);
                        done(frames > 0 ? ++taken / (double)frames : 0);
                    },
                    terminal.Stop);
                return 0;
            });
            output.Complete();
        }
        finally
        {
            Array.ForEach(finders, finder => finder.Dispose());
        }

        foreach (var camera in output.Counts)
        {
            terminal.Output.WriteLine(string.Create(
                CultureInfo.InvariantCulture,
                $"{Terminal.OneLine(camera.Camera)}: {camera.Frames} frames, {camera.LookedAt} looked at, {camera.Sightings} sightings, {camera.Tracks} tracks, at most {camera.MostAtOnce} at once"));
        }

        terminal.Output.WriteLine($"written to {Path.GetFullPath(wish.Target)}{(output.HasRecording ? "" : " (no recording: not every camera is calibrated)")}");
        return ExitCode.Good;
    }

    static Geometry.PinholeCamera? View(Store? known, string name) => known is not null && known.TryFind(name, out var id) ? known[id].View : null;

    static void RefuseUncalibrated(string[] names, Store? known, Recording? beside)
    {
        if ((known is not null || beside is not null) && names.FirstOrDefault(name => View(known, name) is null) is { } missing)
        {
            throw new Refusal(new(
                "perceive.camera", missing, $"is not among the calibrated cameras, expected {(known is { Cameras.IsEmpty: false } ? $"videos named after {string.Join(", ", known.Cameras.Select(c => c.Name))}" : "--cameras with all of them")}"));
        }
    }

    sealed record Wish(string[] Videos, string Target, string? Cameras, string? Zones, string? With, string? Begin, bool LooksAtAll);
}

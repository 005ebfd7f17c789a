using System.Collections.Immutable;
using System.CommandLine;
using System.Globalization;
using Stroll.Cli.Frame;
using Stroll.Geometry;
using Stroll.Layout;
using Stroll.Observations;
using Stroll.Recordings;
using Stroll.Rendering;
using Stroll.Units;

namespace Stroll.Cli.Commands;

/// <summary><c>stroll clip</c></summary>
internal static class ClipCommand
{
    const double UsualSeconds = 4;
    const double UsualMetres = 2.4;
    const double ChestHeight = 1.1;

    // A hand this near to a shelf reaches into it.
    const double Reach = 0.25;
    const double HandLength = 0.15;
    static readonly TimeSpan Around = 1.5.Seconds;

    internal static Command Build(Terminal terminal)
    {
        var recording = new Argument<string>("REC") { Description = "The folder of a recording that has videos, as 'stroll simulate --video' makes it; with --for also a folder of evidence, where live cameras keep their last hours." };
        var at = new Option<string>("--at") { HelpName = "T", Required = true, Description = "The moment: RFC 3339, or seconds after the recording began." };
        var target = new Option<string>("--out") { HelpName = "F", Required = true, Description = "The clip, an MP4 that is replaced where it is; with --for a folder, to which the clip is added under clips/." };
        var gondola = new Option<int?>("--gondola") { HelpName = "G", Description = "Look at this gondola; by default at the hand that is in a shelf then, or where two people's hands meet." };
        var camera = new Option<string?>("--camera") { HelpName = "C", Description = "Take this camera's view; by default the one that shows the place best." };
        var before = new Option<double>("--before") { HelpName = "S", Description = "Begin so many seconds before; 4 if not given.", DefaultValueFactory = _ => UsualSeconds };
        var after = new Option<double>("--after") { HelpName = "S", Description = "End so many seconds after; 4 if not given.", DefaultValueFactory = _ => UsualSeconds };
        var whole = new Option<bool>("--whole") { Description = "Keep the whole picture; by default what is around the place is cut out and made larger." };
        var evidence = new ClipEvidence();
        return new StrollCommand("clip", "Cuts the seconds around a movement out of the videos that show it best.")
        {
            Notes =
            [
                "Where the recording has tracked people or their true paths, the view is chosen in which nobody stands between the camera and the hand. Needs the program ffmpeg.",
                "With --for, three cameras at most are cut side by side, with a poster, pictures of the hand, and manifest.json, which has the exact time of every frame, a hash of each video, and when all of it is to be deleted. What a reviewer gets has every head covered: heads are found by the models that are here and by the places of tracked people; where there is neither, nothing is cut.",
            ],
            Examples =
            [
                new("./stroll simulate quiet --seed 3 --out day --video && ./stroll clip day --at 21.5 --out pick.mp4", "a day with videos, and eight seconds around what a hand does 21.5 s after its beginning."),
                new("./stroll clip day --at 2026-01-05T09:00:21Z --gondola 2 --whole --out all.mp4", "the whole picture of the camera that shows gondola 2 best."),
                new("./stroll clip day --at 21.5 --for reviewer --out evidence", "the best three cameras with heads covered, with their manifest, in evidence/clips/case/."),
            ],
        }.With([recording, at, target, gondola, camera, before, after, whole, .. evidence.All]).Does(typed => Run(terminal, typed, evidence, typed.GetValue(recording)!, new(
            typed.GetValue(at)!, typed.GetValue(target)!, typed.GetValue(gondola), typed.GetValue(camera), typed.GetValue(before), typed.GetValue(after), typed.GetValue(whole))));
    }

    static int Run(Terminal terminal, ParseResult typed, ClipEvidence evidence, string path, Wish wish)
    {
        if (!(wish.Before >= 0 && wish.After >= 0 && wish.Before + wish.After > 0))
        {
            throw new Refusal(new("clip.value", "--before, --after", FormattableString.Invariant($"{wish.Before} and {wish.After}, expected 0 or more and not both 0")));
        }

        var audience = evidence.AudienceOf(typed);
        if (audience is not null && Directory.Exists(Path.Combine(path, "ring")))
        {
            var moment = Moment(wish.At, null);
            return evidence.FromRing(terminal, typed, path, new(moment, moment - wish.Before.Seconds, moment + wish.After.Seconds, wish.Target, wish.Camera));
        }

        var recording = Refusal.Unless(RecordingReader.Open(path));
        var at = Moment(wish.At, recording);
        var videos = recording.Videos.Where(video => video.Begin <= at && at < video.End).ToImmutableArray();
        if (videos.IsEmpty)
        {
            throw new Refusal(new("clip.video", path, recording.Videos.IsEmpty ? "has no videos, expected a recording with some" : $"no video shows {at}, expected {Shown(recording.Videos)}"));
        }

        if (Ffmpeg.Find() is null)
        {
            throw new Refusal(Ffmpeg.Missing);
        }

        try
        {
            if (audience is not null)
            {
                var (place, front, _) = Place(recording, at, wish.Gondola);
                return evidence.FromRecording(terminal, typed, recording, new(at, at - wish.Before.Seconds, at + wish.After.Seconds, wish.Target, wish.Camera), place, front);
            }

            var (video, view) = Choose(recording, videos, at, wish);
            var begin = at - wish.Before.Seconds < video.Begin ? video.Begin : at - wish.Before.Seconds;
            var end = at + wish.After.Seconds > video.End ? video.End : at + wish.After.Seconds;
            Cut(recording, video, begin, end, wish.IsWhole ? null : Scaled(view, video), wish.Target);
            terminal.Output.WriteLine($"{video.Camera}, {begin} to {end}. Written to {Path.GetFullPath(wish.Target)}");
            return ExitCode.Good;
        }
        catch (RecordingException broken)
        {
            return terminal.Refuse(broken.Fault);
        }
        catch (VideoException broken)
        {
            return terminal.Fail(broken.Fault.ToString());
        }
    }

    static Instant Moment(string text, Recording? recording) =>
        Instant.TryParse(text, out var instant) ? instant
        : double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var seconds) && Math.Abs(seconds) < 1e9 && recording?.Manifest.Start is { } start ? start + seconds.Seconds
        : throw new Refusal(new("clip.value", "--at", $"'{text}', expected a time as 2026-01-05T09:00:21Z or seconds after the recording began"));

    static string Shown(ImmutableArray<RecordedVideo> videos) =>
        $"a moment from {videos.Select(v => v.Begin).Min()} to {videos.Select(v => v.End).Max()}";

    static (RecordedVideo Video, ClipView View) Choose(Recording recording, ImmutableArray<RecordedVideo> videos, Instant at, Wish wish)
    {
        var store = recording.Model.Store;
        if (wish.Gondola is { } number && store.Gondolas.All(gondola => gondola.Number != number))
        {
            throw new Refusal(new("clip.place", "--gondola", $"there is no gondola {number}, expected one of {string.Join(", ", store.Gondolas.Select(g => g.Number))}"));
        }

        var all = SceneVideo.CamerasOf(store);
        if (wish.Camera is { } name && videos.All(video => video.Camera != name))
        {
            throw new Refusal(new("video.camera", "--camera", $"no video of a camera '{name}' shows that moment, expected one of {string.Join(", ", videos.Select(v => v.Camera))}"));
        }

        var cameras = all.Where(camera => videos.Any(video => video.Camera == camera.Name) && (wish.Camera is null || camera.Name == wish.Camera)).ToArray();
        var (place, front, people) = Place(recording, at, wish.Gondola);
        var view = ClipView.Best(cameras, place, front, people, [.. store.Gondolas.Select(g => g.Body).OfType<Box>()], UsualMetres)
            ?? throw new Refusal(new("clip.place", wish.Camera is null ? "--at" : "--camera", $"no video shows the place then, expected one of {string.Join(", ", all.Select(c => c.Name))} to see it"));
        return (videos.First(video => video.Camera == view.Camera.Name), view);
    }

    /// <summary>The hand that is deepest in a shelf about then, or where hands of two people meet; else the middle of the gondola.</summary>
    static (Point3 Place, Point3? Front, IReadOnlyList<IReadOnlyList<Body>> People) Place(Recording recording, Instant at, int? gondola)
    {
        var store = recording.Model.Store;
        var shelves = store.Shelves.Where(shelf => shelf.Body is not null && (gondola is null || shelf.Gondola == gondola)).ToArray();
        var moments = (recording.HasPaths ? recording.ReadPaths() : recording.ReadPeople())
            .SkipWhile(s => s.At < at - Around).TakeWhile(s => s.At <= at + Around).ToArray();
        var (nearest, place, front) = (Reach, (Point3?)null, (Point3?)null);
        foreach (var seen in moments)
        {
            // Later and earlier counts as farther: 10 cm for a second.
            var off = 0.1 * Math.Abs((seen.At - at).TotalSeconds);
            var wrists = (from person in seen.People
                          from joint in (Joint[])[Joint.LeftWrist, Joint.RightWrist]
                          where person.Body[joint].IsSeen
                          select (person.Person, At: person.Body[joint].Position)).ToArray();
            foreach (var (wrist, shelf) in from wrist in wrists from shelf in shelves select (wrist, shelf))
            {
                if (shelf.Body!.Value.DistanceTo(wrist.At) + off is var far && far < nearest)
                {
                    (nearest, place, front) = (far, wrist.At, Front(shelf.Body!.Value));
                }
            }

            foreach (var (one, other) in from one in wrists from other in wrists where gondola is null && one.Person != other.Person select (one, other))
            {
                // Hands that meet are a hand's length apart.
                if (Math.Max(0, one.At.DistanceTo(other.At) - HandLength) + off is var far && far < nearest)
                {
                    (nearest, place, front) = (far, one.At.Towards(other.At, 0.5), null);
                }
            }
        }

        IReadOnlyList<IReadOnlyList<Body>> people = [.. moments.Select(moment => (IReadOnlyList<Body>)[.. moment.People.Select(person => person.Body)])];
        return place is { } found ? (found, front, people)
            : store.Gondolas.FirstOrDefault(g => g.Number == gondola)?.Body is { } body
                ? (body.Placement.ToOuter(new(body.Size.X / 2, 0, ChestHeight)), Front(body), people)
                : throw new Refusal(new("clip.place", "--at", "no hand is at a shelf or at another hand then, expected --gondola"));
    }

    static Point3 Front(Box body) => body.Placement.ToOuter(new(0, -1, 0)) - body.Placement.Origin;

    static PixelBox Scaled(ClipView view, RecordedVideo video)
    {
        var scale = video.Width / (double)view.Camera.View.Lens.WidthPixels;
        return new(scale * view.Window.Left, scale * view.Window.Top, scale * view.Window.Width, scale * view.Window.Height);
    }

    static void Cut(Recording recording, RecordedVideo video, Instant begin, Instant end, PixelBox? window, string target)
    {
        var part = $"{target}.part-{Environment.ProcessId}.mp4";
        try
        {
            Ffmpeg.Cut(recording.PathOf(video), part, begin - video.Begin, end - begin, window, (video.Width, video.Height), video.FramesPerSecond);
            File.Move(part, target, overwrite: true);
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            throw new Refusal(new("output.unwritable", target, $"cannot be written ({fault.Message}), expected the name of a new file"));
        }
        finally
        {
            File.Delete(part);
        }
    }

    sealed record Wish(string At, string Target, int? Gondola, string? Camera, double Before, double After, bool IsWhole);
}

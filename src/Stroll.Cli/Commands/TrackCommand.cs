using System.CommandLine;
using System.Globalization;
using Stroll.Cli.Frame;
using Stroll.Cli.Tracking;
using Stroll.Recordings;

namespace Stroll.Cli.Commands;

/// <summary><c>stroll track</c></summary>
internal static class TrackCommand
{
    internal static Command Build(Terminal terminal)
    {
        var sightings = new Argument<string>("DET") { Description = "Detections in the MOTChallenge form: a file, the folder of a sequence (det/det.txt, seqinfo.ini), or a folder of such folders. Or a recording with sightings: then people are followed over the floor through all its cameras, and T becomes a file in the form of people.parquet." };
        var target = new Option<string>("--out") { HelpName = "T", Required = true, Description = "Where the tracks go: a file; for a folder of sequences a folder, which gets NAME.txt." };
        var rate = new Option<double?>("--fps") { HelpName = "F", Description = "Frames a second of the frame numbers; seqinfo.ini says it otherwise, and 30 is taken where nothing does." };
        var motion = new Option<string?>("--motion") { HelpName = "F", Description = "How the picture moved from frame to frame (gmc.txt); for a folder of sequences the name of that file in each." };
        var camera = new Option<string?>("--camera") { HelpName = "F", Description = "Calibration of a camera that does not move (cam_para.txt, millimetres); for a folder of sequences its name in each." };
        var every = EvaluateCommand.EveryOption("Take only frames 1, 1 + N, 1 + 2N …; their numbers stay, and motions of the others are put together.");
        return new StrollCommand("track", "Follows people through the frames of one camera, by place, size and confidence alone.")
        {
            Notes =
            [
                "A line of DET is frame,id,left,top,width,height,score; the id is not looked at. Frames may come in any order. Where all frame numbers are a multiple of some step apart, the frames between were not taken; any other frame without a line is one in which nobody was seen. Boxes that are not finite or have no area are left out and counted.",
                "Tracks look at no later frame. A box is told from a person's second sighting on; the score is that of the last sighting. Same input, same bytes.",
            ],
            Examples =
            [
                new("./stroll track mot17/MOT17-04 --out t.txt", "one sequence without camera motion."),
                new("./stroll track mot17 --out tracks --motion gmc.txt && ./stroll evaluate mot --gt mot17 --tracks tracks", "all sequences, and how right they are."),
            ],
        }.With(sightings, target, rate, motion, camera, every).Does(typed => Run(terminal, new()
        {
            Source = typed.GetValue(sightings)!,
            Target = typed.GetValue(target)!,
            Rate = typed.GetValue(rate),
            Motion = typed.GetValue(motion),
            Camera = typed.GetValue(camera),
            Every = EvaluateCommand.Step(typed.GetValue(every)),
        }));
    }

    static int Run(Terminal terminal, TrackingRequest request)
    {
        if (FloorTracking.IsRecording(request.Source))
        {
            return RunFloor(terminal, request);
        }

        foreach (var summary in SequenceTracking.Run(request, terminal.Stop))
        {
            terminal.Output.WriteLine(string.Create(
                CultureInfo.InvariantCulture,
                $"{Terminal.OneLine(summary.Name)}: {summary.Frames} frames at {summary.Rate:0.###} a second, {summary.Sightings} sightings, {summary.Tracks} tracks, {summary.Boxes} boxes{(summary.Skipped > 0 ? $"; {summary.Skipped} sightings left out (no box, or more than a frame can hold)" : "")}{(summary.OutOfOrder > 0 ? $"; {summary.OutOfOrder} lines were out of order" : "")}"));
        }

        terminal.Output.WriteLine($"written to {Path.GetFullPath(request.Target)}");
        return ExitCode.Good;
    }

    static int RunFloor(Terminal terminal, TrackingRequest request)
    {
        if (request is not { Rate: null, Motion: null, Camera: null, Every: 1 })
        {
            throw new Refusal(new("track.option", request.Source, "a recording says its own times and cameras, expected no --fps, --motion, --camera or --every"));
        }

        try
        {
            var (moments, fusion) = FloorTracking.Of(request.Source, terminal.Stop);
            var (rounds, people) = (0, new HashSet<string>());
            PeopleFile.Write(request.Target, moments.Select(moment =>
            {
                rounds++;
                people.UnionWith(moment.People.Select(person => person.Person));
                return moment;
            }));
            terminal.Output.WriteLine(string.Create(
                CultureInfo.InvariantCulture,
                $"{rounds} moments, {people.Count} tracks{(fusion.Useless + fusion.TooMany > 0 ? $"; {fusion.Useless} sightings said nothing of a place, {fusion.TooMany} were too many for a frame" : "")}"));
        }
        catch (RecordingException broken)
        {
            return terminal.Refuse(broken.Fault);
        }

        terminal.Output.WriteLine($"written to {Path.GetFullPath(request.Target)}");
        return ExitCode.Good;
    }
}

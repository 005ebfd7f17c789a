using System.CommandLine;
using Stroll.Cli.Frame;
using Stroll.Layout;
using Stroll.Observations;
using Stroll.Recordings;
using Stroll.Recordings.AutoCheckout;
using Stroll.Recordings.MotChallenge;
using Stroll.Recordings.ShelfPoses;
using Stroll.Recordings.Wildtrack;

namespace Stroll.Cli.Commands;

/// <summary><c>stroll import</c></summary>
internal static class ImportCommand
{
    internal static Command Build(Terminal terminal) =>
        new StrollCommand("import", "Makes a recording of data that another system recorded.").With(AutoCheckout(terminal), MotChallenge(terminal), Shelf(terminal), Wildtrack(terminal));

    static StrollCommand AutoCheckout(Terminal terminal)
    {
        var source = new Argument<string>("SRC")
        {
            Description = "A folder, a .tar.gz or a .csv. Which of the three forms of these recordings it is, is found out: native JSON lines, one CSV a plate with a product CSV, or the public CSV export.",
        };
        var geometry = new Option<string?>("--geometry")
        {
            HelpName = "DIR",
            Description = "Folder with store_meta_Gondolas.json, store_meta_Shelves.json and store_meta_Plates.json (metres). Without it plates have no position.",
        };
        var products = new Option<string?>("--products")
        {
            HelpName = "F",
            Description = "JSON lines with barcode, name and weight of each product. Gives barcodes to the names of a product CSV.",
        };
        var strict = new Option<bool>("--strict") { Description = "Refuse what is odd instead of counting and naming it." };
        var target = new Option<string>("--out") { HelpName = "REC", Required = true, Description = "The recording to make: a folder that is not there yet, or is empty." };
        return new StrollCommand("autocheckout", "Makes a recording of AutoCheckout data (competition of 2020), in any of its three forms.")
        {
            Notes =
            [
                "The import report names what was accepted although it is odd: readings that are no number, plates without a place or without readings, steps back in time, doubled samples, products without a facing. What cannot be right is refused, and then nothing is left on disk.",
            ],
            Examples =
            [
                new("./stroll import autocheckout case-1 --out rec-1", "native files (plate_data.json and its neighbours) into a recording."),
                new("./stroll import autocheckout plates.tar.gz --geometry store --products products.jsonl --out rec-2", "one CSV a plate, with the geometry of the store and barcodes for the names."),
            ],
        }.With(source, geometry, products, strict, target).Does(typed => Run(terminal, new(typed.GetValue(source)!, typed.GetValue(target)!)
        {
            GeometryDir = typed.GetValue(geometry),
            ProductsFile = typed.GetValue(products),
            Strict = typed.GetValue(strict),
            Stop = terminal.Stop,
        }));
    }

    static StrollCommand MotChallenge(Terminal terminal)
    {
        var source = new Argument<string>("SRC") { Description = "The folder of a sequence: det/det.txt, seqinfo.ini and, where the truth is known, gt/gt.txt." };
        var camera = new Option<string?>("--camera") { HelpName = "F", Description = "Calibration of the camera, which must not move (cam_para.txt, millimetres). Otherwise cam_para.txt of the folder." };
        var rate = new Option<double?>("--fps") { HelpName = "F", Description = "Frames a second of the frame numbers; seqinfo.ini says it otherwise, and 30 is taken where nothing does." };
        var target = Target();
        return new StrollCommand("motchallenge", "Makes a recording of sightings from a sequence of the MOTChallenge form (one camera, boxes), with the true places as paths.parquet.")
        {
            Notes = ["A recording is of people on a floor, so the camera must be calibrated. Frame 1 is at time 0. The truth stands where the lower edges of its boxes meet the floor."],
            Examples = [new("./stroll import motchallenge MOT17-04 --out rec && ./stroll track rec --out people.parquet", "the recording, then who is where on the floor.")],
        }.With(source, camera, rate, target).Does(typed =>
        {
            if (typed.GetValue(rate) is { } typedRate && !(typedRate is >= 1e-3 and <= 10_000))
            {
                throw new Refusal(new("mot.rate", "--fps", FormattableString.Invariant($"{typedRate}, expected a number from 0.001 to 10000")));
            }

            var scene = Refusal.Unless(MotScene.Read(typed.GetValue(source)!, typed.GetValue(camera), typed.GetValue(rate), terminal.Stop));
            return Write(terminal, typed.GetValue(target)!, "MOTChallenge sequence", scene.Store, scene.Frames(), scene.Paths());
        });
    }

    static StrollCommand Shelf(Terminal terminal)
    {
        var source = new Argument<string>("SRC") { Description = "The folder with calibration.json and detection/." };
        var target = Target();
        return new StrollCommand("shelf", "Makes a recording of sightings from the Shelf data set (five cameras, stored 2-D joints).")
        {
            Notes = ["Stored candidates of joints become people as their pairwise scores say. The store has cameras and nothing else; time begins at 0 with 25 pictures a second. gt.txt beside them is what 'stroll evaluate poses' takes."],
            Examples = [new("./stroll import shelf shelf --out rec && ./stroll track rec --out people.parquet", "the recording, then who is where in it.")],
        }.With(source, target).Does(typed =>
        {
            var scene = Refusal.Unless(ShelfScene.Read(typed.GetValue(source)!));
            return Write(terminal, typed.GetValue(target)!, "Shelf data set", scene.Store, scene.Frames, []);
        });
    }

    static StrollCommand Wildtrack(Terminal terminal)
    {
        var source = new Argument<string>("SRC") { Description = "The unpacked folder with annotations_positions/ and calibrations/." };
        var worse = new Option<ulong?>("--worse")
        {
            HelpName = "SEED",
            Description = "Make the annotated boxes about as bad as a detector's: misses, cut feet, shaken edges, boxes of nobody. The seed decides them.",
        };
        var target = Target();
        return new StrollCommand("wildtrack", "Makes a recording of sightings from the WILDTRACK data set (seven cameras, boxes), with the true places as paths.parquet.")
        {
            Notes = ["--worse misses 10 % of the boxes and 60 % where nearer people cover more than half, cuts the lower edge at what covers it, moves every edge by 5 pixels (standard deviation) and adds half a box of nobody a view and moment, a third of which stand for 2 s."],
            Examples = [new("./stroll import wildtrack wildtrack --worse 1 --out rec", "a recording with worse boxes.")],
        }.With(source, worse, target).Does(typed =>
        {
            var scene = Refusal.Unless(WildtrackScene.Read(typed.GetValue(source)!));
            var frames = typed.GetValue(worse) is { } seed ? WorseBoxes.Of(scene, seed) : scene.Frames();
            return Write(terminal, typed.GetValue(target)!, "WILDTRACK data set", scene.Store, frames, scene.Paths());
        });
    }

    static Option<string> Target() => new("--out") { HelpName = "REC", Required = true, Description = "The recording to make: a folder that is not there yet, or is empty." };

    static int Write(
        Terminal terminal, string target, string source, Store store, IEnumerable<Observation.PeopleSighted> frames, IEnumerable<Observation.PeopleSeen> paths)
    {
        using var writer = Refusal.Unless(RecordingWriter.Create(target, source));
        try
        {
            writer.Write(new StoreModel(store, new([]), new(store, [])));
            var (pictures, people) = (0, 0);
            foreach (var frame in frames)
            {
                terminal.Stop.ThrowIfCancellationRequested();
                writer.Append(frame);
                (pictures, people) = (pictures + 1, people + frame.People.Length);
            }

            foreach (var moment in paths)
            {
                writer.AppendPath(moment);
            }

            writer.Complete();
            terminal.Output.WriteLine(FormattableString.Invariant($"{store.Cameras.Length} cameras, {pictures} pictures, {people} sightings"));
        }
        catch (RecordingException broken)
        {
            return terminal.Refuse(broken.Fault);
        }

        terminal.Output.WriteLine($"written to {Path.GetFullPath(target)}");
        return ExitCode.Good;
    }

    static int Run(Terminal terminal, ImportOptions options)
    {
        var report = Refusal.Unless(AutoCheckoutImporter.Import(options));
        foreach (var line in report.Lines())
        {
            terminal.Output.WriteLine(Terminal.Visible(line));
        }

        terminal.Output.WriteLine($"written to {Path.GetFullPath(options.Out)}");
        return ExitCode.Good;
    }
}

using System.Collections.Immutable;
using System.CommandLine;
using System.Globalization;
using System.Text.Json;
using Stroll.Cli.Frame;
using Stroll.Cli.Report;
using Stroll.Observations;
using Stroll.Recordings;
using Stroll.Recordings.ShelfPoses;
using Stroll.Tracking.Evaluation;
using Stroll.Units;

namespace Stroll.Cli.Commands;

/// <summary><c>stroll evaluate floor</c> and <c>stroll evaluate poses</c></summary>
internal static class EvaluateFloorCommand
{
    // Tracks of the same moment; cameras that are out of step are up to a round apart.
    static readonly TimeSpan Same = TimeSpan.FromMilliseconds(60);

    internal static StrollCommand Floor(Terminal terminal)
    {
        var truth = new Option<string>("--gt") { HelpName = "GT", Required = true, Description = "The true paths: paths.parquet of a recording." };
        var tracks = new Option<string>("--tracks") { HelpName = "T", Required = true, Description = "The tracks, in the form of people.parquet, as 'stroll track' writes them." };
        var json = StrollCommand.JsonOption();
        var folder = new Option<string?>("--report") { HelpName = "DIR", Description = "Also write floor.html to this folder: the ways of everybody on the floor, and where tracks went wrong." };
        return new StrollCommand("floor", "Scores tracks on the floor, in metres, at 0.5 and 1 m.")
        {
            Notes =
            [
                "Each true moment is held against the tracks nearest in time, at most 60 ms off. A person stands in the middle between the ankles, else under head and shoulders.",
                "JSON: {\"moments\", \"radii\": [{\"metres\", \"moda\", \"modp\", \"precision\", \"recall\", \"idf1\", \"hota\", \"mota\" (percent), \"idsw\"}]}.",
            ],
            Examples = [new("./stroll evaluate floor --gt rec/paths.parquet --tracks people.parquet", "a table.")],
        }.With(truth, tracks, json, folder).Does(typed =>
            RunFloor(terminal, typed.GetValue(truth)!, typed.GetValue(tracks)!, typed.GetValue(json), typed.GetValue(folder)));
    }

    internal static StrollCommand Poses(Terminal terminal)
    {
        var truth = new Option<string>("--gt") { HelpName = "GT", Required = true, Description = "The true poses: gt.txt of the Shelf data set." };
        var tracks = new Option<string>("--tracks") { HelpName = "T", Required = true, Description = "The tracks, in the form of people.parquet, as 'stroll track' writes them." };
        var json = StrollCommand.JsonOption();
        return new StrollCommand("poses", "Scores 3-D joints: correct parts of the body and errors in centimetres.")
        {
            Notes =
            [
                "Frame N of the truth is N times 40 ms after the start. A part of the body is correct where the errors of its two ends together are less than its length. The ends of the head are guessed from ears and shoulders as in the source of these figures.",
                "JSON: {\"people\": [{\"person\", \"frames\", \"matched\", \"pcp\" (percent), \"wristMedianCentimetres\", \"jointMedianCentimetres\": [15]}], \"wristMedianCentimetres\"}.",
            ],
            Examples = [new("./stroll evaluate poses --gt shelf/gt.txt --tracks people.parquet", "a table.")],
        }.With(truth, tracks, json).Does(typed => RunPoses(terminal, typed.GetValue(truth)!, typed.GetValue(tracks)!, typed.GetValue(json)));
    }

    static int RunFloor(Terminal terminal, string truthPath, string tracksPath, bool asJson, string? folder)
    {
        var truth = Refusal.Unless(PeopleFile.Read(truthPath));
        var tracks = Refusal.Unless(PeopleFile.Read(tracksPath));
        if (folder is not null && WholeFile.Prepare(folder) is { } fault)
        {
            return terminal.Refuse(fault);
        }

        var evaluation = new FloorEvaluation();
        var (trueIds, saidIds) = (new Ids(), new Ids());
        var moments = new List<(FloorPlace[] True, FloorPlace[] Said)>();
        foreach (var moment in truth)
        {
            var said = Nearest(tracks, moment.At);
            (FloorPlace[] True, FloorPlace[] Said) places = (Places(moment.People, trueIds), said is null ? [] : Places(said.People, saidIds));
            evaluation.Add(places.True, places.Said);
            moments.Add(places);
        }

        FloorScore[] scores = [evaluation.Score(0.5), evaluation.Score(1)];
        if (folder is not null)
        {
            WholeFile.Write(Path.Combine(folder, "floor.html"), to => FloorPage.Write(to, moments, scores));
        }

        if (asJson)
        {
            JsonDocumentOut.Write(terminal.Output, json => WriteFloor(json, truth.Length, scores));
            return ExitCode.Good;
        }

        terminal.Output.WriteLine("radius   MODA   MODP  precision  recall   IDF1   HOTA   MOTA  switches");
        foreach (var s in scores)
        {
            terminal.Output.WriteLine(string.Create(
                CultureInfo.InvariantCulture,
                $"{s.Radius,4:0.0} m {100 * s.Moda,6:0.0} {100 * s.Modp,6:0.0} {100 * s.Precision,10:0.0} {100 * s.Recall,7:0.0} {100 * s.Idf1,6:0.0} {100 * s.Following.Hota,6:0.0} {100 * s.Following.Mota,6:0.0} {s.Following.Switches,9}"));
        }

        if (folder is not null)
        {
            terminal.Output.WriteLine($"Written to {Path.GetFullPath(folder)}: floor.html");
        }

        return ExitCode.Good;
    }

    static int RunPoses(Terminal terminal, string truthPath, string tracksPath, bool asJson)
    {
        var truth = Refusal.Unless(ShelfTruth.Read(truthPath));
        var tracks = Refusal.Unless(PeopleFile.Read(tracksPath));
        var evaluation = new PoseEvaluation();
        for (var frame = 0; frame < truth.Length; frame++)
        {
            var said = Nearest(tracks, ShelfScene.Start + (frame * ShelfScene.FrameTime));
            evaluation.Add(truth[frame], said is null ? [] : [.. said.People.Select(person => person.Body)]);
        }

        var wrists = Median(evaluation.Scores.SelectMany(Wrists));
        if (asJson)
        {
            JsonDocumentOut.Write(terminal.Output, json => WritePoses(json, evaluation.Scores, wrists));
            return ExitCode.Good;
        }

        terminal.Output.WriteLine("person  frames  matched     PCP  wrists (median cm)");
        foreach (var s in evaluation.Scores)
        {
            terminal.Output.WriteLine(string.Create(
                CultureInfo.InvariantCulture, $"{s.Person,6} {s.Frames,7} {s.Matched,8} {100 * s.Pcp,7:0.00} {100 * Median(Wrists(s)),9:0.0}"));
        }

        terminal.Output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"all wrists: median {100 * wrists:0.0} cm"));
        return ExitCode.Good;
    }

    static IEnumerable<double> Wrists(PoseScore score) => PoseEvaluation.Wrists.SelectMany(joint => score.JointErrors[joint]);

    static double Median(IEnumerable<double> numbers)
    {
        double[] sorted = [.. numbers.Order()];
        return sorted.Length == 0 ? double.NaN : sorted[sorted.Length / 2];
    }

    static void WriteFloor(Utf8JsonWriter json, int moments, FloorScore[] scores)
    {
        json.WriteStartObject();
        json.WriteNumber("moments", moments);
        json.WriteStartArray("radii");
        foreach (var s in scores)
        {
            json.WriteStartObject();
            json.WriteNumber("metres", s.Radius);
            json.WriteNumber("moda", Percent(s.Moda));
            json.WriteNumber("modp", Percent(s.Modp));
            json.WriteNumber("precision", Percent(s.Precision));
            json.WriteNumber("recall", Percent(s.Recall));
            json.WriteNumber("idf1", Percent(s.Idf1));
            json.WriteNumber("hota", Percent(s.Following.Hota));
            json.WriteNumber("mota", Percent(s.Following.Mota));
            json.WriteNumber("idsw", s.Following.Switches);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteEndObject();
    }

    static void WritePoses(Utf8JsonWriter json, ImmutableArray<PoseScore> scores, double wrists)
    {
        json.WriteStartObject();
        json.WriteStartArray("people");
        foreach (var s in scores)
        {
            json.WriteStartObject();
            json.WriteNumber("person", s.Person);
            json.WriteNumber("frames", s.Frames);
            json.WriteNumber("matched", s.Matched);
            json.WriteNumber("pcp", Percent(s.Pcp));
            Centimetres("wristMedianCentimetres", Median(Wrists(s)));
            json.WriteStartArray("jointMedianCentimetres");
            foreach (var errors in s.JointErrors)
            {
                if (errors.IsEmpty)
                {
                    json.WriteNullValue();
                }
                else
                {
                    json.WriteNumberValue(Math.Round(100 * Median(errors), 2));
                }
            }

            json.WriteEndArray();
            json.WriteEndObject();
        }

        json.WriteEndArray();
        Centimetres("wristMedianCentimetres", wrists);
        json.WriteEndObject();

        void Centimetres(string name, double metres)
        {
            if (double.IsNaN(metres))
            {
                json.WriteNull(name);
            }
            else
            {
                json.WriteNumber(name, Math.Round(100 * metres, 2));
            }
        }
    }

    static double Percent(double share) => Math.Round(100 * share, 4);

    static Observation.PeopleSeen? Nearest(Observation.PeopleSeen[] tracks, Instant at)
    {
        var after = Array.FindIndex(tracks, moment => moment.At >= at);
        after = after < 0 ? tracks.Length : after;
        var best = after < tracks.Length ? tracks[after] : null;
        if (after > 0 && (best is null || at - tracks[after - 1].At < best.At - at))
        {
            best = tracks[after - 1];
        }

        return best is not null && (best.At - at).Duration() <= Same ? best : null;
    }

    static FloorPlace[] Places(ImmutableArray<TrackedPerson> people, Ids ids) =>
    [
        .. people.Select(person => (Id: ids.Of(person.Person), Place: PeopleFile.PlaceOf(person.Body)))
            .Where(one => one.Place.IsKnown).Select(one => new FloorPlace(one.Id, one.Place.X, one.Place.Y)),
    ];

    /// <summary>Numbers for names.</summary>
    sealed class Ids
    {
        readonly Dictionary<string, long> _known = new(StringComparer.Ordinal);

        internal long Of(string name)
        {
            if (!_known.TryGetValue(name, out var id))
            {
                _known[name] = id = _known.Count;
            }

            return id;
        }
    }
}

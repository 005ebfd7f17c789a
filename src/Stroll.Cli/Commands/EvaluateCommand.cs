using System.Collections.Immutable;
using System.CommandLine;
using System.Globalization;
using Stroll.Cli.Frame;
using Stroll.Cli.Tracking;
using Stroll.Tracking.Evaluation;

namespace Stroll.Cli.Commands;

/// <summary><c>stroll evaluate</c></summary>
internal static class EvaluateCommand
{
    internal static Command Build(Terminal terminal) =>
        new StrollCommand("evaluate", "Holds tracks against the truth.").With(Mot(terminal), EvaluateFloorCommand.Floor(terminal), EvaluateFloorCommand.Poses(terminal));

    static StrollCommand Mot(Terminal terminal)
    {
        var truth = new Option<string>("--gt") { HelpName = "GT", Required = true, Description = "The truth: a folder with NAME/gt/gt.txt, or the folder of one sequence." };
        var tracks = new Option<string>("--tracks") { HelpName = "T", Required = true, Description = "The tracks: a folder with NAME.txt, or the file of one sequence." };
        var every = EveryOption("Score only frames 1, 1 + N, 1 + 2N … of both.");
        var json = StrollCommand.JsonOption();
        var folder = new Option<string?>("--report") { HelpName = "DIR", Description = "Also write mot.html to this folder: for each sequence who was followed when, and what went wrong where." };
        return new StrollCommand("mot", "Scores tracks of one camera in the MOTChallenge form, as its own scorer does.")
        {
            Notes =
            [
                "A line is frame,id,left,top,width,height,score,class,visibility. Of the truth, rows with flag (score) 0 or a class other than 1 are not to be found; tracks that lie on somebody on a vehicle, a static person, another distractor or a mirror image (classes 2, 7, 8, 12) are left out. Boxes without an area or with NaN are left out and counted.",
                "JSON: {\"sequences\": {NAME: {\"hota\", \"deta\", \"assa\", \"idf1\", \"mota\" (percent), \"idsw\", …}}, \"mean\": {\"hota\", \"idf1\", \"mota\"} (each sequence weighs the same), \"combined\": the same keys over all boxes, \"missing\": [names without tracks]}. docs/stages/tracking-camera.md says what each figure means.",
            ],
            Examples =
            [
                new("./stroll evaluate mot --gt mot17 --tracks tracks", "a table of all sequences that have tracks."),
                new("./stroll evaluate mot --gt mot17/MOT17-04 --tracks t.txt --report july", "one sequence, with a page that shows what went wrong."),
            ],
        }.With(truth, tracks, every, json, folder).Does(typed => RunMot(
            terminal, typed.GetValue(truth)!, typed.GetValue(tracks)!, typed.GetValue(every), typed.GetValue(json), typed.GetValue(folder)));
    }

    /// <summary>The <c>--every</c> option.</summary>
    internal static Option<int> EveryOption(string description) => new("--every")
    {
        HelpName = "N",
        Description = description,
        DefaultValueFactory = _ => 1,
    };

    /// <summary>Ends the command where <c>--every</c> is no step.</summary>
    internal static int Step(int every) => every is >= 1 and <= 1_000_000
        ? every
        : throw new Refusal(new("mot.every", "--every", $"{every}, expected a whole number from 1 to 1000000"));

    static int RunMot(Terminal terminal, string truth, string tracks, int every, bool asJson, string? folder)
    {
        if (folder is not null && WholeFile.Prepare(folder) is { } fault)
        {
            return terminal.Refuse(fault);
        }

        var (scores, missing) = MotScores.Of(truth, tracks, Step(every), terminal.Stop);
        if (!missing.IsEmpty)
        {
            terminal.Say($"no tracks for {string.Join(", ", missing)}; the figures are those of the other sequences");
        }

        foreach (var one in scores.Where(one => one.Beyond > 0))
        {
            terminal.Say($"{one.Beyond} rows of the tracks of {one.Name} lie past the sequence's end and are not scored");
        }

        if (folder is not null)
        {
            WholeFile.Write(Path.Combine(folder, "mot.html"), to => Report.MotPage.Write(to, scores));
        }

        if (asJson)
        {
            WriteJson(terminal, scores, missing);
            return ExitCode.Good;
        }

        WriteTable(terminal.Output, scores);
        if (folder is not null)
        {
            terminal.Output.WriteLine($"Written to {Path.GetFullPath(folder)}: mot.html");
        }

        return ExitCode.Good;
    }

    static TrackingScore Combined(ImmutableArray<MotScore> scores) => scores.Aggregate(TrackingScore.None, (sum, one) => sum + one.Score);

    static void WriteTable(TextWriter output, ImmutableArray<MotScore> scores)
    {
        var column = Math.Max(8, scores.Max(s => s.Name.Length));
        output.WriteLine($"{"".PadRight(column)}    HOTA   DetA   AssA   IDF1   MOTA  switches   missed  invented  boxes");
        foreach (var one in scores)
        {
            Row(one.Name, one.Score);
        }

        if (scores.Length > 1)
        {
            Row("combined", Combined(scores));
            output.WriteLine(string.Create(
                CultureInfo.InvariantCulture,
                $"{"mean".PadRight(column)}  {Mean(scores, s => s.Hota),6:0.00} {Mean(scores, s => s.DetA),6:0.00} {Mean(scores, s => s.AssA),6:0.00} {Mean(scores, s => s.Idf1),6:0.00} {Mean(scores, s => s.Mota),6:0.00}"));
        }

        void Row(string name, TrackingScore s) => output.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"{Terminal.OneLine(name).PadRight(column)}  {100 * s.Hota,6:0.00} {100 * s.DetA,6:0.00} {100 * s.AssA,6:0.00} {100 * s.Idf1,6:0.00} {100 * s.Mota,6:0.00}  {s.Switches,8} {s.Missed,8} {s.Invented,9} {s.Truths,6}"));
    }

    static double Mean(ImmutableArray<MotScore> scores, Func<TrackingScore, double> figure) => 100 * scores.Average(one => figure(one.Score));

    static void WriteJson(Terminal terminal, ImmutableArray<MotScore> scores, ImmutableArray<string> missing) => JsonDocumentOut.Write(terminal.Output, json =>
    {
        json.WriteStartObject();
        json.WriteStartObject("sequences");
        foreach (var one in scores)
        {
            json.WriteStartObject(one.Name);
            Write(one.Score);
            json.WriteEndObject();
        }

        json.WriteEndObject();
        json.WriteStartObject("mean");
        json.WriteNumber("hota", Math.Round(Mean(scores, s => s.Hota), 4));
        json.WriteNumber("deta", Math.Round(Mean(scores, s => s.DetA), 4));
        json.WriteNumber("assa", Math.Round(Mean(scores, s => s.AssA), 4));
        json.WriteNumber("idf1", Math.Round(Mean(scores, s => s.Idf1), 4));
        json.WriteNumber("mota", Math.Round(Mean(scores, s => s.Mota), 4));
        json.WriteEndObject();
        json.WriteStartObject("combined");
        Write(Combined(scores));
        json.WriteEndObject();
        json.WriteStartArray("missing");
        foreach (var name in missing)
        {
            json.WriteStringValue(name);
        }

        json.WriteEndArray();
        json.WriteEndObject();

        void Write(TrackingScore score)
        {
            json.WriteNumber("hota", Math.Round(100 * score.Hota, 4));
            json.WriteNumber("deta", Math.Round(100 * score.DetA, 4));
            json.WriteNumber("assa", Math.Round(100 * score.AssA, 4));
            json.WriteNumber("idf1", Math.Round(100 * score.Idf1, 4));
            json.WriteNumber("mota", Math.Round(100 * score.Mota, 4));
            json.WriteNumber("idsw", score.Switches);
            json.WriteNumber("invented", score.Invented);
            json.WriteNumber("missed", score.Missed);
            json.WriteNumber("breaks", score.Breaks);
            json.WriteNumber("mostlyFollowed", score.MostlyFollowed);
            json.WriteNumber("mostlyLost", score.MostlyLost);
            json.WriteNumber("boxes", score.Truths);
        }
    });
}

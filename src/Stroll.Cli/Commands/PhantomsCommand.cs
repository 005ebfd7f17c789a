using System.CommandLine;
using System.Globalization;
using Stroll.Cli.Bench.Accuracy;
using Stroll.Cli.Bench.Phantoms;
using Stroll.Cli.Frame;
using Stroll.Review;

namespace Stroll.Cli.Commands;

/// <summary><c>stroll bench phantoms</c></summary>
internal static class PhantomsCommand
{
    const string UsualSeeds = "1";
    const string UsualPickSeeds = "200";
    const double UsualHours = 24;
    const double MostHours = 24 * 31;

    internal static Command Build(Terminal terminal)
    {
        var hours = new Option<double>("--hours") { HelpName = "H", Description = "How long each day is; 24 if not given.", DefaultValueFactory = _ => UsualHours };
        var seeds = new Option<string>("--seeds") { HelpName = "N|A..B", Description = $"N fresh seeds of each day, or exactly A to B; {UsualSeeds} by default.", DefaultValueFactory = _ => UsualSeeds };
        var picks = new Option<string>("--picks") { HelpName = "N|A..B", Description = $"As many seeds of the quiet scenario for the picks; {UsualPickSeeds} by default.", DefaultValueFactory = _ => UsualPickSeeds };
        var json = StrollCommand.JsonOption();
        return new StrollCommand("phantoms", "Counts mass changes that nobody made, and picks that were missed.")
        {
            Notes =
            [
                "Three days of 1,000 plates with every fault that scales have: a closed store, the same with scales in steps of 5 g, and people who look and lean and take nothing. Each mass change on them is a phantom. Then the picks of 20 g and more on days of the scenario quiet. Ranges are exact, for 95 %. A day of 24 hours takes some minutes.",
                "JSON: {\"seeds\", \"days\": [{\"name\", \"seed\", \"plateHours\", \"phantoms\": [{\"hours\", \"plates\", \"grams\", \"sd\", \"steps\"}], \"megabytes\": one an hour, \"readingsPerSecond\"}], \"phantomsPer10000PlateHours\": {\"value\", \"low\", \"high\"}, \"picks\", \"picksMissed\", \"pickRecall\": {\"value\", \"low\", \"high\"}, \"falseChanges\", \"medianErrorGrams\"}.",
            ],
            Examples =
            [
                new("./stroll bench phantoms", "a fresh day of each kind, and the picks of 200 fresh quiet days."),
                new("./stroll bench phantoms --hours 1 --seeds 1..4 --json", "shorter, with these seeds, as JSON."),
            ],
        }.With(hours, seeds, picks, json).Does(typed => Run(
            terminal, typed.GetValue(hours), Seeds("--seeds", typed.GetValue(seeds)!), Seeds("--picks", typed.GetValue(picks)!), typed.GetValue(json)));
    }

    static SeedRange Seeds(string option, string text) => SeedRange.TryParse(text, out var seeds)
        ? seeds
        : throw new Refusal(new("bench.seeds", option, $"'{text}', expected a number from 1 to 1000000, or a range as 1..20"));

    static int Run(Terminal terminal, double hours, SeedRange seeds, SeedRange pickSeeds, bool asJson)
    {
        if (hours is not (> 0 and <= MostHours))
        {
            throw new Refusal(new("bench.hours", "--hours", FormattableString.Invariant($"{hours}, expected more than 0 and at most {MostHours}")));
        }

        var result = ProgressBar.Around(terminal, $"Watching for phantoms, seeds {seeds}", done => PhantomBench.Run(hours, seeds, pickSeeds, done, terminal.Stop));
        if (asJson)
        {
            JsonDocumentOut.Write(terminal.Output, json => PhantomJson.Write(json, result));
        }
        else
        {
            Say(terminal.Output, result);
        }

        return ExitCode.Good;
    }

    static void Say(TextWriter to, PhantomResult result)
    {
        foreach (var days in result.Days.GroupBy(day => day.Name))
        {
            to.WriteLine(FormattableString.Invariant(
                $"{days.Key}: {days.Sum(day => day.Phantoms.Length)} phantoms in {days.Sum(day => day.PlateHours):N0} plate-hours, {Range(PhantomResult.Rate(days))} in 10,000."));
            foreach (var (day, phantom) in days.SelectMany(day => day.Phantoms.Select(phantom => (day, phantom))))
            {
                to.WriteLine(FormattableString.Invariant(
                    $"  seed {day.Seed}, {phantom.Ended:hh\\:mm\\:ss}, plates {string.Join(", ", phantom.Plates)}: {phantom.Change.Value:+0.0;-0.0} g ± {phantom.Sd.Value:0.0}"));
            }

            foreach (var day in days.Where(day => day.Memory.Length > 0))
            {
                to.WriteLine(FormattableString.Invariant(
                    $"  seed {day.Seed}: {day.Memory[0] / 1e6:0.0} MB in use after the first hour, {day.Memory[^1] / 1e6:0.0} MB after the last; {day.PlateHours * 3600 * 60 / day.Wall.TotalSeconds / 1e6:0} million readings a second."));
            }
        }

        to.WriteLine(FormattableString.Invariant($"All days, seeds {result.Seeds}: {Range(PhantomResult.Rate(result.Days))} phantoms in 10,000 plate-hours."));
        var missed = result.Recalls.Sum(r => r.Missed.Length);
        to.WriteLine(FormattableString.Invariant(
            $"quiet, seeds {result.RecallSeeds}: {missed} of {result.Recalls.Sum(r => r.Picks):N0} picks missed: found {Percent(result.Recall)}; {result.Recalls.Sum(r => r.False)} of {result.Recalls.Sum(r => r.Changes):N0} changes where nothing was moved; mass off by {PhantomJson.MedianError(result):0.0} g at the median."));
        foreach (var (recall, pick) in result.Recalls.SelectMany(recall => recall.Missed.Select(pick => (recall, pick))))
        {
            to.WriteLine(FormattableString.Invariant($"  seed {recall.Seed}, {pick.At.TotalSeconds:0.0} s, plate {pick.Plate}: {pick.Change.Value:0.0} g"));
        }
    }

    static string Range(Interval rate) => string.Create(CultureInfo.InvariantCulture, $"{rate.Value:0.00} ({rate.Low:0.00} to {rate.High:0.00})");

    static string Percent(Interval share) => string.Create(CultureInfo.InvariantCulture, $"{100 * share.Value:0.00} % ({100 * share.Low:0.00} to {100 * share.High:0.00})");
}

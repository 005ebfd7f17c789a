using System.CommandLine;
using System.Globalization;
using System.Text.Json;
using Stroll.Cli.Bench.Accuracy;
using Stroll.Cli.Bench.Review;
using Stroll.Cli.Frame;
using Stroll.Cli.Scenarios;
using Stroll.Review;
using Stroll.Simulator.Reviewing;

namespace Stroll.Cli.Commands;

/// <summary><c>stroll bench review</c></summary>
internal static class ReviewBenchCommand
{
    const string UsualSeeds = "20";
    const string UsualScenario = "lunch-rush";

    internal static Command Build(Terminal terminal)
    {
        var seeds = new Option<string>("--seeds") { HelpName = "N|A..B", Description = $"N fresh seeds of the day, or exactly A to B; {UsualSeeds} by default.", DefaultValueFactory = _ => UsualSeeds };
        var scenario = new Option<string>("--scenario") { HelpName = "NAME", Description = $"Which day; {UsualScenario} by default.", DefaultValueFactory = _ => UsualScenario };
        var json = StrollCommand.JsonOption();
        return new StrollCommand("review", "Measures what people who look are worth, with people who do not exist.")
        {
            Notes =
            [
                $"The day is played through the sensors; five simulated reviewers, four with care and one who does not look in 57 of 100 cases, answer what is worth asking, one to three of them each. Then {ReviewBench.DrawnDays} days of {ReviewBench.VisitsADay} visits are drawn from the record of visits and audited: how often does the range for 95 % hold the truth? Then: how many stampers and honest people are named within {ReviewBench.CasesToName} cases, and whether asking on demand is as right as asking three. docs/review.md explains the figures.",
                "JSON: {\"scenario\", \"seeds\", \"visits\", \"receiptsExactBefore\": {\"value\", \"low\", \"high\"}, \"receiptsExactAfter\", \"reviewsPer1000\", \"answersPer1000\", \"secondsWatchedPerVisit\", \"overchargedLinesBefore\", \"overchargedLinesAfter\", \"wrongVerdicts\", \"undecided\", \"audit\": {\"days\", \"coverage\", \"meanWidth\", \"meanAudits\", \"meanError\"}, \"auditFallible\": {…}, \"named\": [{\"kind\", \"value\", \"low\", \"high\"}], \"consensus\": {\"answersEach\", \"onDemand\", \"majorityOfThree\", \"threeWeighed\", \"oneAlone\", \"recallOnDemand\", \"recallOfThree\"}}.",
            ],
            Examples = [new("./stroll bench review --seeds 20", "a day of about a thousand visits in a rush; a minute or two.")],
        }.With(seeds, scenario, json).Does(typed => Run(terminal, typed.GetValue(seeds)!, typed.GetValue(scenario)!, typed.GetValue(json)));
    }

    static int Run(Terminal terminal, string seedText, string name, bool asJson)
    {
        if (!SeedRange.TryParse(seedText, out var seeds))
        {
            throw new Refusal(new("bench.seeds", "--seeds", $"'{seedText}', expected a number from 1 to 1000000, or a range as 1..20"));
        }

        var scenario = ScenarioLibrary.Named(name).Scenario;
        if (scenario.Visits == 0)
        {
            throw new Refusal(new("bench.scenario", name, "nobody comes in, expected a day with visits"));
        }

        var result = ProgressBar.Around(terminal, $"Reviewing {name}, seeds {seeds}", done => ReviewBench.Run(name, scenario, seeds, done, terminal.Stop));
        if (asJson)
        {
            JsonDocumentOut.Write(terminal.Output, json => Write(json, result));
        }
        else
        {
            Say(terminal.Output, result);
        }

        return ExitCode.Good;
    }

    static void Say(TextWriter to, ReviewBenchResult result)
    {
        var days = result.Days;
        to.WriteLine(FormattableString.Invariant($"{result.Scenario}, seeds {result.Seeds}: {result.Visits:N0} visits (simulated, reviewers too)."));
        to.WriteLine(FormattableString.Invariant(
            $"Receipts exactly right: {Percent(result.Before)} before review, {Percent(result.After)} after. Lines overcharged: {days.Sum(d => d.OverchargedBefore)} before, {days.Sum(d => d.OverchargedAfter)} after."));
        to.WriteLine(FormattableString.Invariant(
            $"Reviews for each 1,000 visits: {result.CasesPer1000:0} cases with {result.AnswersPer1000:0} answers; {result.SecondsPerVisit:0.0} s watched for each visit. {days.Sum(d => d.WrongVerdicts)} of {days.Sum(d => d.Cases)} cases decided wrongly, {days.Sum(d => d.Open)} left open."));
        Say(to, "who are never wrong", result.Coverage);
        Say(to, "who err in 1 of 20", result.CoverageFallible);
        foreach (var named in result.Named)
        {
            to.WriteLine(FormattableString.Invariant($"Named within {ReviewBench.CasesToName} cases, {named.Kind}: {Percent(named.Share)}."));
        }

        var consensus = result.Consensus;
        to.WriteLine(FormattableString.Invariant(
            $"On demand {consensus.AnswersEach:0.00} answers a case and {100 * consensus.OnDemand:0.00} % right (errors of the machine found: {100 * consensus.RecallOnDemand:0.0} %); majority of three {100 * consensus.Three:0.00} % ({100 * consensus.RecallThree:0.0} %), three weighed {100 * consensus.ThreeWeighed:0.00} %, one alone {100 * consensus.OneAlone:0.00} %."));
    }

    static void Say(TextWriter to, string auditors, CoverageTrial trial) => to.WriteLine(FormattableString.Invariant(
        $"Audits by people {auditors}: the range for 95 % holds the truth in {trial.Held} of {trial.Days} days ({100 * trial.Coverage:0.0} %); {trial.MeanAudits:0} audits a day, ranges {100 * trial.MeanWidth:0.0} points wide, off by {100 * trial.MeanError:+0.00;-0.00} points on average."));

    static string Percent(Interval share) =>
        string.Create(CultureInfo.InvariantCulture, $"{100 * share.Value:0.0} % ({100 * share.Low:0.0} to {100 * share.High:0.0})");

    static void Write(Utf8JsonWriter json, ReviewBenchResult result)
    {
        json.WriteStartObject();
        json.WriteString("scenario", result.Scenario);
        json.WriteString("seeds", result.Seeds.ToString());
        json.WriteNumber("visits", result.Visits);
        Write(json, "receiptsExactBefore", result.Before);
        Write(json, "receiptsExactAfter", result.After);
        json.WriteNumber("reviewsPer1000", result.CasesPer1000);
        json.WriteNumber("answersPer1000", result.AnswersPer1000);
        json.WriteNumber("secondsWatchedPerVisit", result.SecondsPerVisit);
        json.WriteNumber("overchargedLinesBefore", result.Days.Sum(day => day.OverchargedBefore));
        json.WriteNumber("overchargedLinesAfter", result.Days.Sum(day => day.OverchargedAfter));
        json.WriteNumber("wrongVerdicts", result.Days.Sum(day => day.WrongVerdicts));
        json.WriteNumber("undecided", result.Days.Sum(day => day.Open));
        Write(json, "audit", result.Coverage);
        Write(json, "auditFallible", result.CoverageFallible);
        json.WriteStartArray("named");
        foreach (var named in result.Named)
        {
            json.WriteStartObject();
            json.WriteString("kind", named.Kind);
            Ends(json, named.Share);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteStartObject("consensus");
        json.WriteNumber("answersEach", result.Consensus.AnswersEach);
        json.WriteNumber("onDemand", result.Consensus.OnDemand);
        json.WriteNumber("majorityOfThree", result.Consensus.Three);
        json.WriteNumber("threeWeighed", result.Consensus.ThreeWeighed);
        json.WriteNumber("oneAlone", result.Consensus.OneAlone);
        json.WriteNumber("recallOnDemand", result.Consensus.RecallOnDemand);
        json.WriteNumber("recallOfThree", result.Consensus.RecallThree);
        json.WriteEndObject();
        json.WriteEndObject();
    }

    static void Write(Utf8JsonWriter json, string name, CoverageTrial trial)
    {
        json.WriteStartObject(name);
        json.WriteNumber("days", trial.Days);
        json.WriteNumber("coverage", trial.Coverage);
        json.WriteNumber("meanWidth", trial.MeanWidth);
        json.WriteNumber("meanAudits", trial.MeanAudits);
        json.WriteNumber("meanError", trial.MeanError);
        json.WriteEndObject();
    }

    static void Write(Utf8JsonWriter json, string name, Interval range)
    {
        json.WriteStartObject(name);
        Ends(json, range);
        json.WriteEndObject();
    }

    static void Ends(Utf8JsonWriter json, Interval range)
    {
        json.WriteNumber("value", range.Value);
        json.WriteNumber("low", range.Low);
        json.WriteNumber("high", range.High);
    }
}

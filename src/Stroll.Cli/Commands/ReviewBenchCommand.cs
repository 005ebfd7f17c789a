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
                "JSON: {\"scenario\", \"seeds\", \"visits\", \"receiptsExactBefore\": {\"value\", \"low\", \"high\"}, \"receiptsExactAfter\", \"before\": {\"casesPer1000\", \"answersPer1000\", \"secondsWatchedPerVisit\", \"receiptsExact\", \"linesCharged\", \"linesOvercharged\"}, \"budgets\": [{\"per1000\", \"point\": {…}}], \"after\": {…}, \"neverWrong\": {…}, \"wrongVerdicts\", \"undecided\", \"audit\": {\"days\", \"coverage\", \"meanWidth\", \"meanAudits\", \"meanError\"}, \"auditFallible\": {…}, \"named\": [{\"kind\", \"value\", \"low\", \"high\"}], \"consensus\": {\"answersEach\", \"onDemand\", \"majorityOfThree\", \"threeWeighed\", \"oneAlone\", \"recallOnDemand\", \"recallOfThree\"}}.",
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
        to.WriteLine("questions for each 1,000 visits  answers  seconds watched a visit  receipts exactly right  lines charged  too much");
        Say(to, result, day => day.Before);
        foreach (var i in Enumerable.Range(0, ReviewedDay.BudgetsPer1000.Length))
        {
            Say(to, result, day => day.Budgets[i]);
        }

        Say(to, result, day => day.After);
        to.WriteLine(FormattableString.Invariant(
            $"{days.Sum(d => d.WrongVerdicts)} of {result.Sum(d => d.After).Cases} cases decided wrongly, {days.Sum(d => d.Open)} left open. With people who are never wrong: {Percent(result.Exact(day => day.NeverWrong))} right, {result.Sum(day => day.NeverWrong).Overcharged} of {result.Sum(day => day.NeverWrong).Charged} lines too much."));
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

    static void Say(TextWriter to, ReviewBenchResult result, Func<ReviewedDay, ReviewedPoint> point)
    {
        var sum = result.Sum(point);
        to.WriteLine(FormattableString.Invariant(
            $"{result.Per1000(sum.Cases),31:0}  {result.Per1000(sum.Answers),7:0}  {sum.Seconds / result.Visits,23:0.0}  {Percent(result.Exact(point)),-22}  {sum.Charged,13}  {sum.Overcharged,8}"));
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
        Write(json, "before", result, day => day.Before);
        json.WriteStartArray("budgets");
        foreach (var (budget, i) in ReviewedDay.BudgetsPer1000.Select((budget, i) => (budget, i)))
        {
            json.WriteStartObject();
            json.WriteNumber("per1000", budget);
            Write(json, "point", result, day => day.Budgets[i]);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        Write(json, "after", result, day => day.After);
        Write(json, "neverWrong", result, day => day.NeverWrong);
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

    static void Write(Utf8JsonWriter json, string name, ReviewBenchResult result, Func<ReviewedDay, ReviewedPoint> point)
    {
        var sum = result.Sum(point);
        json.WriteStartObject(name);
        json.WriteNumber("casesPer1000", result.Per1000(sum.Cases));
        json.WriteNumber("answersPer1000", result.Per1000(sum.Answers));
        json.WriteNumber("secondsWatchedPerVisit", sum.Seconds / result.Visits);
        Write(json, "receiptsExact", result.Exact(point));
        json.WriteNumber("linesCharged", sum.Charged);
        json.WriteNumber("linesOvercharged", sum.Overcharged);
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

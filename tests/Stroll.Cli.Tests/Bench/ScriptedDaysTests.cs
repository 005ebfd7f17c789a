using System.Text.Json;
using Stroll.Cli.Scenarios;
using Stroll.Simulator;

namespace Stroll.Tests.Cli.Bench;

/// <summary>What real shoppers did, played in their own store. Needs labels that are not in the repository.</summary>
public class ScriptedDaysTests
{
    static string Labels
    {
        get
        {
            var folder = Environment.GetEnvironmentVariable("STROLL_DATA") ?? Path.Combine(Repository.Root, "..", "shared", "data");
            Assert.SkipUnless(Directory.Exists(folder), "the data for tests is not here (STROLL_DATA)");
            return folder;
        }
    }

    [Fact]
    public void Everybody_carries_out_what_the_labels_say()
    {
        var days = ScriptedDays.Of(ScenarioLibrary.Find("autocheckout-scripts")!.Scenario, Labels);
        using var document = JsonDocument.Parse(File.ReadAllText(Path.Combine(Labels, "aifi-store", "labelled_cases.json")));
        var labelled = document.RootElement.GetProperty("lists").EnumerateArray().ToDictionary(one => one.GetProperty("dataset").GetString()!, Held);

        Assert.Equal(24, days.Length);
        foreach (var (name, scenario) in days)
        {
            var simulation = new Simulation(scenario with { Seed = 4 });
            simulation.PlayPeople();
            var held = simulation.Truth.Visits.SelectMany(visit => visit.Holds).GroupBy(item => simulation.Model.Catalogue[item.Product].Barcode)
                .ToDictionary(same => same.Key, same => same.Sum(item => item.Quantity));
            Assert.Equal(labelled[name].OrderBy(line => line.Key, StringComparer.Ordinal), held.OrderBy(line => line.Key, StringComparer.Ordinal));
        }
    }

    [Fact]
    public void A_piece_moves_on_the_plates_of_the_label_at_the_time_of_the_label()
    {
        var (name, scenario) = ScriptedDays.Of(ScenarioLibrary.Find("autocheckout-scripts-realistic")!.Scenario, Labels).Single(day => day.Case == "BASELINE-7");
        var script = scenario.Script!;
        var simulation = new Simulation(scenario with { Habits = scenario.Habits with { SpillsOver = 0 } });
        simulation.PlayPeople();

        Assert.Equal((2, 4), (script.Shoppers.Length, simulation.Truth.Movements.Length));
        foreach (var shopper in script.Shoppers)
        {
            foreach (var (act, moved) in shopper.Acts.Zip(simulation.Truth.Movements.Where(movement => movement.Shopper == shopper.Shopper)))
            {
                Assert.Equal(script.Places[act.Place].Plates, moved.Plates);
                Assert.InRange((moved.At - simulation.Begin).TotalSeconds - act.AtSeconds, -1, 4);
            }
        }

        Assert.Equal("BASELINE-7", name);
    }

    [Fact]
    public void Without_the_labels_one_line_says_what_is_missing()
    {
        using var folder = new Commands.TempFolder();
        string[] commands = ["simulate autocheckout-scripts --out x", "bench accuracy --scenarios autocheckout-scripts"];
        Assert.All(commands, command => Commands.Cli.IsRefused(
            Commands.Cli.Run([.. command.Split(' '), "--data", folder.Root]), "labelled_cases.json", "--data", "[scenario.scripts]"));
    }

    [Fact]
    public void A_recording_with_truth_is_scored_as_the_score_command_scores_it()
    {
        using var folder = new Commands.TempFolder();
        Assert.Equal(0, Commands.Cli.Run("simulate", "put-backs", "--shoppers", "4", "--seed", "6", "--out", folder["rec"]).Code);
        var ended = Commands.Cli.Run("bench", "recordings", folder["rec"], "--json");
        Assert.Equal((0, ""), (ended.Code, ended.Error));
        var receipts = folder.Write("receipts.json", Commands.Cli.Run("replay", folder["rec"], "--json").Output);
        var score = Commands.Cli.Run("score", "--truth", Path.Combine(folder["rec"], "truth.json"), "--receipts", receipts, "--json").Json;
        var row = ended.Json.GetProperty("recordings")[0];

        Assert.Equal("rec", row.GetProperty("recording").GetString());
        Assert.Equal(score.GetProperty("f1").GetDouble(), row.GetProperty("pipeline").GetProperty("f1").GetDouble(), 5);
        Assert.Equal(score.GetProperty("exactReceipts").GetInt32(), row.GetProperty("pipeline").GetProperty("exactReceipts").GetInt32());
        Assert.Equal(row.GetProperty("weightTimesPlace").GetProperty("f1").GetDouble(), ended.Json.GetProperty("mean").GetProperty("weightTimesPlace").GetProperty("f1").GetDouble());
        File.Delete(Path.Combine(folder["rec"], "truth.json"));
        Assert.Equal(2, Commands.Cli.Run("bench", "recordings", folder["rec"]).Code);
    }

    [Fact]
    public void One_case_can_be_written_and_all_are_about_as_hard_as_the_winner_of_the_competition_found_them()
    {
        using var folder = new Commands.TempFolder();
        var ended = Commands.Cli.Run("simulate", "autocheckout-scripts", "--case", "BASELINE-14", "--data", Labels, "--out", folder["case"]);
        Assert.Equal((0, ""), (ended.Code, ended.Error));
        Commands.Cli.IsRefused(Commands.Cli.Run("simulate", "autocheckout-scripts", "--case", "BASELINE-99", "--data", Labels, "--out", folder["x"]), "BASELINE-14", "[simulate.value]");
        Commands.Cli.IsRefused(Commands.Cli.Run("simulate", "quiet", "--case", "BASELINE-14", "--out", folder["x"]), "no script", "[simulate.value]");

        var report = Commands.Cli.Run("bench", "accuracy", "--scenarios", "autocheckout-scripts", "--seeds", "321..322", "--data", Labels, "--json").Json;
        var cases = report.GetProperty("cases").EnumerateArray().ToArray();
        Assert.Equal(25, cases.Length);
        var mean = cases[^1];
        Assert.Equal("mean", mean.GetProperty("case").GetString());
        Assert.Equal(cases[..^1].Average(one => one.GetProperty("pipeline").GetProperty("f1").GetDouble()), mean.GetProperty("pipeline").GetProperty("f1").GetDouble(), 5);
        Assert.True(report.GetProperty("scenarios").GetProperty("autocheckout-scripts").GetProperty("visits").GetInt32() == 58);
        // The winner's code has 0.79 on independent signals of the same labels; over ten seeds the plain rule has 0.80. Two seeds say less.
        Assert.InRange(mean.GetProperty("weightTimesPlace").GetProperty("f1").GetDouble(), 0.7, 0.85);
    }

    static Dictionary<string, int> Held(JsonElement one)
    {
        var held = new Dictionary<string, int>(StringComparer.Ordinal);
        foreach (var act in one.GetProperty("events").EnumerateArray())
        {
            var sign = act.GetProperty("putback").GetInt32() == 0 ? 1 : -1;
            foreach (var barcode in act.GetProperty("observation").GetProperty("products").EnumerateArray().Select(product => product.GetProperty("id").GetString()!))
            {
                held[barcode] = held.GetValueOrDefault(barcode) + sign;
            }
        }

        // What the labellers could not name is no article.
        return held.Where(line => line.Value != 0 && line.Key != "UNKOWN").ToDictionary(line => line.Key, line => line.Value);
    }
}

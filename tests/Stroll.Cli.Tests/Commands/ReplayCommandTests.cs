using System.Collections.Immutable;
using System.Text.Json;
using Stroll.Recordings;
using Stroll.Review;
using Stroll.Simulator;
using Stroll.Units;

namespace Stroll.Tests.Commands;

public sealed class ReplayCommandTests : IDisposable
{
    readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void A_recording_goes_in_and_receipts_come_out()
    {
        var simulation = Record("rec");
        var ended = Cli.Run("replay", _folder["rec"], "--json");

        Assert.Equal((0, ""), (ended.Code, ended.Error));
        Assert.Equal(simulation.Truth.Visits.Select(v => v.Shopper).Order(), ended.Json.GetProperty("visits").EnumerateArray().Select(v => v.GetProperty("shopper").GetString()).Order());
        Assert.NotEqual(0, ended.Json.GetProperty("changes").GetArrayLength());
        foreach (var line in ended.Json.GetProperty("visits").EnumerateArray().SelectMany(v => v.GetProperty("lines").EnumerateArray()))
        {
            Assert.InRange(line.GetProperty("probability").GetDouble(), 0, 1);
            Assert.Contains(line.GetProperty("charge").GetString(), (string[])["now", "held", "never"]);
            Assert.NotEqual(0, line.GetProperty("evidence").GetArrayLength());
        }
    }

    [Fact]
    public void The_same_recording_gives_the_same_bytes()
    {
        Record("rec");
        Assert.Equal(Cli.Run("replay", _folder["rec"], "--json").Output, Cli.Run("replay", _folder["rec"], "--json").Output);
    }

    [Fact]
    public void With_out_the_receipts_and_the_report_are_in_the_folder()
    {
        Record("rec");
        var ended = Cli.Run("replay", _folder["rec"], "--out", _folder["result"]);

        Assert.Equal((0, ""), (ended.Code, ended.Error));
        Assert.Equal(["receipts.json", "report.html"], Directory.GetFiles(_folder["result"]).Select(Path.GetFileName).Order());
        Assert.Equal(Cli.Run("replay", _folder["rec"], "--json").Output, File.ReadAllText(_folder["result/receipts.json"]));
        Assert.Contains("against the truth of the recording", File.ReadAllText(_folder["result/report.html"]), StringComparison.Ordinal);
    }

    [Fact]
    public void The_table_for_people_names_shoppers_products_and_speed()
    {
        var simulation = Record("rec");
        var ended = Cli.Run("replay", _folder["rec"]);

        Assert.All(simulation.Truth.Visits, visit => Assert.Contains(visit.Shopper, ended.Output, StringComparison.Ordinal));
        Assert.Contains("times real time. Fingerprint ", ended.Output, StringComparison.Ordinal);
        Assert.DoesNotContain('\e', ended.Output);
        Assert.All(ended.Output.Split('\n'), line => Assert.Equal(line.TrimEnd(), line));
    }

    [Fact]
    public void Score_holds_them_against_the_truth()
    {
        Record("rec");
        Cli.Run("replay", _folder["rec"], "--out", _folder["result"]);
        var json = Cli.Run("score", "--truth", _folder["rec/truth.json"], "--receipts", _folder["result/receipts.json"], "--json").Json;
        var table = Cli.Run("score", "--truth", _folder["rec/truth.json"], "--receipts", _folder["result/receipts.json"]);

        Assert.All((string[])["f1", "precision", "recall"], key => Assert.InRange(json.GetProperty(key).GetDouble(), 0, 1));
        Assert.InRange(json.GetProperty("exactReceipts").GetInt32(), 0, 3);
        Assert.Equal(JsonValueKind.Number, json.GetProperty("overcharged").ValueKind);
        Assert.Equal(JsonValueKind.Number, json.GetProperty("undercharged").ValueKind);
        Assert.Equal(3, json.GetProperty("visits").GetArrayLength());
        Assert.Matches(@"receipts   [0-3] of 3 exactly right", table.Output);
    }

    [Fact]
    public void The_truth_itself_scores_full_marks()
    {
        var truth = _folder.Write("truth.json", """{"receipts": {"a": {"200": 2}, "b": {}}}""");
        var receipts = _folder.Write("receipts.json", """
            {"visits": [
              {"visit": "v1", "shopper": "a", "entered": "2026-01-05T09:00:00Z", "left": null, "status": "settled", "currency": "EUR",
               "lines": [{"barcode": "200", "quantity": 2, "charge": "now", "unitPrice": 100}], "total": 200},
              {"visit": "v2", "shopper": "b", "entered": "2026-01-05T09:00:00Z", "left": null, "status": "settled", "lines": []}]}
            """);
        var json = Cli.Run("score", "--truth", truth, "--receipts", receipts, "--json").Json;

        Assert.Equal((1, 2, 0, 0), (
            json.GetProperty("f1").GetDouble(), json.GetProperty("exactReceipts").GetInt32(), json.GetProperty("overcharged").GetInt32(),
            json.GetProperty("undercharged").GetInt32()));
    }

    [Fact]
    public void What_is_no_recording_is_refused()
    {
        Cli.IsRefused(Cli.Run("replay", _folder["none"]), "none", "no such folder");
        Cli.IsRefused(Cli.Run("replay", _folder.Root, "--json"), "manifest.json");
    }

    [Fact]
    public void A_broken_recording_is_refused_and_leaves_no_output()
    {
        Record("rec");
        var weights = _folder["rec/weights.parquet"];
        File.WriteAllBytes(weights, File.ReadAllBytes(weights)[..^100]);

        Cli.IsRefused(Cli.Run("replay", _folder["rec"], "--out", _folder["result"]), "weights.parquet");
        Assert.False(File.Exists(_folder["result/receipts.json"]));
    }

    [Fact]
    public void Receipts_that_are_no_json_are_refused()
    {
        var good = _folder.Write("truth.json", """{"receipts": {}}""");
        var bad = _folder.Write("bad.json", "{");

        Cli.IsRefused(Cli.Run("score", "--truth", good, "--receipts", bad), "bad.json");
        Cli.IsRefused(Cli.Run("score", "--truth", bad, "--receipts", good), "bad.json");
        Cli.IsRefused(Cli.Run("score", "--truth", _folder["none"], "--receipts", good), "none", "no such file");
        Cli.IsRefused(Cli.Run("score", "--truth", good, "--receipts", good), "truth.json", "visits");
    }

    [Fact]
    public void Config_checks_a_store_file_and_a_recording()
    {
        Record("rec");
        Assert.Contains("good; 'Simulated corner store' with 3 gondolas", Cli.Run("config", "check", _folder["rec/store.yaml"]).Output, StringComparison.Ordinal);
        Assert.Contains("40 products, 40 facings", Cli.Run("config", "check", _folder["rec"]).Output, StringComparison.Ordinal);

        var bad = _folder.Write("store.yaml", "name: x\ngondolas: []\ngatess: []\n");
        Cli.IsRefused(Cli.Run("config", "check", bad), "store.yaml", "gatess", "3", "gates");
    }

    [Fact]
    public void The_schema_is_json()
    {
        var schema = Cli.Run("config", "schema");
        Assert.Equal(("", false), (schema.Error, schema.Json.GetProperty("additionalProperties").GetBoolean()));
    }

    [Fact]
    public void A_reviewer_who_knows_the_truth_makes_receipts_right()
    {
        Assert.Equal(0, Cli.Run("simulate", "same-shelf-same-moment", "--seed", "3", "--out", _folder["rec"]).Code);
        int Exact(params string[] options)
        {
            File.WriteAllText(_folder["r.json"], Cli.Run(["replay", _folder["rec"], "--json", .. options]).Output);
            return Cli.Run("score", "--truth", _folder["rec/truth.json"], "--receipts", _folder["r.json"], "--json").Json.GetProperty("exactReceipts").GetInt32();
        }

        var (alone, none, some, many) = (Exact(), Exact("--oracle-reviewer", "0"), Exact("--oracle-reviewer", "300"), Exact("--oracle-reviewer", "5000"));
        Assert.Equal(alone, none);
        Assert.True(alone < many && some <= many, $"{alone} alone, {some} with some, {many} with many");
        var run = Cli.Run("replay", _folder["rec"], "--json", "--oracle-reviewer", "300").Json;
        Assert.InRange(run.GetProperty("run").GetProperty("answers").GetInt32(), 1, 0.3 * run.GetProperty("visits").GetArrayLength());
    }

    [Fact]
    public void Nobody_can_answer_from_a_truth_that_has_no_movements()
    {
        Record("rec");
        var ended = Cli.Run("replay", _folder["rec"], "--oracle-reviewer", "50");
        Assert.Equal(2, ended.Code);
        Assert.Contains("movements", ended.Error, StringComparison.Ordinal);
        Assert.Equal(2, Cli.Run("replay", _folder["rec"], "--oracle-reviewer=-1").Code);
    }

    /// <summary>Three visits of a simulated store as a recording with its truth.</summary>
    Simulation Record(string name)
    {
        var simulation = new Simulation(new() { Seed = 21, Visits = 3 });
        var created = RecordingWriter.Create(_folder[name], "simulated");
        using var writer = Assert.IsType<Result<RecordingWriter>.Good>(created).Value;
        writer.Write(simulation.Model);
        foreach (var entry in simulation.Play())
        {
            writer.Append(entry.Observation);
        }

        var catalogue = simulation.Model.Catalogue;
        writer.Write(new Truth(
            [.. simulation.Truth.Visits.Select(v => new TrueReceipt(v.Shopper, [.. v.Holds.Select(h => (catalogue[h.Product].Barcode, h.Quantity))]))], []));
        writer.Complete();
        return simulation;
    }
}

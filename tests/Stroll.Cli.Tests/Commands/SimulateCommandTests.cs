using System.Collections.Immutable;
using Stroll.Cli.Frame;
using Stroll.Layout;
using Stroll.Receipts;
using Stroll.Recordings;
using Stroll.Review;

namespace Stroll.Tests.Commands;

public class SimulateCommandTests
{
    [Fact]
    public void A_recording_replays_to_receipts_that_its_own_truth_can_score()
    {
        using var folder = new TempFolder();
        var ended = Cli.Run("simulate", "quiet", "--seed", "3", "--shoppers", "3", "--out", folder["rec"]);

        Assert.Equal((0, ""), (ended.Code, ended.Error));
        Assert.Contains("people tracked", ended.Output, StringComparison.Ordinal);
        var recording = Refusal.Unless(RecordingReader.Open(folder["rec"]));
        Assert.Equal(["shopper-1", "shopper-2", "shopper-3"], recording.Truth!.Receipts.Select(r => r.Shopper));
        var score = ReceiptScore.Of(recording.Truth.Receipts, Claims(recording, Receipts(recording, recording.Model)), []);
        Assert.InRange(score.F1, 0.9, 1);
    }

    [Fact]
    public void Raw_cameras_are_recorded_with_the_true_paths_and_replay_follows_people_through_them()
    {
        using var folder = new TempFolder();
        string[] words = ["simulate", "quiet", "--seed", "3", "--shoppers", "2", "--people", "sightings"];
        var ended = Cli.Run([.. words, "--out", folder["rec"]]);
        Assert.Equal((0, 0), (ended.Code, Cli.Run([.. words, "--out", folder["again"]]).Code));

        Assert.Contains("people sightings", ended.Output, StringComparison.Ordinal);
        Assert.Equal(Bytes(folder["rec"]), Bytes(folder["again"]));
        var recording = Refusal.Unless(RecordingReader.Open(folder["rec"]));
        Assert.Equal("simulated: quiet, seed 3, people sightings", recording.Manifest.Source);
        Assert.True(recording.HasSightings && recording.HasPaths && !recording.HasPeople);
        Assert.Equal(6, recording.Model.Store.Cameras.Length);
        var seen = recording.Read().Select(e => e.Observation).OfType<Stroll.Observations.Observation.PeopleSighted>().ToArray();
        Assert.Equal(6, seen.Select(f => f.Camera).Distinct().Count());
        Assert.Contains(seen, f => !f.People.IsEmpty);
        Assert.Equal(["shopper-1", "shopper-2"], recording.ReadPaths().SelectMany(p => p.People).Select(p => p.Person).Distinct().Order());
        var receipts = Receipts(recording, recording.Model);
        // Who is lost for good may come up once more as somebody without a name.
        Assert.Subset(receipts.Select(r => r.Shopper).ToHashSet(), new HashSet<string> { "shopper-1", "shopper-2" });
    }

    [Fact]
    public void The_same_words_give_the_same_bytes_and_another_seed_others()
    {
        using var folder = new TempFolder();
        Assert.Equal(0, Cli.Run("simulate", "quiet", "--shoppers", "1", "--out", folder["a"]).Code);
        Assert.Equal(0, Cli.Run("simulate", "quiet", "--shoppers", "1", "--out", folder["b"]).Code);
        Assert.Equal(0, Cli.Run("simulate", "quiet", "--shoppers", "1", "--seed", "2", "--out", folder["c"]).Code);
        Assert.Equal(Bytes(folder["a"]), Bytes(folder["b"]));
        Assert.NotEqual(Bytes(folder["a"]), Bytes(folder["c"]));
    }

    [Theory]
    [InlineData("put-backs", 3, true)]
    [InlineData("quiet", 7, true)]
    // In a rush the one clock of a gondola, to which samples move by up to 8 ms, changes some receipts: RoundTripTests shows that nothing else does.
    [InlineData("lunch-rush", 7, false)]
    public void The_native_form_imported_again_is_the_same_store_and_truth(string scenario, int seed, bool hasSameReceipts)
    {
        using var folder = new TempFolder();
        string[] words = ["simulate", scenario, "--seed", $"{seed}"];
        Assert.Equal(0, Cli.Run([.. words, "--out", folder["rec"]]).Code);
        Assert.Equal(0, Cli.Run([.. words, "--out", folder["native"], "--as", "autocheckout"]).Code);
        var import = Cli.Run("import", "autocheckout", folder["native"], "--geometry", Path.Combine(folder["native"], "geometry"), "--out", folder["again"]);
        Assert.Equal((0, ""), (import.Code, import.Error));

        var before = Refusal.Unless(RecordingReader.Open(folder["rec"]));
        var after = Refusal.Unless(RecordingReader.Open(folder["again"]));
        Assert.Equal(before.Truth!.Receipts.Select(r => r.Shopper), after.Truth!.Receipts.Select(r => r.Shopper));
        Assert.Equal(before.Truth.Receipts.SelectMany(r => r.Lines), after.Truth.Receipts.SelectMany(r => r.Lines));
        SamePlaces(before.Model.Store, after.Model.Store);
        Assert.Equal(
            before.Model.Planogram.Facings.Select(f => (before.Model.Catalogue[f.Product].Barcode, string.Join(' ', f.Plates))),
            after.Model.Planogram.Facings.Select(f => (after.Model.Catalogue[f.Product].Barcode, string.Join(' ', f.Plates))));
        if (!hasSameReceipts)
        {
            return;
        }

        // The form has no spread of unit weights: the recording is replayed without it too.
        var poorer = new Catalogue([.. before.Model.Catalogue.Products.Select(product => product with { UnitWeightSd = null })]);
        Assert.Equal(Said(before, Receipts(before, before.Model with { Catalogue = poorer })), Said(after, Receipts(after, after.Model)));
    }

    [Fact]
    public void Hours_are_the_length_of_the_day_and_bring_as_many_people_as_the_scenario_says()
    {
        using var folder = new TempFolder();
        // One person every 20 s for three minutes; whoever is inside when the store closes goes to the door.
        var ended = Cli.Run("simulate", "quiet", "--hours", "0.05", "--out", folder["rec"]);
        var said = System.Text.RegularExpressions.Regex.Match(ended.Output, @" (\d+) visits, (\d+) s");
        Assert.InRange(int.Parse(said.Groups[1].ValueSpan, null), 3, 18);
        Assert.InRange(int.Parse(said.Groups[2].ValueSpan, null), 180, 215);

        // A closed store has no people to end the day.
        ended = Cli.Run("simulate", "closed-store", "--hours", "0.002", "--out", folder["closed"]);
        Assert.Contains(" 0 visits, 7 s", ended.Output, StringComparison.Ordinal);
    }

    [Fact]
    public void Wrong_words_are_refused_in_one_line_and_leave_nothing()
    {
        using var folder = new TempFolder();
        Cli.IsRefused(Cli.Run("simulate", "qiet", "--out", folder["x"]), "'quiet'", "lunch-rush", "[scenario.name]");
        Cli.IsRefused(Cli.Run("simulate", "quiet", "--out", folder["x"], "--as", "csv"), "csv", "[simulate.value]");
        Cli.IsRefused(Cli.Run("simulate", "quiet", "--out", folder["x"], "--hours", "-1"), "-1", "[simulate.value]");
        Cli.IsRefused(Cli.Run("simulate", "quiet", "--out", folder["x"], "--shoppers", "0"), "--shoppers", "[simulate.value]");
        Cli.IsRefused(Cli.Run("simulate", "quiet", "--out", folder["x"], "--people", "all"), "all", "tracked", "[simulate.value]");
        Cli.IsRefused(Cli.Run("simulate", "quiet", "--out", folder["x"], "--people", "sightings", "--as", "autocheckout"), "raw cameras", "[simulate.value]");
        var taken = folder.Write("taken", "");
        Cli.IsRefused(Cli.Run("simulate", "quiet", "--out", taken), "[recording.exists]");
        Cli.IsRefused(Cli.Run("simulate", "quiet", "--out", taken, "--as", "autocheckout"), "[recording.exists]");
        Assert.Equal([taken], Directory.EnumerateFileSystemEntries(folder.Root));
    }

    static void SamePlaces(Store before, Store after)
    {
        Assert.Equal(before.Plates.Select(p => p.Address), after.Plates.Select(p => p.Address));
        foreach (var (one, other) in before.Plates.Zip(after.Plates))
        {
            Assert.Equal(0, one.Body!.Value.Centre.DistanceTo(other.Body!.Value.Centre), 4);
            Assert.Equal(0, one.Body!.Value.Size.DistanceTo(other.Body!.Value.Size), 9);
        }
    }

    static ImmutableArray<Receipt> Receipts(Recording recording, StoreModel model)
    {
        var pipeline = new Pipeline(model, recording.Sources, PipelineRules.Default);
        foreach (var entry in recording.Read())
        {
            pipeline.Take(entry);
        }

        pipeline.Finish();
        return pipeline.Carts();
    }

    static IEnumerable<string> Said(Recording recording, ImmutableArray<Receipt> receipts) => receipts.OrderBy(r => r.Shopper, StringComparer.Ordinal)
        .SelectMany(r => r.Lines.Select(l => $"{r.Shopper} {l.Quantity} {recording.Model.Catalogue[l.Product].Barcode}").Order(StringComparer.Ordinal));

    static ImmutableArray<ClaimedReceipt> Claims(Recording recording, ImmutableArray<Receipt> receipts) => [.. receipts.Select(r => new ClaimedReceipt(
        r.Visit, r.Shopper, [.. r.Lines.Select(l => new ClaimedLine(recording.Model.Catalogue[l.Product].Barcode, l.Quantity, l.Charge, null))]))];

    static IEnumerable<string> Bytes(string folder) => Directory.EnumerateFiles(folder).Order(StringComparer.Ordinal)
        .Select(file => $"{Path.GetFileName(file)} {Convert.ToHexString(System.Security.Cryptography.SHA256.HashData(File.ReadAllBytes(file)))}");
}

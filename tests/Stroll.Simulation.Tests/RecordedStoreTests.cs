using System.Diagnostics;
using Stroll.Recordings;
using Stroll.Recordings.AutoCheckout;
using Stroll.Replay;
using Stroll.Review;
using Stroll.Units;

namespace Stroll.Tests.Simulation;

/// <summary>From the files of a store that was, all the way to receipts.</summary>
public class RecordedStoreTests
{
    static readonly bool Long = Environment.GetEnvironmentVariable("STROLL_TEST_LONG") == "1";

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void The_real_session_gives_the_right_receipt(bool hasProducts)
    {
        var options = new ImportOptions(TestPlaces.Data("aifi-cps-test-01"), "")
        {
            GeometryDir = TestPlaces.Data("aifi-store"),
            ProductsFile = hasProducts ? TestPlaces.Data("aifi-store", "products_2020-04.jsonl") : null,
        };
        var (recording, outcome) = Replayed(options);

        var receipt = Assert.Single(outcome.Receipts);
        var lines = receipt.Lines.Select(line => (recording.Model.Catalogue[line.Product], line.Quantity)).ToArray();
        Assert.Equal(["FIJI WATER .5 LTR", "Taco Bell Fire"], lines.Select(line => line.Item1.Name).Order());
        Assert.All(lines, line => Assert.Equal(1, line.Quantity));
        if (hasProducts)
        {
            Assert.Equal(["071063437089", "632565000012"], lines.Select(line => line.Item1.Barcode).Order());
        }

        Assert.Equal(2, outcome.Changes.Length);
    }

    [Fact]
    public void Receipts_of_the_acted_cases_are_right_nine_times_in_ten()
    {
        // Same scripts, synthetic signals. The floor is what a first engine is to reach over all 27; the short run takes every fourth.
        var archives = Directory.GetFiles(TestPlaces.Data("autocheckout-cases"), "*.tar.xz").Order(StringComparer.Ordinal)
            .Where((_, i) => Long || i % 4 == 1).ToArray();
        var scores = archives.Select(Score).ToArray();

        Assert.Equal(Long ? 27 : 7, scores.Length);
        Assert.InRange(scores.Average(score => score.F1), 0.88, 1);
    }

    static ReceiptScore Score(string archive)
    {
        using var folder = new TempFolder();
        using var tar = Process.Start("tar", ["xJf", archive, "-C", folder.Path]);
        tar.WaitForExit();
        Assert.Equal(0, tar.ExitCode);
        var source = Assert.Single(Directory.GetDirectories(folder.Path));
        var (recording, outcome) = Replayed(new ImportOptions(source, "") { GeometryDir = TestPlaces.Data("aifi-store") });
        return ReceiptScore.Of(recording.Truth!.Receipts, ReceiptsDocument.Of(recording.Model, outcome, new("case", "test")).Claims(), []);
    }

    static (Recording Recording, Outcome Outcome) Replayed(ImportOptions options)
    {
        using var folder = new TempFolder();
        Good(AutoCheckoutImporter.Import(options with { Out = folder["recording"] }));
        var recording = Good(RecordingReader.Open(folder["recording"]));
        return (recording, Replayer.Run(recording.Model, recording.Sources, recording.Read()));
    }

    static T Good<T>(Result<T> result) => result switch
    {
        Result<T>.Good good => good.Value,
        Result<T>.Bad bad => throw new Xunit.Sdk.XunitException(bad.Fault.ToString()),
        _ => throw new UnreachableException(),
    };
}

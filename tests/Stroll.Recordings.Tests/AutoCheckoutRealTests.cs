using System.Diagnostics;
using Stroll.Layout;
using Stroll.Observations;
using Stroll.Recordings;
using Stroll.Recordings.AutoCheckout;

namespace Stroll.Tests.Recordings;

/// <summary>Imports of real recordings. They skip where the data is not there.</summary>
public class AutoCheckoutRealTests
{
    [Fact]
    public void The_real_session_imports_with_all_its_oddities_counted()
    {
        using var temp = new TempFolder();
        var report = Session(temp["rec"], TestPlaces.Data("aifi-store", "products_2020-04.jsonl"));

        Assert.Equal(348, report.PlatesWithSeries);
        Assert.Equal(360, report.PlatesInStore);
        Assert.Equal(306, report.PlatesWithPosition);
        Assert.Equal(703_152, report.Readings);
        Assert.Equal(70, Count(report, "steps back in time shorter than a batch"));
        Assert.Contains("4.7 ms", report.Oddities.Single(o => o.Kind.StartsWith("steps back", StringComparison.Ordinal)).Examples[0], StringComparison.Ordinal);
        Assert.Equal(54, Count(report, "plates without geometry (kept, position unknown)"));
        Assert.Equal(12, Count(report, "plates without a series (blind)"));
        Assert.Equal(12, Count(report, "plates with negative levels"));
        Assert.Equal(121, report.Facings);
        Assert.Equal(0, report.Frames);
        Assert.Contains(report.Lines(), line => line.Contains("70 steps back", StringComparison.Ordinal));

        var recording = Results.Good(RecordingReader.Open(temp["rec"]));
        var catalogue = recording.Model.Catalogue;
        Assert.True(catalogue.TryFind("071063437089", out var chips));
        Assert.Equal("Taco Bell Fire", catalogue[chips].Name);
        Assert.Equal("00071063437089", catalogue[chips].Gtin);
        Assert.True(catalogue.TryFind("632565000012", out var water));
        Assert.Equal(538, catalogue[water].UnitWeight!.Value.Value);
        Assert.Equal([9, 10], Plates(recording.Model, water));
        Assert.Equal([4, 5, 6], Plates(recording.Model, chips));
    }

    [Fact]
    public void The_samples_of_the_real_session_are_even_and_none_is_lost()
    {
        using var temp = new TempFolder();
        var report = Session(temp["rec"], null);
        var last = new Dictionary<SourceId, long>();
        var readings = 0L;
        var steps = new List<long>();
        foreach (var entry in Results.Good(RecordingReader.Open(temp["rec"])).Read())
        {
            if (entry.Observation is Observation.ShelfReadings shelf)
            {
                readings += shelf.Grams.Span.ToArray().Count(grams => !float.IsNaN(grams));
                foreach (var time in shelf.Times.ToArray())
                {
                    if (last.TryGetValue(entry.Source, out var before))
                    {
                        steps.Add(time - before);
                    }

                    last[entry.Source] = time;
                }
            }
        }

        Assert.Equal(report.Readings, readings);
        Assert.InRange(steps.Min() / 1e6, 14.5, 16.6);
        Assert.InRange(steps.Max() / 1e6, 16.7, 18.5);
        Assert.InRange(report.Clock.LargestMove.TotalMilliseconds, 15, 40);
    }

    [Fact]
    public void Without_a_catalogue_the_name_is_the_barcode()
    {
        using var temp = new TempFolder();
        var report = Session(temp["rec"], null);

        Assert.True(Results.Good(RecordingReader.Open(temp["rec"])).Model.Catalogue.TryFind("Taco Bell Fire", out _));
        Assert.Equal(0, Count(report, "products whose name is not in the catalogue (the name is the barcode)"));
    }

    [Fact]
    public void Strict_refuses_the_real_session_and_leaves_nothing()
    {
        using var temp = new TempFolder();
        var options = new ImportOptions(TestPlaces.Data("aifi-cps-test-01"), temp["rec"]) { Strict = true };

        Assert.Equal("import.strict", Results.Bad(AutoCheckoutImporter.Import(options)).Code);
        Assert.Empty(Directory.EnumerateFileSystemEntries(temp.Path));
    }

    [Fact]
    public void The_export_of_the_real_session_gives_the_same_weights()
    {
        using var temp = new TempFolder();
        Directory.CreateDirectory(temp["plates"]);
        Run("tar", "xzf", TestPlaces.Data("aifi-cps-test-01", "plates_test1.tar.gz"), "-C", temp["plates"]);
        using (var export = new StreamWriter(temp["case.csv"]))
        {
            export.Write("timestamp,reading(g),gondola,shelf,plate\n");
            foreach (var file in Directory.EnumerateFiles(temp["plates"], "*.csv", SearchOption.AllDirectories).Order(StringComparer.Ordinal))
            {
                Assert.True(PlateFiles.TryName(file, out var address));
                foreach (var line in File.ReadLines(file))
                {
                    export.Write($"{line},{address.Gondola},{address.Shelf},{address.Plate}\n");
                }
            }
        }

        File.Copy(TestPlaces.Data("aifi-cps-test-01", "test1-all_product.csv"), temp["products.csv"]);
        var geometry = TestPlaces.Data("aifi-store");
        var fromExport = Results.Good(AutoCheckoutImporter.Import(new(temp["case.csv"], temp["a"]) { GeometryDir = geometry }));
        Session(temp["b"], null);

        Assert.Equal("public CSV export", fromExport.Shape);
        foreach (var name in (string[])["weights.parquet", "planogram.csv", "catalogue.csv"])
        {
            Assert.Equal(File.ReadAllBytes(temp["b/" + name]), File.ReadAllBytes(temp["a/" + name]));
        }
    }

    [Fact]
    public void A_native_case_imports_with_people_and_truth()
    {
        using var temp = new TempFolder();
        Run("tar", "xJf", TestPlaces.Data("autocheckout-cases", "BASELINE-10-level2-seed2.tar.xz"), "-C", temp.Path);
        var source = Directory.EnumerateDirectories(temp.Path).Single();

        var report = Results.Good(AutoCheckoutImporter.Import(new(source, temp["rec"]) { GeometryDir = TestPlaces.Data("aifi-store") }));
        var recording = Results.Good(RecordingReader.Open(temp["rec"]));
        var people = recording.Read().Select(e => e.Observation).OfType<Observation.PeopleSeen>().ToList();

        Assert.Equal("native JSON lines", report.Shape);
        Assert.Equal(report.Frames, people.Count);
        Assert.Equal(report.Frames, File.ReadLines(Path.Combine(source, "full_targets.json")).Count());
        Assert.Contains(people, frame => frame.People.IsEmpty);
        Assert.Equal(306, report.PlatesInStore);
        Assert.Equal(3, recording.Truth!.Receipts.Length);
        Assert.Equal(2, recording.Truth.Aliases.Length);

        // Inches have become metres: heads are at the height of heads, and nobody is far outside the room.
        var heads = people.SelectMany(f => f.People).Select(p => p.Body[Joint.Head]).Where(h => h.IsSeen).ToList();
        Assert.InRange(heads.Average(h => h.Position.Z), 1.3, 2.0);
        Assert.All(heads, h => Assert.InRange(h.Position.Length, 0, 12));
    }

    [Fact]
    public void The_turned_gondola_stands_where_its_facings_say()
    {
        using var temp = new TempFolder();
        Run("tar", "xJf", TestPlaces.Data("autocheckout-cases", "cps-test-10-level2-seed2.tar.xz"), "-C", temp.Path);
        var source = Directory.EnumerateDirectories(temp.Path).Single();
        Results.Good(AutoCheckoutImporter.Import(new(source, temp["rec"]) { GeometryDir = TestPlaces.Data("aifi-store") }));
        var model = Results.Good(RecordingReader.Open(temp["rec"])).Model;

        // Two files say where a facing's first plate lies: the geometry by three nested frames, the planogram directly.
        foreach (var facing in model.Planogram.Facings.Where(f => model.Store[f.Shelf].Gondola is 2 or 5))
        {
            var plate = model.Store[facing.Plates[0]].Body!.Value.Placement.Origin;
            Assert.InRange(plate.DistanceTo(facing.Body!.Value.Placement.Origin), 0, 0.02);
        }
    }

    [Fact]
    public void The_native_samples_need_a_catalogue_and_say_so()
    {
        using var temp = new TempFolder();
        var source = TestPlaces.Data("aifi-store", "native-format-sample");

        var fault = Results.Bad(AutoCheckoutImporter.Import(new(source, temp["a"])));
        var report = Results.Good(AutoCheckoutImporter.Import(new(source, temp["b"]) { ProductsFile = TestPlaces.Data("aifi-store", "products_2020-04.jsonl") }));

        Assert.Equal("file.missing", fault.Code);
        Assert.Contains("products.json", fault.Where, StringComparison.Ordinal);
        Assert.Equal(5, report.Frames);
        Assert.Equal(1, Count(report, "facings without a product (left out)"));
    }

    static ImportReport Session(string target, string? products) => Results.Good(AutoCheckoutImporter.Import(
        new(TestPlaces.Data("aifi-cps-test-01"), target) { GeometryDir = TestPlaces.Data("aifi-store"), ProductsFile = products }));

    static long Count(ImportReport report, string kind) => report.Oddities.SingleOrDefault(o => o.Kind == kind)?.Count ?? 0;

    static IEnumerable<int> Plates(StoreModel model, ProductId product) =>
        model.Planogram.Facings.Single(f => f.Product == product).Plates.Select(p => model.Store[p].Address.Plate);

    static void Run(string command, params string[] arguments)
    {
        using var process = Process.Start(command, arguments);
        process.WaitForExit();
        Assert.Equal(0, process.ExitCode);
    }
}

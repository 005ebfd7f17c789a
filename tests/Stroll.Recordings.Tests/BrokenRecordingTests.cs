using CsCheck;
using Parquet;
using Parquet.Schema;
using Stroll.Layout;
using Stroll.Observations;
using Stroll.Recordings;
using Stroll.Recordings.AutoCheckout;
using Stroll.Units;

namespace Stroll.Tests.Recordings;

/// <summary>No bytes crash a reader: it reads, or it says in one line what is wrong.</summary>
public class BrokenRecordingTests
{
    [Theory]
    [InlineData("weights.parquet")]
    [InlineData("people.parquet")]
    [InlineData("sightings.parquet")]
    [InlineData("paths.parquet")]
    [InlineData("gates.jsonl")]
    public void Changed_sensor_files_are_refused(string name)
    {
        using var temp = Written(out var folder);
        File.AppendAllText(Path.Combine(folder, name), " ");

        var fault = Results.Bad(RecordingReader.Open(folder));

        Assert.Equal("recording.hash", fault.Code);
        Assert.EndsWith(name, fault.Where, StringComparison.Ordinal);
    }

    [Fact]
    public void A_catalogue_corrected_by_hand_is_read_and_reported()
    {
        using var temp = Written(out var folder);
        File.AppendAllText(Path.Combine(folder, "catalogue.csv"), "4,,Plum,each,30,,,\n");

        var recording = Results.Good(RecordingReader.Open(folder));

        Assert.Contains("catalogue.csv", Assert.Single(recording.Warnings), StringComparison.Ordinal);
        Assert.True(recording.Model.Catalogue.TryFind("4", out _));
    }

    [Theory]
    [InlineData("manifest.json")]
    [InlineData("store.yaml")]
    [InlineData("weights.parquet")]
    [InlineData("people.parquet")]
    public void A_missing_file_is_named(string name)
    {
        using var temp = Written(out var folder);
        File.Delete(Path.Combine(folder, name));

        var fault = Results.Bad(RecordingReader.Open(folder));

        Assert.Equal("file.missing", fault.Code);
        Assert.EndsWith(name, fault.Where, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("\"version\": 1", "\"version\": 2", "manifest.version")]
    [InlineData("stroll-recording", "other", "manifest.format")]
    [InlineData("unix-nanoseconds-utc", "seconds", "manifest.value")]
    [InlineData("\"1/1/1\"", "\"9/9/9\"", "manifest.value")]
    [InlineData("\"1/1/1\"", "1", "manifest.value")]
    [InlineData("\"store.yaml\"", "\"../store.yaml\"", "manifest.value")]
    [InlineData("\"plates\"", "\"plate\"", "manifest.value")]
    [InlineData("{", "[", "manifest.syntax")]
    public void A_wrong_manifest_is_refused(string right, string wrong, string code)
    {
        using var temp = Written(out var folder);
        var path = Path.Combine(folder, "manifest.json");
        var text = File.ReadAllText(path);
        File.WriteAllText(path, text.Replace(right, wrong, StringComparison.Ordinal));

        Assert.NotEqual(text, File.ReadAllText(path));
        Assert.Equal(code, Results.Bad(RecordingReader.Open(folder)).Code);
    }

    [Theory]
    [InlineData("camera", "third", "sightings.camera")]
    [InlineData("score", 1.5f, "sightings.absurd-value")]
    [InlineData("score", float.NaN, "sightings.absurd-value")]
    [InlineData("left", 1e9f, "sightings.absurd-value")]
    [InlineData("width", -3f, "sightings.absurd-value")]
    [InlineData("head_x", 1e9f, "sightings.absurd-value")]
    [InlineData("right_ankle_score", -1f, "sightings.absurd-value")]
    [InlineData("t_ns", long.MaxValue, "recording.absurd-time")]
    [InlineData("left_wrist_y", null, "parquet.column")]
    public async Task Sightings_that_cannot_be_are_refused(string column, object? value, string code)
    {
        using var temp = new TempFolder();
        var path = temp["sightings.parquet"];
        // Without a value the column is left out.
        DataField[] fields = [SightingsColumns.All.Time, SightingsColumns.All.Name, .. SightingsColumns.All.Numbers.Where(f => value is not null || f.Name != column)];
        await using (var stream = File.Create(path))
        await using (var writer = await ParquetWriter.CreateAsync(new ParquetSchema(fields), stream, cancellationToken: TestContext.Current.CancellationToken))
        {
            using var group = writer.CreateRowGroup();
            await group.WriteAsync<long>(fields[0], new[] { column == "t_ns" ? (long)value! : 1L }, cancellationToken: TestContext.Current.CancellationToken);
            await group.WriteAsync(fields[1], [column == "camera" ? (string)value! : "front"]);
            foreach (var field in fields[2..])
            {
                await group.WriteAsync<float>(field, new[] { field.Name == column ? (float)value! : field.Name.EndsWith("score", StringComparison.Ordinal) ? 0.5f : 10f }, cancellationToken: TestContext.Current.CancellationToken);
            }
        }

        var bad = Assert.Throws<RecordingException>(() => new SightingsReader(path, Samples.TwoCameras).Read().Count());
        Assert.Equal(code, bad.Fault.Code);
        Assert.DoesNotContain('\n', bad.Fault.ToString());
    }

    [Fact]
    public async Task Columns_of_other_names_types_and_times_are_refused()
    {
        using var temp = new TempFolder();
        var plates = new[] { "1/1/1" };
        var cases = new (string Code, DataField[] Fields, Func<ParquetRowGroupWriter, DataField[], Task> Rows)[]
        {
            ("parquet.column", [new DataField<long>("t_ns"), new DataField<string>("plate", false)], async (rows, f) =>
            {
                await rows.WriteAsync<long>(f[0], new long[] { 1 });
                await rows.WriteAsync(f[1], plates);
            }),
            ("parquet.column", [new DataField<double>("t_ns"), new DataField<string>("plate", false), new DataField<float>("grams")], async (rows, f) =>
            {
                await rows.WriteAsync<double>(f[0], new double[] { 1 });
                await rows.WriteAsync(f[1], plates);
                await rows.WriteAsync<float>(f[2], new float[] { 1 });
            }),
            ("recording.absurd-time", [new DataField<long>("t_ns"), new DataField<string>("plate", false), new DataField<float>("grams")], async (rows, f) =>
            {
                await rows.WriteAsync<long>(f[0], new long[] { long.MaxValue });
                await rows.WriteAsync(f[1], plates);
                await rows.WriteAsync<float>(f[2], new float[] { 1 });
            }),
            ("weights.plate", [new DataField<long>("t_ns"), new DataField<string>("plate", false), new DataField<float>("grams")], async (rows, f) =>
            {
                await rows.WriteAsync<long>(f[0], new long[] { 1 });
                await rows.WriteAsync(f[1], ["7/7/7"]);
                await rows.WriteAsync<float>(f[2], new float[] { 1 });
            }),
            ("parquet.null", [new DataField<long>("t_ns"), new DataField<string>("plate", false), new DataField<float>("grams", true)], async (rows, f) =>
            {
                await rows.WriteAsync<long>(f[0], new long[] { 1 });
                await rows.WriteAsync(f[1], plates);
                await rows.WriteAsync<float>(f[2], new float?[] { null });
            }),
        };

        foreach (var (code, fields, rows) in cases)
        {
            var path = temp[$"{Guid.NewGuid()}.parquet"];
            await using (var stream = File.Create(path))
            await using (var writer = await ParquetWriter.CreateAsync(new ParquetSchema(fields), stream, cancellationToken: TestContext.Current.CancellationToken))
            {
                using var group = writer.CreateRowGroup();
                await rows(group, fields);
            }

            var bad = Assert.Throws<RecordingException>(() => new WeightsReader(path, Samples.ThreePlates).Read().Count());
            Assert.Equal(code, bad.Fault.Code);
        }
    }

    [Fact]
    public void Mutated_parquet_reads_or_faults()
    {
        using var temp = Written(out var folder);
        var weights = File.ReadAllBytes(Path.Combine(folder, "weights.parquet"));
        var people = File.ReadAllBytes(Path.Combine(folder, "people.parquet"));
        var path = temp["mutated.parquet"];
        Mutations(weights).Sample(bytes =>
        {
            File.WriteAllBytes(path, bytes);
            ReadsOrFaults(() => new WeightsReader(path, Samples.ThreePlates, 3.Seconds).Read().Count());
        }, iter: 400, threads: 1);
        Mutations(people).Sample(bytes =>
        {
            File.WriteAllBytes(path, bytes);
            ReadsOrFaults(() => new PeopleReader(path, 3.Seconds).Read().Count());
        }, iter: 200, threads: 1);
    }

    [Theory]
    [InlineData("manifest.json")]
    [InlineData("store.yaml")]
    [InlineData("catalogue.csv")]
    [InlineData("planogram.csv")]
    [InlineData("truth.json")]
    public void Mutated_text_of_a_recording_reads_or_faults(string name)
    {
        using var temp = Written(out var folder);
        var path = Path.Combine(folder, name);
        Mutations(File.ReadAllBytes(path)).Sample(bytes =>
        {
            File.WriteAllBytes(path, bytes);
            _ = RecordingReader.Open(folder);
        }, iter: 300, threads: 1);
    }

    [Theory]
    [InlineData("plate_data.json")]
    [InlineData("full_targets.json")]
    [InlineData("planogram.json")]
    [InlineData("products.json")]
    public void Mutated_native_sources_import_or_fault(string name)
    {
        using var small = SmallCase.Native(2);
        Mutations(File.ReadAllBytes(small[name])).Sample(bytes => ImportsOrFaults(small, name, bytes), iter: 150, threads: 1);
    }

    [Theory]
    [InlineData("gondola_1_shelf_1_plate_1.csv")]
    [InlineData("products.csv")]
    public void Mutated_plate_sources_import_or_fault(string name)
    {
        using var small = SmallCase.PerPlate(20);
        Mutations(File.ReadAllBytes(small[name])).Sample(bytes => ImportsOrFaults(small, name, bytes), iter: 150, threads: 1);
    }

    [Fact]
    public void A_mutated_export_imports_or_faults()
    {
        using var small = SmallCase.Export(20);
        Mutations(File.ReadAllBytes(small["case.csv"])).Sample(bytes => ImportsOrFaults(small, "case.csv", bytes), iter: 150, threads: 1);
    }

    [Fact]
    public void Mutated_geometry_reads_or_faults()
    {
        using var temp = new TempFolder();
        var texts = new (string Name, string Text)[]
        {
            ("store_meta_Gondolas.json", """{"gondolas":[{"id":{"id":1},"coordinates":{"transform":{"translation":{"x":1},"rotation":{"z":-1.57}},"dim_x":1}}]}"""),
            ("store_meta_Shelves.json", """{"shelves":[{"id":{"gondola_id":{"id":1},"shelf_index":2},"coordinates":{"dim_x":1}}]}"""),
            ("store_meta_Plates.json", """{"plates":[{"id":{"shelf_id":{"gondola_id":{"id":1},"shelf_index":2},"plate_index":3},"coordinates":{"dim_x":0.1}}]}"""),
        };
        foreach (var (name, text) in texts)
        {
            File.WriteAllText(temp[name], text);
        }

        Assert.Single(StoreGeometry.Read(temp.Path).Plates);
        foreach (var (name, text) in texts)
        {
            Mutations(System.Text.Encoding.UTF8.GetBytes(text)).Sample(bytes =>
            {
                File.WriteAllBytes(temp[name], bytes);
                ReadsOrFaults(() => StoreGeometry.Read(temp.Path).Plates.Count);
            }, iter: 300, threads: 1);
            File.WriteAllText(temp[name], text);
        }
    }

    [Fact]
    public void Any_bytes_are_a_store_a_catalogue_receipts_or_a_fault() => Gen.Byte.Array[0, 300].Sample(bytes =>
    {
        var text = System.Text.Encoding.Latin1.GetString(bytes);
        _ = StoreYaml.Read(text, "store.yaml");
        _ = CatalogueCsv.Read(text, "catalogue.csv");
        _ = ReceiptsJson.Read(bytes, "receipts.json");
        _ = Truth.Read(bytes, "truth.json");
    });

    // Cut, change, double, drop or put in; a few of them at once.
    static Gen<byte[]> Mutations(byte[] good) => Gen.Select(Gen.Int[0, 4], Gen.Int[0, good.Length - 1], Gen.Byte, (kind, at, value) => (kind, at, value)).Array[1, 4].Select(steps =>
    {
        var bytes = good.ToList();
        foreach (var (kind, place, value) in steps)
        {
            var at = bytes.Count == 0 ? 0 : place % bytes.Count;
            switch (kind)
            {
                case 0 when bytes.Count > 0:
                    bytes.RemoveRange(at, bytes.Count - at);
                    break;
                case 1 when bytes.Count > 0:
                    bytes[at] = value;
                    break;
                case 2:
                    bytes.InsertRange(at, bytes.Take(Math.Min(40, bytes.Count - at)).ToArray());
                    break;
                case 3:
                    bytes.RemoveRange(at, Math.Min(value % 16, bytes.Count - at));
                    break;
                default:
                    bytes.Insert(at, value);
                    break;
            }
        }

        return bytes.ToArray();
    });

    static void ImportsOrFaults(SmallCase small, string name, byte[] bytes)
    {
        File.WriteAllBytes(small[name], bytes);
        if (small.Import() is Result<ImportReport>.Good)
        {
            ReadsOrFaults(() => Results.Good(RecordingReader.Open(small.Out)).Read().Count());
            Directory.Delete(small.Out, recursive: true);
        }
    }

    static void ReadsOrFaults(Func<int> read)
    {
        try
        {
            read();
        }
        catch (RecordingException bad)
        {
            Assert.DoesNotContain('\n', bad.Fault.ToString());
        }
    }

    static TempFolder Written(out string folder)
    {
        var temp = new TempFolder();
        folder = temp["rec"];
        var catalogue = Results.Good(CatalogueCsv.Read("barcode,name\na,Apple\nb,Banana\n", "catalogue.csv"));
        var planogram = Results.Good(PlanogramCsv.Read("barcode,gondola,shelf,plates\na,1,1,1 2\nb,1,1,3\n", "planogram.csv", Samples.TwoCameras, catalogue));
        using var writer = Results.Good(RecordingWriter.Create(folder, "test"));
        writer.Write(new StoreModel(Samples.TwoCameras, catalogue, planogram));
        writer.Write(new Truth([new("1", [("a", 1)])], [("2", "1")]));
        for (var i = 0; i < 20; i++)
        {
            writer.Append(new Observation.ShelfReadings(new(0), new[] { i * 20_000_000L }, new[] { i, i + 0.5f, float.NaN }));
            writer.Append(new Observation.PeopleSeen(new(i * 50_000_000L), [new("1", new([.. Enumerable.Repeat(JointEstimate.Missing, Body.JointCount)]))]));
            writer.Append(new Observation.PeopleSighted(new(i * 50_000_000L), new(i % 2), [new(new(1, 2, 30, 40), 0.5, [])]));
            writer.AppendPath(new(new(i * 50_000_000L), []));
        }

        writer.Append(new Observation.GatePassed(new(5), "door", "1", GateWay.In));
        writer.Complete();
        return temp;
    }
}

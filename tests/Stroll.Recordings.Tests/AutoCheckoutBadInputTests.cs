using System.Diagnostics;
using System.Text;
using Stroll.Observations;
using Stroll.Recordings;
using Stroll.Recordings.AutoCheckout;

namespace Stroll.Tests.Recordings;

public class AutoCheckoutBadInputTests
{
    [Fact]
    public void The_small_cases_are_good_as_they_are()
    {
        using var perPlate = SmallCase.PerPlate();
        using var native = SmallCase.Native();
        using var export = SmallCase.Export();

        Assert.Equal(120, Results.Good(perPlate.Import(isStrict: true)).Readings);
        Assert.Equal(144, Results.Good(native.Import(isStrict: true)).Readings);
        Assert.Equal(120, Results.Good(export.Import()).Readings);
    }

    [Theory]
    [InlineData(400)]
    [InlineData(413)]
    [InlineData(420)]
    public void A_plate_file_that_was_cut_off_is_refused(int bytes)
    {
        using var small = SmallCase.PerPlate();
        var path = small["gondola_1_shelf_1_plate_2.csv"];
        File.WriteAllBytes(path, File.ReadAllBytes(path)[..bytes]);

        var fault = small.Refused();

        Assert.Equal("import.truncated", fault.Code);
        Assert.StartsWith(path, fault.Where, StringComparison.Ordinal);
    }

    [Fact]
    public void An_export_that_was_cut_off_inside_a_row_is_refused()
    {
        using var small = SmallCase.Export();
        var bytes = File.ReadAllBytes(small["case.csv"]);
        File.WriteAllBytes(small["case.csv"], bytes[..^5]);

        Assert.Equal("import.truncated", small.Refused().Code);
    }

    [Fact]
    public void A_last_row_that_may_be_half_a_number_is_left_out_and_named()
    {
        using var small = SmallCase.Export();
        var bytes = File.ReadAllBytes(small["case.csv"]);
        File.WriteAllBytes(small["case.csv"], bytes[..^1]);

        var report = Results.Good(small.Import());

        Assert.Equal(119, report.Readings);
        Assert.Equal(1, Count(report, "last lines that are not closed (left out)"));
    }

    [Fact]
    public void Bytes_that_are_no_text_are_refused()
    {
        using var small = SmallCase.PerPlate();
        File.AppendAllText(small["gondola_1_shelf_1_plate_1.csv"], "1580250300,6000\n");
        var bytes = File.ReadAllBytes(small["gondola_1_shelf_1_plate_1.csv"]);
        bytes[^3] = 0xE9;
        File.WriteAllBytes(small["gondola_1_shelf_1_plate_1.csv"], bytes);

        var fault = small.Refused();

        Assert.Equal("file.not-utf8", fault.Code);
        Assert.EndsWith(":61", fault.Where, StringComparison.Ordinal);
    }

    [Fact]
    public void Rows_that_are_no_numbers_are_refused_with_their_line()
    {
        using var small = SmallCase.PerPlate();
        File.AppendAllText(small["gondola_1_shelf_1_plate_1.csv"], "yesterday,6000\n");

        var fault = small.Refused();

        Assert.Equal(("import.row", true), (fault.Code, fault.Where.EndsWith(":61", StringComparison.Ordinal)));
        Assert.Contains("'yesterday,6000'", fault.Found, StringComparison.Ordinal);
    }

    [Fact]
    public void A_line_without_an_end_is_refused_in_little_memory()
    {
        using var small = SmallCase.Export();
        using (var sparse = File.OpenWrite(small["case.csv"]))
        {
            // Two gigabytes of zeros behind the good rows: a file with a hole, it takes no room.
            sparse.SetLength(2L << 30);
        }

        var before = Process.GetCurrentProcess().PeakWorkingSet64;
        var fault = small.Refused();
        var grown = Process.GetCurrentProcess().PeakWorkingSet64 - before;

        Assert.Equal("file.long-line", fault.Code);
        Assert.InRange(grown, 0, 400L << 20);
    }

    [Theory]
    [InlineData("[12,2,4]")]
    [InlineData("[11,2,3]")]
    public void Base64_of_another_length_than_the_shape_is_refused(string shape)
    {
        using var small = SmallCase.Native();
        File.AppendAllText(small["plate_data.json"], SmallCase.Message(6, SmallCase.Values(72), shape) + "\n");

        var fault = small.Refused();

        Assert.Equal("import.base64-length", fault.Code);
        Assert.EndsWith(":7", fault.Where, StringComparison.Ordinal);
        Assert.Contains("288 bytes", fault.Found, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("plate_data.json", "\"data\":\"AA", "\"data\":\"A", "import.value")]
    [InlineData("plate_data.json", "[12,2,3]", "[12,-2,3]", "import.value")]
    [InlineData("plate_data.json", "[12,2,3]", "[100000,2,3]", "import.value")]
    [InlineData("plate_data.json", "FLOAT32", "FLOAT64", "import.value")]
    [InlineData("plate_data.json", "\"timestamp\":1587536193.700", "\"timestamp\":1e300", "import.value")]
    [InlineData("plate_data.json", "}}}}", "}}}", "import.syntax")]
    [InlineData("full_targets.json", "\"-7\"", "[]", "import.value")]
    [InlineData("full_targets.json", "\"x\":100", "\"x\":\"100\"", "import.value")]
    [InlineData("planogram.json", "\"plate_index\":1", "\"plate_index\":-1", "import.value")]
    [InlineData("products.json", "\"0001\"", "\"\"", "import.value")]
    public void Broken_native_files_are_refused(string file, string right, string wrong, string code)
    {
        using var small = SmallCase.Native();
        var text = File.ReadAllText(small[file]);
        Assert.Contains(right, text, StringComparison.Ordinal);
        File.WriteAllText(small[file], text.Replace(right, wrong, StringComparison.Ordinal));

        var fault = small.Refused();

        Assert.Equal(code, fault.Code);
        Assert.StartsWith(small[file], fault.Where, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("planogram.json")]
    [InlineData("products.json")]
    public void A_missing_file_is_named(string file)
    {
        using var small = SmallCase.Native();
        File.Delete(small[file]);

        var fault = small.Refused();

        Assert.Equal("file.missing", fault.Code);
        Assert.EndsWith(file, fault.Where, StringComparison.Ordinal);
    }

    [Fact]
    public void A_source_that_is_not_there_is_named()
    {
        using var small = new SmallCase();

        Assert.Equal("file.missing", Results.Bad(AutoCheckoutImporter.Import(new(small["nothing"], small.Out))).Code);
        Assert.Equal("import.shape", small.Refused().Code);
    }

    [Fact]
    public void A_place_that_cannot_be_written_is_named()
    {
        using var small = SmallCase.PerPlate();
        File.WriteAllText(Path.Combine(small.Root, "file"), "in the way");

        var fault = Results.Bad(AutoCheckoutImporter.Import(new(small.Source, Path.Combine(small.Root, "file", "rec"))));

        Assert.Equal("recording.unwritable", fault.Code);
    }

    [Fact]
    public void An_archive_that_was_cut_off_is_refused()
    {
        using var small = new SmallCase();
        using var other = SmallCase.PerPlate(600);
        using (var tar = Process.Start("tar", ["czf", small["case.tar.gz"], "-C", other.Source, "."]))
        {
            tar.WaitForExit();
        }

        var bytes = File.ReadAllBytes(small["case.tar.gz"]);
        File.WriteAllBytes(small["case.tar.gz"], bytes[..(bytes.Length / 2)]);

        Assert.Equal("import.archive", small.Refused().Code);
    }

    [Fact]
    public void Other_archives_are_to_be_unpacked_first()
    {
        using var small = new SmallCase();

        var fault = Results.Bad(AutoCheckoutImporter.Import(new(small["case.tar.xz"], small.Out)));

        Assert.Equal("import.archive", fault.Code);
        Assert.Contains("unpack it first", fault.Found, StringComparison.Ordinal);
    }

    [Fact]
    public void Time_that_runs_backwards_as_a_whole_is_refused()
    {
        using var perPlate = SmallCase.PerPlate();
        Reverse(perPlate["gondola_1_shelf_1_plate_1.csv"], 0);
        using var export = SmallCase.Export();
        Reverse(export["case.csv"], 1);
        using var native = SmallCase.Native();
        Reverse(native["plate_data.json"], 0);
        using var people = SmallCase.Native();
        Reverse(people["full_targets.json"], 0);

        Assert.Equal("recording.time-backwards", perPlate.Refused().Code);
        Assert.Equal("recording.time-backwards", export.Refused().Code);
        Assert.Equal("recording.time-backwards", native.Refused().Code);
        Assert.Equal("recording.time-backwards", people.Refused().Code);
    }

    [Fact]
    public void Two_facings_that_contradict_each_other_are_refused()
    {
        using var native = SmallCase.Native();
        File.AppendAllText(native["planogram.json"], SmallCase.Facing("0001", 2));
        using var perPlate = SmallCase.PerPlate();
        File.AppendAllText(perPlate["products.csv"], "Banana,1,1,2,120,2,\n");

        Assert.Contains("both claim plate 1/1/2", native.Refused().Found, StringComparison.Ordinal);
        Assert.Equal("planogram.contradiction", perPlate.Refused().Code);
    }

    [Theory]
    [InlineData("0")]
    [InlineData("-4")]
    public void A_product_that_weighs_nothing_is_left_out_and_named(string weight)
    {
        using var small = SmallCase.Native();
        File.WriteAllText(small["products.json"], SmallCase.Product("0001", "Apple", weight) + SmallCase.Product("0002", "Banana", "120"));

        var report = Results.Good(small.Import());

        Assert.Equal((1, 1), (report.Products, report.Facings));
        Assert.Contains("Apple (0001)", report.Oddities.Single(o => o.Kind == "products refused for a weight of zero or less").Examples[0], StringComparison.Ordinal);
    }

    [Fact]
    public void Readings_that_are_no_numbers_are_counted_and_said_nothing()
    {
        using var small = SmallCase.PerPlate();
        File.AppendAllText(small["gondola_1_shelf_1_plate_1.csv"], "1580250246.000000,nan\n1580250246.016667,inf\n1580250246.033333,-Infinity\n1580250246.050000,\n1580250246.066667,-5\n");

        var report = Results.Good(small.Import());

        Assert.Equal(121, report.Readings);
        Assert.Equal(2, Count(report, "readings that are not a number"));
        Assert.Equal(2, Count(report, "infinite readings"));
        Assert.Equal(1, Count(report, "plates with negative levels"));
        Assert.Equal("import.strict", Results.Bad(AutoCheckoutImporter.Import(new(small.Source, small.Out + "2") { Strict = true })).Code);
    }

    [Fact]
    public void Doubled_samples_and_messages_count_once()
    {
        using var perPlate = SmallCase.PerPlate();
        var path = perPlate["gondola_1_shelf_1_plate_1.csv"];
        var rows = File.ReadAllLines(path);
        File.WriteAllLines(path, [.. rows[..20], rows[19], .. rows[20..]]);
        using var native = SmallCase.Native();
        var messages = File.ReadAllLines(native["plate_data.json"]);
        File.WriteAllLines(native["plate_data.json"], [.. messages[..3], messages[2], .. messages[3..]]);

        var one = Results.Good(perPlate.Import());
        var many = Results.Good(native.Import());

        Assert.Equal((120, 1), (one.Readings, Count(one, "doubled samples (left out)")));
        Assert.Equal((144, 24), (many.Readings, Count(many, "doubled samples (left out)")));
    }

    [Fact]
    public void Facings_without_plates_products_or_names_are_counted()
    {
        using var small = SmallCase.Native();
        File.AppendAllText(small["planogram.json"], """{"plate_ids":[{"shelf_id":{"gondola_id":{"id":3},"shelf_index":6},"plate_index":1}],"planogram_product_id":{}}""" + "\n");
        File.AppendAllText(small["planogram.json"], """{"plate_ids":[{"shelf_id":{"gondola_id":{"id":5},"shelf_index":1},"plate_index":1}],"planogram_product_id":{"id":"0001"}}""" + "\n");
        File.AppendAllText(small["planogram.json"], SmallCase.Facing("9999", 1));
        File.AppendAllText(small["products.json"], SmallCase.Product("0003", "Cherry", "10"));

        var report = Results.Good(small.Import());

        Assert.Equal(1, Count(report, "facings without a product (left out)"));
        Assert.Equal(1, Count(report, "facings on plates that say nothing"));
        Assert.Equal(1, Count(report, "facings of products that are not in the catalogue (left out)"));
        Assert.Equal(1, Count(report, "products without a facing"));
        Assert.Equal(2, Count(report, "plates without a series (blind)"));
    }

    [Fact]
    public void A_missing_joint_is_not_at_the_corner_of_the_store()
    {
        using var small = SmallCase.Native();
        Results.Good(small.Import());

        var person = Results.Good(RecordingReader.Open(small.Out)).Read().Select(e => e.Observation).OfType<Observation.PeopleSeen>().First().People[0];

        Assert.Equal("-7", person.Person);
        Assert.Equal(2.54, person.Body[Joint.Head].Position.X, 9);
        Assert.Equal(0, person.Body[Joint.Head].Position.Y);
        Assert.False(person.Body[Joint.LeftWrist].IsSeen);
        Assert.False(person.Body[Joint.RightWrist].IsSeen);
    }

    static long Count(ImportReport report, string kind) => report.Oddities.SingleOrDefault(o => o.Kind == kind)?.Count ?? 0;

    static void Reverse(string path, int header)
    {
        var lines = File.ReadAllLines(path);
        File.WriteAllLines(path, [.. lines[..header], .. lines[header..].Reverse()]);
    }
}

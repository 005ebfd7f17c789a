using System.Globalization;
using System.Text;
using System.Text.Json;

namespace Stroll.Tests.Commands;

public class ChangesCommandTests
{
    // 20 s at 60 Hz: 350 g are taken at 6 s and put back at 13 s. The noise is the same every time.
    static readonly (double Seconds, double Grams)[] Shelf =
        [.. Enumerable.Range(0, 1200).Select(i => (i / 60.0, 5000 + (((i * 7919) % 23) - 11) * 0.1 - (i is >= 360 and < 780 ? 350 : 0)))];

    [Theory]
    [InlineData("t_s", 1.0, 0.0)]
    [InlineData("t_ms", 1e3, 0.0)]
    [InlineData("t_ms", 1e3, -7.0)]
    [InlineData("t_us", 1e6, 100.0)]
    [InlineData("t_ns", 1e9, 0.0)]
    [InlineData("time", 1.0, 1_767_603_600.0)]
    [InlineData("timestamp", 1e3, 1_767_603_600.0)]
    public void Times_are_seconds_on_the_clock_of_the_file(string column, double unit, double start)
    {
        var events = Events(Csv(column, at => ((decimal)unit * (decimal)(at + start)).ToString(CultureInfo.InvariantCulture)));

        AreTheTwo(events, start);
    }

    [Fact]
    public void Rfc_3339_comes_out_as_unix_seconds()
    {
        var start = new DateTimeOffset(2026, 1, 5, 9, 0, 0, TimeSpan.Zero);
        var events = Events(Csv("time", at => start.AddSeconds(at).ToString("yyyy-MM-dd'T'HH:mm:ss.ffffff'Z'", CultureInfo.InvariantCulture)));

        AreTheTwo(events, start.ToUnixTimeSeconds());
    }

    [Fact]
    public void Each_column_is_a_series_by_its_name()
    {
        var csv = new StringBuilder("t_s;left shelf;right\n");
        foreach (var (seconds, grams) in Shelf)
        {
            csv.Append(CultureInfo.InvariantCulture, $"{seconds:0.0000};{10_000 - grams:0.00};\n");
        }

        var events = Events(csv.ToString());

        Assert.Equal(["left shelf", "left shelf"], events.Select(e => e.GetProperty("series").GetString()));
        Assert.InRange(events[0].GetProperty("grams").GetDouble(), 348, 352);
    }

    [Fact]
    public void The_table_for_people_has_the_same_changes()
    {
        using var folder = new TempFolder();
        var ended = Cli.Run("changes", folder.Write("s.csv", Csv("t_s", at => at.ToString(CultureInfo.InvariantCulture))));

        Assert.Equal(0, ended.Code);
        Assert.Matches(@"^series +begin s +end s +grams +sd\nshelf +[56]\.\d{3} +6\.\d{3} +-350\.\d", ended.Output);
        Assert.EndsWith("2 changes in 1 series, 1200 rows, 20.0 s\n", ended.Output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("", "is empty")]
    [InlineData("t_s,a\n", "nothing below")]
    [InlineData("a,b\n1,2\n", "no time column among 'a', 'b'")]
    [InlineData("t_s\n1\n", "no column of grams")]
    [InlineData("t_s,a,a\n1,2,3\n", "same name")]
    [InlineData("t_s,a\n1,2\n2\n", ":3: 1 fields, expected 2")]
    [InlineData("t_s,a\n1,2,3\n", ":2: 3 fields, expected 2")]
    [InlineData("t_s,a\n1,2\n2,heavy\n", ":3: 'heavy' in column 'a' is no number")]
    [InlineData("t_s,a\nnoon,2\n", ":2: 'noon' in column 't_s' is no time")]
    [InlineData("t_s,a\n1,2\n0.5,2\n", ":3: time goes back by 0.5 s")]
    [InlineData("time,a\n2026-01-05T09:00:00Z,2\n12,2\n", ":3: '12' in column 'time' is no time, expected RFC 3339")]
    [InlineData("t_ns,a\n9999999999999999999999,2\n", "is no time")]
    public void A_bad_file_is_refused_at_its_first_bad_line(string text, string says)
    {
        using var folder = new TempFolder();
        Cli.IsRefused(Cli.Run("changes", folder.Write("bad.csv", text), "--json"), "bad.csv", says);
    }

    [Fact]
    public void Bytes_that_are_no_text_are_refused()
    {
        using var folder = new TempFolder();
        File.WriteAllBytes(folder["bad.csv"], [.. "t_s,a\n1,"u8, 0xFF, (byte)'\n']);
        Cli.IsRefused(Cli.Run("changes", folder["bad.csv"]), "UTF-8");
    }

    [Fact]
    public void A_line_without_end_is_refused_without_filling_memory()
    {
        using var folder = new TempFolder();
        folder.Write("bad.csv", $"t_s,a\n{new string('1', 3 << 20)}");
        Cli.IsRefused(Cli.Run("changes", folder["bad.csv"]), ":2: the line is longer than a megabyte");
    }

    [Fact]
    public void A_file_that_is_not_there_or_a_folder_is_refused()
    {
        using var folder = new TempFolder();
        Cli.IsRefused(Cli.Run("changes", folder["none.csv"]), "none.csv: no such file");
        Cli.IsRefused(Cli.Run("changes", folder.Root), "is a folder");
    }

    [Fact]
    public void A_name_that_would_break_the_line_does_not()
    {
        using var folder = new TempFolder();
        Cli.IsRefused(Cli.Run("changes", folder["a\nb\e[31m.csv"]), "a b [31m.csv");
    }

    static void AreTheTwo(JsonElement[] events, double start)
    {
        Assert.Equal(2, events.Length);
        Assert.InRange(events[0].GetProperty("begin").GetDouble() - start, 5.8, 6.1);
        Assert.InRange(events[0].GetProperty("end").GetDouble() - start, 6.0, 6.6);
        Assert.InRange(events[0].GetProperty("grams").GetDouble(), -351, -349);
        Assert.InRange(events[1].GetProperty("begin").GetDouble() - start, 12.8, 13.1);
        Assert.InRange(events[1].GetProperty("grams").GetDouble(), 349, 351);
        Assert.All(events, e => Assert.InRange(e.GetProperty("sd").GetDouble(), 0.01, 2));
    }

    static JsonElement[] Events(string csv)
    {
        using var folder = new TempFolder();
        var ended = Cli.Run("changes", folder.Write("series.csv", csv), "--json");
        Assert.Equal((0, ""), (ended.Code, ended.Error));
        return [.. ended.Json.GetProperty("events").EnumerateArray()];
    }

    static string Csv(string column, Func<double, string> time)
    {
        var csv = new StringBuilder($"{column},shelf\n");
        foreach (var (seconds, grams) in Shelf)
        {
            csv.Append(CultureInfo.InvariantCulture, $"{time(seconds)},{grams:0.00}\n");
        }

        return csv.ToString();
    }
}

using System.Globalization;
using System.Text;
using Stroll.Recordings.AutoCheckout;

namespace Stroll.Tests.Commands;

public sealed class ImportCommandTests : IDisposable
{
    readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void The_public_export_becomes_a_recording_that_replays()
    {
        var source = _folder.Write("case.csv", Export());
        var imported = Cli.Run("import", "autocheckout", source, "--out", _folder["rec"]);
        var replayed = Cli.Run("replay", _folder["rec"], "--json");

        Assert.Equal((0, ""), (imported.Code, imported.Error));
        Assert.Contains("public CSV export", imported.Output, StringComparison.Ordinal);
        Assert.EndsWith($"written to {_folder["rec"]}\n", imported.Output, StringComparison.Ordinal);
        var change = Assert.Single(replayed.Json.GetProperty("changes").EnumerateArray());
        Assert.Equal((2, 1), (change.GetProperty("gondola").GetInt32(), change.GetProperty("shelf").GetInt32()));
        Assert.InRange(change.GetProperty("grams").GetDouble(), -252, -248);
        Assert.Single(replayed.Json.GetProperty("visits").EnumerateArray());
    }

    [Fact]
    public void What_is_refused_leaves_nothing()
    {
        Cli.IsRefused(Cli.Run("import", "autocheckout", _folder["none"], "--out", _folder["rec"]), "none");
        var source = _folder.Write("case.csv", Export().Replace("1580250250", "noon", StringComparison.Ordinal));
        Cli.IsRefused(Cli.Run("import", "autocheckout", source, "--out", _folder["rec"]), "case.csv:", "noon");

        Assert.Equal([source], Directory.GetFileSystemEntries(_folder.Root));
    }

    [Fact]
    public void A_folder_that_holds_something_is_not_written_over()
    {
        var source = _folder.Write("case.csv", Export());
        Directory.CreateDirectory(_folder["rec"]);
        var mine = _folder.Write("rec/mine.txt", "mine");

        Cli.IsRefused(Cli.Run("import", "autocheckout", source, "--out", _folder["rec"]), "rec", "empty folder");
        Assert.Equal("mine", File.ReadAllText(mine));
    }

    [Fact]
    public void An_import_that_is_stopped_leaves_nothing()
    {
        var source = _folder.Write("case.csv", Export());
        var options = new ImportOptions(source, _folder["rec"]) { Stop = new CancellationToken(canceled: true) };

        Assert.Throws<OperationCanceledException>(() => AutoCheckoutImporter.Import(options));
        Assert.Equal([source], Directory.GetFileSystemEntries(_folder.Root));
    }

    /// <summary>Two plates for 12 s; 250 g leave one of them in the middle.</summary>
    static string Export()
    {
        var rows = new StringBuilder("timestamp,reading,gondola,shelf,plate\n");
        for (var i = 0; i < 720; i++)
        {
            var seconds = 1_580_250_245 + (i / 60m);
            for (var plate = 1; plate <= 2; plate++)
            {
                var grams = 2000 + (((i * 7919) + plate) % 23 * 0.1) - (plate == 2 && i >= 360 ? 250 : 0);
                rows.Append(CultureInfo.InvariantCulture, $"{seconds:0.0000},{grams:0.00},2,1,{plate}\n");
            }
        }

        return rows.ToString();
    }
}

using Stroll.Cli.Frame;
using Stroll.Recordings;

namespace Stroll.Tests.Commands;

public sealed class AuditCommandTests : IDisposable
{
    readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Facings_that_were_exchanged_by_hand_are_named_with_the_takes_that_say_so()
    {
        // A quiet day of many shoppers; then the operator's planogram is spoiled: the two facings from which most was taken change places.
        Assert.Equal(0, Cli.Run("simulate", "quiet", "--seed", "6", "--shoppers", "40", "--out", _folder["rec"]).Code);
        var (one, other) = Exchange();
        var ended = Cli.Run("audit", "store", _folder["rec"], "--json");

        // That the planogram is not the recorded one is worth a word.
        Assert.Equal(0, ended.Code);
        Assert.Contains("planogram.csv", ended.Error, StringComparison.Ordinal);
        var facings = ended.Json.GetProperty("facings").EnumerateArray().ToArray();
        Assert.Equal(
            new[] { one, other }.Order(), facings.Select(f => f.GetProperty("barcode").GetString()!).Order());
        foreach (var facing in facings)
        {
            var said = facing.GetProperty("barcode").GetString();
            Assert.Equal(said == one ? other : one, facing.GetProperty("instead")[0].GetProperty("barcode").GetString());
            Assert.InRange(facing.GetProperty("probability").GetDouble(), 0.9, 1);
            Assert.InRange(facing.GetProperty("movements").GetArrayLength(), 3, 32);
        }

        Assert.Equal(0, ended.Json.GetProperty("weights").GetArrayLength());
        var text = Cli.Run("audit", "store", _folder["rec"], "--out", _folder["found"]);
        Assert.Contains(one, text.Output, StringComparison.Ordinal);
        Assert.Equal(["audit.html", "audit.json"], Directory.GetFiles(_folder["found"]).Select(Path.GetFileName).Order());
        Assert.Equal(ended.Output, File.ReadAllText(_folder["found/audit.json"]));
        Assert.Contains(one, File.ReadAllText(_folder["found/audit.html"]), StringComparison.Ordinal);
    }

    [Fact]
    public void A_store_in_order_is_said_to_be()
    {
        Assert.Equal(0, Cli.Run("simulate", "quiet", "--seed", "6", "--shoppers", "6", "--out", _folder["rec"]).Code);
        var ended = Cli.Run("audit", "store", _folder["rec"]);
        Assert.Contains("Nothing speaks against catalogue, planogram and plates", ended.Output, StringComparison.Ordinal);
        Assert.Contains("movements", ended.Output, StringComparison.Ordinal);
    }

    [Fact]
    public void What_is_no_recording_is_refused_in_one_line()
    {
        Cli.IsRefused(Cli.Run("audit", "store", _folder["nothing"]), "nothing", "[file.missing]");
        _folder.Write("rec", "no folder");
        Cli.IsRefused(Cli.Run("audit", "store", _folder["rec"]), "rec");
        Cli.IsRefused(Cli.Run("audit", "shop", _folder["rec"]), "shop");
    }

    /// <summary>Exchanges the products of the two weighed facings of unlike weight whose products were carried out most.</summary>
    (string One, string Other) Exchange()
    {
        var recording = Refusal.Unless(RecordingReader.Open(_folder["rec"]));
        var taken = recording.Truth!.Receipts.SelectMany(receipt => receipt.Lines).GroupBy(line => line.Barcode)
            .OrderByDescending(lines => lines.Sum(line => line.Quantity)).ThenBy(lines => lines.Key, StringComparer.Ordinal)
            .Select(lines => recording.Model.Catalogue.Products.Single(product => product.Barcode == lines.Key)).Where(p => p.UnitWeight is not null).ToArray();
        var one = taken[0];
        var other = taken.First(p => Math.Abs(Math.Log(p.UnitWeight!.Value.Value / one.UnitWeight!.Value.Value)) is > 0.2 and < 0.6 or > 0.8);
        var path = _folder["rec/planogram.csv"];
        File.WriteAllText(path, File.ReadAllText(path).Replace(one.Barcode, "#", StringComparison.Ordinal)
            .Replace(other.Barcode, one.Barcode, StringComparison.Ordinal).Replace("#", other.Barcode, StringComparison.Ordinal));
        return (one.Barcode, other.Barcode);
    }
}

using System.Globalization;
using System.Text;
using Stroll.Recordings.AutoCheckout;
using Stroll.Units;

namespace Stroll.Tests.Recordings;

/// <summary>A tiny source in each of the three forms, to be spoilt by tests.</summary>
sealed class SmallCase : IDisposable
{
    readonly TempFolder _temp = new();

    internal SmallCase() => Directory.CreateDirectory(Source);

    internal string Source => _temp["source"];

    internal string Out => _temp["out"];

    internal string Root => _temp.Path;

    internal string this[string name] => Path.Combine(Source, name);

    internal Result<ImportReport> Import(bool isStrict = false) => AutoCheckoutImporter.Import(new(Source, Out) { Strict = isStrict });

    /// <summary>Imports, expects a refusal, and checks that nothing is left of it.</summary>
    internal Fault Refused()
    {
        var fault = Results.Bad(Import());
        Assert.Equal([Source], Directory.EnumerateFileSystemEntries(Root));
        Assert.DoesNotContain('\n', fault.ToString());
        return fault;
    }

    internal static SmallCase PerPlate(int samples = 60)
    {
        var small = new SmallCase();
        foreach (var plate in (int[])[1, 2])
        {
            File.WriteAllText(small[$"gondola_1_shelf_1_plate_{plate}.csv"], Series(samples));
        }

        File.WriteAllText(small["products.csv"], "Name,Gondola,Shelf,Plate,Weight,Price,Image\nApple,1,1,1,150.5,2,\nApple,1,1,2,150.5,2,\n");
        return small;
    }

    internal static SmallCase Native(int messages = 6)
    {
        var small = new SmallCase();
        File.WriteAllLines(small["plate_data.json"], Enumerable.Range(0, messages).Select(i => Message(i, Values(12 * 2 * 3))));
        File.WriteAllLines(small["full_targets.json"], Enumerable.Range(0, messages).Select(i => People(i, """{"target_id":{"id":"-7"},"head":{"point":{"x":100,"z":60},"score":0.9},"l_wrist":{"point":{},"score":0}}""")));
        File.WriteAllText(small["planogram.json"], Facing("0001", 1) + Facing("0002", 2));
        File.WriteAllText(small["products.json"], Product("0001", "Apple", "150.5") + Product("0002", "Banana", "120"));
        return small;
    }

    internal static SmallCase Export(int samples = 60)
    {
        var small = new SmallCase();
        File.WriteAllText(small["case.csv"], "timestamp,reading,gondola,shelf,plate\n" + string.Concat(
            Series(samples).Split('\n', StringSplitOptions.RemoveEmptyEntries).SelectMany(row => (string[])[$"{row},1,1,1\n", $"{row},1,1,2\n"])));
        return small;
    }

    internal static string Series(int samples)
    {
        var text = new StringBuilder();
        for (var i = 0; i < samples; i++)
        {
            text.Append(CultureInfo.InvariantCulture, $"{1_580_250_245 + (i / 60.0):F6},{6000 + (i % 3)}.25\n");
        }

        return text.ToString();
    }

    internal static string Message(int index, byte[] values, string shape = "[12,2,3]") =>
        string.Create(CultureInfo.InvariantCulture, $$$$$$"""{"timestamp":{{{{{{Time(index):F3}}}}}},"document":{"plate_data":{"plate_id":{"shelf_id":{"gondola_id":{"id":1}}},"freq_samp":60.0,"values":{"data":"{{{{{{Convert.ToBase64String(values)}}}}}}","shape":{{{{{{shape}}}}}},"type":"DATATYPE_FLOAT32"}}}}""");

    internal static string People(int index, string people) =>
        string.Create(CultureInfo.InvariantCulture, $$$$$$"""{"timestamp":{{{{{{Time(index):F3}}}}}},"document":{"targets":{"targets":[{{{{{{people}}}}}}]}}}""");

    internal static string Facing(string barcode, int plate, string more = "") =>
        $$$$$$"""{"plate_ids":[{"shelf_id":{"gondola_id":{"id":1},"shelf_index":1},"plate_index":{{{{{{plate}}}}}}}{{{{{{more}}}}}}],"planogram_product_id":{"barcode_type":"UPC","id":"{{{{{{barcode}}}}}}"}}""" + "\n";

    internal static string Product(string barcode, string name, string weight) =>
        $$$$$$"""{"product_id":{"barcode_type":"UPC","id":"{{{{{{barcode}}}}}}"},"metadata":{"name":"{{{{{{name}}}}}}","price":1,"weight":{{{{{{weight}}}}}}}}""" + "\n";

    /// <summary>Floats with NaN in the first row and column, as the source writes them.</summary>
    internal static byte[] Values(int count)
    {
        var floats = new float[count];
        for (var i = 0; i < count; i++)
        {
            floats[i] = i % 3 == 0 || i % 6 < 3 ? float.NaN : 5000 + i;
        }

        var bytes = new byte[count * sizeof(float)];
        Buffer.BlockCopy(floats, 0, bytes, 0, bytes.Length);
        return bytes;
    }

    public void Dispose() => _temp.Dispose();

    static double Time(int index) => 1_587_536_193.7 + (index * 0.2);
}

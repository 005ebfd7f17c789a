using Stroll.Geometry;
using Stroll.Layout;
using Stroll.Recordings;
using Stroll.Recordings.AutoCheckout;

namespace Stroll.Tests.Recordings;

public class StoreGeometryTests
{
    const string Gondolas = """{"gondolas":[{"id":{"id":5},"coordinates":{"transform":{"translation":{"x":5,"y":-0.3},"rotation":{"z":-1.5707999467849731}},"dim_x":0.9,"dim_y":0.03,"dim_z":2}}]}""";
    const string Shelves = """{"shelves":[{"id":{"gondola_id":{"id":5},"shelf_index":2},"coordinates":{"transform":{"translation":{"y":-0.4,"z":0.5},"rotation":{}},"dim_x":0.9,"dim_y":0.4,"dim_z":0.2}}]}""";
    const string Plates = """{"plates":[{"id":{"shelf_id":{"gondola_id":{"id":5},"shelf_index":2},"plate_index":3},"coordinates":{"transform":{"translation":{"x":0.2}},"dim_x":0.1,"dim_y":0.4}}]}""";

    [Fact]
    public void Plates_nest_in_shelves_and_shelves_in_turned_gondolas()
    {
        using var temp = Folder(Plates);
        var plate = StoreGeometry.Read(temp.Path).Plates[new PlateAddress(5, 2, 3)];

        // In the gondola the plate lies 0.2 m along and 0.4 m behind the front; a turn by -90 degrees makes (x, y) into (y, -x).
        Near(new(5 - 0.4, -0.3 - 0.2, 0.5), plate.Placement.Origin);
        Near(new(5 - 0.4 + 0.2, -0.3 - 0.2 - 0.05, 0.5), plate.Centre);
        Assert.Equal(-Math.PI / 2, plate.Placement.TurnRadians);
    }

    [Theory]
    [InlineData("\"gondola_id\":{\"id\":5}", "\"gondola_id\":{\"id\":6}", "import.geometry")]
    [InlineData("\"dim_x\":0.1", "\"dim_x\":-0.1", "import.geometry")]
    [InlineData("\"dim_x\":0.1", "\"dim_x\":1e9", "import.value")]
    [InlineData("{\"plates\"", "{\"plate\"", "import.geometry")]
    public void Broken_geometry_is_refused(string right, string wrong, string code)
    {
        using var temp = Folder(Plates.Replace(right, wrong, StringComparison.Ordinal));

        Assert.Equal(code, Assert.Throws<RecordingException>(() => StoreGeometry.Read(temp.Path)).Fault.Code);
    }

    [Fact]
    public void A_missing_file_of_the_geometry_is_named()
    {
        using var temp = Folder(Plates);
        File.Delete(temp["store_meta_Shelves.json"]);

        var fault = Assert.Throws<RecordingException>(() => StoreGeometry.Read(temp.Path)).Fault;

        Assert.Equal("file.missing", fault.Code);
        Assert.EndsWith("store_meta_Shelves.json", fault.Where, StringComparison.Ordinal);
    }

    static TempFolder Folder(string plates)
    {
        var temp = new TempFolder();
        File.WriteAllText(temp["store_meta_Gondolas.json"], Gondolas);
        File.WriteAllText(temp["store_meta_Shelves.json"], Shelves);
        File.WriteAllText(temp["store_meta_Plates.json"], plates);
        return temp;
    }

    static void Near(Point3 expected, Point3 actual) => Assert.InRange(expected.DistanceTo(actual), 0, 1e-9);
}

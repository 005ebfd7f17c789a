using CsCheck;
using Stroll.Layout;
using Stroll.Recordings;

namespace Stroll.Tests.Recordings;

public class StoreYamlTests
{
    const string Small = """
        name: corner
        gondolas:
          - gondola: 1
            at_metres: [1, 2, 0]
            size_metres: [1.2, 0.4, 2]
            turn_degrees: 90
            shelves:
              - shelf: 2
                plates:
                  - { plate: 1 }
                  - { plate: 2, capacity_grams: 5000 }
        gates:
          - { name: door, at_metres: [0, 0, 0], radius_metres: 1.5 }
        """;

    [Fact]
    public void What_is_written_is_read_again() => Samples.Stores.Sample(store => Same(store, Results.Good(StoreYaml.Read(StoreYaml.Write(store), "store.yaml"))));

    [Fact]
    public void A_store_written_by_hand_is_read()
    {
        var store = Results.Good(StoreYaml.Read(Small, "store.yaml"));

        Assert.Equal("corner", store.Name);
        Assert.Equal(Math.PI / 2, store.Gondolas[0].Body!.Value.Placement.TurnRadians);
        Assert.Equal([20_000, 5_000], store.Plates.Select(p => p.Capacity.Value));
        Assert.Null(store.Plates[0].Body);
        Assert.Equal(1.5, Assert.Single(store.Gates).Radius);
    }

    [Theory]
    [InlineData("size_metres: [1.2", "size_meters: [1.2", "store.unknown-key", "store.yaml:5", "did you mean 'size_metres'?")]
    [InlineData("{ plate: 1 }", "{ plate: 1, wieght: 3 }", "store.unknown-key", "store.yaml:10", "has no key 'wieght'")]
    [InlineData("turn_degrees: 90", "turn_degrees: left", "store.type", "store.yaml:6", "expected a number")]
    [InlineData("at_metres: [1, 2, 0]", "at_metres: [1, 2]", "store.type", "store.yaml:4", "three numbers")]
    [InlineData("at_metres: [1, 2, 0]", "at_metres: [1, 2000000, 0]", "store.type", "store.yaml:4", "metres")]
    [InlineData("{ plate: 2,", "{ plate: 1,", "store.duplicate", "store.yaml:11", "plate 1/2/1 stands twice")]
    [InlineData("name: corner", "name: corner\nname: other", "store.duplicate", "store.yaml:2", "'name' stands twice")]
    [InlineData("name: corner", "title: corner", "store.unknown-key", "store.yaml:1", "'title'")]
    [InlineData("- gondola: 1", "- gondola: one", "store.type", "store.yaml:3", "'one', expected a whole number")]
    [InlineData("    size_metres: [1.2, 0.4, 2]\n", "", "store.missing-key", "store.yaml:3", "'size_metres'")]
    [InlineData("gates:", "gates: [", "store.syntax", "store.yaml:", "not YAML")]
    [InlineData("name: corner", "name: &a corner", "store.syntax", "store.yaml:1", "anchors")]
    public void What_is_wrong_is_told_with_its_line(string right, string wrong, string code, string where, string words)
    {
        var fault = Results.Bad(StoreYaml.Read(Small.Replace(right, wrong, StringComparison.Ordinal), "store.yaml"));

        Assert.Equal(code, fault.Code);
        Assert.StartsWith(where, fault.Where, StringComparison.Ordinal);
        Assert.Contains(words, fault.Found, StringComparison.Ordinal);
    }

    const string WithCamera = """
        name: x
        cameras:
          - name: one
            at_metres: [1, 2, 3]
            turn_degrees: 90
            tilt_degrees: 30
            image_pixels: [1280, 720]
            focal_pixels: [640, 650]
            distortion: [-0.1, 0.01]
        """;

    [Fact]
    public void A_camera_has_its_calibration_and_the_rest_is_plain()
    {
        var camera = Assert.Single(Results.Good(StoreYaml.Read(WithCamera, "store.yaml")).Cameras);
        Assert.Equal("one", camera.Name);
        Assert.Equal(new(new(1, 2, 3), Math.PI / 2, Math.PI / 6), camera.View.Pose);
        Assert.Equal(new(1280, 720, 640, 650, new(640, 360), -0.1, 0.01), camera.View.Lens);
    }

    [Theory]
    [InlineData("tilt_degrees", "tild_degrees", "store.unknown-key", "store.yaml:6", "did you mean 'tilt_degrees'?")]
    [InlineData("image_pixels: [1280, 720]", "image_pixels: [1280, 0]", "store.type", "store.yaml:7", "whole numbers")]
    [InlineData("image_pixels: [1280, 720]", "image_pixels: [1280, 72.5]", "store.type", "store.yaml:7", "whole numbers")]
    [InlineData("focal_pixels: [640, 650]", "focal_pixels: [640, -650]", "store.type", "store.yaml:8", "above zero")]
    [InlineData("focal_pixels: [640, 650]", "focal_pixels: 640", "store.type", "store.yaml:8", "2 numbers")]
    [InlineData("distortion: [-0.1, 0.01]", "distortion: [1, 2, 3, 4, 5, 6]", "store.type", "store.yaml:9", "2 to 5 numbers")]
    [InlineData("    at_metres: [1, 2, 3]\n", "", "store.missing-key", "store.yaml:3", "at_metres")]
    [InlineData("  - name: one", "  - { name: one, at_metres: [1, 2, 3], image_pixels: [9, 9], focal_pixels: [9, 9] }\n  - name: one", "store.duplicate", "store.yaml:4", "camera one")]
    public void What_is_wrong_with_a_camera_is_told_with_its_line(string right, string wrong, string code, string where, string words)
    {
        var fault = Results.Bad(StoreYaml.Read(WithCamera.Replace(right, wrong, StringComparison.Ordinal), "store.yaml"));

        Assert.Equal(code, fault.Code);
        Assert.StartsWith(where, fault.Where, StringComparison.Ordinal);
        Assert.Contains(words, fault.Found, StringComparison.Ordinal);
    }

    [Fact]
    public void A_million_brackets_are_a_fault_and_not_the_end_of_the_process() =>
        Assert.Equal("store.syntax", Results.Bad(StoreYaml.Read(new string('[', 1_000_000), "store.yaml")).Code);

    [Fact]
    public void The_schema_in_the_docs_is_the_schema_of_the_code() =>
        Assert.Equal(StoreSchema.Json, File.ReadAllText(Path.Combine(TestPlaces.Root, "docs", "schema", "store.schema.json")));

    [Fact]
    public void The_schema_names_every_key_that_is_read()
    {
        foreach (var key in (string[])["name", "gondolas", "gates", "shelves", "plates", "turn_degrees", "size_metres", "capacity_grams", "radius_metres"])
        {
            Assert.Contains($"\"{key}\": {{", StoreSchema.Json, StringComparison.Ordinal);
        }
    }

    internal static bool Same(Store left, Store right) =>
        left.Name == right.Name
        && left.Gondolas.SequenceEqual(right.Gondolas)
        && left.Cameras.Select(c => (c.Id, c.Name, c.View.Pose, c.View.Lens)).SequenceEqual(right.Cameras.Select(c => (c.Id, c.Name, c.View.Pose, c.View.Lens)))
        && left.Gates.SequenceEqual(right.Gates)
        && left.Plates.SequenceEqual(right.Plates)
        && left.Shelves.Length == right.Shelves.Length
        && left.Shelves.Zip(right.Shelves).All(pair => pair.First with { Plates = [] } == pair.Second with { Plates = [] } && pair.First.Plates.SequenceEqual(pair.Second.Plates));
}

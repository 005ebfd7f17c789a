using System.Globalization;
using System.Text.Json;
using System.Text.RegularExpressions;
using Stroll.Devices.Bus;
using Stroll.Geometry;
using Stroll.Host.Ingest;
using Stroll.Layout;
using Stroll.Observations;
using Stroll.Tests.Ingest;
using Stroll.Units;
using YamlDotNet.RepresentationModel;

namespace Stroll.Tests.Bus;

/// <summary>The description for machines, the one for people and the code say the same.</summary>
public sealed partial class AsyncApiTests
{
    static readonly YamlMappingNode Document = Load();

    readonly PayloadReader _reader = new(StoreSamples.Key, Whole(), boot: 1);

    [Fact]
    public void Every_example_is_taken_at_its_address()
    {
        var tried = 0;
        foreach (var (name, example) in Examples())
        {
            var payload = JsonSerializer.SerializeToUtf8Bytes(example);
            var isTaken = name == "profile"
                ? ProfileWord.Read(payload) is Result<StoreProfile>.Good
                : _reader.Read(Address(name), payload, StoreSamples.Morning) is Result<DeviceMessage[]>.Good;

            Assert.True(isTaken, name);
            tried++;
        }

        Assert.True(tried >= 9);
    }

    [Fact]
    public void Every_address_stands_on_the_page_for_people_and_the_other_way_round()
    {
        var page = File.ReadAllText(Path.Combine(TestPlaces.Root, "docs", "bus.md"));
        var onPage = Row().Matches(page).Select(row => row.Groups[1].Value.Split('/')[0]).Except(["state", "health", "sent"]).Order(StringComparer.Ordinal);

        Assert.Equal(Map(Document, "channels").Children.Keys.Select(key => key.ToString()).Order(StringComparer.Ordinal), onPage);
    }

    static IEnumerable<(string Name, object? Example)> Examples() =>
        from message in Map(Map(Document, "components"), "messages").Children
        where ((YamlMappingNode)message.Value).Children.ContainsKey("examples")
        from example in (YamlSequenceNode)((YamlMappingNode)message.Value)["examples"]
        select (message.Key.ToString(), Plain(example["payload"]));

    static string Address(string channel) => Map(Map(Document, "channels"), channel)["address"].ToString()
        .Replace("stroll/{tenant}/{store}/", "", StringComparison.Ordinal).Replace("{name}", channel == "gate" ? "main" : "door", StringComparison.Ordinal)
        .Replace("{gondola}", "1", StringComparison.Ordinal).Replace("{shelf}", channel == "plate" ? "2" : "1", StringComparison.Ordinal)
        .Replace("{plate}", "1", StringComparison.Ordinal);

    static object? Plain(YamlNode node) => node switch
    {
        YamlMappingNode map => map.Children.ToDictionary(pair => pair.Key.ToString(), pair => Plain(pair.Value)),
        YamlSequenceNode list => list.Select(Plain).ToArray(),
        YamlScalarNode { Style: YamlDotNet.Core.ScalarStyle.Plain, Value: "null" } => null,
        YamlScalarNode { Style: YamlDotNet.Core.ScalarStyle.Plain } number when long.TryParse(number.Value, NumberStyles.Integer, CultureInfo.InvariantCulture, out var whole) => whole,
        YamlScalarNode { Style: YamlDotNet.Core.ScalarStyle.Plain } number when double.TryParse(number.Value, NumberStyles.Float, CultureInfo.InvariantCulture, out var real) => real,
        var text => text.ToString(),
    };

    static Store Whole() => StoreSamples.Store.With(
        [("door", new PinholeCamera(new(new(0, 0, 2), 0, 0), CameraLens.Plain(640, 360, 1)))]);

    static YamlMappingNode Map(YamlMappingNode node, string key) => (YamlMappingNode)node[key];

    static YamlMappingNode Load()
    {
        using var text = File.OpenText(Path.Combine(TestPlaces.Root, "docs", "asyncapi.yaml"));
        var stream = new YamlStream();
        stream.Load(text);
        return (YamlMappingNode)stream.Documents[0].RootNode;
    }

    [GeneratedRegex(@"^\| `([a-z]+(?:/[A-Z/]+)?)` \|", RegexOptions.Multiline)]
    private static partial Regex Row();
}

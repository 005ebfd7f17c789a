using MQTTnet;
using MQTTnet.Protocol;
using Stroll.Devices.Bus;
using Stroll.Host.Stores;
using Stroll.Tests.Ingest;

namespace Stroll.Tests.Bus;

/// <summary>Every kind of topic × every kind of device × own store, other store, other tenant, asked of a running broker; and those who do not get in.</summary>
public sealed class TopicTableTests
{
    const string Rule = "| what | topic | may, in their own store | may, in another store or tenant |\n|---|---|---|---|\n";

    static readonly StoreKey Own = StoreSamples.Key;
    static readonly StoreKey[] Elsewhere = [new(Own.Tenant, "other"), new("rival", Own.Store)];

    // The last two of these stand in another store and at another tenant, and may do everything there.
    static readonly (string Name, StoreKey Store, string[] Rights)[] Devices =
    [
        ("scale", Own, ["plate/1/2/1"]), ("shelves", Own, ["shelf/#", "batch"]), ("tracker", Own, ["track/#"]), ("gate", Own, ["gate/main"]), ("watcher", Own, ["health/#"]), ("all", Own, ["#"]),
        ("neighbour", Elsewhere[0], ["#"]), ("stranger", Elsewhere[1], ["#"]),
    ];

    static readonly string[] Said = ["plate/1/2/1", "plate/1/2/2", "shelf/1/1", "batch", "track/1", "gate/main", "gate/side", "state/scale", "state/all", "answer/scale", "health/store", "nothing"];

    static readonly string[] Heard = ["answer/scale", "answer/all", "answer/+", "health/#", "health/store", "plate/#", "state/+", "#", "+/#"];

    static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Every_device_says_and_hears_what_the_table_in_the_docs_has_and_nothing_elsewhere()
    {
        await using var shop = await Open();
        var clients = new List<(string Name, StoreKey Store, IMqttClient Client)>();
        foreach (var (name, store, _) in Devices)
        {
            clients.Add((name, store, await BusContract.Connect(shop.Port, name, name)));
        }

        var (rows, checks) = ("", 0);
        foreach (var (what, topic) in Said.Select(one => ("say", one)).Concat(Heard.Select(one => ("hear", one))))
        {
            var (home, abroad) = (new List<string>(), new List<string>());
            foreach (var (name, store, client) in clients)
            {
                foreach (var asked in (StoreKey[])[Own, .. Elsewhere])
                {
                    var isLetIn = what == "say" ? await MaySay(client, $"stroll/{asked}/{topic}") : await MayHear(client, $"stroll/{asked}/{topic}");
                    checks++;
                    if (isLetIn)
                    {
                        (asked == store ? home : abroad).Add(name);
                    }
                }
            }

            rows += $"| {what} | `{topic}` | {string.Join(", ", home)} | {string.Join(", ", abroad)} |\n";
        }

        foreach (var filter in (string[])["#", "+/#", "stroll/#", "stroll/+/+/#", "$SYS/#", "$share/x/#"])
        {
            foreach (var (name, _, client) in clients)
            {
                checks++;
                Assert.False(await MayHear(client, filter), $"{name} hears {filter}");
            }
        }

        clients.ForEach(one => one.Client.Dispose());
        TestContext.Current.TestOutputHelper!.WriteLine($"{checks} checks");
        Assert.All(rows.Split('\n', StringSplitOptions.RemoveEmptyEntries), row => Assert.EndsWith("|  |", row));
        await Compare(rows);
    }

    [Theory]
    [InlineData("scale", "wrong")]
    [InlineData("scale", null)]
    [InlineData("removed", "removed")]
    public async Task Who_is_not_on_the_list_or_was_taken_off_it_does_not_get_in(string name, string? secret)
    {
        await using var shop = await Open();

        await Assert.ThrowsAnyAsync<Exception>(() => BusContract.Connect(shop.Port, name, secret));
    }

    static Task<BusContract.Shop> Open() => new EmbeddedBrokerTests { Settings = BusSettings.Default with { Port = 0, Devices = [.. Devices.Select(one => new BusDevice(one.Name, BusSecret.Of(one.Name), one.Store, [.. one.Rights]))] } }.Open();

    static async Task<bool> MaySay(IMqttClient client, string topic) => (await client.PublishAsync(
        new MqttApplicationMessageBuilder().WithTopic(topic).WithPayload("1").WithQualityOfServiceLevel(MqttQualityOfServiceLevel.AtLeastOnce).Build(), Cancellation)).ReasonCode
        != MqttClientPublishReasonCode.NotAuthorized;

    static async Task<bool> MayHear(IMqttClient client, string filter)
    {
        var answer = await client.SubscribeAsync(new MqttClientSubscribeOptionsBuilder().WithTopicFilter(filter).Build(), Cancellation);
        return answer.Items.All(item => item.ResultCode <= MqttClientSubscribeResultCode.GrantedQoS2);
    }

    static async Task Compare(string rows)
    {
        var path = Path.Combine(TestPlaces.Root, "docs", "doors.md");
        var page = await File.ReadAllTextAsync(path, Cancellation);
        if (Environment.GetEnvironmentVariable("STROLL_ACCEPT") == "1")
        {
            page = page[..(page.IndexOf(Rule, StringComparison.Ordinal) + Rule.Length)] + rows;
            await File.WriteAllTextAsync(path, page, Cancellation);
        }

        Assert.True(page.EndsWith(rows, StringComparison.Ordinal), $"docs/doors.md differs; under Topics it should hold:\n{rows}");
    }
}

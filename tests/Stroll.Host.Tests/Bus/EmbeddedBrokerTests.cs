using MQTTnet;
using MQTTnet.Protocol;
using Stroll.Devices.Bus;
using Stroll.Tests.Ingest;

namespace Stroll.Tests.Bus;

public sealed class EmbeddedBrokerTests : BusContract
{
    BusSettings _settings = BusSettings.Default with { Port = 0 };

    internal BusSettings Settings
    {
        init => _settings = value;
    }

    [Fact]
    public async Task A_device_that_is_refused_reads_the_reason_in_the_acknowledgement()
    {
        await using var shop = await Open();
        using var device = await Connect(shop.Port);

        var answer = await Publish(device, "plate/1/2/1", "{");

        Assert.Equal(MqttClientPublishReasonCode.PayloadFormatInvalid, answer.ReasonCode);
        Assert.Contains("payload.syntax", answer.ReasonString);
        Assert.Equal(1, shop.Door.Refusals["payload.syntax"]);
    }

    [Theory]
    [InlineData("stroll/acme/corner")]
    [InlineData("stroll/acme/other/plate/1/2/1")]
    [InlineData("stroll/../corner/plate/1/2/1")]
    [InlineData("stroll/acme/corner/")]
    [InlineData("other/acme/corner/plate/1/2/1")]
    [InlineData("$SYS/broker/load")]
    [InlineData("stroll/acme/corner/plate/1/2/1/../../3")]
    public async Task A_hostile_topic_leads_nowhere(string topic)
    {
        await using var shop = await Open();
        using var device = await Connect(shop.Port);

        Assert.False((await Publish(device, topic, "1", isWhole: true)).IsSuccess);

        Assert.Equal(0, shop.Log.NextOffset);
    }

    [Fact]
    public async Task Ten_thousand_topics_cost_nothing_that_stays()
    {
        await using var shop = await Open();
        using var device = await Connect(shop.Port);
        await Publish(device, "nothing/0", "1");
        var before = GC.GetTotalMemory(forceFullCollection: true);

        foreach (var group in Enumerable.Range(0, 10_000).Chunk(500))
        {
            await Task.WhenAll(group.Select(i => Publish(device, $"nothing/{i}", "1")));
        }

        Assert.True(GC.GetTotalMemory(forceFullCollection: true) - before < 20_000_000);
        Assert.Equal("ingest.address", Assert.Single(shop.Door.Refusals).Key);
    }

    [Fact]
    public async Task A_device_speaks_for_itself_alone()
    {
        _settings = _settings with
        {
            Devices =
            [
                new("scale-7", BusSecret.Of("seven"), StoreSamples.Key, ["plate/1/2/1"]),
                new("gateway", BusSecret.Of("gate"), StoreSamples.Key, ["shelf/#", "batch"]),
            ],
        };
        await using var shop = await Open();
        using var scale = await Connect(shop.Port, "scale-7", "seven");

        Assert.True((await Publish(scale, "plate/1/2/1", "1")).IsSuccess);
        Assert.Equal(MqttClientPublishReasonCode.NotAuthorized, (await Publish(scale, "plate/1/1/1", "1")).ReasonCode);
        Assert.Equal(MqttClientPublishReasonCode.NotAuthorized, (await Publish(scale, "state/gateway", "1")).ReasonCode);
        Assert.True((await Publish(scale, "state/scale-7", "1")).IsSuccess);
        foreach (var filter in (string[])["#", "stroll/acme/corner/answer/+", "stroll/acme/corner/answer/gateway"])
        {
            await Assert.ThrowsAnyAsync<Exception>(() => Subscribed(scale, filter));
        }

        await Assert.ThrowsAnyAsync<Exception>(() => Connect(shop.Port, "scale-7", "wrong"));
        await Assert.ThrowsAnyAsync<Exception>(() => Connect(shop.Port, "stranger", "seven"));
        await Assert.ThrowsAnyAsync<Exception>(() => Connect(shop.Port, "scale-7"));
        await Assert.ThrowsAnyAsync<Exception>(() => Connect(shop.Port, "a/+/#", "seven"));
    }

    internal override async Task<(int Port, IAsyncDisposable Bus)> Start(BusDoor door)
    {
        var broker = await EmbeddedBroker.Start(door, _settings);
        return (broker.Port, broker);
    }

    static async Task Subscribed(IMqttClient client, string filter)
    {
        var answer = await client.SubscribeAsync(
            new MqttClientSubscribeOptionsBuilder().WithTopicFilter(filter, MqttQualityOfServiceLevel.AtLeastOnce).Build(), Cancellation);
        if (answer.Items.Single().ResultCode > MqttClientSubscribeResultCode.GrantedQoS2)
        {
            throw new UnauthorizedAccessException(filter);
        }
    }
}

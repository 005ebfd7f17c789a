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

    static readonly bool Long = Environment.GetEnvironmentVariable("STROLL_TEST_LONG") == "1";

    [Fact]
    public async Task A_million_topics_cost_nothing_that_stays()
    {
        // The short run has ten thousand: what stays of each would show all the same.
        var topics = Long ? 1_000_000 : 10_000;
        await using var shop = await Open();
        using var device = await Connect(shop.Port);
        await Publish(device, "nothing/0", "1");
        var before = GC.GetTotalMemory(forceFullCollection: true);

        foreach (var group in Enumerable.Range(0, topics).Chunk(500))
        {
            await Task.WhenAll(group.Select(i => Publish(device, $"nothing/{i}", "1")));
        }

        Assert.True(GC.GetTotalMemory(forceFullCollection: true) - before < 20_000_000);
        Assert.Equal("ingest.address", Assert.Single(shop.Door.Refusals).Key);
        Assert.True((await Publish(device, "plate/1/2/1", "1")).IsSuccess);
    }

    [Fact]
    public async Task A_packet_that_is_too_large_is_refused_and_the_next_goes_through()
    {
        await using var shop = await Open();
        using var device = await Connect(shop.Port);

        Assert.Equal(MqttClientPublishReasonCode.QuotaExceeded, (await Publish(device, "batch", new string('x', (1 << 20) + 1))).ReasonCode);

        Assert.True((await Publish(device, "plate/1/2/1", "1")).IsSuccess);
        Assert.Equal(1, shop.Log.NextOffset);
    }

    [Fact]
    public async Task Bytes_that_are_no_MQTT_end_one_connection_and_nothing_else()
    {
        await using var shop = await Open();
        using var device = await Connect(shop.Port);
        var random = new Units.Rng(5);
        for (var i = 0; i < 200; i++)
        {
            using var socket = new System.Net.Sockets.TcpClient();
            await socket.ConnectAsync("127.0.0.1", shop.Port, Cancellation);
            var bytes = new byte[1 + random.NextIndex(300)];
            for (var at = 0; at < bytes.Length; at++)
            {
                bytes[at] = (byte)random.NextIndex(256);
            }

            await socket.GetStream().WriteAsync(bytes, Cancellation);
        }

        Assert.True((await Publish(device, "plate/1/2/1", "1")).IsSuccess);
        Assert.Equal(1, shop.Log.NextOffset);
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

using System.Buffers;
using System.Collections.Concurrent;
using System.Text;
using System.Text.Json;
using MQTTnet;
using MQTTnet.Protocol;
using Stroll.Devices.Bus;
using Stroll.Host.Stores.Live;
using Stroll.Host.Tests.Live;
using Stroll.Layout;
using Stroll.Observations;
using Stroll.Tests.Ingest;
using Stroll.Units;

namespace Stroll.Tests.Bus;

/// <summary>What Home Assistant hears, through the broker inside, as a device that may hear how others are.</summary>
public sealed class HealthVoiceTests
{
    static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Who_has_the_right_hears_every_device_announced_its_trouble_its_end_and_what_the_store_is_for()
    {
        var contract = new EmbeddedBrokerTests
        {
            Settings = BusSettings.Default with { Port = 0, HomeAssistant = "ha", Devices = [new("home", BusSecret.Of("pw"), StoreSamples.Key, ["health/#", "profile"])] },
        };
        await using var shop = await contract.Open();
        using var home = await BusContract.Connect(shop.Port, "home", "pw");
        var heard = new ConcurrentDictionary<string, string>();
        home.ApplicationMessageReceivedAsync += received =>
        {
            heard[received.ApplicationMessage.Topic] = Encoding.UTF8.GetString(received.ApplicationMessage.Payload.ToArray());
            return Task.CompletedTask;
        };
        foreach (var filter in (string[])["ha/#", $"{BusContract.Root}/health/#"])
        {
            await home.SubscribeAsync(new MqttClientSubscribeOptionsBuilder().WithTopicFilter(filter, MqttQualityOfServiceLevel.AtLeastOnce).Build(), Cancellation);
        }

        var live = new LiveStore(StoreSamples.Key, new StoreModel(StoreSamples.Store, new([]), new(StoreSamples.Store, [])), new NoDatabase());
        await using var voice = new HealthVoice(
            new((IBusOut)shop.Bus, "stroll", "ha"), [(live, ["shelf 1/1", "gate main"])], TimeProvider.System);

        await Until(() => heard.Count == 6);
        Assert.Equal(
            ["ha/binary_sensor/stroll_acme_corner_gate_main/config", "ha/binary_sensor/stroll_acme_corner_shelf_1_1/config", "ha/select/stroll_acme_corner/config",
                $"{BusContract.Root}/health/gate_main", $"{BusContract.Root}/health/shelf_1_1", $"{BusContract.Root}/health/store"],
            heard.Keys.Order(StringComparer.Ordinal));
        Assert.Equal($"{BusContract.Root}/health/shelf_1_1", Said("ha/binary_sensor/stroll_acme_corner_shelf_1_1/config").GetProperty("state_topic").GetString());
        Assert.True(Said($"{BusContract.Root}/health/shelf_1_1").GetProperty("well").GetBoolean());

        live.Show(LiveView.Nothing with { Problems = [new("plate 1/1/2", default, "plate 1/1/2 stands still", "")], Profile = StoreProfile.Restock, Mode = "restock" });
        await Until(() => !Said($"{BusContract.Root}/health/shelf_1_1").GetProperty("well").GetBoolean() && Said($"{BusContract.Root}/health/store").GetProperty("profile").GetString() == "restock");
        Assert.Equal("plate 1/1/2 stands still", Said($"{BusContract.Root}/health/shelf_1_1").GetProperty("effect").GetString());
        live.Show(LiveView.Nothing);
        await Until(() => Said($"{BusContract.Root}/health/shelf_1_1").GetProperty("well").GetBoolean());

        JsonElement Said(string topic) => JsonSerializer.Deserialize<JsonElement>(heard[topic]);
    }

    [Fact]
    public async Task What_a_broker_that_was_away_did_not_hear_is_said_again()
    {
        var bus = new Flaky { IsAway = true };
        var live = new LiveStore(StoreSamples.Key, new StoreModel(StoreSamples.Store, new([]), new(StoreSamples.Store, [])), new NoDatabase());
        await using var voice = new HealthVoice(new(bus, "stroll", "ha"), [(live, ["shelf 1/1"])], TimeProvider.System);
        await bus.WasAsked.Task.WaitAsync(Cancellation);

        bus.IsAway = false;

        await Until(() => bus.Said.Count == 4);
    }

    [Fact]
    public async Task The_profile_is_set_by_whoever_has_the_right_and_a_refusal_is_read_in_the_acknowledgement()
    {
        var contract = new EmbeddedBrokerTests
        {
            Settings = BusSettings.Default with
            {
                Port = 0,
                Devices = [new("home", BusSecret.Of("pw"), StoreSamples.Key, ["profile"]), new("scale", BusSecret.Of("pw"), StoreSamples.Key, ["shelf/#"])],
            },
        };
        await using var shop = await contract.Open();
        var set = new List<StoreProfile>();
        shop.Door.Open(StoreSamples.Key, StoreSamples.Store, (profile, _) =>
        {
            set.Add(profile);
            return new(profile == StoreProfile.Open ? new Fault("profile.not-ready", "acme/corner", "may not open: nobody is seen") : null);
        });
        using var home = await BusContract.Connect(shop.Port, "home", "pw");
        using var scale = await BusContract.Connect(shop.Port, "scale", "pw");

        Assert.True((await BusContract.Publish(home, "profile", """{"profile": "restock"}""")).IsSuccess);
        Assert.Contains("nobody is seen", (await BusContract.Publish(home, "profile", """{"profile": "open"}""")).ReasonString);
        Assert.Equal(MqttClientPublishReasonCode.NotAuthorized, (await BusContract.Publish(scale, "profile", """{"profile": "closed"}""")).ReasonCode);
        foreach (var nonsense in (string[])["", "{", "[]", "null", """{"profile": 1}""", """{"profile": "Open"}""", """{"profile": "\ud800"}""", new string(' ', 5000)])
        {
            Assert.False((await BusContract.Publish(home, "profile", nonsense)).IsSuccess);
        }

        Assert.Equal([StoreProfile.Restock, StoreProfile.Open], set);
    }

    static async Task Until(Func<bool> isSo)
    {
        for (var tries = 0; !isSo(); tries++)
        {
            Assert.True(tries < 1000, "waited too long");
            await Task.Delay(20.Milliseconds, Cancellation);
        }
    }

    sealed class Flaky : IBusOut
    {
        internal bool IsAway { get; set; }

        internal ConcurrentDictionary<string, bool> Said { get; } = new();

        internal TaskCompletionSource WasAsked { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public Task Publish(string topic, byte[] payload, bool isRetained, CancellationToken cancellation)
        {
            WasAsked.TrySetResult();
            Said[topic] = IsAway ? throw new InvalidOperationException("away") : isRetained;
            return Task.CompletedTask;
        }
    }
}

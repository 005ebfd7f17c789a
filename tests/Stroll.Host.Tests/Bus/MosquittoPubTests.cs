using System.Diagnostics;
using System.Globalization;
using Stroll.Devices.Bus;
using Stroll.Observations;
using Stroll.Tests.Ingest;

namespace Stroll.Tests.Bus;

/// <summary>The program that every maker has, against the broker inside.</summary>
public sealed class MosquittoPubTests
{
    const string Program = "/usr/bin/mosquitto_pub";

    [Theory]
    [InlineData("mqttv311")]
    [InlineData("mqttv5")]
    public async Task A_line_without_any_option_but_topic_and_message_is_kept(string protocol)
    {
        Assert.SkipUnless(File.Exists(Program), "needs: mosquitto_pub (apt install mosquitto-clients)");
        var contract = new EmbeddedBrokerTests();
        await using var shop = await contract.Open();

        Assert.Equal((0, ""), await Pub(shop.Port, protocol, "-m", "482.5"));
        Assert.Equal((0, ""), await Pub(shop.Port, protocol, "-m", "481.5"));

        Assert.Equal([482.5f, 481.5f], shop.Log.Read(0).Select(e => Assert.IsType<Observation.ShelfReadings>(e.Entry.Observation).Grams.Span[^1]));
    }

    [Fact]
    public async Task A_device_with_a_password_needs_no_other_name()
    {
        Assert.SkipUnless(File.Exists(Program), "needs: mosquitto_pub (apt install mosquitto-clients)");
        var contract = new EmbeddedBrokerTests { Settings = BusSettings.Default with { Port = 0, Devices = [new("scale-7", BusSecret.Of("seven"), StoreSamples.Key, ["plate/1/2/1"])] } };
        await using var shop = await contract.Open();

        Assert.Equal(0, (await Pub(shop.Port, "mqttv311", "-u", "scale-7", "-P", "seven", "-m", "1")).Code);
        Assert.NotEqual(0, (await Pub(shop.Port, "mqttv311", "-u", "scale-7", "-P", "eight", "-m", "1")).Code);
        Assert.NotEqual(0, (await Pub(shop.Port, "mqttv311", "-m", "1")).Code);

        Assert.Equal(1, shop.Log.NextOffset);
    }

    static async Task<(int Code, string Error)> Pub(int port, string protocol, params string[] more)
    {
        using var process = Process.Start(new ProcessStartInfo(
            Program, ["-p", port.ToString(CultureInfo.InvariantCulture), "-V", protocol, "-q", "1", "-t", "stroll/acme/corner/plate/1/2/1", .. more])
        {
            RedirectStandardError = true,
        })!;
        var error = await process.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);
        return (process.ExitCode, error);
    }
}

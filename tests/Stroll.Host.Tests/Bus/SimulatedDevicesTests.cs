using Stroll.Devices.Bus;
using Stroll.Host.Ingest;
using Stroll.Host.Logs;
using Stroll.Observations;
using Stroll.Tests.Ingest;
using Stroll.Units;

namespace Stroll.Tests.Bus;

public sealed class SimulatedDevicesTests
{
    static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task With_every_fault_at_once_each_message_is_in_the_log_once()
    {
        using var log = new MemoryLog(StoreSamples.Header);
        using var ingest = new Host.Ingest.Ingest(TimeProvider.System, IngestRules.Default);
        ingest.Open(StoreSamples.Key, log);
        var door = new BusDoor("stroll", ingest, TimeProvider.System);
        door.Open(StoreSamples.Key, StoreSamples.Store);
        await using var broker = await EmbeddedBroker.Start(door, BusSettings.Default with { Port = 0 });
        var faults = new DeviceFaults(Doubled: 0.2, Reordered: 0.2, CutOff: 0.05, Paused: 0, Rebooted: 0);
        var entries = Enumerable.Range(0, 300).Select(i => i % 10 == 9
            ? new LogEntry(new(3), 1, i, new Observation.GatePassed(StoreSamples.Morning + i.Milliseconds, "main", $"p{i}", GateWay.In))
            : new LogEntry(new(i % 2), 1, i, new Observation.ShelfReadings(
                new(i % 2), new[] { (StoreSamples.Morning + i.Milliseconds).Nanoseconds }, i % 2 == 0 ? (float[])[i, 1] : [i])));

        var played = await SimulatedDevices.Play(
            new(new("127.0.0.1", broker.Port), "stroll", StoreSamples.Key), StoreSamples.Store, [.. StoreSamples.Header.Sources.Select(s => s.Name)], entries, faults, 1, 7,
            TimeProvider.System, Cancellation);

        Assert.Equal(new DevicesPlayed(3, 300, 300, 0, null), played);
        Assert.Equal(300, log.NextOffset);
        Assert.Equal(
            Enumerable.Range(0, 300).Where(i => i % 10 != 9).Select(i => (float)i).Order(),
            log.Read(0).Select(e => e.Entry.Observation).OfType<Observation.ShelfReadings>().Select(r => r.Grams.Span[0]).Order());
    }

    [Theory]
    [InlineData("doubled=0.03, cut-off=0.001", true)]
    [InlineData("", true)]
    [InlineData("doubled", false)]
    [InlineData("doubled=2", false)]
    [InlineData("sulking=0.1", false)]
    public void Faults_are_named_with_their_probability(string text, bool isGood) => Assert.Equal(isGood, DeviceFaults.Parse(text) is Result<DeviceFaults>.Good);
}

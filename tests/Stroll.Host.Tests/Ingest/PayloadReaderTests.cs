using System.Text;
using CsCheck;
using Stroll.Host.Ingest;
using Stroll.Observations;
using Stroll.Units;

namespace Stroll.Tests.Ingest;

public sealed class PayloadReaderTests
{
    readonly PayloadReader _reader = new(StoreSamples.Key, StoreSamples.Store, boot: 99);

    [Theory]
    [InlineData("482.5")]
    [InlineData("""{"grams": 482.5}""")]
    [InlineData("""{"counts": 39225, "zero": 625, "countsPerGram": 80}""")]
    public void One_plate_speaks_in_grams_or_in_counts_with_calibration(string payload)
    {
        var message = Read("plate/1/2/1", payload);

        var said = Assert.IsType<Observation.ShelfReadings>(message.Observation);
        Assert.Equal(("shelf 1/2", 99L, StoreSamples.Morning), (message.Device, message.Boot, said.At));
        Assert.Equal([482.5f], said.Grams.ToArray());
    }

    [Fact]
    public void A_plate_among_others_says_nothing_of_them()
    {
        var first = Read("plate/1/1/2", """{"grams": 5, "boot": 3, "seq": 9}""");
        var second = Read("plate/1/1/1", """{"grams": 6, "boot": 1, "seq": 9}""");

        Assert.Equal([float.NaN, 5], Assert.IsType<Observation.ShelfReadings>(first.Observation).Grams.ToArray());
        Assert.Equal((99L, 99L), (first.Boot, second.Boot));
        Assert.Equal(first.Sequence + 1, second.Sequence);
    }

    [Fact]
    public void A_shelf_sends_many_samples_at_once()
    {
        var message = Read("shelf/1/1", """{"boot": 3, "seq": 9, "t": "2026-11-24T09:30:00.5Z", "hz": 10, "grams": [[1, 2], [1.25, null], [3, 4]]}""");

        var said = Assert.IsType<Observation.ShelfReadings>(message.Observation);
        Assert.Equal((3L, 9L), (message.Boot, message.Sequence));
        Assert.Equal([1, 2, 1.25f, float.NaN, 3, 4], said.Grams.ToArray());
        Assert.Equal([-200_000_000, -100_000_000, 0], said.Times.ToArray().Select(t => t - said.At.Nanoseconds));
        Assert.Equal("2026-11-24T09:30:00.500Z", said.At.ToString());
    }

    [Fact]
    public void Gates_and_people_come_in_the_same_way()
    {
        var gate = Assert.IsType<Observation.GatePassed>(Read("gate/main", """{"way": "in", "person": "p7"}""").Observation);
        var people = Assert.IsType<Observation.PeopleSeen>(Read("people", """{"people": [{"id": "7", "joints": {"Neck": [1, 2, 1.5, 0.9]}}]}""").Observation);

        Assert.Equal(("main", "p7", GateWay.In), (gate.Gate, gate.Person, gate.Way));
        Assert.Equal((1.5, true), (people.People[0].Body[Joint.Neck].Position.Z, people.People[0].Body[Joint.Neck].IsSeen));
        Assert.False(people.People[0].Body[Joint.Head].IsSeen);
    }

    [Fact]
    public void A_batch_holds_messages_of_many_devices()
    {
        var good = Assert.IsType<Result<DeviceMessage[]>.Good>(_reader.Read(
            "batch", Bytes("""{"messages": [{"to": "shelf/1/2", "grams": [[5]]}, {"to": "gate/main", "way": "out"}]}"""), StoreSamples.Morning));

        Assert.Equal(["shelf 1/2", "gate main"], good.Value.Select(m => m.Device));
    }

    [Theory]
    [InlineData("plate/1/2/1", "{", "payload.syntax")]
    [InlineData("plate/1/2/1", "", "payload.syntax")]
    [InlineData("plate/1/2/1", "{}", "payload.value")]
    [InlineData("plate/1/2/1", "\"many\"", "payload.value")]
    [InlineData("plate/1/2/1", "1e300", "payload.value")]
    [InlineData("plate/1/2/1", """{"counts": 1, "zero": 0, "countsPerGram": 0}""", "payload.value")]
    [InlineData("plate/1/2/1", """{"grams": 1, "seq": 4}""", "payload.value")]
    [InlineData("plate/1/2/1", """{"grams": 1, "seq": 4, "boot": -1}""", "payload.value")]
    [InlineData("plate/1/2/1", """{"grams": 1, "t": 1780000000000}""", "payload.value")]
    [InlineData("plate/1/2/7", "1", "ingest.device")]
    [InlineData("plate/1/2", "1", "ingest.address")]
    [InlineData("shelf/1/1", """{"grams": []}""", "payload.value")]
    [InlineData("shelf/1/1", """{"grams": [[1]]}""", "payload.value")]
    [InlineData("shelf/1/1", """{"grams": [[1, 2], [1, 2]]}""", "payload.value")]
    [InlineData("shelf/1/1", """{"grams": [[1, 2], [1, 2]], "times_ns": [2, 1]}""", "payload.value")]
    [InlineData("shelf/x/1", """{"grams": [[1]]}""", "ingest.device")]
    [InlineData("gate/back", """{"way": "in"}""", "ingest.device")]
    [InlineData("gate/main", """{"way": "up"}""", "payload.value")]
    [InlineData("gate/main", "{\"way\": \"in\", \"person\": \"\\ud800\"}", "payload.syntax")]
    [InlineData("people", "{\"people\": [{\"id\": \"7\", \"joints\": {\"\\ud800\": 1}}]}", "payload.syntax")]
    [InlineData("people", """{"people": [{"id": "7", "joints": {"Tail": [1, 2, 1.5, 0.9]}}]}""", "payload.value")]
    [InlineData("people", """{"people": [{"id": "7", "joints": {"Neck": [1, 2, 1.5, 9]}}]}""", "payload.value")]
    [InlineData("camera/c1", """{"people": []}""", "ingest.device")]
    [InlineData("rfid/portal", """{"tag": "x"}""", "ingest.not-used")]
    [InlineData("curtain/1/1", "1", "ingest.not-used")]
    [InlineData("vision/1/1", "1", "ingest.not-used")]
    [InlineData("weather", "1", "ingest.address")]
    [InlineData("batch", """{"messages": [{"grams": 1}]}""", "payload.value")]
    [InlineData("batch", "[[[[[[[[[[[[]]]]]]]]]]]]", "payload.syntax")]
    public void What_cannot_be_taken_is_refused_with_its_reason(string address, string payload, string code) =>
        Assert.Equal(code, Assert.IsType<Result<DeviceMessage[]>.Bad>(_reader.Read(address, Bytes(payload), StoreSamples.Morning)).Fault.Code);

    [Fact]
    public void Whatever_the_bytes_are_there_is_an_answer() => Gen.Select(
        Gen.OneOf(Gen.Byte.Array[0, 60], Gen.String.Select(Bytes), Gen.Int[0, 200].Select(Mutated)),
        Gen.Int[0, 5]).Sample(
        (bytes, at) => Assert.NotNull(_reader.Read(
            ((string[])["plate/1/2/1", "shelf/1/1", "gate/main", "people", "batch", "camera/c1"])[at], bytes, StoreSamples.Morning)),
        iter: 20_000);

    [Fact]
    public void An_oversize_payload_is_refused() =>
        Assert.Equal(
            "payload.too-large",
            Assert.IsType<Result<DeviceMessage[]>.Bad>(_reader.Read("people", new byte[PayloadReader.MostBytes + 1], StoreSamples.Morning)).Fault.Code);

    DeviceMessage Read(string address, string payload)
    {
        var answer = _reader.Read(address, Bytes(payload), StoreSamples.Morning);
        return Assert.Single(Assert.IsType<Result<DeviceMessage[]>.Good>(answer).Value);
    }

    static byte[] Mutated(int seed)
    {
        var bytes = Bytes("""{"boot": 3, "seq": 9, "t": "2026-11-24T09:30:00.5Z", "hz": 10, "way": "in", "grams": [[1, 2], [1.25, null]], "people": [{"id": "7", "joints": {"Neck": [1, 2, 1.5, 0.9]}}]}""");
        var random = new Rng((ulong)seed);
        for (var i = 0; i < 3; i++)
        {
            bytes[random.NextIndex(bytes.Length)] = (byte)random.NextIndex(256);
        }

        return bytes;
    }

    static byte[] Bytes(string text) => Encoding.UTF8.GetBytes(text);
}

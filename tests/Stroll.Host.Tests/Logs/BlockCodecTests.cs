using CsCheck;
using Stroll.Observations;
using Stroll.Storage.Log;

namespace Stroll.Tests.Logs;

public sealed class BlockCodecTests
{
    [Fact]
    public void What_was_written_reads_back_bit_for_bit() => LogSamples.Entry.Array[1, 30].Sample(
        entries =>
        {
            using var codec = new BlockCodec();
            var numbered = entries.Select((entry, index) => (100L + (index * 3), entry)).ToArray();

            var read = codec.Decode(codec.Encode(numbered), numbered.Length);

            Assert.Equal(numbered.Select(e => (e.Item1, LogSamples.Spelled(e.entry))), read.Select(e => (e.Offset, LogSamples.Spelled(e.Entry))));
        },
        iter: 1000);

    [Fact]
    public void Keys_can_be_read_alone() => LogSamples.Entry.Array[1, 30].Sample(
        entries =>
        {
            using var codec = new BlockCodec();
            var numbered = entries.Select((entry, index) => ((long)index, entry)).ToArray();

            var keys = codec.Keys(codec.Encode(numbered), numbered.Length);

            Assert.Equal(
                numbered.Select(e => new EntryKey(e.Item1, e.entry.Source, e.entry.Boot, e.entry.Sequence, ObservationWriter.KindOf(e.entry.Observation))), keys);
        },
        iter: 300);

    [Fact]
    public void Every_kind_of_observation_has_a_sample_here_and_so_a_place_in_the_log() =>
        Assert.Equal(
            typeof(Observation).GetNestedTypes().Where(type => type.IsSubclassOf(typeof(Observation))).Select(type => type.Name).Order(StringComparer.Ordinal),
            LogSamples.Kinds.Keys.Order(StringComparer.Ordinal));

    [Fact]
    public void Readings_with_two_decimals_take_less_than_a_byte_and_a_half_each()
    {
        var random = new Units.Rng(7);
        var entries = Enumerable.Range(0, 100).Select(message => ((long)message, new LogEntry(new(0), 1, message, new Observation.ShelfReadings(
            new(message % 20),
            Enumerable.Range(0, 12).Select(i => 1_780_000_000_000_000_000 + (((message * 12L) + i) * 16_666_667)).ToArray(),
            Enumerable.Range(0, 12 * 7).Select(i => (float)Math.Round(500 + (100 * (i % 7)) + random.NextNormal(), 2)).ToArray())))).ToArray();
        using var codec = new BlockCodec();

        Assert.InRange(codec.Encode(entries).Length / (100.0 * 12 * 7), 0.5, 1.5);
    }
}

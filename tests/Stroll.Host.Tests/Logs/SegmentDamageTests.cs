using Stroll.Host.Logs;
using Stroll.Observations;
using Stroll.Storage.Log;
using Stroll.Units;

namespace Stroll.Tests.Logs;

/// <summary>A disk that tears and rots: what was acknowledged is found, or its loss is. Never is anything used that was not written.</summary>
public sealed class SegmentDamageTests : IDisposable
{
    const int Groups = 5;
    const int Each = 2;
    readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Every_length_to_which_a_power_cut_may_leave_the_file_gives_a_whole_beginning_of_what_was_written()
    {
        var (segment, whole) = Write(isKilled: true);
        var mark = Path.Combine(_folder.Path, DurableMark.FileName);
        var first = HeaderLength(segment);
        var found = new HashSet<long>();
        for (var length = first; length <= whole.Length; length++)
        {
            // The power went before the sync: the mark knows nothing of it either.
            Restore(segment, whole[..length], mark: null);
            using var log = Good();
            Assert.Equal(Enumerable.Range(0, (int)log.NextOffset).Select(i => (long)i), log.Read(0).Select(e => e.Entry.Sequence));
            Assert.Equal(0, log.NextOffset % Each);
            found.Add(log.NextOffset);
        }

        Assert.Equal(Groups + 1, found.Count);
        Assert.False(File.Exists(mark) && found.Count == 1);
    }

    [Fact]
    public void Every_length_below_what_was_acknowledged_is_noticed()
    {
        var (segment, whole) = Write(isKilled: true);
        var mark = File.ReadAllBytes(Path.Combine(_folder.Path, DurableMark.FileName));
        for (var length = 0; length < whole.Length; length++)
        {
            Restore(segment, whole[..length], mark);
            Assert.Equal("log.broken", Refusal());
        }
    }

    [Fact]
    public void A_thousand_random_corruptions_are_noticed_and_nothing_of_them_is_used()
    {
        var (segment, whole) = Write(isKilled: true);
        var mark = File.ReadAllBytes(Path.Combine(_folder.Path, DurableMark.FileName));
        var random = new Rng(20261124);
        for (var i = 0; i < 1000; i++)
        {
            Restore(segment, Corrupted(whole, random), mark);
            Assert.Equal("log.broken", Refusal());
        }
    }

    [Fact]
    public async Task A_corruption_of_an_older_segment_ends_the_reading_before_it()
    {
        var (segment, whole) = Write(isKilled: false);
        using var log = Good();
        await log.Append(new[] { LogSamples.Reading(Groups * Each) }, TestContext.Current.CancellationToken);
        var random = new Rng(7);
        for (var i = 0; i < 300; i++)
        {
            File.WriteAllBytes(segment, Corrupted(whole, random));
            var read = new List<long>();

            Assert.Throws<LogBrokenException>(() =>
            {
                foreach (var (offset, entry) in log.Read(0))
                {
                    Assert.Equal(LogSamples.Spelled(LogSamples.Reading(offset)), LogSamples.Spelled(entry));
                    read.Add(offset);
                }
            });
            Assert.Equal(Enumerable.Range(0, read.Count).Select(n => (long)n), read);
        }
    }

    [Fact]
    public void A_missing_segment_is_noticed()
    {
        using (var log = Good(Rules with { SegmentBytes = 400 }))
        {
            Append(log, Groups);
        }

        var segments = SegmentFile.In(_folder.Path);
        foreach (var gone in segments.Skip(1))
        {
            var bytes = File.ReadAllBytes(gone.Path);
            File.Delete(gone.Path);
            Assert.Equal("log.broken", Refusal());
            File.WriteAllBytes(gone.Path, bytes);
        }

        Good().Dispose();
    }

    static byte[] Corrupted(byte[] whole, Rng random)
    {
        var bytes = whole.ToArray();
        switch (random.NextIndex(4))
        {
            case 0:
                bytes[random.NextIndex(bytes.Length)] ^= (byte)(1 << random.NextIndex(8));
                break;
            case 1:
                bytes[random.NextIndex(bytes.Length)] ^= (byte)(1 + random.NextIndex(255));
                break;
            case 2:
                // A sector of another time.
                var at = random.NextIndex(bytes.Length - 64);
                bytes.AsSpan(at, 64).Clear();
                return bytes.AsSpan().SequenceEqual(whole) ? Corrupted(whole, random) : bytes;
            default:
                var from = random.NextIndex(bytes.Length - 64);
                var to = random.NextIndex(bytes.Length - 64);
                whole.AsSpan(from, 64).CopyTo(bytes.AsSpan(to));
                return bytes.AsSpan().SequenceEqual(whole) ? Corrupted(whole, random) : bytes;
        }

        return bytes;
    }

    (string Segment, byte[] Whole) Write(bool isKilled)
    {
        var log = Good();
        Append(log, Groups);
        var segment = SegmentFile.In(_folder.Path).Single().Path;
        if (isKilled)
        {
            log.Abandon();
        }
        else
        {
            log.Dispose();
        }

        return (segment, File.ReadAllBytes(segment));
    }

    static void Append(SegmentLog log, int groups)
    {
        for (var i = 0; i < groups; i++)
        {
            LogEntry[] group = [.. Enumerable.Range(i * Each, Each).Select(n => LogSamples.Reading(n))];
            log.Append(group, CancellationToken.None).AsTask().GetAwaiter().GetResult();
        }
    }

    void Restore(string segment, byte[] bytes, byte[]? mark)
    {
        foreach (var file in Directory.GetFiles(_folder.Path))
        {
            File.Delete(file);
        }

        File.WriteAllBytes(segment, bytes);
        if (mark is not null)
        {
            File.WriteAllBytes(Path.Combine(_folder.Path, DurableMark.FileName), mark);
        }
    }

    static int HeaderLength(string segment)
    {
        using var reader = Assert.IsType<Result<SegmentReader>.Good>(SegmentReader.Open(new(0, segment))).Value;
        return (int)reader.HeaderLength;
    }

    static SegmentLogRules Rules => SegmentLogRules.Default with { Gather = TimeSpan.Zero };

    SegmentLog Good(SegmentLogRules? rules = null) =>
        Assert.IsType<Result<SegmentLog>.Good>(SegmentLog.Open(_folder.Path, LogSamples.Header, rules ?? Rules, TimeProvider.System)).Value;

    string Refusal() => Assert.IsType<Result<SegmentLog>.Bad>(SegmentLog.Open(_folder.Path, LogSamples.Header, Rules, TimeProvider.System)).Fault.Code;
}

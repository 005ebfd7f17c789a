using System.Security.Cryptography;
using CsCheck;
using Stroll.Host.Journal;
using Stroll.Host.Stores;
using Stroll.Units;

namespace Stroll.Tests.Journal;

public sealed class JournalTests
{
    static readonly StoreKey Corner = new("acme", "corner");
    static readonly ECDsa Key = ECDsa.Create(ECCurve.NamedCurves.nistP256);

    [Fact]
    public void A_journal_as_it_was_written_is_whole()
    {
        var journal = Written(20);

        Assert.Equal(new Result<long>.Good(20), Check(journal, Checkpoint.Sign(Corner, journal[9], Key), Checkpoint.Sign(Corner, journal[^1], Key)));
    }

    [Fact]
    public void An_empty_journal_is_whole() => Assert.Equal(new Result<long>.Good(0), Check([], Checkpoint.Sign(Corner, null, Key)));

    [Fact]
    public void Without_a_checkpoint_a_cut_end_is_not_seen_and_with_one_it_is()
    {
        var journal = Written(20);

        Assert.IsType<Result<long>.Good>(Check(journal[..15]));
        Assert.Equal("journal.cut", Code(Check(journal[..15], Checkpoint.Sign(Corner, journal[^1], Key))));
    }

    [Fact]
    public void A_journal_written_anew_is_not_the_one_that_was_signed()
    {
        var journal = Written(20);
        var anew = Written(20, who: "somebody else");

        Assert.Equal("journal.checkpoint-differs", Code(Check(anew, Checkpoint.Sign(Corner, journal[^1], Key))));
    }

    [Fact]
    public void A_checkpoint_of_another_key_or_store_is_refused()
    {
        var journal = Written(3);
        using var other = ECDsa.Create(ECCurve.NamedCurves.nistP256);

        Assert.Equal("journal.signature", Code(Check(journal, Checkpoint.Sign(Corner, journal[^1], other))));
        Assert.Equal("journal.signature", Code(Check(journal, Checkpoint.Sign(new("acme", "harbour"), journal[^1], Key))));
    }

    [Fact]
    public void A_checkpoint_is_one_line_that_reads_back()
    {
        var point = Checkpoint.Sign(Corner, Written(3)[^1], Key);

        var read = Assert.IsType<Result<Checkpoint>.Good>(Checkpoint.Parse(point.ToString(), "line 1")).Value;

        Assert.True(read.IsSignedBy(Key));
        Assert.Equal(point.ToString(), read.ToString());
    }

    [Theory]
    [InlineData("")]
    [InlineData("stroll-journal-1 acme/corner 3")]
    [InlineData("stroll-journal-1 acme/corner -3 AAAA AAAA")]
    [InlineData("stroll-journal-1 acme 3 AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA= AAAA")]
    public void Another_line_is_refused(string line) =>
        Assert.Equal("journal.checkpoint", Assert.IsType<Result<Checkpoint>.Bad>(Checkpoint.Parse(line, "line 1")).Fault.Code);

    [Fact]
    public void Every_change_of_a_signed_journal_is_found()
    {
        var journal = Written(40);
        Checkpoint[] points = [Checkpoint.Sign(Corner, journal[19], Key), Checkpoint.Sign(Corner, journal[^1], Key)];
        var other = Written(40, who: "somebody else");

        Gen.Select(Gen.Int[0, 5], Gen.Int[0, 39], Gen.Int[0, 39], Gen.Int[0, 4], Gen.Long).Sample(
            (kind, at, to, field, value) =>
            {
                var changed = Changed(journal, other, kind, at, to, field, value);
                return changed.SequenceEqual(journal) || Check(changed, points) is Result<long>.Bad;
            },
            iter: Environment.GetEnvironmentVariable("STROLL_TEST_LONG") == "1" ? 100_000 : 500);
    }

    static JournalEntry[] Changed(JournalEntry[] journal, JournalEntry[] other, int kind, int at, int to, int field, long value) => kind switch
    {
        0 => [.. journal.Select((entry, i) => i == at ? Edited(entry, field, value) : entry)],
        1 => [.. journal.Where((_, i) => i != at)],
        2 => [.. journal.Select((entry, i) => i == at ? journal[to] : i == to ? journal[at] : entry)],
        3 => journal[..at],
        4 => [.. journal[..at], .. other[at..]],
        // With the number put right as well, as somebody would who knows how it works.
        _ => [.. journal.Where((_, i) => i != at).Select((entry, i) => entry with { Number = i + 1 })],
    };

    static JournalEntry Edited(JournalEntry entry, int field, long value) => field switch
    {
        0 => entry with { At = new(value) },
        1 => entry with { Who = $"{value}" },
        2 => entry with { Act = entry.Act + entry.What[..1], What = entry.What[1..] },
        3 => entry with { What = $"{{\"amount\":{value}}}" },
        // With a hash that fits the entry alone.
        _ => JournalEntry.After(entry.Hash, entry.Number, new(value), entry.Who, entry.Act, entry.What),
    };

    static JournalEntry[] Written(int count, string who = "anna")
    {
        var entries = new List<JournalEntry>();
        for (var i = 1; i <= count; i++)
        {
            var previous = entries.Count == 0 ? JournalEntry.Beginning : entries[^1].Hash;
            entries.Add(JournalEntry.After(previous, i, Instant.FromUnixSeconds(1_790_000_000 + i), who, "receipt.refunded", $"{{\"amount\":{i}}}"));
        }

        return [.. entries];
    }

    static Result<long> Check(IEnumerable<JournalEntry> entries, params Checkpoint[] points) => JournalCheck.Of(Corner, entries, points, Key);

    static string Code(Result<long> result) => Assert.IsType<Result<long>.Bad>(result).Fault.Code;
}

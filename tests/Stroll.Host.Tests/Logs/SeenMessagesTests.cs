using CsCheck;
using Stroll.Host.Logs;

namespace Stroll.Tests.Logs;

public sealed class SeenMessagesTests
{
    [Fact]
    public void It_remembers_what_a_set_would() => Gen.Select(Gen.Int[0, 2], Gen.Long[0, 3], Gen.Long[0, 60]).Array[0, 200].Sample(messages =>
    {
        var (seen, set) = (new SeenMessages(), new HashSet<(int, long, long)>());
        foreach (var message in messages)
        {
            Assert.Equal(set.Add(message) ? Sight.New : Sight.Doubled, seen.Add(message.Item1, message.Item2, message.Item3));
        }

        var copy = seen.Copy();
        Assert.All(set, m => Assert.Equal(Sight.Doubled, copy.Look(m.Item1, m.Item2, m.Item3)));
        Assert.Equal(set.Count, copy.Ranges.Sum(range => range.To - range.From + 1));
    });

    [Fact]
    public void What_was_taken_back_is_new_again() => Gen.Select(Gen.Long[0, 30].Array[0, 40], Gen.Long[0, 30]).Sample((sequences, back) =>
    {
        var seen = new SeenMessages();
        foreach (var sequence in sequences)
        {
            seen.Add(0, 1, sequence);
        }

        seen.Remove(0, 1, back);

        Assert.Equal(Sight.New, seen.Look(0, 1, back));
        Assert.All(sequences.Where(s => s != back), s => Assert.Equal(Sight.Doubled, seen.Look(0, 1, s)));
    });

    [Fact]
    public void It_stays_small_whatever_comes_and_says_what_it_forgot()
    {
        var seen = new SeenMessages();
        for (var boot = 0; boot < 100; boot++)
        {
            for (var sequence = 0; sequence < 1000; sequence += 2)
            {
                seen.Add(0, boot, sequence);
            }
        }

        Assert.True(seen.Ranges.Count() <= SeenMessages.MostBoots * SeenMessages.MostRanges);
        Assert.Equal(Sight.Forgotten, seen.Look(0, 5, 1));
        Assert.Equal(Sight.Forgotten, seen.Look(0, 99, 3));
        Assert.Equal(Sight.Doubled, seen.Look(0, 99, 998));
        Assert.Equal(Sight.New, seen.Look(0, 99, 999));
    }
}

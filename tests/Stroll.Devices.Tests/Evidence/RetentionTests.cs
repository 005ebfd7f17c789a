using System.Collections.Immutable;
using Stroll.Devices.Evidence;
using Stroll.Host.Evidence;
using Stroll.Rendering;
using Stroll.Units;
using static Stroll.Tests.Devices.Evidence.Footages;
using static Stroll.Tests.Devices.ModelTests;

namespace Stroll.Tests.Devices.Evidence;

public sealed class RetentionTests
{
    static readonly EvidenceRules Rules = new(1_000_000, TimeSpan.FromHours(1), ImmutableSortedDictionary.CreateRange(
        StringComparer.Ordinal, [KeyValuePair.Create("case", TimeSpan.FromHours(3))]));

    [Fact]
    public void Whatever_is_older_than_its_retention_is_gone_and_the_chain_says_so()
    {
        using var temp = new TempFolder();
        var folder = new EvidenceFolder(temp.Path);
        var sweep = new EvidenceSweep(folder, Rules);
        // A day of two cameras, a segment each ten minutes, swept every minute or two: at no moment anything older than an hour is left.
        for (var minute = 0; minute < 24 * 60; minute++)
        {
            var now = Noon + TimeSpan.FromMinutes(minute);
            if (minute % 10 == 0)
            {
                Put(folder, "aisle", now, 1000);
                Put(folder, "door", now, 2000);
            }

            sweep.Run(now);
            var age = sweep.Look(now);
            Assert.Empty(age.Files);
            Assert.True(age.Oldest is { } oldest && now - oldest <= Rules.Keep, $"{age.Oldest}");
        }

        var gone = Good(folder.Deletions.Read());
        Assert.Equal(2 * 24 * 6, gone.Sum(line => line.Files) + folder.Ring.Segments("aisle").Length + folder.Ring.Segments("door").Length);
        Assert.All(gone, line => Assert.Equal("retention", line.Why));
    }

    [Fact]
    public void What_should_be_gone_is_named_until_a_sweep_was_there()
    {
        using var temp = new TempFolder();
        var folder = new EvidenceFolder(temp.Path);
        Put(folder, "aisle", Noon, 1000);
        var late = Noon + Rules.Keep + 1.Seconds;

        Assert.Single(new EvidenceSweep(folder, Rules).Look(late).Files);
        Assert.Equal(1, new EvidenceSweep(folder, Rules).Run(late));
        Assert.Empty(new EvidenceSweep(folder, Rules).Look(late).Files);
    }

    [Fact]
    public void Over_the_quota_the_oldest_go_whatever_camera_they_are_of()
    {
        using var temp = new TempFolder();
        var folder = new EvidenceFolder(temp.Path);
        for (var i = 0; i < 8; i++)
        {
            Put(folder, i % 2 == 0 ? "aisle" : "door", Noon + TimeSpan.FromSeconds(2 * i), 200_000);
        }

        new EvidenceSweep(folder, Rules).Run(Noon + 20.Seconds);

        Assert.Equal([Noon + 6.Seconds, Noon + 10.Seconds, Noon + 14.Seconds], folder.Ring.Segments("door").Select(segment => segment.Begin));
        Assert.Equal([Noon + 8.Seconds, Noon + 12.Seconds], folder.Ring.Segments("aisle").Select(segment => segment.Begin));
        Assert.All(Good(folder.Deletions.Read()), line => Assert.Equal("quota", line.Why));
    }

    [Fact]
    public void Clips_go_by_their_purpose_and_when_they_are_asked_to()
    {
        Assert.SkipWhen(Ffmpeg.Find() is null, "needs: ffmpeg");
        using var temp = new TempFolder();
        var folder = new EvidenceFolder(temp.Path);
        Film(folder, "aisle", Noon);
        var clock = new FakeClock(Noon + 1.Seconds);
        var cutter = new ClipCutter(folder, folder.Ring, [], [], [], PrivacyMasks.None, Rules, clock);
        foreach (var subject in (string[])["c-1", "c-2"])
        {
            Good(cutter.Cut(Order(5, ClipAudience.Staff, subject), TestContext.Current.CancellationToken));
        }

        Assert.Equal(3, cutter.Forget("c-2", "asked by the shopper"));
        Assert.Single(Directory.GetDirectories(Path.Combine(temp.Path, "clips", "case")));
        new EvidenceSweep(folder, Rules).Run(Noon + TimeSpan.FromHours(2));
        Assert.Single(Directory.GetDirectories(Path.Combine(temp.Path, "clips", "case")));
        new EvidenceSweep(folder, Rules).Run(Noon + TimeSpan.FromHours(3) + 2.Seconds);
        Assert.Empty(Directory.GetDirectories(Path.Combine(temp.Path, "clips", "case")));
        Assert.Equal(["asked by the shopper", "retention", "retention"], Good(folder.Deletions.Read()).Select(line => line.Why));
    }

    [Fact]
    public void What_a_killed_program_left_half_done_goes_too()
    {
        using var temp = new TempFolder();
        var folder = new EvidenceFolder(temp.Path);
        Directory.CreateDirectory(folder.Ring.FolderOf("aisle"));
        File.WriteAllText(Path.Combine(folder.Ring.FolderOf("aisle"), "open-0000000000000000001-000003.ts"), "half");
        var half = Directory.CreateDirectory(Path.Combine(temp.Path, "clips", "case", ".c-1.reviewer.part")).FullName;
        var now = Host.Instants.Of(TimeProvider.System);

        Assert.Equal(0, new EvidenceSweep(folder, Rules).Run(now));
        new EvidenceSweep(folder, Rules).Run(now + TimeSpan.FromHours(2));

        Assert.Empty(Directory.GetFiles(folder.Ring.FolderOf("aisle")));
        Assert.False(Directory.Exists(half));
    }

    [Fact]
    public void A_line_of_the_proof_that_was_changed_or_taken_out_is_noticed()
    {
        using var temp = new TempFolder();
        var folder = new EvidenceFolder(temp.Path);
        for (var i = 0; i < 3; i++)
        {
            Put(folder, "aisle", Noon + TimeSpan.FromHours(i), 1000);
            new EvidenceSweep(folder, Rules).Run(Noon + TimeSpan.FromHours(i + 2));
        }

        var path = Path.Combine(temp.Path, "deleted.jsonl");
        var lines = File.ReadAllLines(path);
        File.WriteAllLines(path, [lines[0], lines[2]]);
        Assert.Equal("evidence.ledger", Bad(folder.Deletions.Read()).Code);
        File.WriteAllLines(path, [lines[0].Replace("\"files\":1", "\"files\":2", StringComparison.Ordinal), lines[1], lines[2]]);
        Assert.Equal("evidence.ledger", Bad(folder.Deletions.Read()).Code);
        File.WriteAllLines(path, lines);
        Assert.Equal(3, Good(folder.Deletions.Read()).Count);
    }

    static void Put(EvidenceFolder folder, string camera, Instant begin, int bytes)
    {
        Directory.CreateDirectory(folder.Ring.FolderOf(camera));
        File.WriteAllBytes(Path.Combine(folder.Ring.FolderOf(camera), SegmentFile.NameOf(begin, TimeSpan.FromSeconds(2), 1)), new byte[bytes]);
    }
}

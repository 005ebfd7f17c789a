using CsCheck;
using Stroll.Review;
using Stroll.Units;

namespace Stroll.Tests.Review;

public class ConfidenceTests
{
    static readonly Gen<(int Hits, int Trials)> Counts = Gen.Int[1, 500].SelectMany(n => Gen.Int[0, n].Select(hits => (hits, n)));

    [Fact]
    public void A_published_example_comes_out()
    {
        // R. G. Newcombe, Statistics in Medicine 17 (1998) 857, table I, method 3: 81 of 263 gives 0.2553 to 0.3662, 0 of 20 gives 0 to 0.1611.
        var share = Confidence.OfShare(81, 263);
        Assert.Equal((0.2553, 0.3662), (Math.Round(share.Low, 4), Math.Round(share.High, 4)));
        var none = Confidence.OfShare(0, 20);
        Assert.Equal((0, 0.1611), (none.Low, Math.Round(none.High, 4)));
    }

    [Fact]
    public void Exact_ranges_come_out_as_published()
    {
        // The same table, method 5 (Clopper and Pearson): 81 of 263 gives 0.2527 to 0.3676, 0 of 20 gives 0 to 0.1684.
        var share = Confidence.OfShareExactly(81, 263);
        Assert.Equal((0.2527, 0.3676), (Math.Round(share.Low, 4), Math.Round(share.High, 4)));
        var none = Confidence.OfShareExactly(0, 20);
        Assert.Equal((0, 0.1684), (none.Low, Math.Round(none.High, 4)));

        // F. Garwood, Biometrika 28 (1936), and every table of the Poisson distribution since: 0 gives 0 to 3.689, 10 gives 4.795 to 18.390.
        var rate = Confidence.OfRate(0, 2);
        Assert.Equal((0, 0, 3.689), (rate.Value, rate.Low, Math.Round(2 * rate.High, 3)));
        rate = Confidence.OfRate(10, 1);
        Assert.Equal((4.795, 18.390), (Math.Round(rate.Low, 3), Math.Round(rate.High, 3)));
        Assert.InRange(Confidence.OfRate(2000, 1).Low, 1912, 1915);
    }

    [Fact]
    public void An_exact_range_is_no_narrower_than_the_other() => Counts.Sample(c =>
        // Where all or none hit, the exact range has one side only and the other one a little of both.
        Confidence.OfShareExactly(c.Hits, c.Trials) is var exact && exact.Holds(c.Hits / (double)c.Trials) && exact.Low >= 0 && exact.High <= 1
        && (c.Hits < 5 || c.Trials - c.Hits < 5 || exact.Width > 0.97 * Confidence.OfShare(c.Hits, c.Trials).Width));

    [Fact]
    public void Nothing_measured_says_nothing()
    {
        var nothing = Confidence.OfShare(0, 0);
        Assert.True(double.IsNaN(nothing.Value));
        Assert.Equal((0, 1), (nothing.Low, nothing.High));
    }

    [Fact]
    public void The_range_holds_the_share_and_stays_a_share() => Counts.Sample(c =>
    {
        var range = Confidence.OfShare(c.Hits, c.Trials);
        return range.Low >= 0 && range.High <= 1 && range.Holds(c.Hits / (double)c.Trials) && range.Width > 0;
    });

    [Fact]
    public void More_trials_of_the_same_share_narrow_it() => Gen.Select(Counts, Gen.Int[2, 9]).Sample((c, times) =>
        Confidence.OfShare(c.Hits * times, c.Trials * times).Width < Confidence.OfShare(c.Hits, c.Trials).Width);

    [Fact]
    public void Hits_and_misses_mirror_each_other() => Counts.Sample(c =>
    {
        var hits = Confidence.OfShare(c.Hits, c.Trials);
        var misses = Confidence.OfShare(c.Trials - c.Hits, c.Trials);
        return Math.Abs(hits.Low - (1 - misses.High)) < 1e-12 && Math.Abs(hits.High - (1 - misses.Low)) < 1e-12;
    });

    [Theory]
    [InlineData(0.5, 40)]
    [InlineData(0.9, 60)]
    [InlineData(0.98, 200)]
    public void It_holds_the_truth_in_about_95_of_100_surveys(double truth, int trials)
    {
        var rng = new Rng(11);
        var held = Enumerable.Range(0, 4000)
            .Count(_ => Confidence.OfShare(Enumerable.Range(0, trials).Count(_ => rng.NextChance(truth)), trials).Holds(truth));
        Assert.InRange(held / 4000.0, 0.93, 0.985);
    }

    [Fact]
    public void Clusters_that_err_together_are_allowed_for()
    {
        // Days of ten visits, each with its own share between 0.6 and 1: as if independent, a range of 95 % would hold the truth too rarely.
        var rng = new Rng(5);
        var (plain, clustered) = (0, 0);
        for (var survey = 0; survey < 2000; survey++)
        {
            var days = Days(rng, 40);
            var hits = days.Sum(d => d.Part);
            plain += Confidence.OfShare(hits, 400).Holds(0.8) ? 1 : 0;
            clustered += Confidence.OfShare(days).Holds(0.8) ? 1 : 0;
        }

        Assert.True(plain < 1840, $"{plain} of 2000");
        Assert.InRange(clustered / 2000.0, 0.925, 0.985);
    }

    [Fact]
    public void The_range_of_a_ratio_holds_the_truth_in_about_95_of_100_surveys()
    {
        var rng = new Rng(6);
        var held = Enumerable.Range(0, 600).Count(_ => Confidence.OfRatio(Days(rng, 40), new(1), 400).Holds(0.8));
        Assert.InRange(held / 600.0, 0.9, 0.98);
    }

    [Fact]
    public void The_same_seed_gives_the_same_range()
    {
        var days = Days(new(3), 12);
        Assert.Equal(Confidence.OfRatio(days, new(9)), Confidence.OfRatio(days, new(9)));
        Assert.NotEqual(Confidence.OfRatio(days, new(9)), Confidence.OfRatio(days, new(10)));
    }

    [Fact]
    public void One_run_says_nothing_of_how_runs_differ() =>
        Assert.Equal(new(0.5, 0, 1), Confidence.OfRatio([new(1, 2)], new(1)));

    [Fact]
    public void Independent_trials_have_no_design_effect_to_speak_of()
    {
        var rng = new Rng(8);
        var days = Enumerable.Range(0, 2000).Select(_ => new Tally(Enumerable.Range(0, 10).Count(_ => rng.NextChance(0.7)), 10)).ToArray();
        Assert.InRange(Confidence.DesignEffect(days), 1, 1.1);
        // All ten right or all ten wrong: ten count for one.
        Assert.InRange(Confidence.DesignEffect([.. days.Select(_ => new Tally(rng.NextChance(0.7) ? 10 : 0, 10))]), 9.5, 10.5);
    }

    static Tally[] Days(Rng rng, int count) => [.. Enumerable.Range(0, count).Select(_ =>
    {
        var share = rng.NextChance(0.5) ? 0.6 : 1;
        return new Tally(Enumerable.Range(0, 10).Count(_ => rng.NextChance(share)), 10);
    })];
}

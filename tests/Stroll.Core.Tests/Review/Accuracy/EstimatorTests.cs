using System.Collections.Immutable;
using CsCheck;
using Stroll.Review.Accuracy;
using Stroll.Units;

namespace Stroll.Tests.Review.Accuracy;

public class EstimatorTests
{
    [Fact]
    public void Exact_bounds_come_out_as_published()
    {
        // R. G. Newcombe, Statistics in Medicine 17 (1998) 857, table I, method 5: 81 of 263 gives 0.2527 to 0.3676.
        Assert.Equal(0.3676, Math.Round(Quantiles.UpperShare(81, 263, 0.975), 4));
        Assert.Equal(0.2527, Math.Round(Quantiles.LowerShare(81, 263, 0.975), 4));
        Assert.Equal(1 - Math.Pow(0.05, 1.0 / 300), Quantiles.UpperShare(0, 300, 0.95), 9);
    }

    [Fact]
    public void Tails_of_a_beta_are_tails_of_a_binomial() =>
        Gen.Select(Gen.Int[1, 60], Gen.Double[0.01, 0.99]).Sample((trials, share) =>
        {
            var (sum, term) = (0.0, Math.Pow(1 - share, trials));
            for (var hits = 0; hits <= trials; hits++)
            {
                if (Math.Abs(Quantiles.AtLeast(hits, trials, share) - (1 - sum)) > 1e-9)
                {
                    return false;
                }

                sum += term;
                term *= (trials - hits) / (hits + 1.0) * share / (1 - share);
            }

            return true;
        });

    [Theory]
    [InlineData(0.005, 0.0025, 3238)]
    [InlineData(0.005, 0.01, 305)]
    [InlineData(0.01, 0.005, 1611)]
    [InlineData(0.02, 0.005, 3060)]
    [InlineData(0.05, 0.01, 1839)]
    public void So_many_audits_make_a_range_so_narrow(double share, double halfWidth, int audits) =>
        Assert.InRange(SampleSize.ForHalfWidth(share, halfWidth), audits * 0.995, audits * 1.005);

    [Fact]
    public void One_audit_less_is_too_few() => Gen.Select(Gen.Double[0.001, 0.5], Gen.Double[0.005, 0.2]).Sample((share, halfWidth) =>
        SampleSize.ForHalfWidth(share, halfWidth) is var audits
        && Quantiles.Wilson(share, audits).Width <= 2 * halfWidth
        && (audits < 3 || Quantiles.Wilson(share, audits - 1).Width > 2 * halfWidth));

    [Theory]
    [InlineData(25, 0.03, 0.43)]
    [InlineData(50, 0.03, 0.83)]
    [InlineData(100, 0.03, 0.98)]
    [InlineData(200, 0.02, 0.93)]
    public void A_weekly_alarm_says_what_it_can_see(int audits, double share, double power)
    {
        var alarm = DriftAlarm.For(audits * 7, 0.008);

        Assert.InRange(alarm.FalseAlarms, 0, 0.01);
        Assert.Equal(power, alarm.Power(share), 2);
    }

    [Fact]
    public void An_alarm_rings_from_its_count_on()
    {
        var alarm = DriftAlarm.For(175, 0.008);

        Assert.True(alarm.Rings(alarm.RingsFrom));
        Assert.False(alarm.Rings(alarm.RingsFrom - 1));
        Assert.True(Quantiles.AtLeast(alarm.RingsFrom - 1, 175, 0.008) > 0.01);
    }

    [Fact]
    public void Everything_looked_at_leaves_no_doubt()
    {
        var share = Stratified.Share([new(100, 100, 87), new(50, 50, 50)]);

        Assert.Equal((137 / 150.0, 137 / 150.0), (share.Low, share.High));
    }

    [Fact]
    public void A_kind_that_was_never_drawn_is_wholly_in_doubt()
    {
        var share = Stratified.Share([new(50, 50, 50), new(50, 0, 0)]);

        Assert.Equal((0.5, 1), (share.Low, share.High));
    }

    [Fact]
    public void One_kind_is_a_Wilson_range_of_a_finite_population()
    {
        var share = Stratified.Share([new(1_000_000_000, 263, 81)]);

        Assert.Equal((0.2553, 0.3662), (Math.Round(share.Low, 4), Math.Round(share.High, 4)));
        Assert.True(Stratified.Share([new(500, 263, 81)]).Width < share.Width);
    }

    [Fact]
    public void Weights_take_the_favour_of_the_draw_out()
    {
        // Half of the wrong ones were drawn and a tenth of the right ones: 10 of 20 and 18 of 180.
        var sample = Enumerable.Repeat(new Drawn(1, new(0.5)), 10).Concat(Enumerable.Repeat(new Drawn(0, new(0.1)), 18)).ToArray();

        Assert.Equal(20, Weighted.Total(sample).Total, 9);
        Assert.Equal(0.1, Weighted.Share(sample).Value, 9);
    }

    [Fact]
    public void Weighted_ranges_hold_the_truth()
    {
        var rng = new Rng(4);
        var held = 0;
        const int Runs = 400;
        for (var run = 0; run < Runs; run++)
        {
            // 4,000 visits: what scores high is wrong more often and drawn more often.
            var (wrong, sample) = (0, new List<Drawn>());
            for (var visit = 0; visit < 4000; visit++)
            {
                var score = rng.NextUnit();
                var isWrong = rng.NextChance(0.04 * score);
                wrong += isWrong ? 1 : 0;
                var probability = new Probability(Math.Max(0.05, 0.3 * score));
                if (rng.NextChance(probability.Value))
                {
                    sample.Add(new(isWrong ? 1 : 0, probability));
                }
            }

            held += Weighted.Share(sample).Holds(wrong / 4000.0) ? 1 : 0;
        }

        Assert.InRange(held / (double)Runs, 0.92, 0.985);
    }

    [Fact]
    public void People_who_err_do_not_make_receipts_worse()
    {
        // True 1 %; people find 9 of 10 errors and call 1 of 100 right receipts wrong: 1.89 % look wrong.
        var people = new AuditorRecord(900, 1000, 9900, 10000);

        var share = RoganGladen.ErrorShare(189, 10000, people);

        Assert.Equal(0.01, share.Value, 3);
        Assert.True(share.Holds(0.01) && !share.Holds(0.0189));
    }

    [Fact]
    public void Ranges_behind_fallible_people_hold_the_truth()
    {
        var rng = new Rng(7);
        var held = 0;
        const int Runs = 1000;
        for (var run = 0; run < Runs; run++)
        {
            var wrong = Count(rng, 800, 0.03);
            var called = Count(rng, wrong, 0.9) + Count(rng, 800 - wrong, 0.02);
            var people = new AuditorRecord(Count(rng, 120, 0.9), 120, Count(rng, 300, 0.98), 300);
            held += RoganGladen.ErrorShare(called, 800, people).Holds(0.03) ? 1 : 0;
        }

        Assert.InRange(held / (double)Runs, 0.93, 0.985);
    }

    [Fact]
    public void Nobody_known_leaves_everything_open() =>
        Assert.Equal((0, 1), RoganGladen.ErrorShare(5, 100, default) is var share ? (share.Low, share.High) : default);

    [Fact]
    public void A_bound_of_money_holds_whatever_errors_are_like()
    {
        var rng = new Rng(11);
        var held = 0;
        const int Runs = 300;
        for (var run = 0; run < Runs; run++)
        {
            // One visit in a hundred is overcharged, by an eighth of its receipt or by all of it: mean 0.0035.
            var sample = Enumerable.Range(0, 600).Select(_ => rng.NextChance(0.01) ? rng.NextChance(0.25) ? 1 : 0.1333333 : 0.0).ToArray();
            held += MoneyBound.UpperMean(sample) >= 0.0035 ? 1 : 0;
        }

        Assert.True(held >= 0.95 * Runs, $"{held} of {Runs}");
    }

    [Fact]
    public void A_bound_of_money_comes_down_with_the_sample()
    {
        Assert.Equal(1, MoneyBound.UpperMean([]));
        Assert.InRange(MoneyBound.UpperMean(new double[300]), 0.0, 0.03);
        Assert.InRange(MoneyBound.UpperMean(new double[3000]), 0.0, 0.004);
        Assert.True(MoneyBound.UpperMean([.. Enumerable.Repeat(0.5, 100)]) >= 0.5);
    }

    [Fact]
    public void A_published_agreement_comes_out()
    {
        // K. Krippendorff, "Computing Krippendorff's alpha-reliability" (2011), the third example: nominal alpha is 0.743.
        int[][] observers =
        [
            [1, 2, 3, 3, 2, 1, 4, 1, 2, 0, 0, 0],
            [1, 2, 3, 3, 2, 2, 4, 1, 2, 5, 0, 3],
            [0, 3, 3, 3, 2, 3, 4, 2, 2, 5, 1, 0],
            [1, 2, 3, 3, 2, 4, 4, 1, 2, 5, 1, 0],
        ];
        ImmutableArray<int>[] units = [.. Enumerable.Range(0, 12).Select(u => observers.Select(o => o[u]).Where(answer => answer > 0).ToImmutableArray())];

        Assert.Equal(0.743, Agreement.Alpha(units), 3);
    }

    static int Count(Rng rng, int trials, double share) => Enumerable.Range(0, trials).Count(_ => rng.NextChance(share));
}

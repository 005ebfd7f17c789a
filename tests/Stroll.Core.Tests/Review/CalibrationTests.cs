using CsCheck;
using Stroll.Review;
using Stroll.Units;

namespace Stroll.Tests.Review;

public class CalibrationTests
{
    static readonly Gen<(double Claimed, bool IsRight)[]> Lines = Gen.Select(Gen.Double[0, 1], Gen.Bool).Array[0, 60];

    [Fact]
    public void Ten_lines_called_nine_tenths_of_which_seven_are_right_err_by_two_tenths()
    {
        var calibration = Of([.. Enumerable.Range(0, 10).Select(i => (0.9, i < 7))]);
        Assert.Equal(0.2, calibration.Error, 12);
        Assert.Equal(0.2, calibration.ErrorDoubtful, 12);
    }

    [Fact]
    public void Certain_lines_hide_the_doubtful_ones_only_in_the_error_over_all()
    {
        var calibration = Of([.. Enumerable.Repeat((1.0, true), 90), .. Enumerable.Repeat((0.6, false), 10)]);
        Assert.Equal((100, 10), (calibration.Lines, calibration.DoubtfulLines));
        Assert.Equal(0.06, calibration.Error, 12);
        Assert.Equal(0.6, calibration.ErrorDoubtful, 12);
    }

    [Fact]
    public void Every_probability_has_its_bin() => Gen.Double[0, 1].Sample(claimed =>
    {
        var bin = Of([(claimed, true)]).Bins.Single(b => b.Lines == 1);
        return bin.Low <= claimed && (claimed < bin.High || claimed == 1);
    });

    [Fact]
    public void Parts_merge_to_the_whole() => Gen.Select(Lines, Lines).Sample((one, other) =>
    {
        var (whole, merged) = (Of([.. one, .. other]), Of(one) + Of(other));
        return whole.Bins.Zip(merged.Bins).All(b => b.First.Lines == b.Second.Lines && b.First.Right == b.Second.Right
            && Math.Abs(b.First.Claimed - b.Second.Claimed) < 1e-9 && Math.Abs(b.First.Variance - b.Second.Variance) < 1e-9);
    });

    [Fact]
    public void The_order_of_lines_does_not_matter_and_the_error_is_a_share() => Lines.Sample(lines =>
    {
        var error = Of(lines).Error;
        return error is >= 0 and <= 1 && Math.Abs(error - Of([.. lines.Reverse()]).Error) < 1e-12;
    });

    [Fact]
    public void Perfect_probabilities_err_as_much_as_chance_says()
    {
        var rng = new Rng(4);
        var (measured, expected) = (0.0, 0.0);
        for (var i = 0; i < 300; i++)
        {
            var lines = Of([.. Enumerable.Range(0, 400).Select(_ => rng.NextBetween(0.3, 0.95)).Select(p => (p, rng.NextChance(p)))]);
            measured += lines.Error / 300;
            expected += lines.ErrorByChance / 300;
        }

        Assert.InRange(measured / expected, 0.95, 1.05);
    }

    [Fact]
    public void The_truth_about_doubt_scores_better_than_certainty_and_than_the_average()
    {
        var rng = new Rng(12);
        var lines = Enumerable.Range(0, 4000).Select(_ => rng.NextChance(0.7) ? 0.99 : 0.8).Select(p => (p, rng.NextChance(p))).ToArray();
        var average = lines.Average(l => l.Item2 ? 1.0 : 0.0);
        var honest = Of(lines).Brier;
        Assert.True(honest < Of([.. lines.Select(l => (1.0, l.Item2))]).Brier);
        Assert.True(honest < Of([.. lines.Select(l => (average, l.Item2))]).Brier);
        // The average is as well calibrated as can be all the same.
        Assert.InRange(Of([.. lines.Select(l => (average, l.Item2))]).Error, 0, 1e-9);
    }

    [Fact]
    public void Without_lines_there_is_no_error() => Assert.Equal((0, 0, 0), (Calibration.Empty.Error, Calibration.Empty.ErrorDoubtful, Calibration.Empty.ErrorByChance));

    static Calibration Of((double Claimed, bool IsRight)[] lines) =>
        lines.Aggregate(Calibration.Empty, (sum, line) => sum.With(new(line.Claimed), line.IsRight));
}

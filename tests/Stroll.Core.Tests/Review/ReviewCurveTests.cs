using CsCheck;
using Stroll.Review;

namespace Stroll.Tests.Review;

public class ReviewCurveTests
{
    static readonly double[] Everything = [1e9];

    static readonly Gen<ReviewedRun> Run =
        from visits in Gen.Int[1, 8]
        from before in Gen.Int[0, visits]
        from steps in Gen.Select(Gen.Double[0, 100], Gen.Int[0, visits]).Array[0, 8]
        select new ReviewedRun(visits, before, [.. steps.Select(step => new ReviewStep(step.Item1, step.Item2))]);

    [Fact]
    public void One_desk_asks_what_is_worth_most_next()
    {
        var curve = ReviewCurve.Of([new(5, 3, [new(50, 4), new(10, 5)]), new(5, 2, [new(70, 2), new(20, 4)])]);
        Assert.Equal(
            [new(0, 0.5), new(100, 0.5), new(200, 0.6), new(300, 0.8), new(400, 0.9), new(900, 0.9)],
            curve.At([0, 100, 200, 300, 400, 900]));
    }

    [Fact]
    public void Within_a_run_the_order_of_asking_stays()
    {
        // An answer made a later question worth more than the first; it could not have been asked before.
        var curve = ReviewCurve.Of([new(10, 5, [new(10, 6), new(90, 9)]), new(10, 5, [new(20, 6)])]);
        Assert.Equal([0.5, 0.55, 0.6, 0.75], curve.At([0, 50, 100, 150]).Select(point => point.ReceiptsExact));
    }

    [Fact]
    public void A_policy_stands_where_a_question_is_no_longer_worth_its_cost()
    {
        var curve = ReviewCurve.Of([new(10, 8, [new(60, 9), new(15, 10), new(2, 10)])]);
        Assert.Equal(new CurvePoint(100, 0.9), curve.WhenWorth(20));
        Assert.Equal(new CurvePoint(200, 1), curve.WhenWorth(12));
    }

    [Fact]
    public void Ends_and_start_of_parts_add_up() => Gen.Select(Run.Array[1, 4], Run.Array[1, 4]).Sample((one, other) =>
    {
        var (a, b, both) = (ReviewCurve.Of(one), ReviewCurve.Of(other), ReviewCurve.Of([.. one, .. other]));
        return new[] { 0, 1e9 }.All(at => Math.Abs(
            (a.At([at])[0].ReceiptsExact * a.Visits) + (b.At([at])[0].ReceiptsExact * b.Visits) - (both.At([at])[0].ReceiptsExact * both.Visits)) < 1e-9);
    });

    [Fact]
    public void The_end_is_what_the_last_answers_left() => Run.Array[1, 5].Sample(runs =>
        Math.Abs(ReviewCurve.Of(runs).At(Everything)[0].ReceiptsExact
            - (runs.Sum(run => run.Steps.IsEmpty ? run.Exact : run.Steps[^1].Exact) / (double)runs.Sum(run => run.Visits))) < 1e-9);
}

using CsCheck;
using Stroll.Review;

namespace Stroll.Tests.Review;

public class ReviewCurveTests
{
    static readonly double[] Everything = [1e9];

    static readonly Gen<ReviewableRun> Run =
        from visits in Gen.Int[1, 8]
        from wrong in Gen.Int[0, visits - 1].Array[0, 6]
        from cases in Gen.Select(Gen.Double[0, 1], Gen.Bool.Array[wrong.Length]).Array[0, 8]
        select new ReviewableRun(
            visits, [.. wrong],
            [.. cases.Select(c => new ReviewableCase(new(c.Item1), [.. Enumerable.Range(0, wrong.Length).Where(i => c.Item2[i])]))]);

    [Fact]
    public void The_most_doubtful_is_asked_first()
    {
        // Ten visits, three wrong; the greatest doubt is about a visit that was right.
        var curve = ReviewCurve.Of([new(10, [0, 1, 1], [Case(0.2, 0), Case(0.9), Case(0.5, 1), Case(0.4, 2)])]);
        Assert.Equal(
            [new(0, 0.8), new(100, 0.8), new(200, 0.8), new(300, 0.9), new(400, 1), new(900, 1)],
            curve.At([0, 100, 200, 300, 400, 900]));
    }

    [Fact]
    public void A_policy_stands_where_its_doubt_ends()
    {
        var curve = ReviewCurve.Of([new(10, [0, 1], [Case(0.1, 0), Case(0.6, 1)])]);
        Assert.Equal(new CurvePoint(100, 0.9), curve.WhenAskedFrom(0.5));
        Assert.Equal(new CurvePoint(200, 1), curve.WhenAskedFrom(0.1));
    }

    [Fact]
    public void Asking_more_never_makes_it_worse() => Run.Array[1, 5].Sample(runs =>
    {
        var points = ReviewCurve.Of(runs).At([0, 10, 50, 100, 500, 1000, 5000, 1e6]);
        return points.Zip(points.Skip(1)).All(pair => pair.First.ReceiptsExact <= pair.Second.ReceiptsExact);
    });

    [Fact]
    public void When_every_wrong_line_can_be_asked_about_all_come_right() => Run.Array[1, 5].Sample(runs =>
        ReviewCurve.Of([.. runs.Select(r => r with { Cases = [.. r.Cases, new(new(0), [.. Enumerable.Range(0, r.WrongLines.Length)])] })])
            .At(Everything)[0].ReceiptsExact == 1);

    [Fact]
    public void Ends_and_start_of_parts_add_up() => Gen.Select(Run.Array[1, 4], Run.Array[1, 4]).Sample((one, other) =>
    {
        var (a, b, both) = (ReviewCurve.Of(one), ReviewCurve.Of(other), ReviewCurve.Of([.. one, .. other]));
        return new[] { 0, 1e9 }.All(at => Math.Abs(
            (a.At([at])[0].ReceiptsExact * a.Visits) + (b.At([at])[0].ReceiptsExact * b.Visits) - (both.At([at])[0].ReceiptsExact * both.Visits)) < 1e-9);
    });

    static ReviewableCase Case(double doubt, params int[] settles) => new(new(doubt), [.. settles]);
}

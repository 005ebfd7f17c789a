using System.Collections.Immutable;
using CsCheck;
using Stroll.Receipts;
using Stroll.Review;
using Stroll.Units;

namespace Stroll.Tests.Review;

public class ReceiptScoreTests
{
    [Fact]
    public void Pieces_count_and_not_lines()
    {
        // BASELINE-10 of the competition: two shoppers, three articles each, one piece went to the wrong one. Official F1 0.6667.
        var score = Score(
            [True("a", ("x", 1), ("y", 1), ("z", 1)), True("b", ("x", 1), ("y", 1), ("w", 1))],
            [Claim("a", ("x", 2), ("z", 1)), Claim("b", ("y", 2), ("w", 1))]);

        Assert.Equal((2 / 3.0, 2 / 3.0, 2 / 3.0), (score.Precision, score.Recall, score.F1));
        Assert.Equal((0, 2), (score.ExactReceipts, score.TrueReceipts));
    }

    [Fact]
    public void Nothing_taken_and_nothing_claimed_is_right()
    {
        var score = Score([True("a")], []);

        Assert.Equal((1, 1, 1, 1), (score.F1, score.Precision, score.Recall, score.ExactReceipts));
    }

    [Fact]
    public void Something_claimed_where_nothing_was_taken_is_wrong()
    {
        var score = Score([True("a")], [Claim("a", ("x", 1))]);

        Assert.Equal((0, 0, 0, 0), (score.F1, score.Precision, score.Recall, score.ExactReceipts));
        Assert.Equal((1, 1, 100L), (score.Overcharged.Lines, score.Overcharged.Pieces, score.Overcharged.Minor));
    }

    [Fact]
    public void A_line_that_is_held_scores_but_does_not_charge()
    {
        var held = new ClaimedReceipt("v", "a", [new("x", 2, ChargeDecision.Held, null)]);

        var right = Score([True("a", ("x", 2))], [held]);
        var wrong = Score([True("a")], [held]);

        Assert.Equal((1, 1, 0), (right.F1, right.ExactReceipts, right.Overcharged.Lines));
        Assert.Equal(new ChargeError(1, 2, 0, 1), right.Undercharged);
        Assert.Equal((0, 0), (wrong.F1, wrong.Overcharged.Lines));
    }

    [Fact]
    public void A_later_id_is_another_shopper_unless_aliases_join_them()
    {
        ImmutableArray<TrueReceipt> truth = [True("a", ("x", 1), ("y", 1))];
        ImmutableArray<ClaimedReceipt> claims = [Claim("a", ("x", 1)), Claim("a2", ("y", 1))];

        var apart = ReceiptScore.Of(truth, claims, []);
        var joined = ReceiptScore.Of(truth, claims, [("a2", "a1"), ("a1", "a")]);

        Assert.Equal((0.5, 0), (apart.F1, apart.ExactReceipts));
        Assert.Equal((1, 1), (joined.F1, joined.ExactReceipts));
        Assert.Equal(["v a", "v a2"], Assert.Single(joined.Visits).Visits);
    }

    [Fact]
    public void Aliases_in_a_circle_come_to_an_end() =>
        Assert.Equal(0, ReceiptScore.Of([True("c", ("x", 1))], [Claim("a", ("x", 1))], [("a", "b"), ("b", "a")]).F1);

    [Fact]
    public void Without_ids_of_people_everything_is_one_receipt()
    {
        var score = Score([True("77", ("x", 1), ("y", 1))], [Claim("", ("x", 1), ("y", 1))]);

        Assert.True(score.IsWhoIgnored);
        Assert.Equal((1, 1), (score.F1, score.ExactReceipts));
    }

    [Fact]
    public void The_order_of_receipts_and_lines_does_not_matter() => Receipts.Sample(pairs =>
    {
        var truth = pairs.Select((p, i) => True($"{i}", [.. p.True.Select(q => ($"{q.Item1}", q.Item2)).DistinctBy(q => q.Item1)])).ToImmutableArray();
        var claims = pairs.Select((p, i) => Claim($"{i}", [.. p.Claimed.Select(q => ($"{q.Item1}", q.Item2))])).ToImmutableArray();
        var forward = ReceiptScore.Of(truth, claims, []);
        var backward = ReceiptScore.Of([.. truth.Reverse()], [.. claims.Reverse().Select(c => c with { Lines = [.. c.Lines.Reverse()] })], []);
        return forward with { Visits = [] } == backward with { Visits = [] };
    });

    [Fact]
    public void The_truth_itself_is_perfect() => Receipts.Sample(pairs =>
    {
        var truth = pairs.Select((p, i) => True($"{i}", [.. p.True.Select(q => ($"{q.Item1}", q.Item2)).DistinctBy(q => q.Item1)])).ToImmutableArray();
        var score = ReceiptScore.Of(truth, [.. truth.Select(t => Claim(t.Shopper, [.. t.Lines]))], []);
        return score.F1 == 1 && score.ExactReceipts == truth.Length && score.Overcharged.Lines == 0 && score.Undercharged.Lines == 0;
    });

    static readonly Gen<((int, int)[] True, (int, int)[] Claimed)[]> Receipts = Gen.Select(
        Gen.Select(Gen.Int[0, 5], Gen.Int[1, 3]).Array[0, 4], Gen.Select(Gen.Int[0, 5], Gen.Int[1, 3]).Array[0, 4]).Array[1, 4];

    static ReceiptScore Score(ImmutableArray<TrueReceipt> truth, ImmutableArray<ClaimedReceipt> claims) => ReceiptScore.Of(truth, claims, []);

    static TrueReceipt True(string shopper, params (string, int)[] lines) => new(shopper, [.. lines]);

    static ClaimedReceipt Claim(string shopper, params (string Barcode, int Quantity)[] lines) =>
        new($"v {shopper}", shopper, [.. lines.Select(line => new ClaimedLine(line.Barcode, line.Quantity, ChargeDecision.Now, new Money(100, "EUR")))]);
}

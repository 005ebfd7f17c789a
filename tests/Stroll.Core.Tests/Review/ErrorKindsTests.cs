using System.Collections.Immutable;
using CsCheck;
using Stroll.Review;
using Stroll.Units;

namespace Stroll.Tests.Review;

public class ErrorKindsTests
{
    [Fact]
    public void A_piece_in_the_wrong_cart_is_one_error_of_who() =>
        Assert.Equal(new(1, 0, 0, 0, 0), Of(Visit(0, 60, ("cola", 1, 0)), Visit(30, 90, ("cola", 0, 1))));

    [Fact]
    public void Two_who_never_met_cannot_be_confused() =>
        Assert.Equal(new(0, 0, 0, 1, 1), Of(Visit(0, 60, ("cola", 1, 0)), Visit(61, 90, ("cola", 0, 1))));

    [Fact]
    public void A_wrong_name_is_one_error_of_what() =>
        Assert.Equal(new(0, 1, 0, 0, 0), Of(Visit(0, 60, ("cola", 1, 0), ("tea", 0, 1))));

    [Fact]
    public void Three_for_one_are_two_errors_of_how_many() =>
        Assert.Equal(new(0, 0, 2, 0, 0), Of(Visit(0, 60, ("cola", 1, 3))));

    [Fact]
    public void What_is_on_no_receipt_is_missed_and_what_nobody_took_is_invented() =>
        Assert.Equal(new(0, 0, 0, 2, 1), Of(Visit(0, 60, ("cola", 2, 0)), Visit(70, 90, ("tea", 0, 1))));

    [Fact]
    public void Who_comes_before_what() =>
        Assert.Equal(new(1, 0, 0, 1, 0), Of(Visit(0, 60, ("cola", 0, 1), ("tea", 1, 0)), Visit(0, 60, ("cola", 1, 0))));

    static readonly Gen<(int Taken, int Claimed)> Line = Gen.Select(Gen.Int[0, 3], Gen.Int[0, 3]);

    [Fact]
    public void Every_wrong_piece_has_one_kind() =>
        Gen.Select(Line.Array[3], Gen.Int[0, 50], Gen.Int[1, 50]).Array[1, 5].Sample(drawn =>
        {
            ImmutableArray<TimedVisit> visits =
                [.. drawn.Select(d => Visit(d.Item2, d.Item2 + d.Item3, [.. d.Item1.Select((l, i) => ($"p{i}", l.Taken, l.Claimed))]))];
            var kinds = ErrorKinds.Of(visits);
            var all = visits.SelectMany(v => v.Scored.Lines).Sum(l => Math.Abs(l.Claimed - l.Taken));
            return (2 * kinds.Who) + (2 * kinds.What) + kinds.HowMany + kinds.Missed + kinds.Invented == all;
        });

    static ErrorKinds Of(params TimedVisit[] visits) => ErrorKinds.Of([.. visits]);

    static TimedVisit Visit(int entered, int left, params (string Barcode, int Taken, int Claimed)[] lines) => new(
        default(Instant) + entered.Seconds, default(Instant) + left.Seconds,
        new("", [], true, lines.All(l => l.Taken == l.Claimed), [.. lines.Select(l => new ScoredLine(l.Barcode, l.Taken, l.Claimed, l.Claimed))]));
}

using CsCheck;
using Stroll.Review.Consensus;

namespace Stroll.Tests.Review.Consensus;

public class ReviewerRecordTests
{
    const int Options = 4;

    [Fact]
    public void The_stamp_of_a_stamper_is_worth_little_and_their_no_is_worth_much()
    {
        var stamper = new ReviewerRecord(Confirmed: 95, Disturbed: 5, Found: 40, Stamped: 57, Strayed: 3);
        var careful = new ReviewerRecord(Confirmed: 95, Disturbed: 5, Found: 95, Stamped: 2, Strayed: 3);

        Assert.InRange(Weight(stamper.For(0, 0, Options).Sensitivity.Value), 1.5, 2);
        Assert.InRange(Weight(careful.For(0, 0, Options).Sensitivity.Value), 30, 60);
        Assert.True(Weight(stamper.For(1, 0, Options).Sensitivity.Value) > 10);
    }

    [Fact]
    public void An_answer_weighs_in_the_log_what_it_weighs_at_the_desk_against_its_likeliest_rival() =>
        Gen.Select(Gen.Double[1, 50], Gen.Double[1, 50], Gen.Double[1, 50], Gen.Select(Gen.Double[1, 50], Gen.Double[1, 50]), Gen.Select(Gen.Int[0, 3], Gen.Int[-1, 3])).Sample(
            (confirmed, disturbed, found, errors, which) =>
            {
                var record = new ReviewerRecord(confirmed, disturbed, found, errors.Item1, errors.Item2);
                var (choice, first) = which;
                var rival = Enumerable.Range(0, Options).Where(truth => truth != choice).Max(truth => record.Likelihood(choice, truth, first, Options));
                return Math.Abs((Weight(record.For(choice, first, Options).Sensitivity.Value) * rival / record.Likelihood(choice, choice, first, Options)) - 1) < 1e-9;
            });

    // Of a witness with errors that are spread evenly over the other accounts.
    static double Weight(double right) => right * (Options - 1) / (1 - right);
}

using Stroll.Host.Database;
using Stroll.Review;
using Stroll.Review.Accuracy;
using Stroll.Review.Trust;
using Stroll.Units;

namespace Stroll.Host.Review.Reporting;

/// <summary>What is known of one reviewer: for their own eyes.</summary>
/// <param name="Answers">That stand, of all streams.</param>
/// <param name="CannotTell">How many of them say that the pictures do not tell.</param>
/// <param name="Gold">Known cases that they answered.</param>
/// <param name="Finds">Of the machine's errors in them, the share that they found, with the range for 95 %; NaN without any.</param>
/// <param name="Leaves">Of the machine's right answers, the share that they left alone.</param>
/// <param name="IsNamed">The test for rubber-stamping names them.</param>
/// <param name="IsDrifting">They find fewer errors than they used to.</param>
public sealed record ReviewerCard(int Answers, int CannotTell, int Gold, Interval Finds, Interval Leaves, bool IsNamed, bool IsDrifting)
{
    /// <summary>Nothing is said of fewer known cases.</summary>
    public const int FewestGold = 30;

    // An honest person is ever named with this chance at most.
    static readonly Probability FalseAlarms = new(0.01);

    // So many errors of the machine tell what is usual for somebody; so many pass between two false alarms, on average at least.
    const int Usual = 15;
    const double BetweenAlarms = 200;

    /// <summary>Looks one up.</summary>
    /// <param name="transaction">Of the store.</param>
    /// <param name="reviewer">The account.</param>
    public static ReviewerCard Of(Transaction transaction, string reviewer)
    {
        var gold = AnswerTable.GoldOf(transaction, reviewer);
        var (wrong, right) = (gold.Where(one => one.IsMachineWrong).ToArray(), gold.Where(one => !one.IsMachineWrong).ToArray());
        return new(
            (int)transaction.First<long>($"SELECT COUNT(*) FROM review_answer a WHERE a.reviewer = @reviewer AND {AnswerTable.Standing}", new { reviewer }),
            (int)transaction.First<long>($"SELECT COUNT(*) FROM review_answer a WHERE a.reviewer = @reviewer AND a.kind = 'cannot-tell' AND {AnswerTable.Standing}", new { reviewer }),
            gold.Count,
            Share(wrong),
            Share(right),
            AnswerTable.StampTestOf(transaction, reviewer).IsNamed(FalseAlarms),
            Drifts([.. wrong.Select(one => !one.WasRight)]));
    }

    static Interval Share(GoldAnswer[] answers) =>
        answers.Length == 0 ? new(double.NaN, 0, 1) : Confidence.OfShare(answers.Count(one => one.WasRight), answers.Length);

    /// <summary>Compares what was missed lately with what the first known cases say is usual, and takes the high end of that.</summary>
    static bool Drifts(bool[] missed)
    {
        if (missed.Length <= Usual)
        {
            return false;
        }

        var before = missed[..Usual].Count(one => one);
        var usual = Math.Clamp(new BetaDistribution(0.5 + before, 0.5 + Usual - before).Quantile(0.9), 0.02, 0.6);
        return missed[Usual..].Aggregate(new DriftTest(0), (test, one) => test.With(one, new(usual), new(usual + 0.3))).Rings(BetweenAlarms);
    }
}

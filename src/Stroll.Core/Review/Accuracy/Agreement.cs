using System.Collections.Immutable;

namespace Stroll.Review.Accuracy;

/// <summary>Whether people say the same of the same case.</summary>
public static class Agreement
{
    /// <summary>Krippendorff's alpha for answers without an order: 1 is perfect, 0 what chance gives, below 0 worse than chance; NaN where nothing can
    /// be compared.</summary>
    /// <param name="cases">For each case the answers it got, as numbers of what was said. Cases with one answer are left out.</param>
    /// <remarks>K. Krippendorff, "Content Analysis", 3rd ed. 2013, chapter 12: 1 less the observed over the expected disagreement. Answers may be missing.</remarks>
    public static double Alpha(IReadOnlyList<ImmutableArray<int>> cases)
    {
        var paired = cases.Where(answers => answers.Length > 1).ToArray();
        double all = paired.Sum(answers => answers.Length);
        var observed = paired.Sum(answers => Differing(answers) / (answers.Length - 1.0));
        var totals = paired.SelectMany(answers => answers).GroupBy(answer => answer).Select(same => (double)same.Count());
        var expected = ((all * all) - totals.Sum(count => count * count)) / (all - 1);
        return paired.Length == 0 ? double.NaN : expected == 0 ? 1 : 1 - (observed / expected);
    }

    /// <summary>Ordered pairs that differ.</summary>
    static double Differing(ImmutableArray<int> answers)
    {
        var same = answers.GroupBy(answer => answer).Sum(group => (double)group.Count() * group.Count());
        return ((double)answers.Length * answers.Length) - same;
    }
}

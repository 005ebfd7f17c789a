using System.Collections.Immutable;
using Stroll.Host.Database;
using Stroll.Review.Accuracy;
using Stroll.Units;

namespace Stroll.Host.Review.Reporting;

/// <summary>The desk as a whole.</summary>
/// <param name="Answers">Given in the time.</param>
/// <param name="CannotTell">Of them, those that say that the pictures do not tell.</param>
/// <param name="MedianSeconds">That one look takes; 0 without any.</param>
/// <param name="Alpha">Krippendorff's alpha over cases with two answers or more; NaN without any.</param>
/// <param name="Compared">How many such cases there are.</param>
/// <param name="Gold">Known cases in use.</param>
/// <param name="Retired">Known cases that are shown no more.</param>
/// <param name="Reasons">Whom a test names, and why, by name. Whoever is not named does not appear.</param>
public sealed record TeamFigures(
    int Answers, int CannotTell, double MedianSeconds, double Alpha, int Compared, int Gold, int Retired, ImmutableArray<(string Reviewer, string Why)> Reasons)
{
    /// <summary>Works them out.</summary>
    /// <param name="transaction">Of the store.</param>
    /// <param name="since">Answers from then on; the tests look at all gold.</param>
    public static TeamFigures Of(Transaction transaction, Instant since)
    {
        var answers = transaction.Query<SaidRow>(
            $"SELECT a.case_id, a.reviewer, a.kind, a.said, a.seconds FROM review_answer a WHERE a.at_ns >= @since AND {AnswerTable.Standing} ORDER BY a.number",
            new { since = since.Nanoseconds });
        var seconds = answers.Select(answer => answer.Seconds).Order().ToArray();
        var cases = answers.Where(answer => answer.Kind != AnswerTable.CannotTell).GroupBy(answer => answer.CaseId, StringComparer.Ordinal).Where(same => same.Count() > 1).ToArray();
        var said = cases.SelectMany(same => same).Select(answer => answer.Said ?? "").Distinct().Select((text, number) => (text, number)).ToDictionary(pair => pair.text, pair => pair.number, StringComparer.Ordinal);
        return new(
            answers.Count,
            answers.Count(answer => answer.Kind == AnswerTable.CannotTell),
            seconds.Length == 0 ? 0 : seconds[seconds.Length / 2],
            Agreement.Alpha([.. cases.Select(same => same.Select(answer => said[answer.Said ?? ""]).ToImmutableArray())]),
            cases.Length,
            (int)transaction.First<long>("SELECT COUNT(*) FROM review_gold WHERE retired IS NULL"),
            (int)transaction.First<long>("SELECT COUNT(*) FROM review_gold WHERE retired IS NOT NULL"),
            [.. transaction.Query<string>("SELECT DISTINCT only_for FROM review_case WHERE only_for IS NOT NULL ORDER BY only_for").SelectMany(name => Why(transaction, name))]);
    }

    static IEnumerable<(string, string)> Why(Transaction transaction, string reviewer)
    {
        var card = ReviewerCard.Of(transaction, reviewer);
        if (card.IsNamed)
        {
            yield return (reviewer, "often says what the machine had where the machine was wrong");
        }

        if (card.IsDrifting)
        {
            yield return (reviewer, "finds fewer of the machine's errors than before");
        }
    }

    sealed record SaidRow
    {
        public string CaseId { get; init; } = "";

        public string Reviewer { get; init; } = "";

        public string Kind { get; init; } = "";

        public string? Said { get; init; }

        public double Seconds { get; init; }
    }
}

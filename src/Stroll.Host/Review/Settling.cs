using System.Collections.Immutable;
using Stroll.Host.Database;
using Stroll.Layout;
using Stroll.Observations;
using Stroll.Review.Consensus;
using Stroll.Review.Streams;
using Stroll.Review.Trust;
using Stroll.Units;

namespace Stroll.Host.Review;

/// <summary>Looks after each answer whether a case is decided.</summary>
static class Settling
{
    internal static void Step(Transaction transaction, Catalogue catalogue, ReviewRules rules, CaseRow row, Instant now)
    {
        var answers = AnswerTable.Of(transaction, row.Id);
        if (row.Kind == CaseStream.Gold)
        {
            CaseTable.Settle(transaction, row.Id, row.Known, 1, now);
            GoldTable.Doubt(transaction, row.Gold!);
            return;
        }

        var asked = answers.Count;
        var isWholeVisit = DeedsText.ReadAll(row.Offered, catalogue).IsEmpty;
        var (standing, said) = isWholeVisit ? OfVisit(rules.Audit.Answers, answers, asked) : OfMovement(transaction, catalogue, rules, row, answers, asked);
        switch (standing)
        {
            case Standing.Settled settled:
                CaseTable.Settle(transaction, row.Id, said[settled.Choice], settled.Probability.Value, now);
                Promote(transaction, rules, row, answers, now);
                break;
            case Standing.Open open when row.Senior == 1:
                // Not even a senior could tell: no verdict, and the shopper has the benefit.
                CaseTable.Settle(transaction, row.Id, null, open.Probability.Value, now);
                break;
            case Standing.Open:
                transaction.Execute("UPDATE review_case SET senior = 1 WHERE id = @Id", new { row.Id });
                break;
        }
    }

    /// <summary>Accounts of a movement, and none of them, weighed by who said what.</summary>
    static (Standing, ImmutableArray<string?>) OfMovement(
        Transaction transaction, Catalogue catalogue, ReviewRules rules, CaseRow row, IReadOnlyList<AnswerRow> answers, int asked)
    {
        var said = DeedsText.ReadAll(row.Offered, catalogue).Select(deeds => (string?)DeedsText.Write(deeds, catalogue)).ToList();
        said.AddRange(answers.Select(answer => answer.Said).Where(text => text is not null && !said.Contains(text)).Distinct());
        said.Add(null);
        var first = said.IndexOf(row.Machine);
        // What the machine is unsure of is spread evenly: the desk gets no probabilities beside its own first choice.
        var priors = row.Kind == CaseStream.Routed && first >= 0
            ? said.Select((_, i) => i == first ? 1 - row.Doubt : row.Doubt / (said.Count - 1)).Select(p => Math.Clamp(p, 0.01, 0.99))
            : said.Select(_ => 1.0 / said.Count);
        var records = answers.Select(answer => answer.Reviewer).Distinct().ToList();
        var votes = answers.Where(answer => answer.Kind is not AnswerTable.CannotTell)
            .Select(answer => new Vote(records.IndexOf(answer.Reviewer), said.IndexOf(answer.Said))).ToArray();
        var consensus = row.Kind == CaseStream.Routed ? rules.Consensus : ConsensusRules.Audit;
        // A senior has the last word.
        consensus = row.Senior == 1 ? consensus with { Start = 1, Most = asked } : consensus;
        var standing = Deciding.Step(consensus, [.. Scaled(priors)], first, votes, asked, [.. records.Select(name => AnswerTable.RecordOf(transaction, name))]);
        return (Final(standing, row, answers, votes), [.. said]);
    }

    /// <summary>Whole visits: as many equal answers as the plan asks for.</summary>
    static (Standing, ImmutableArray<string?>) OfVisit(int needed, IReadOnlyList<AnswerRow> answers, int asked)
    {
        var said = answers.Where(answer => answer.Said is not null).Select(answer => answer.Said).Distinct().ToImmutableArray();
        var votes = said.Select(text => answers.Count(answer => answer.Said == text)).ToArray();
        var best = votes.Length == 0 ? -1 : Array.IndexOf(votes, votes.Max());
        Standing standing = best >= 0 && votes[best] >= needed ? new Standing.Settled(best, new(1))
            : asked <= needed ? new Standing.AskAnother()
            : new Standing.Open(Math.Max(0, best), new(best < 0 ? 0 : votes[best] / (double)asked));
        return (standing, said);
    }

    /// <summary>What a senior says stands, whatever others said before.</summary>
    static Standing Final(Standing standing, CaseRow row, IReadOnlyList<AnswerRow> answers, Vote[] votes) =>
        row.Senior == 1 && standing is Standing.Open open && answers[^1].Kind is not AnswerTable.CannotTell
            ? new Standing.Settled(votes[^1].Choice, open.Probability) : standing;

    static IEnumerable<double> Scaled(IEnumerable<double> priors)
    {
        var all = priors.ToArray();
        return all.Select(prior => prior / all.Sum());
    }

    /// <summary>What enough people said with one voice may become gold.</summary>
    static void Promote(Transaction transaction, ReviewRules rules, CaseRow row, IReadOnlyList<AnswerRow> answers, Instant now)
    {
        var kinds = answers.Select(answer => answer.Said).Distinct().ToList();
        var numbers = answers.Select(answer => answer.Said is null ? -1 : kinds.IndexOf(answer.Said)).ToImmutableArray();
        if (GoldPolicy.IsAgreed(rules.Gold, numbers))
        {
            GoldTable.Add(transaction, row, answers[0].Said!, now);
        }
    }
}

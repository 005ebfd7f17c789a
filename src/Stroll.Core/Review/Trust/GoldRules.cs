using System.Collections.Immutable;
using Stroll.Units;

namespace Stroll.Review.Trust;

/// <summary>How cases with a known answer are mixed in.</summary>
/// <param name="Rate">Share of what a reviewer sees; more would cost more than it tells.</param>
/// <param name="WarmUp">So many at the beginning of a shift, with the answer told at once.</param>
/// <param name="WrongShare">Share of gold in which the machine's first choice is wrong. What is rare is overlooked: a third of what is seen once in a
/// hundred times (J. M. Wolfe, T. S. Horowitz and N. M. Kenner, Nature 435 (2005) 439).</param>
/// <param name="MostUses">A clip that so many people have seen is retired: it gets known.</param>
/// <param name="AgreedAnswers">An audit becomes gold when so many people said the same of it, and nobody anything else.</param>
public sealed record GoldRules(Probability Rate, int WarmUp, Probability WrongShare, int MostUses, int AgreedAnswers)
{
    /// <summary>One in twenty, ten to warm up, half of them wrong; known is what two people say alike without a third who says otherwise. Three would hardly ever be
    /// asked; and gold that people keep contradicting is retired.</summary>
    public static GoldRules Default => new(new(0.05), 10, new(0.5), 20, 2);
}

/// <summary>One case with a known answer.</summary>
/// <param name="Id">Its id.</param>
/// <param name="IsMachineWrong">The machine's first choice is not the answer.</param>
/// <param name="Uses">How many people have seen it as gold.</param>
/// <param name="IsRetired">Seen too often, or its product has changed.</param>
public readonly record struct GoldCase(string Id, bool IsMachineWrong, int Uses, bool IsRetired);

/// <summary>Chooses gold.</summary>
public static class GoldPolicy
{
    /// <summary>Whether the next case of a reviewer is gold.</summary>
    /// <param name="rules">The settings.</param>
    /// <param name="shownInShift">Cases the reviewer had in this shift already.</param>
    /// <param name="draw">From 0 to 1, keyed, so that nobody can count along.</param>
    public static bool IsNext(GoldRules rules, int shownInShift, double draw) => shownInShift < rules.WarmUp || draw < rules.Rate.Value;

    /// <summary>Takes the least used one that the reviewer has not seen, of the kind that is wanted if there is one.</summary>
    /// <param name="rules">The settings.</param>
    /// <param name="gold">All there is.</param>
    /// <param name="seen">Ids that the reviewer has seen, in whatever stream.</param>
    /// <param name="draw">From 0 to 1, another one than for <see cref="IsNext"/>.</param>
    /// <returns>None where all has been seen or is retired.</returns>
    public static GoldCase? Choose(GoldRules rules, IEnumerable<GoldCase> gold, IReadOnlySet<string> seen, double draw)
    {
        var isWrongWanted = draw < rules.WrongShare.Value;
        var fresh = gold.Where(one => !one.IsRetired && one.Uses < rules.MostUses && !seen.Contains(one.Id)).ToArray();
        return fresh.OrderByDescending(one => one.IsMachineWrong == isWrongWanted).ThenBy(one => one.Uses).ThenBy(one => one.Id, StringComparer.Ordinal)
            .Select(one => (GoldCase?)one).FirstOrDefault();
    }

    /// <summary>Whether an audit may become gold: enough people, one voice.</summary>
    /// <param name="rules">The settings.</param>
    /// <param name="answers">What was said, as numbers of accounts; -1 for who could not tell.</param>
    public static bool IsAgreed(GoldRules rules, ImmutableArray<int> answers) =>
        answers.Length >= rules.AgreedAnswers && answers[0] >= 0 && answers.All(answer => answer == answers[0]);
}

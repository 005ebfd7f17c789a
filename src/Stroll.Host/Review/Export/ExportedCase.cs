using System.Collections.Immutable;
using System.Security.Cryptography;
using System.Text;
using Stroll.Host.Database;
using Stroll.Host.Scenes;
using Stroll.Review.Streams;
using Stroll.Units;

namespace Stroll.Host.Review.Export;

/// <summary>An answer as it is exported.</summary>
/// <param name="Reviewer">A pseudonym: the same person has the same one within a store, and no name.</param>
/// <param name="Kind"><c>happened</c>, <c>none</c> or <c>cannot-tell</c>.</param>
/// <param name="Said">Deeds as JSON; none unless something happened.</param>
/// <param name="Seconds">How long they looked.</param>
/// <param name="At">When.</param>
public sealed record ExportedAnswer(string Reviewer, string Kind, string? Said, double Seconds, Instant At);

/// <summary>A decided case for training and for other people's statistics.</summary>
/// <param name="Id">Of the case.</param>
/// <param name="Stream">Why it was shown.</param>
/// <param name="Selection">Rule, score, probability, design: whoever counts needs the weight.</param>
/// <param name="At">When it happened.</param>
/// <param name="Offered">Accounts as JSON.</param>
/// <param name="Machine">What the machine had, as JSON.</param>
/// <param name="Doubt">Of the machine.</param>
/// <param name="Verdict">What people say happened, as JSON; none where nobody could tell.</param>
/// <param name="Certainty">That the verdict is true.</param>
/// <param name="Answers">That stand.</param>
/// <param name="Scene">What the sensors said around it; none when its time is over.</param>
public sealed record ExportedCase(
    string Id, CaseStream Stream, Selection Selection, Instant At, string Offered, string Machine, double Doubt, string? Verdict, double Certainty,
    ImmutableArray<ExportedAnswer> Answers, Scene? Scene)
{
    /// <summary>Decided cases, the oldest first. Gold is left out: it is the same clips once more.</summary>
    /// <param name="transaction">Of the store.</param>
    /// <param name="since">Settled from then on.</param>
    public static ImmutableArray<ExportedCase> All(Transaction transaction, Instant since) =>
        [.. transaction.Query<CaseRow>(
            "SELECT * FROM review_case WHERE status = 'settled' AND stream <> 'gold' AND settled_ns >= @since ORDER BY settled_ns, id", new { since = since.Nanoseconds })
            .Select(row => Of(transaction, row))];

    static ExportedCase Of(Transaction transaction, CaseRow row) => new(
        row.Id, row.Kind, new(row.Kind, row.Rule, row.Score, new(row.Probability), row.Design), new(row.AtNs), row.Offered, row.Machine, row.Doubt, row.Verdict,
        row.Certainty ?? 0,
        [.. AnswerTable.Of(transaction, row.Id).Select(answer => new ExportedAnswer(Pseudonym(answer.Reviewer), answer.Kind, answer.Said, answer.Seconds, new(answer.AtNs)))],
        SceneTable.Of(transaction, row.Subject));

    // Names of colleagues can be guessed and hashed by whoever knows them; this keeps them out of sight, not secret.
    static string Pseudonym(string reviewer) => "reviewer-" + Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(reviewer)).AsSpan(0, 4));
}

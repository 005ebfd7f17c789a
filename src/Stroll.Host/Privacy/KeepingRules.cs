namespace Stroll.Host.Privacy;

/// <summary>How long the database keeps what tells of people. Receipts and the ledger are kept as the law of the store wants it, and longer.</summary>
/// <param name="Stories">Where somebody walked and what they took, with the evidence.</param>
/// <param name="Scenes">Bodies and wrists around one question.</param>
public sealed record KeepingRules(TimeSpan Stories, TimeSpan Scenes)
{
    /// <summary>Thirty days and fourteen: a complaint may come within fourteen.</summary>
    public static KeepingRules Default => new(TimeSpan.FromDays(30), TimeSpan.FromDays(14));
}

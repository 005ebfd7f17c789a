using Stroll.Units;

namespace Stroll.Review.Accuracy;

/// <summary>One visit whose truth people told.</summary>
/// <param name="Visit">Its id: every figure opens its sample.</param>
/// <param name="Stratum">Its kind.</param>
/// <param name="Probability">How probably it was drawn; 1 for a kind of which every visit is looked at.</param>
/// <param name="IsExact">Every line of the receipt is right.</param>
/// <param name="Overcharged">Minor units asked too much; never negative, and never set off against the other.</param>
/// <param name="Undercharged">Minor units asked too little.</param>
/// <param name="Charged">Minor units asked in all.</param>
public sealed record AuditedVisit(
    string Visit, string Stratum, Probability Probability, bool IsExact, long Overcharged, long Undercharged, long Charged);

/// <summary>How many visits of one kind there were, looked at or not.</summary>
public readonly record struct StratumSize(string Stratum, long Visits);

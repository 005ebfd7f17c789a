using System.Globalization;
using System.Text;

namespace Stroll;

/// <summary>A short name for everything that a run found, so that two runs can be compared at a glance.</summary>
public static class Fingerprint
{
    /// <summary>The outcome with its digest filled in.</summary>
    public static Outcome Seal(Outcome outcome)
    {
        var text = new StringBuilder();
        foreach (var change in outcome.Changes)
        {
            text.Append(CultureInfo.InvariantCulture, $"{change.Number} {change.Shelf.Index} {change.Begin.Nanoseconds} {change.End.Nanoseconds} {change.KnownAt.Nanoseconds}");
            foreach (var plate in change.Steps.SelectMany(step => step.Plates))
            {
                text.Append(CultureInfo.InvariantCulture, $" {plate.Plate.Index} {plate.Change.Value:R} {plate.Sd.Value:R}");
            }

            text.Append('\n');
        }

        foreach (var receipt in outcome.Receipts)
        {
            text.Append(CultureInfo.InvariantCulture, $"{receipt.Visit} {receipt.Shopper} {receipt.Entered.Nanoseconds} {receipt.Left?.Nanoseconds} {receipt.Status}\n");
            foreach (var line in receipt.Lines)
            {
                text.Append(CultureInfo.InvariantCulture, $"{line.Product.Index} {line.Quantity} {line.Mass.Value:R} {line.Probability.Value:R} {line.Charge}\n");
            }
        }

        foreach (var question in outcome.Questions)
        {
            text.Append(CultureInfo.InvariantCulture, $"{question.Visit} {question.Change} {question.At.Nanoseconds} {question.Doubt.Value:R} {question.Why}\n");
        }

        foreach (var health in outcome.Health)
        {
            text.Append((int)health);
        }

        text.Append(outcome.Intake.ToString());
        return outcome with { Digest = Fnv1a(text).ToString("x16", CultureInfo.InvariantCulture) };
    }

    /// <remarks>FNV-1a, 64 bits: G. Fowler, L. C. Noll, K.-P. Vo, "The FNV Non-Cryptographic Hash Algorithm", IETF draft, section 2.</remarks>
    static ulong Fnv1a(StringBuilder text)
    {
        var hash = 14695981039346656037UL;
        foreach (var chunk in text.GetChunks())
        {
            foreach (var character in chunk.Span)
            {
                hash = unchecked((hash ^ (byte)character) * 1099511628211UL);
                hash = unchecked((hash ^ (byte)(character >> 8)) * 1099511628211UL);
            }
        }

        return hash;
    }
}

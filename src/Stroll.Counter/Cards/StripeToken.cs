namespace Stroll.Counter.Cards;

/// <summary>Who pays at Stripe: a customer and one of their stored payment methods, written <c>cus_…/pm_…</c>. No card number is in it.</summary>
/// <param name="Customer">As <c>cus_…</c>.</param>
/// <param name="Method">As <c>pm_…</c>.</param>
public sealed record StripeToken(string Customer, string Method)
{
    /// <summary>Reads a token; none where the text is none.</summary>
    public static StripeToken? Of(string text) =>
        text.Split('/') is [['c', 'u', 's', '_', ..] customer, ['p', 'm', '_', ..] method] && IsWord(customer) && IsWord(method) ? new(customer, method) : null;

    static bool IsWord(string text) => text.Length is > 4 and <= 100 && text.All(c => char.IsAsciiLetterOrDigit(c) || c == '_');
}

namespace Stroll.Host.Stores;

/// <summary>One shop of one operator.</summary>
/// <param name="Tenant">The operator: 1 to 40 of a-z, 0-9 and hyphen, a letter or digit first.</param>
/// <param name="Store">The shop, in the same letters; unique within the tenant.</param>
public readonly record struct StoreKey(string Tenant, string Store)
{
    /// <summary><c>tenant/store</c>.</summary>
    public override string ToString() => $"{Tenant}/{Store}";

    /// <summary>Reads <c>tenant/store</c>.</summary>
    /// <returns>False when a part is empty, too long or has another letter.</returns>
    public static bool TryParse(string text, out StoreKey key)
    {
        var parts = text.Split('/');
        key = parts.Length == 2 ? new(parts[0], parts[1]) : default;
        return parts.Length == 2 && IsName(parts[0]) && IsName(parts[1]);
    }

    /// <summary>True for 1 to 40 of a-z, 0-9 and hyphen that do not begin with a hyphen.</summary>
    public static bool IsName(string text) =>
        text.Length is >= 1 and <= 40 && text[0] != '-' && text.All(c => char.IsAsciiLetterLower(c) || char.IsAsciiDigit(c) || c == '-');
}

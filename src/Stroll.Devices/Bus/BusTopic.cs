using Stroll.Host.Stores;

namespace Stroll.Devices.Bus;

/// <summary>A topic in its parts: <c>prefix/tenant/store/address</c>.</summary>
/// <param name="Store">Which store.</param>
/// <param name="Address">What is spoken of, as <c>shelf/2/5</c>.</param>
readonly record struct BusTopic(StoreKey Store, string Address)
{
    const int Longest = 256;

    /// <summary>Reads a topic.</summary>
    /// <returns>False for one of another prefix, of no store, or with a wildcard or a letter that no name has.</returns>
    internal static bool TryParse(string prefix, string text, out BusTopic topic)
    {
        topic = default;
        if (text.Length > Longest || !text.StartsWith(prefix + "/", StringComparison.Ordinal))
        {
            return false;
        }

        var parts = text[(prefix.Length + 1)..].Split('/', 3);
        if (parts.Length < 3 || !StoreKey.TryParse($"{parts[0]}/{parts[1]}", out var store) || !IsAddress(parts[2]))
        {
            return false;
        }

        topic = new(store, parts[2]);
        return true;
    }

    /// <summary>True when the pattern, in which <c>+</c> is any one level and <c>#</c> at the end all that follow, covers the address.</summary>
    internal static bool Covers(string pattern, string address)
    {
        var (wanted, found) = (pattern.Split('/'), address.Split('/'));
        for (var i = 0; i < wanted.Length; i++)
        {
            if (wanted[i] == "#")
            {
                return i == wanted.Length - 1;
            }

            if (i >= found.Length || (wanted[i] != "+" && wanted[i] != found[i]))
            {
                return false;
            }
        }

        return wanted.Length == found.Length;
    }

    /// <summary>True for a name that can stand in a topic and widens no right: no wildcard, no level, no control character.</summary>
    internal static bool IsName(string text) =>
        text.Length is >= 1 and <= 64 && text.All(letter => char.IsAsciiLetterOrDigit(letter) || letter is '-' or '_' or '.');

    static bool IsAddress(string text) => text.Length > 0 && !text.Any(letter => letter is '+' or '#' or '$' || char.IsControl(letter));
}

using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace Stroll.Review.Streams;

/// <summary>Names a set of settings by what they say: the same settings have the same name everywhere, and no change goes unseen.</summary>
public static class DesignVersion
{
    /// <summary>Eight hexadecimal digits of the SHA-256 of the settings.</summary>
    /// <param name="settings">One line each, with numbers in the invariant form; their order counts.</param>
    public static string Of(IEnumerable<string> settings) =>
        Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(string.Join('\n', settings)))).AsSpan(0, 8).ToString();

    /// <summary>One setting as a line.</summary>
    public static string Line(string name, double value) => string.Create(CultureInfo.InvariantCulture, $"{name} {value:R}");
}

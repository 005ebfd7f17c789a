using System.Globalization;
using System.Security.Cryptography;

namespace Stroll.Devices.Bus;

/// <summary>Keeps passwords of devices so that settings do not hold them: PBKDF2 with SHA-256 (RFC 8018).</summary>
public static class BusSecret
{
    const int Rounds = 100_000;
    const int Bytes = 32;

    /// <summary>What may stand in settings, as <c>pbkdf2$100000$…$…</c>; another each time.</summary>
    public static string Of(string password)
    {
        var salt = RandomNumberGenerator.GetBytes(16);
        var hash = Rfc2898DeriveBytes.Pbkdf2(password, salt, Rounds, HashAlgorithmName.SHA256, Bytes);
        return string.Create(CultureInfo.InvariantCulture, $"pbkdf2${Rounds}${Convert.ToHexStringLower(salt)}${Convert.ToHexStringLower(hash)}");
    }

    /// <summary>True when a text has the form of a secret.</summary>
    public static bool IsSecret(string text) =>
        text.Split('$') is ["pbkdf2", var rounds, var salt, var hash]
        && int.TryParse(rounds, NumberStyles.None, CultureInfo.InvariantCulture, out var count) && count is >= 1 and <= 10_000_000 && IsHex(salt) && IsHex(hash);

    static bool IsHex(string text) => text.Length is > 0 and <= 256 && text.Length % 2 == 0 && text.All(char.IsAsciiHexDigit);

    /// <summary>True when the password is the one that the secret was made of. Takes as long either way.</summary>
    public static bool Fits(string secret, string password)
    {
        var parts = secret.Split('$');
        if (!IsSecret(secret))
        {
            return false;
        }

        var rounds = int.Parse(parts[1], CultureInfo.InvariantCulture);

        var expected = Convert.FromHexString(parts[3]);
        var found = Rfc2898DeriveBytes.Pbkdf2(password, Convert.FromHexString(parts[2]), rounds, HashAlgorithmName.SHA256, expected.Length);
        return CryptographicOperations.FixedTimeEquals(expected, found);
    }
}

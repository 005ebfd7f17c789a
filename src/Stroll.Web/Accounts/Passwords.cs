using System.Globalization;
using System.Security.Cryptography;

namespace Stroll.Web.Accounts;

/// <summary>Passwords as slow salted hashes: PBKDF2 with HMAC-SHA-512 (RFC 8018).</summary>
/// <remarks>The count of rounds is what OWASP's Password Storage Cheat Sheet asks for with this hash (2023). It stands in each hash, so that it can rise.</remarks>
public static class Passwords
{
    /// <summary>Letters that a password has at the least. Which letters is free: NIST SP 800-63B, section 3.1.1.2 advises against rules of composition, and asks for the comparison of <see cref="GuessedPasswords"/>.</summary>
    public const int LeastLetters = 12;

    /// <summary>Letters that a password has at the most, so that nobody keeps the machine busy with a book.</summary>
    public const int MostLetters = 256;

    const int Rounds = 210_000;
    const int HashBytes = 32;

    /// <summary>What is kept of a password, as <c>pbkdf2-sha512$rounds$salt$hash</c>.</summary>
    public static string HashOf(string password)
    {
        var salt = RandomNumberGenerator.GetBytes(16);
        var hash = Rfc2898DeriveBytes.Pbkdf2(password, salt, Rounds, HashAlgorithmName.SHA512, HashBytes);
        return string.Create(CultureInfo.InvariantCulture, $"pbkdf2-sha512${Rounds}${Convert.ToBase64String(salt)}${Convert.ToBase64String(hash)}");
    }

    /// <summary>True when the password is the one that was hashed. Takes as long for a wrong one.</summary>
    public static bool Fits(string password, string kept)
    {
        var parts = kept.Split('$');
        if (parts.Length != 4 || password.Length > MostLetters)
        {
            return false;
        }

        var rounds = int.Parse(parts[1], CultureInfo.InvariantCulture);
        var hash = Rfc2898DeriveBytes.Pbkdf2(password, Convert.FromBase64String(parts[2]), rounds, HashAlgorithmName.SHA512, HashBytes);
        return CryptographicOperations.FixedTimeEquals(hash, Convert.FromBase64String(parts[3]));
    }
}

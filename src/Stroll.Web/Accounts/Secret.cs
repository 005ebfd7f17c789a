using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;

namespace Stroll.Web.Accounts;

/// <summary>Words that nobody guesses: sessions, keys, links.</summary>
public static class Secret
{
    /// <summary>256 random bits as 43 letters that may stand in an address.</summary>
    public static string New() => Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(32));

    /// <summary>What is kept of a secret. It needs no salt and no slowness: there are too many secrets to try.</summary>
    public static string HashOf(string secret) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(secret)));
}

using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace RetailerConnector;

/// <summary>Checks that a request comes from the store: Standard Webhooks.</summary>
static class Signature
{
    static readonly TimeSpan Tolerance = TimeSpan.FromMinutes(5);

    internal static bool IsGood(string secret, IHeaderDictionary headers, byte[] body, DateTimeOffset now)
    {
        var (id, stamp) = (headers["webhook-id"].ToString(), headers["webhook-timestamp"].ToString());
        if (!secret.StartsWith("whsec_", StringComparison.Ordinal) || !long.TryParse(stamp, NumberStyles.None, CultureInfo.InvariantCulture, out var seconds)
            || (now - DateTimeOffset.FromUnixTimeSeconds(seconds)).Duration() > Tolerance)
        {
            return false;
        }

        var signed = HMACSHA256.HashData(Convert.FromBase64String(secret["whsec_".Length..]), (byte[])[.. Encoding.UTF8.GetBytes($"{id}.{stamp}."), .. body]);
        var expected = Encoding.ASCII.GetBytes($"v1,{Convert.ToBase64String(signed)}");
        return headers["webhook-signature"].ToString().Split(' ').Any(given => CryptographicOperations.FixedTimeEquals(Encoding.ASCII.GetBytes(given), expected));
    }
}

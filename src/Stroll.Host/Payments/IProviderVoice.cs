using Stroll.Units;

namespace Stroll.Host.Payments;

/// <summary>Something that a provider says by itself, as a webhook, after its signature was checked.</summary>
/// <param name="Id">The provider's name of the message: a message sent twice has one.</param>
/// <param name="Payment">Whose payment; empty where it concerns none of the store's.</param>
/// <param name="Key">Of the request that it is about; empty where it is about none.</param>
/// <param name="IsDispute">True when a bank has taken money back, or given it again.</param>
public sealed record ProviderNews(string Id, string Payment, string Key, bool IsDispute);

/// <summary>Understands what a provider sends by itself. A port.</summary>
public interface IProviderVoice
{
    /// <summary>Checks and reads a message.</summary>
    /// <param name="header">Gives the value of a header; empty where it is not there.</param>
    /// <param name="body">The bytes as they came.</param>
    /// <param name="now">The store's time.</param>
    /// <returns>Bad with <c>webhook.malformed</c>, <c>webhook.time</c> or <c>webhook.forged</c>.</returns>
    Result<ProviderNews> Read(Func<string, string> header, ReadOnlyMemory<byte> body, Instant now);
}

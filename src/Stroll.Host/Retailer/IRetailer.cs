namespace Stroll.Host.Retailer;

/// <summary>A program of the retailer that answers questions of the store. A port.</summary>
public interface IRetailer
{
    /// <summary>Asks, and gives up by itself when its patience is over. Never throws because of the other side.</summary>
    /// <param name="kind">What is asked, as <c>prices</c>.</param>
    /// <param name="question">A JSON object.</param>
    /// <param name="cancellation">Gives up early.</param>
    /// <returns>The status and what came back; 0 and nothing where no answer came.</returns>
    Task<(int Status, byte[] Body)> Ask(string kind, byte[] question, CancellationToken cancellation);
}

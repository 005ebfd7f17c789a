using Stroll.Host.Payments.Terms;
using Stroll.Host.Plans;
using Stroll.Layout;
using Stroll.Units;

namespace Stroll.Cli.Live;

/// <summary>Watches <c>money.yaml</c>: other prices, taxes and promotions hold as soon as they stand there. A file that is wrong changes nothing, and the operator is told.</summary>
/// <remarks>Receipts keep the words and figures with which they were made, so a change of prices never reaches back.</remarks>
internal sealed class PriceFile(string path, Catalogue catalogue, Catalogue files, PriceDesk prices, Action<string> say)
{
    DateTime _seen = File.GetLastWriteTimeUtc(path);

    /// <summary>Looks whether the file has changed.</summary>
    internal Task Look(CancellationToken cancellation)
    {
        // A file that is not there has the first of January 1601, and may come back.
        if (File.Exists(path) && File.GetLastWriteTimeUtc(path) is var stamp && stamp != _seen)
        {
            _seen = stamp;
            say(MoneyYaml.Read(File.ReadAllText(path), path, catalogue, files) switch
            {
                Result<StoreMoney>.Good(var changed) when prices.Refix(changed.Draft) is not { } fault => $"new prices from {path}; what else changed there holds from the next start",
                Result<StoreMoney>.Good(var changed) => $"{path}: {prices.Refix(changed.Draft)}; the old prices hold until that is mended",
                Result<StoreMoney>.Bad(var fault) => $"{fault}; the old prices hold until that is mended",
                _ => throw new System.Diagnostics.UnreachableException(),
            });
        }

        return Task.CompletedTask;
    }
}

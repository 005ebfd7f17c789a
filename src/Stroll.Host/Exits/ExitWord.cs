using Stroll.Host.Stores;
using Stroll.Units;

namespace Stroll.Host.Exits;

/// <summary>What a shopper said at the exit screen, before there was a receipt.</summary>
/// <param name="Number">Counts up in the store from 1.</param>
/// <param name="Visit">Whose cart was shown.</param>
/// <param name="At">When.</param>
/// <param name="Barcode">Of the line that is wrong; empty for "all of it is right".</param>
/// <param name="Quantity">Pieces that they say they took.</param>
/// <param name="IsOpen">True until the receipt was held against it.</param>
public sealed record ExitWord(long Number, VisitId Visit, Instant At, string Barcode, int Quantity, bool IsOpen)
{
    /// <summary>True when they found nothing wrong.</summary>
    public bool IsRight => Barcode.Length == 0;
}

using Stroll.Host.Complaints;
using Stroll.Host.Database;
using Stroll.Host.Stores;
using Stroll.Host.Visits;
using Stroll.Units;

namespace Stroll.Host.Exits;

/// <summary>Hears shoppers at the exit screen. What they correct becomes a complaint as soon as there is a receipt to complain about, and is believed as one.</summary>
/// <param name="database">Of the store.</param>
/// <param name="complaints">Gives small amounts back at once.</param>
/// <param name="time">The clock.</param>
public sealed class ExitDesk(IDatabase database, ComplaintDesk complaints, TimeProvider time)
{
    // Nobody has twenty wrong lines; a child at the screen has.
    const int MostWords = 20;

    /// <summary>The shopper finds the cart right.</summary>
    public void Confirm(VisitId visit) => Say(visit, "", 0);

    /// <summary>The shopper says how many pieces of a line they took.</summary>
    public void Correct(VisitId visit, string barcode, int quantity) => Say(visit, barcode, Math.Max(0, quantity));

    /// <summary>Holds what was said against the receipts that have come since.</summary>
    /// <returns>How many words were settled.</returns>
    public int Follow()
    {
        var settled = 0;
        foreach (var word in database.Read(ExitTable.Open))
        {
            var (party, newest) = database.Read(transaction => PartyTable.PartyOf(transaction, word.Visit) is { } name
                ? (name, ReceiptTable.Of(transaction, name) is [.., var last] ? last : null) : ("", null));
            if (newest is null)
            {
                continue;
            }

            // Who shared the cart may have taken the same; only what the receipt has too much is given back.
            if (newest.Lines.FirstOrDefault(line => line.Barcode == word.Barcode) is { } line && line.Quantity > word.Quantity)
            {
                complaints.Hear(party, line.Number, word.Quantity == 0 ? ComplaintKind.NotTaken : ComplaintKind.WrongQuantity, word.Quantity, "said at the exit");
            }

            database.Write(transaction => ExitTable.Close(transaction, word.Number));
            settled++;
        }

        return settled;
    }

    void Say(VisitId visit, string barcode, int quantity) => database.Write(transaction =>
    {
        if (ExitTable.Of(transaction, visit).Length < MostWords)
        {
            ExitTable.Add(transaction, visit, Instants.Of(time), barcode, quantity);
        }
    });
}

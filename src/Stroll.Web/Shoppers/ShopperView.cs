using System.Collections.Immutable;
using Stroll.Host.Complaints;
using Stroll.Host.Plans;
using Stroll.Host.Stores.Live;
using Stroll.Host.Visits;
using Stroll.Payments.Documents;
using Stroll.Units;

namespace Stroll.Web.Shoppers;

/// <summary>All that the receipt page shows.</summary>
/// <param name="StoreName">Of the store.</param>
/// <param name="IsSimulated">True when nobody paid.</param>
/// <param name="Code">The secret of the link.</param>
/// <param name="Party">Whose receipt.</param>
/// <param name="Entered">When the visit began.</param>
/// <param name="Versions">At least one.</param>
/// <param name="Checked">Numbers of the lines that a person has looked at.</param>
/// <param name="Complaints">Oldest first.</param>
/// <param name="Until">Until when one may complain.</param>
/// <param name="MayComplain">True before that.</param>
/// <param name="Refused">True right after a complaint that could not be taken.</param>
public sealed record ShopperView(
    string StoreName, bool IsSimulated, string Code, string Party, Instant Entered, ImmutableArray<IssuedReceipt> Versions, ImmutableHashSet<int> Checked,
    IReadOnlyList<Complaint> Complaints, Instant Until, bool MayComplain, bool Refused)
{
    /// <summary>True right after the receipt was asked for by e-mail.</summary>
    public bool Sent { get; init; }

    /// <summary>True where it can be had as a file.</summary>
    public bool HasPaper { get; init; }

    /// <summary>True where it can be had by e-mail.</summary>
    public bool HasMail { get; init; }

    /// <summary>Codes of products with a picture.</summary>
    public ImmutableHashSet<string> Photographed { get; init; } = [];

    /// <summary>The receipt behind a code, in whichever store it is.</summary>
    /// <returns>None when no store has such a code. Codes have 160 bits of chance: trying them finds nothing.</returns>
    internal static (LiveStore Store, ShopperView View)? Find(LiveStores stores, string code, Instant now, bool refused)
    {
        if (!IsCode(code))
        {
            return null;
        }

        foreach (var store in stores.All)
        {
            if (In(store, code, now, refused) is { } view)
            {
                return (store, view);
            }
        }

        return null;
    }

    /// <summary>True for what can be a code at all.</summary>
    internal static bool IsCode(string code) => code.Length == 40 && code.All(char.IsAsciiHexDigitLower);

    static ShopperView? In(LiveStore store, string code, Instant now, bool refused) => store.Database.Read(transaction =>
    {
        var versions = ReceiptTable.ByCode(transaction, code);
        if (versions.IsEmpty)
        {
            return null;
        }

        var party = versions[0].Visit;
        var rules = store.Complaints?.Rules ?? ComplaintRules.Default;
        var until = versions[0].At + rules.Within;
        return new ShopperView(
            store.Model.Store.Name, store.IsSimulated, code, party, PartyTable.Find(transaction, party)?.Entered ?? versions[0].At, versions,
            CheckedIn(versions), ComplaintTable.Of(transaction, party), until, now < until && store.Complaints is not null, refused)
        {
            HasPaper = store.Till is not null,
            HasMail = store.Till?.Letters is not null,
            Photographed = PhotoTable.Photographed(transaction),
        };
    });

    /// <summary>A line that a version by a person has changed was looked at by one.</summary>
    static ImmutableHashSet<int> CheckedIn(ImmutableArray<IssuedReceipt> versions)
    {
        var found = ImmutableHashSet.CreateBuilder<int>();
        for (var i = 1; i < versions.Length; i++)
        {
            if (versions[i].Cause is IssueCause.Answered or IssueCause.Staff)
            {
                found.UnionWith(versions[i].Lines.Where(line => versions[i - 1].Lines.FirstOrDefault(before => before.Number == line.Number)?.Quantity != line.Quantity)
                    .Select(line => line.Number));
            }
        }

        return found.ToImmutable();
    }
}

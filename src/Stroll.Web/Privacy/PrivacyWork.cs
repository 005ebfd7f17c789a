using System.Collections.Immutable;
using Stroll.Host.Journal;
using Stroll.Host.Privacy;
using Stroll.Host.Stores.Live;
using Stroll.Host.Visits;
using Stroll.Units;
using Stroll.Web.Doors;

namespace Stroll.Web.Privacy;

/// <summary>What may be done with all that is kept about one party, from a page or by a program.</summary>
static class PrivacyWork
{
    /// <summary>The party of a receipt's id, of its link, or of the last part of that; none where this store issued no such receipt.</summary>
    internal static string? PartyOf(LiveStore store, string receipt)
    {
        var code = receipt[(receipt.LastIndexOf('/') + 1)..].Split('?')[0];
        return store.Database.Read(transaction =>
            ReceiptTable.ByCode(transaction, code) is [var first, ..] ? first.Visit
            : ReceiptTable.Of(transaction, receipt).IsEmpty ? null : receipt);
    }

    /// <summary>All that is kept about the party, and the entry that it was given out, in one transaction.</summary>
    internal static string? GiveOut(Here here, string party, Instant now) => here.Store.Database.Write(transaction =>
    {
        JournalTable.Write(transaction, now, here.Caller.Id, "data-given-out", new { party });
        return SubjectAccess.Of(transaction, party);
    });

    /// <summary>Deletes all that tells of the party's visits; each deletion with its proof.</summary>
    internal static ImmutableArray<Deleted> Forget(RetentionDesk desk, Here here, string party)
    {
        var visits = here.Store.Database.Read(transaction => transaction.Query<string>("SELECT visit FROM party_member WHERE party = @party ORDER BY visit", new { party }));
        return [.. visits.Select(visit => desk.Forget(new(Guid.Parse(visit)), here.Caller.Id)).OfType<Deleted>()];
    }
}

using System.Collections.Immutable;

namespace Stroll.Host.Database;

/// <summary>The shape of a store's database: the steps of all areas.</summary>
public static class Schema
{
    /// <summary>Every step, by area in the order in which they were added, then by number.</summary>
    public static ImmutableArray<Migration> Store { get; } =
    [
        .. Stores.OffsetTable.Migrations, .. Stores.StoreLease.Migrations, .. Journal.JournalTable.Migrations,
        .. Scenes.SceneTable.Migrations, .. Scenes.StoryTable.Migrations, .. Review.ReviewTables.Migrations,
        .. Payments.PaymentTable.Migrations, .. Ledger.LedgerTable.Migrations, .. Outbox.OutboxTable.Migrations,
        .. Visits.PartyTable.Migrations, .. Visits.ReceiptTable.Migrations, .. Entry.EntryTable.Migrations,
        .. Complaints.ComplaintTable.Migrations, .. Plans.PlanTable.Migrations, .. Plans.PriceTable.Migrations, .. Plans.PhotoTable.Migrations, .. Plans.ZeroTable.Migrations, .. Cameras.FoundCameraTable.Migrations,
        .. Inventory.CountTable.Migrations, .. Connectors.TripTable.Migrations,
        .. Visits.PricingTable.Migrations, .. Letters.LetterTable.Migrations, .. Ledger.DayTable.Migrations, .. Payments.ProviderEventTable.Migrations,
        .. Exits.ExitTable.Migrations, .. Notices.NoticeTable.Migrations,
    ];
}

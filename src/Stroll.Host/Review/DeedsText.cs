using System.Collections.Immutable;
using System.Text.Json;
using Stroll.Layout;
using Stroll.Observations;

namespace Stroll.Host.Review;

/// <summary>Deeds as text for the database: by barcode, because the numbers of products change with the catalogue.</summary>
static class DeedsText
{
    /// <summary>JSON; equal deeds give equal text.</summary>
    internal static string Write(Deeds deeds, Catalogue catalogue) => JsonSerializer.Serialize(Stored(deeds, catalogue));

    /// <summary>JSON of all accounts, in their order.</summary>
    internal static string Write(ImmutableArray<Deeds> accounts, Catalogue catalogue) =>
        JsonSerializer.Serialize(accounts.Select(deeds => Stored(deeds, catalogue)));

    /// <summary>None where a product is no longer in the catalogue.</summary>
    internal static Deeds? Read(string text, Catalogue catalogue) => Restored(JsonSerializer.Deserialize<StoredDeed[]>(text)!, catalogue);

    /// <summary>The accounts whose products are still in the catalogue.</summary>
    internal static ImmutableArray<Deeds> ReadAll(string text, Catalogue catalogue) =>
        [.. JsonSerializer.Deserialize<StoredDeed[][]>(text)!.Select(account => Restored(account, catalogue)).OfType<Deeds>()];

    static StoredDeed[] Stored(Deeds deeds, Catalogue catalogue) =>
        [.. deeds.All.Select(deed => new StoredDeed(deed.Visit, catalogue[deed.Product].Barcode, deed.Quantity))
            .OrderBy(deed => deed.Visit, StringComparer.Ordinal).ThenBy(deed => deed.Barcode, StringComparer.Ordinal)];

    static Deeds? Restored(StoredDeed[] deeds, Catalogue catalogue)
    {
        var all = new List<Deed>();
        foreach (var deed in deeds)
        {
            if (!catalogue.TryFind(deed.Barcode, out var product))
            {
                return null;
            }

            all.Add(new(deed.Visit, product, deed.Quantity));
        }

        return new(all);
    }

    sealed record StoredDeed(string Visit, string Barcode, int Quantity);
}

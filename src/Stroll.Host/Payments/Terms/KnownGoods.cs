using System.Collections.Immutable;
using Stroll.Layout;
using Stroll.Recordings;

namespace Stroll.Host.Payments.Terms;

/// <summary>Products that <c>money.yaml</c> may name: those of the catalogue, and those that were taken out of it since.</summary>
sealed class KnownGoods(Catalogue catalogue, Catalogue? others)
{
    readonly string[] _barcodes = [.. catalogue.Products.Concat(others?.Products ?? []).Select(product => product.Barcode).Distinct()];

    /// <summary>Of the store now.</summary>
    internal Catalogue Catalogue => catalogue;

    /// <summary>The product of the key <c>barcode</c>; none where it is not sold any more.</summary>
    internal ProductId? In(YamlGroup group) => Find(group.Choice("barcode", _barcodes) ?? throw group.Missing("barcode"));

    /// <summary>The products of a list, without those that are not sold any more.</summary>
    internal ImmutableArray<ProductId> ListedIn(YamlGroup group, string key) => [.. group.Choices(key, _barcodes).Select(Find).OfType<ProductId>()];

    ProductId? Find(string barcode) => catalogue.TryFind(barcode, out var id) ? id : null;
}

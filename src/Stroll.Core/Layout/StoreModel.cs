namespace Stroll.Layout;

/// <summary>All that is believed about a store before anything is observed in it.</summary>
public sealed record StoreModel(Store Store, Catalogue Catalogue, Planogram Planogram);

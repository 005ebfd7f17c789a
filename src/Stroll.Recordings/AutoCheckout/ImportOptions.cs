namespace Stroll.Recordings.AutoCheckout;

/// <summary>What to import and how.</summary>
/// <param name="Source">A folder, a <c>.tar.gz</c> or a <c>.csv</c>; its shape is found out.</param>
/// <param name="Out">The recording to make. Must not exist, or be an empty folder.</param>
public sealed record ImportOptions(string Source, string Out)
{
    /// <summary>A folder with <c>store_meta_Gondolas.json</c>, <c>store_meta_Shelves.json</c> and <c>store_meta_Plates.json</c>; none
    /// leaves every plate without a position.</summary>
    public string? GeometryDir { get; init; }

    /// <summary>A catalogue of JSON lines that gives barcodes to the names of a product CSV, and stands in for a missing
    /// <c>products.json</c>.</summary>
    public string? ProductsFile { get; init; }

    /// <summary>True refuses whatever would otherwise be accepted, counted and named.</summary>
    public bool Strict { get; init; }

    /// <summary>Ends the import early, with an <see cref="OperationCanceledException"/> and nothing left on disk.</summary>
    public CancellationToken Stop { get; init; }

    /// <summary>ISO 4217. The source writes whole units of a currency that it does not name.</summary>
    public string Currency { get; init; } = "USD";
}

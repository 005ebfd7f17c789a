using System.Collections.Immutable;
using System.Text.Json;
using Stroll.Layout;
using Stroll.Review;
using Stroll.Units;

namespace Stroll.Recordings;

/// <summary>Who really took what: <c>truth.json</c>. Other keys are welcome there and ignored here.</summary>
/// <param name="Receipts">One for each shopper, in the order of the file; a shopper who took nothing has no lines.</param>
/// <param name="Aliases">Later ids of the same person, and the first one.</param>
public sealed record Truth(ImmutableArray<TrueReceipt> Receipts, ImmutableArray<(string Later, string First)> Aliases)
{
    /// <summary>Every piece that was really taken or put, where that is known; by time.</summary>
    public ImmutableArray<TrueDeed> Movements { get; init; } = [];

    /// <summary>Every piece that really went from hand to hand, where that is known; by time.</summary>
    public ImmutableArray<TrueGift> HandOvers { get; init; } = [];

    /// <summary>The truth as a reviewer who answers from it; none where the movements are not known.</summary>
    /// <param name="model">For the ids of what is named.</param>
    /// <param name="path">For messages.</param>
    /// <returns>Bad where a shelf or a barcode is not of the store.</returns>
    public Result<KnownTruth?> Reviewer(StoreModel model, string path) => FileSafety.Guard(path, () => Movements.IsEmpty ? null : new KnownTruth(
        [.. Movements.Select(m => new KnownMovement(
            m.At, m.Owes ? m.Shopper : null, ShelfOf(model, m, path), [.. PlatesOf(model, m)], ProductOf(model, m.Barcode, path), m.Quantity))],
        [.. HandOvers.Select(h => new KnownHandOver(h.At, h.From, h.To, ProductOf(model, h.Barcode, path), h.Quantity))],
        Aliases));

    static ShelfId ShelfOf(StoreModel model, TrueDeed deed, string path) =>
        model.Store.Shelves.FirstOrDefault(shelf => shelf.Gondola == deed.Gondola && shelf.Number == deed.Shelf)?.Id
        ?? throw RecordingException.Of("truth.value", path, $"movements names shelf {deed.Gondola}/{deed.Shelf}, which is not in the store");

    static IEnumerable<PlateId> PlatesOf(StoreModel model, TrueDeed deed)
    {
        foreach (var plate in deed.Plates)
        {
            if (model.Store.TryFind(new PlateAddress(deed.Gondola, deed.Shelf, plate), out var id))
            {
                yield return id;
            }
        }
    }

    static ProductId ProductOf(StoreModel model, string barcode, string path) => model.Catalogue.TryFind(barcode, out var product)
        ? product : throw RecordingException.Of("truth.value", path, $"movements names barcode '{barcode}', which is not in the catalogue");

    /// <summary>Reads the truth.</summary>
    /// <param name="utf8">The content of the file.</param>
    /// <param name="path">Its name, for messages.</param>
    public static Units.Result<Truth> Read(ReadOnlyMemory<byte> utf8, string path) => FileSafety.Guard(path, () => Parse(utf8, path));

    /// <summary>Writes the truth so that <see cref="Read"/> gives the same back.</summary>
    public void Write(Stream stream)
    {
        using var json = new Utf8JsonWriter(stream, JsonText.Indented);
        json.WriteStartObject();
        json.WriteStartObject("receipts");
        foreach (var receipt in Receipts)
        {
            json.WriteStartObject(receipt.Shopper);
            foreach (var (barcode, quantity) in receipt.Lines)
            {
                json.WriteNumber(barcode, quantity);
            }

            json.WriteEndObject();
        }

        json.WriteEndObject();
        json.WriteStartObject("aliases");
        foreach (var (later, first) in Aliases)
        {
            json.WriteString(later, first);
        }

        json.WriteEndObject();
        TrueDeeds.Write(json, this);
        json.WriteEndObject();
    }

    internal static Truth Parse(ReadOnlyMemory<byte> utf8, string path)
    {
        using var document = JsonText.Parse(utf8, path, "truth.syntax");
        var root = document.RootElement;
        if (root.ValueKind != JsonValueKind.Object || !root.TryGetProperty("receipts", out var receipts) || receipts.ValueKind != JsonValueKind.Object)
        {
            throw RecordingException.Of("truth.value", path, "no receipts, expected {\"receipts\": {shopper: {barcode: quantity}}}");
        }

        var read = ImmutableArray.CreateBuilder<TrueReceipt>();
        foreach (var shopper in receipts.EnumerateObject())
        {
            if (shopper.Value.ValueKind != JsonValueKind.Object)
            {
                throw RecordingException.Of("truth.value", path, $"the receipt of '{shopper.Name}' is a {shopper.Value.ValueKind}, expected {{barcode: quantity}}");
            }

            if (read.Any(r => r.Shopper == shopper.Name))
            {
                throw RecordingException.Of("truth.value", path, $"the shopper '{shopper.Name}' stands twice, expected once");
            }

            read.Add(new(shopper.Name, [.. shopper.Value.EnumerateObject().Select(line => (line.Name, Quantity(line, shopper.Name, path)))]));
        }

        return TrueDeeds.Read(root, path, new(read.ToImmutable(), ReadAliases(root, path)));
    }

    static int Quantity(JsonProperty line, string shopper, string path) =>
        line.Value.ValueKind == JsonValueKind.Number && line.Value.TryGetInt32(out var quantity) && quantity > 0
            ? quantity
            : throw RecordingException.Of("truth.value", path, $"'{line.Name}' of '{shopper}' is {line.Value.GetRawText()}, expected a quantity of one or more");

    static ImmutableArray<(string Later, string First)> ReadAliases(JsonElement root, string path)
    {
        if (!root.TryGetProperty("aliases", out var aliases) || aliases.ValueKind == JsonValueKind.Null)
        {
            return [];
        }

        if (aliases.ValueKind != JsonValueKind.Object || aliases.EnumerateObject().Any(alias => alias.Value.ValueKind != JsonValueKind.String))
        {
            throw RecordingException.Of("truth.value", path, "aliases is not {laterId: firstId}");
        }

        return [.. aliases.EnumerateObject().Select(alias => (alias.Name, alias.Value.GetString()!))];
    }
}

using System.Collections.Immutable;
using System.Text.Json;
using Stroll.Review;

namespace Stroll.Recordings;

/// <summary>Who really took what: <c>truth.json</c>. Other keys are welcome there and ignored here.</summary>
/// <param name="Receipts">One for each shopper, in the order of the file; a shopper who took nothing has no lines.</param>
/// <param name="Aliases">Later ids of the same person, and the first one.</param>
public sealed record Truth(ImmutableArray<TrueReceipt> Receipts, ImmutableArray<(string Later, string First)> Aliases)
{
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

        return new(read.ToImmutable(), ReadAliases(root, path));
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

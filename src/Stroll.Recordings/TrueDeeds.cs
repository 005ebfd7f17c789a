using System.Collections.Immutable;
using System.Text.Json;
using Stroll.Units;

namespace Stroll.Recordings;

/// <summary>Something that was really taken or put.</summary>
/// <param name="At">When the piece left or met the shelf.</param>
/// <param name="Shopper">By whom: their first id.</param>
/// <param name="Gondola">Where.</param>
/// <param name="Shelf">Where on it.</param>
/// <param name="Plates">The numbers of the plates that felt it; empty where that is not known.</param>
/// <param name="Barcode">What.</param>
/// <param name="Quantity">Pieces: above zero taken, below zero put.</param>
/// <param name="Owes">False for somebody who does not pay for it, as staff.</param>
public sealed record TrueDeed(
    Instant At, string Shopper, int Gondola, int Shelf, ImmutableArray<int> Plates, string Barcode, int Quantity, bool Owes = true);

/// <summary>Something that really went from hand to hand.</summary>
/// <param name="At">When.</param>
/// <param name="From">Who gave: their first id.</param>
/// <param name="To">Who took: their first id.</param>
/// <param name="Barcode">What.</param>
/// <param name="Quantity">Pieces.</param>
public sealed record TrueGift(Instant At, string From, string To, string Barcode, int Quantity);

/// <summary>The keys <c>movements</c> and <c>handOvers</c> of <c>truth.json</c>.</summary>
static class TrueDeeds
{
    internal static void Write(Utf8JsonWriter json, Truth truth)
    {
        if (!truth.Movements.IsEmpty)
        {
            json.WriteStartArray("movements");
            foreach (var deed in truth.Movements)
            {
                Write(json, deed);
            }

            json.WriteEndArray();
        }

        if (!truth.HandOvers.IsEmpty)
        {
            json.WriteStartArray("handOvers");
            foreach (var gift in truth.HandOvers)
            {
                json.WriteStartObject();
                json.WriteNumber("t_ns", gift.At.Nanoseconds);
                json.WriteString("from", gift.From);
                json.WriteString("to", gift.To);
                json.WriteString("barcode", gift.Barcode);
                json.WriteNumber("quantity", gift.Quantity);
                json.WriteEndObject();
            }

            json.WriteEndArray();
        }
    }

    static void Write(Utf8JsonWriter json, TrueDeed deed)
    {
        json.WriteStartObject();
        json.WriteNumber("t_ns", deed.At.Nanoseconds);
        json.WriteString("shopper", deed.Shopper);
        json.WriteString("barcode", deed.Barcode);
        json.WriteNumber("quantity", deed.Quantity);
        json.WriteNumber("gondola", deed.Gondola);
        json.WriteNumber("shelf", deed.Shelf);
        json.WriteStartArray("plates");
        foreach (var plate in deed.Plates)
        {
            json.WriteNumberValue(plate);
        }

        json.WriteEndArray();
        if (!deed.Owes)
        {
            json.WriteBoolean("owes", false);
        }

        json.WriteEndObject();
    }

    internal static Truth Read(JsonElement root, string path, Truth truth)
    {
        var place = new JsonPlace(root, path, "", "truth.value");
        // Other programs may write a key of the same name for their own ends: what is no list of objects with a time is theirs.
        return IsOurs(root, "movements") ? truth with
        {
            Movements = [.. place.ListOrNone("movements").Select(Deed)],
            HandOvers = IsOurs(root, "handOvers") ? [.. place.ListOrNone("handOvers").Select(Gift)] : [],
        } : truth;
    }

    static bool IsOurs(JsonElement root, string key) => root.TryGetProperty(key, out var list) && list.ValueKind == JsonValueKind.Array
        && list.EnumerateArray().All(one => one.ValueKind == JsonValueKind.Object && one.TryGetProperty("t_ns", out _));

    static TrueDeed Deed(JsonPlace deed) => new(
        At(deed), deed.Text("shopper"), deed.Whole("gondola"), deed.Whole("shelf"), [.. deed.ListOrNone("plates").Select(plate => plate.Whole())],
        deed.Text("barcode"), deed.Whole("quantity"), deed.Find("owes")?.Truth() ?? true);

    static TrueGift Gift(JsonPlace gift) => new(At(gift), gift.Text("from"), gift.Text("to"), gift.Text("barcode"), gift.Count("quantity"));

    static Instant At(JsonPlace place) => new(place.WholeOrNone("t_ns") ?? throw place.Missing("t_ns"));
}

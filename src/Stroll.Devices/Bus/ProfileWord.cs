using System.Text.Json;
using Stroll.Observations;
using Stroll.Units;

namespace Stroll.Devices.Bus;

/// <summary>What a store is for, as the bus says it: <c>{"profile": "restock"}</c>.</summary>
static class ProfileWord
{
    const int MostBytes = 1000;

    /// <summary>The words, in the order of the profiles.</summary>
    internal static string[] All { get; } = [.. Enum.GetValues<StoreProfile>().Select(Of)];

    /// <summary>As <c>open</c>.</summary>
    internal static string Of(StoreProfile profile) => profile.ToString().ToLowerInvariant();

    internal static Result<StoreProfile> Read(ReadOnlyMemory<byte> payload)
    {
        if (payload.Length > MostBytes)
        {
            return Bad("payload.too-large", $"{payload.Length} bytes, expected at most {MostBytes}");
        }

        try
        {
            using var document = JsonDocument.Parse(payload);
            return document.RootElement is { ValueKind: JsonValueKind.Object } root && root.TryGetProperty("profile", out var word)
                && word.ValueKind == JsonValueKind.String && Array.IndexOf(All, word.GetString()) is >= 0 and var index
                    ? new Result<StoreProfile>.Good((StoreProfile)index)
                    : Bad("payload.value", $"no profile, expected one of {string.Join(", ", All)}");
        }
        catch (Exception broken) when (broken is JsonException or InvalidOperationException)
        {
            return Bad("payload.syntax", """no JSON, expected {"profile": "open"}""");
        }
    }

    static Result<StoreProfile>.Bad Bad(string code, string found) => new(new(code, "profile", found));
}

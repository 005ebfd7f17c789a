using System.Text.Json;
using System.Text.Json.Serialization;
using Stroll.Units;

namespace Stroll.Host.Payments;

/// <summary>Records of Core as JSON text in the database. What is worked out from other members is left out.</summary>
static class StoredJson
{
    static readonly JsonSerializerOptions Options = new()
    {
        IgnoreReadOnlyProperties = true,
        Converters = { new JsonStringEnumConverter(), new ProbabilityConverter() },
    };

    internal static string Write<T>(T value) => JsonSerializer.Serialize(value, Options);

    /// <summary>Reads what <see cref="Write"/> wrote.</summary>
    /// <exception cref="InvariantException">The text is not of this shape: the database was changed from outside.</exception>
    internal static T Read<T>(string text)
    {
        try
        {
            return JsonSerializer.Deserialize<T>(text, Options) ?? throw new InvariantException($"a stored {typeof(T).Name} is not null");
        }
        catch (JsonException broken)
        {
            throw new InvariantException($"a stored {typeof(T).Name} can be read: {broken.Message}");
        }
    }

    /// <summary>A probability has no setter, so that it cannot be built out of range.</summary>
    sealed class ProbabilityConverter : JsonConverter<Probability>
    {
        public override Probability Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) => new(reader.GetDouble());

        public override void Write(Utf8JsonWriter writer, Probability value, JsonSerializerOptions options) => writer.WriteNumberValue(value.Value);
    }
}

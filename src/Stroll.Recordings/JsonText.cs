using System.Text.Encodings.Web;
using System.Text.Json;

namespace Stroll.Recordings;

/// <summary>How this project writes JSON: readable letters of all languages, no escapes for HTML.</summary>
static class JsonText
{
    internal static readonly JsonSerializerOptions Plain = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    internal static readonly JsonWriterOptions Indented = new()
    {
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        Indented = true,
        NewLine = "\n",
    };

    internal static readonly JsonWriterOptions OneLine = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>Reads a document; what is no JSON becomes a fault.</summary>
    internal static JsonDocument Parse(ReadOnlyMemory<byte> utf8, string where, string code)
    {
        try
        {
            return JsonDocument.Parse(utf8);
        }
        catch (JsonException bad)
        {
            throw RecordingException.Of(code, where, $"not JSON: {bad.Message.ReplaceLineEndings(" ")}");
        }
    }
}

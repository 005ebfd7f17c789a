using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Unicode;

namespace Stroll.Recordings;

/// <summary>How this project writes JSON: readable letters of all languages, no escapes for HTML.</summary>
static class JsonText
{
    internal static readonly JsonSerializerOptions Plain = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    internal static readonly JsonSerializerOptions Schema = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping, WriteIndented = true, NewLine = "\n" };

    internal static readonly JsonWriterOptions Indented = new()
    {
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        Indented = true,
        NewLine = "\n",
    };

    internal static readonly JsonWriterOptions OneLine = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>Reads a document; what is no JSON, or holds text that is none, becomes a fault.</summary>
    internal static JsonDocument Parse(ReadOnlyMemory<byte> utf8, string where, string code)
    {
        if (!Utf8.IsValid(utf8.Span))
        {
            throw RecordingException.Of("file.not-utf8", where, "not UTF-8, expected UTF-8 text");
        }

        try
        {
            var document = JsonDocument.Parse(utf8);
            CheckEscapes(utf8.Span);
            return document;
        }
        catch (Exception bad) when (bad is JsonException or InvalidOperationException)
        {
            throw RecordingException.Of(code, where, $"not JSON: {bad.Message.ReplaceLineEndings(" ")}");
        }
    }

    // JSON lets an escape write half a surrogate pair, and every use of such a string would throw. Escapes are rare: only
    // then is the text walked a second time.
    static void CheckEscapes(ReadOnlySpan<byte> utf8)
    {
        if (utf8.IndexOf("\\u"u8) < 0)
        {
            return;
        }

        var reader = new Utf8JsonReader(utf8);
        while (reader.Read())
        {
            if (reader.TokenType is JsonTokenType.String or JsonTokenType.PropertyName)
            {
                reader.GetString();
            }
        }
    }
}

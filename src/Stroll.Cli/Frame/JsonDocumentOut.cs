using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace Stroll.Cli.Frame;

/// <summary>The one JSON document that a command prints.</summary>
internal static class JsonDocumentOut
{
    static readonly JsonWriterOptions Options = new()
    {
        Indented = true,
        NewLine = "\n",
        // The document goes to files and pipes, never into a web page as it stands.
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    /// <summary>Builds the document in memory first, so that a fault midway leaves nothing behind.</summary>
    internal static void Write(TextWriter to, Action<Utf8JsonWriter> write)
    {
        using var bytes = new MemoryStream();
        using (var json = new Utf8JsonWriter(bytes, Options))
        {
            write(json);
        }

        to.WriteLine(Encoding.UTF8.GetString(bytes.GetBuffer(), 0, (int)bytes.Length));
    }
}

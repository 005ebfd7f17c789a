using System.Text.Json;
using System.Text.Json.Serialization;

namespace Stroll.Web.Text;

/// <summary>How JSON is written.</summary>
static class Json
{
    /// <summary>For our own scripts: what is not there is left out.</summary>
    internal static JsonSerializerOptions Small { get; } = new(JsonSerializerDefaults.Web)
    {
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    };
}

using System.Text.Json;

namespace Stroll.Client;

/// <summary>The API refused: a problem of RFC 9457.</summary>
/// <param name="status">HTTP's.</param>
/// <param name="title">What kind of refusal.</param>
/// <param name="detail">Why.</param>
/// <param name="code">As the list of faults lists it; none where there is none.</param>
public sealed class StrollProblemException(int status, string title, string detail, string? code) : Exception($"{status} {title}: {detail}")
{
    /// <summary>HTTP's.</summary>
    public int Status => status;

    /// <summary>What kind of refusal.</summary>
    public string Title => title;

    /// <summary>Why.</summary>
    public string Detail => detail;

    /// <summary>As the list of faults lists it; none where there is none.</summary>
    public string? Code => code;

    internal static async Task<StrollProblemException> Of(HttpResponseMessage response, CancellationToken cancellation)
    {
        var text = await response.Content.ReadAsStringAsync(cancellation);
        try
        {
            using var problem = JsonDocument.Parse(text);
            string? Text(string key) => problem.RootElement.TryGetProperty(key, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;
            return new((int)response.StatusCode, Text("title") ?? "", Text("detail") ?? "", Text("code"));
        }
        catch (JsonException)
        {
            return new((int)response.StatusCode, response.ReasonPhrase ?? "", "the answer is no problem document", null);
        }
    }
}

using System.Globalization;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json;

namespace Stroll.Client;

/// <summary>The API of a Stroll installation. Its operations are in <c>Generated.cs</c>, which is written from docs/openapi.json.</summary>
/// <remarks>
/// Threads may share one. A refusal is a <see cref="StrollProblemException"/>. Acts take an idempotency key: use one key for one act however often you try it, and
/// nothing is done twice.
/// </remarks>
public sealed partial class StrollApi : IDisposable
{
    static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web);

    readonly HttpClient _client;

    /// <param name="address">Of the installation, as <c>http://127.0.0.1:8080</c>.</param>
    /// <param name="key">As it was told when it was made: <c>stroll_…</c>.</param>
    public StrollApi(Uri address, string key)
    {
        _client = new() { BaseAddress = address };
        _client.DefaultRequestHeaders.Authorization = new("Bearer", key);
        _client.DefaultRequestHeaders.Accept.Add(new MediaTypeWithQualityHeaderValue("application/json"));
    }

    /// <summary>A new idempotency key.</summary>
    public static string NewKey() => Guid.CreateVersion7().ToString("N");

    /// <inheritdoc/>
    public void Dispose() => _client.Dispose();

    async Task<T> Ask<T>(HttpMethod method, string path, object? body, string? idempotencyKey, CancellationToken cancellation)
    {
        using var response = await Send(method, path, body, idempotencyKey, cancellation);
        return await response.Content.ReadFromJsonAsync<T>(Json, cancellation)
            ?? throw new StrollProblemException((int)response.StatusCode, "Empty", "the answer holds nothing", null);
    }

    async Task Do(HttpMethod method, string path, object? body, string? idempotencyKey, CancellationToken cancellation)
    {
        using var response = await Send(method, path, body, idempotencyKey, cancellation);
    }

    async Task<HttpResponseMessage> Send(HttpMethod method, string path, object? body, string? idempotencyKey, CancellationToken cancellation)
    {
        using var request = new HttpRequestMessage(method, new Uri(path, UriKind.Relative));
        request.Content = body is null ? null : JsonContent.Create(body, body.GetType(), options: Json);
        if (idempotencyKey is not null)
        {
            request.Headers.Add("Idempotency-Key", idempotencyKey);
        }

        var response = await _client.SendAsync(request, cancellation);
        if (!response.IsSuccessStatusCode)
        {
            using (response)
            {
                throw await StrollProblemException.Of(response, cancellation);
            }
        }

        return response;
    }

    static string Query(string path, params (string Name, object? Value)[] values)
    {
        var given = values.Where(one => one.Value is not null)
            .Select(one => $"{one.Name}={Uri.EscapeDataString(Convert.ToString(one.Value, CultureInfo.InvariantCulture)!)}").ToArray();
        return given.Length == 0 ? path : $"{path}?{string.Join('&', given)}";
    }
}

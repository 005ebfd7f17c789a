using System.Collections.Frozen;
using System.Security.Cryptography;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Stroll.Web.Doors;

namespace Stroll.Web.Assets;

/// <summary>Style sheets, scripts and pictures, which lie inside the assembly.</summary>
/// <remarks>
/// The static files of ASP.NET lie beside the program and are found only in what <c>dotnet publish</c> made of a web project; ours is a library
/// under a command line. The path holds a hash of all of them: browsers keep them for ever and never mix two builds.
/// </remarks>
public static class EmbeddedAssets
{
    const string Prefix = "assets/";

    static readonly FrozenDictionary<string, byte[]> Files = Read().ToFrozenDictionary(StringComparer.Ordinal);

    static readonly string Version = Fingerprint();

    /// <summary>Where a browser gets a file.</summary>
    /// <param name="name">As <c>app.css</c>; wherever it lies in the source.</param>
    /// <exception cref="KeyNotFoundException">There is none.</exception>
    public static string PathOf(string name) => Files.ContainsKey(name) ? $"/assets/{Version}/{name}" : throw new KeyNotFoundException(name);

    internal static void Map(IEndpointRouteBuilder routes) => routes.MapGet("/assets/{version}/{name}", Send)
        .OpenTo("style sheets and scripts hold nothing of a store")
        .ExcludeFromDescription();

    static IResult Send(string version, string name, HttpContext http)
    {
        if (!Files.TryGetValue(name, out var bytes))
        {
            return Results.NotFound();
        }

        http.Response.Headers.CacheControl = version == Version ? "public, max-age=31536000, immutable" : "no-cache";
        return Results.Bytes(bytes, TypeOf(name));
    }

    static string TypeOf(string name) => Path.GetExtension(name) switch
    {
        ".css" => "text/css; charset=utf-8",
        ".js" => "text/javascript; charset=utf-8",
        ".svg" => "image/svg+xml",
        _ => "application/octet-stream",
    };

    static IEnumerable<KeyValuePair<string, byte[]>> Read()
    {
        var assembly = typeof(EmbeddedAssets).Assembly;
        foreach (var resource in assembly.GetManifestResourceNames().Where(n => n.StartsWith(Prefix, StringComparison.Ordinal)))
        {
            using var stream = assembly.GetManifestResourceStream(resource)!;
            var bytes = new byte[stream.Length];
            stream.ReadExactly(bytes);
            yield return new(resource[Prefix.Length..], bytes);
        }
    }

    static string Fingerprint()
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (var (_, bytes) in Files.OrderBy(f => f.Key, StringComparer.Ordinal))
        {
            hash.AppendData(bytes);
        }

        return Convert.ToHexStringLower(hash.GetHashAndReset())[..12];
    }
}

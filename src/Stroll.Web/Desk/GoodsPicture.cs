using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.Http;
using Stroll.Host.Plans;
using Stroll.Host.Stores.Live;
using Stroll.Layout;

namespace Stroll.Web.Desk;

/// <summary>Pictures of products for people who choose between them: that of the catalogue, else a file of the store's folder, else a drawn pack with the first letters and the
/// weight, always in the same colour. What is drawn tells packs apart; it does not show what they look like.</summary>
static class GoodsPicture
{
    static readonly (string Ending, string Type)[] Kinds = [(".jpg", "image/jpeg"), (".jpeg", "image/jpeg"), (".png", "image/png"), (".webp", "image/webp")];

    internal static IResult Send(HttpContext http, LiveStore store, string barcode)
    {
        if (!store.Model.Catalogue.TryFind(barcode, out var id))
        {
            return Results.NotFound();
        }

        http.Response.Headers.CacheControl = "private, max-age=3600";
        return store.Database.Read(transaction => PhotoTable.Of(transaction, barcode)) is { } photo ? Results.Bytes(photo.Picture, photo.Kind)
            : File(store.Pictures, barcode) is { } file ? Results.File(file.Path, file.Type) : Results.Text(Drawn(store.Model.Catalogue[id]), "image/svg+xml", Encoding.UTF8);
    }

    /// <summary>Only files of the folder itself: a barcode that would lead elsewhere has none.</summary>
    static (string Path, string Type)? File(string? folder, string barcode) =>
        folder is null || barcode != Path.GetFileName(barcode) || barcode is "." or ".." ? null
        : Kinds.Select(kind => ((string Path, string Type)?)(Path.GetFullPath(Path.Combine(folder, barcode + kind.Ending)), kind.Type))
            .FirstOrDefault(file => System.IO.File.Exists(file!.Value.Path));

    static string Drawn(Product product)
    {
        var hue = BitConverter.ToUInt16(SHA256.HashData(Encoding.UTF8.GetBytes(product.Barcode))) % 360;
        var letters = System.Net.WebUtility.HtmlEncode(Letters(product.Name));
        var grams = product.UnitWeight is { } weight ? string.Create(CultureInfo.InvariantCulture, $"{weight.Value:0} g") : "";
        return string.Create(CultureInfo.InvariantCulture, $"""
            <svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 64 64" role="img">
              <rect x="10" y="5" width="44" height="54" rx="6" fill="hsl({hue} 45% 52%)"/>
              <rect x="10" y="20" width="44" height="24" fill="hsl({hue} 50% 94%)"/>
              <text x="32" y="38" font-family="system-ui, sans-serif" font-size="17" font-weight="700" text-anchor="middle" fill="hsl({hue} 60% 22%)">{letters}</text>
              <text x="32" y="54" font-family="system-ui, sans-serif" font-size="9" text-anchor="middle" fill="#fff">{grams}</text>
            </svg>
            """);
    }

    /// <summary>The first letters of the first two words.</summary>
    static string Letters(string name)
    {
        var words = name.Split([' ', '-', ','], StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        var letters = string.Concat(words.Take(2).Select(word => StringInfo.GetNextTextElement(word)));
        return (words.Length == 1 && name.Length > 1 ? name[..2] : letters).ToUpperInvariant();
    }
}

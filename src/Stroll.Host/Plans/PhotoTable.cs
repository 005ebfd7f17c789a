using System.Collections.Immutable;
using Stroll.Host.Database;
using Stroll.Units;

namespace Stroll.Host.Plans;

/// <summary>Pictures of products, one each.</summary>
public static class PhotoTable
{
    /// <summary>A larger picture helps nobody.</summary>
    public const int MostBytes = 1_500_000;

    internal static ImmutableArray<Migration> Migrations { get; } =
    [
        new("photos", 1,
            "CREATE TABLE product_photo ({store}, barcode TEXT NOT NULL, kind TEXT NOT NULL, picture {bytes} NOT NULL, PRIMARY KEY (store, barcode))",
            "DROP TABLE product_photo"),
    ];

    /// <summary>Codes of products that have one.</summary>
    public static ImmutableHashSet<string> Photographed(Transaction transaction) => [.. transaction.Query<string>("SELECT barcode FROM product_photo")];

    /// <summary>A picture with its media type; none where there is none.</summary>
    public static (string Kind, byte[] Picture)? Of(Transaction transaction, string barcode) =>
        transaction.First<Row>("SELECT kind, picture FROM product_photo WHERE barcode = @barcode", new { barcode }) is { } row ? (row.Kind, row.Picture) : null;

    /// <summary>Keeps a picture in the place of the one before.</summary>
    /// <param name="transaction">Of the store.</param>
    /// <param name="barcode">Of the product.</param>
    /// <param name="picture">JPEG, PNG or WebP, told by its first bytes, whatever its name says.</param>
    /// <returns>Bad with <c>photo.kind</c> or <c>photo.size</c>.</returns>
    public static Result<string> Keep(Transaction transaction, string barcode, byte[] picture)
    {
        if (picture.Length > MostBytes)
        {
            return new Result<string>.Bad(new("photo.size", barcode, $"{picture.Length} bytes; expected at most {MostBytes}"));
        }

        if (KindOf(picture) is not { } kind)
        {
            return new Result<string>.Bad(new("photo.kind", barcode, "no JPEG, PNG or WebP by its first bytes; expected one of them"));
        }

        transaction.Execute(
            "INSERT INTO product_photo (barcode, kind, picture) VALUES (@barcode, @kind, @picture) ON CONFLICT (store, barcode) DO UPDATE SET kind = @kind, picture = @picture",
            new { barcode, kind, picture });
        return new Result<string>.Good(kind);
    }

    static string? KindOf(ReadOnlySpan<byte> picture) =>
        picture.StartsWith((ReadOnlySpan<byte>)[0xff, 0xd8, 0xff]) ? "image/jpeg"
        : picture.StartsWith((ReadOnlySpan<byte>)[0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]) ? "image/png"
        : picture.Length > 12 && picture.StartsWith("RIFF"u8) && picture[8..12].SequenceEqual("WEBP"u8) ? "image/webp"
        : null;

    sealed record Row
    {
        public string Kind { get; init; } = "";

        public byte[] Picture { get; init; } = [];
    }
}

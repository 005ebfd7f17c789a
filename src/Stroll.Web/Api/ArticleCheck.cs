using Stroll.Layout;
using Stroll.Units;

namespace Stroll.Web.Api;

/// <summary>Makes a product of what somebody sent.</summary>
static class ArticleCheck
{
    /// <summary>Checks one article.</summary>
    /// <param name="article">As it came.</param>
    /// <param name="where">Its place, for the fault.</param>
    /// <param name="warnings">Takes what looks wrong but may be meant.</param>
    /// <returns>The product with id 0, or the first thing that is wrong.</returns>
    internal static Result<Product> Of(Article? article, string where, List<string> warnings)
    {
        if (article is null)
        {
            return Bad(where, "nothing, expected an article");
        }

        if (Missing(article) is { } missing)
        {
            return Bad(where, missing);
        }

        var gtin = article.Gtin is { Length: > 0 } given ? Gtin.From(given) : Gtin.From(article.Barcode);
        if (article.Gtin is { Length: > 0 } && gtin is null)
        {
            return Bad(where, $"gtin '{article.Gtin}', expected 8, 12, 13 or 14 digits with a right check digit");
        }

        if (gtin is null && article.Barcode.Length is 8 or 12 or 13 or 14 && article.Barcode.All(char.IsAsciiDigit))
        {
            warnings.Add($"{where}: barcode {article.Barcode} looks like a GTIN, but its check digit would be {Gtin.CheckDigit(article.Barcode.AsSpan(0, article.Barcode.Length - 1))}; taken as a code of your own");
        }

        return WrongNumber(article) is { } wrong
            ? Bad(where, wrong)
            : new Result<Product>.Good(new(
                new(0), article.Barcode, gtin, article.Name.Trim(), article.UnitWeightGrams?.Grams, article.UnitWeightSdGrams?.Grams,
                article.Unit == "kilogram" ? SaleUnit.Kilogram : SaleUnit.Each, article.Price is { } price ? new Money(price.Minor, price.Currency) : null));
    }

    static string? Missing(Article article) =>
        article.Barcode is not { Length: > 0 and <= 64 } || article.Barcode.Any(char.IsControl) ? "no barcode of 1 to 64 letters"
        : article.Name?.Trim() is not { Length: > 0 and <= 200 } || article.Name.Any(char.IsControl) ? $"{article.Barcode}: no name of 1 to 200 letters"
        : article.Unit is not (null or "" or "each" or "kilogram") ? $"{article.Barcode}: unit '{article.Unit}', expected each or kilogram"
        : null;

    static string? WrongNumber(Article article) =>
        article.UnitWeightGrams is { } weight && !(weight > 0 && weight < 1e6) ? $"{article.Barcode}: {weight} g, expected a weight above zero"
        : article.UnitWeightSdGrams is { } sd && !(sd >= 0 && sd < 1e6) ? $"{article.Barcode}: sd of {sd} g, expected zero or more"
        : article.Price is { } price && (price.Minor is < 0 or > 100_000_000_000 || price.Currency is not { Length: 3 } || !price.Currency.All(char.IsAsciiLetterUpper))
            ? $"{article.Barcode}: price {price.Minor} {price.Currency}, expected zero or more and three capital letters"
        : null;

    static Result<Product>.Bad Bad(string where, string found) => new(new("catalogue.value", where, found));
}

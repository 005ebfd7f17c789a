using System.Collections.Immutable;
using System.Numerics.Tensors;

namespace Stroll.Devices.Products;

/// <summary>A product with the directions of its pictures.</summary>
/// <param name="Code">Its barcode, or whatever it was enrolled under.</param>
/// <param name="Pictures">Each of length 1.</param>
public sealed record GalleryProduct(string Code, ImmutableArray<float[]> Pictures);

/// <summary>How likely one product is by its look.</summary>
/// <param name="Code">Which.</param>
/// <param name="Likeness">Cosine to the most alike of its pictures, -1 to 1.</param>
/// <param name="Probability">Of all products of the gallery, taken as equally likely before; sums to 1.</param>
public readonly record struct Ranked(string Code, double Likeness, double Probability);

/// <summary>What the products of a store look like to an embedding: a ranking for people who choose, and a weak likelihood.</summary>
/// <remarks>Probability ∝ e^(likeness / temperature). The temperature is that under which the gallery's own pictures, each left out in turn, are most likely
/// (C. Guo et al., "On Calibration of Modern Neural Networks", 2017, section 4.2: temperature scaling). A hand over half of a bottle is no catalogue
/// picture: where the two differ much, the probabilities say too much.</remarks>
public sealed class Gallery
{
    static readonly double[] Temperatures = [.. Enumerable.Range(0, 40).Select(i => 0.005 * Math.Pow(1.12, i))];

    /// <summary>Of products that were enrolled before.</summary>
    /// <param name="model">The name of the embedding that made the directions; those of two do not compare.</param>
    /// <param name="sha256">Of its file.</param>
    /// <param name="products">By code.</param>
    /// <param name="temperature">Above 0; fitted where none is given.</param>
    public Gallery(string model, string sha256, ImmutableArray<GalleryProduct> products, double? temperature = null)
    {
        (Model, Sha256, Products) = (model, sha256, products);
        Temperature = temperature ?? Fit();
    }

    /// <summary>The name of the embedding.</summary>
    public string Model { get; }

    /// <summary>Of the embedding's file.</summary>
    public string Sha256 { get; }

    /// <summary>In the order of their codes.</summary>
    public ImmutableArray<GalleryProduct> Products { get; }

    /// <summary>How much a difference in likeness says.</summary>
    public double Temperature { get; }

    /// <summary>All products, the most likely first; of equal ones the one with the lower code.</summary>
    /// <param name="looks">Directions of one thing's pictures, such as several crops of one hand; at least one. Their likenesses are averaged.</param>
    /// <param name="among">Only these, as those that the planogram has there; all where none is given.</param>
    public ImmutableArray<Ranked> Rank(IReadOnlyList<float[]> looks, IReadOnlyCollection<string>? among = null)
    {
        var likenesses = Products.Where(product => among is null || among.Contains(product.Code))
            .Select(product => (product.Code, Likeness: looks.Average(look => Likeness(product, look, -1)))).ToArray();
        if (likenesses.Length == 0)
        {
            return [];
        }

        var most = likenesses.Max(one => one.Likeness);
        var sum = likenesses.Sum(one => Math.Exp((one.Likeness - most) / Temperature));
        return
        [
            .. likenesses.Select(one => new Ranked(one.Code, one.Likeness, Math.Exp((one.Likeness - most) / Temperature) / sum))
                .OrderByDescending(one => one.Likeness).ThenBy(one => one.Code, StringComparer.Ordinal),
        ];
    }

    static double Likeness(GalleryProduct product, float[] look, int leftOut)
    {
        var most = -1.0;
        for (var i = 0; i < product.Pictures.Length; i++)
        {
            most = i == leftOut ? most : Math.Max(most, TensorPrimitives.Dot(product.Pictures[i], look));
        }

        return most;
    }

    double Fit()
    {
        var rows = new List<(double[] Likenesses, int True)>();
        for (var truth = 0; truth < Products.Length; truth++)
        {
            for (var picture = 0; Products[truth].Pictures.Length > 1 && picture < Products[truth].Pictures.Length; picture++)
            {
                var look = Products[truth].Pictures[picture];
                rows.Add(([.. Products.Select((product, i) => Likeness(product, look, i == truth ? picture : -1))], truth));
            }
        }

        // With one picture a product nothing can be left out; 0.05 is what galleries of shop photos gave.
        return rows.Count == 0 ? 0.05 : Temperatures.MaxBy(temperature => rows.Sum(row => LogProbability(row.Likenesses, row.True, temperature)));
    }

    static double LogProbability(double[] likenesses, int truth, double temperature)
    {
        var most = likenesses.Max();
        return ((likenesses[truth] - most) / temperature) - Math.Log(likenesses.Sum(likeness => Math.Exp((likeness - most) / temperature)));
    }
}

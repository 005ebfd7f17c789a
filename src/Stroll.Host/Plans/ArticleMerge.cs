using Stroll.Layout;

namespace Stroll.Host.Plans;

/// <summary>Articles that come in bulk, laid over those that are there.</summary>
public static class ArticleMerge
{
    /// <summary>A model with some articles in other words and others added behind; nothing is taken away.</summary>
    /// <param name="model">Its articles keep their places, and their price where the new one brings none.</param>
    /// <param name="changed">Each barcode once; their ids say nothing.</param>
    public static StoreModel Of(StoreModel model, IReadOnlyList<Product> changed)
    {
        var given = model.Catalogue;
        var products = given.Products.ToBuilder();
        foreach (var product in changed)
        {
            if (given.TryFind(product.Barcode, out var id))
            {
                products[id.Index] = product with { Id = id, Price = product.Price ?? given[id].Price };
            }
            else
            {
                products.Add(product with { Id = new(products.Count) });
            }
        }

        return model with { Catalogue = new(products.ToImmutable()) };
    }
}

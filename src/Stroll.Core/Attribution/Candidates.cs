using System.Collections.Immutable;
using Stroll.Carts;
using Stroll.Interaction;
using Stroll.Layout;
using Stroll.Tracking;

namespace Stroll.Attribution;

/// <summary>A product that can have moved at a place, before its mass is looked at.</summary>
/// <param name="Product">What.</param>
/// <param name="Origin">Why it can be there.</param>
/// <param name="Plates">Where it stands on this shelf; empty when it has no place there.</param>
/// <param name="Commonness">How common such a movement is, wherever it happens.</param>
/// <param name="Place">How much of the change lies where it stands, 0 to 1; 1 when it has no place there.</param>
internal readonly record struct Candidate(
    ProductId Product, Origin Origin, ImmutableArray<PlateId> Plates, double Commonness, double Place)
{
    /// <summary>Without regard to shoppers and masses.</summary>
    internal double Prior => Commonness * Place * Place;
}

/// <summary>Lists what can have moved.</summary>
internal static class Candidates
{
    /// <summary>What can have been taken from these plates, the best by place first.</summary>
    internal static List<Candidate> Taken(
        StoreModel model, Holdings holdings, ShelfId shelf, ImmutableArray<PlateChange> plates, AttributionRules rules)
    {
        var found = new List<Candidate>();
        foreach (var id in model.Planogram.On(shelf))
        {
            var facing = model.Planogram[id];
            var place = Weighing.Place(model.Store, plates, facing.Plates, rules);
            if (place > 0)
            {
                found.Add(new(facing.Product, new Origin.Home(id), facing.Plates, facing.Probability, place));
            }
        }

        for (var i = 0; i < holdings.Strays.Length; i++)
        {
            var stray = holdings.Strays[i];
            var place = stray.Shelf == shelf ? Weighing.Place(model.Store, plates, stray.Plates, rules) : 0;
            if (place > 0)
            {
                found.Add(new(stray.Product, new Origin.Stray(i), stray.Plates, rules.TakeStray, place));
            }
        }

        AddElsewhere(model, found, rules);
        found.Sort((a, b) => b.Prior.CompareTo(a.Prior) is var order && order != 0 ? order : a.Product.Index.CompareTo(b.Product.Index));
        return found;
    }

    /// <summary>What a shopper can have put onto these plates, with how likely they hold it.</summary>
    /// <param name="model">The store.</param>
    /// <param name="held">Probability, for each product that the shopper may hold, that they do.</param>
    /// <param name="shelf">Of the plates.</param>
    /// <param name="plates">What each plate did.</param>
    /// <param name="rules">The priors.</param>
    internal static List<Candidate> Put(
        StoreModel model, IEnumerable<(ProductId Product, double Held)> held, ShelfId shelf, ImmutableArray<PlateChange> plates, AttributionRules rules)
    {
        var found = new List<Candidate>();
        foreach (var (product, probability) in held)
        {
            var home = 0.0;
            Candidate? best = null;
            foreach (var id in model.Planogram.On(shelf))
            {
                var facing = model.Planogram[id];
                if (facing.Product == product && Weighing.Place(model.Store, plates, facing.Plates, rules) is var place && facing.Probability * place > home)
                {
                    home = facing.Probability * place;
                    best = new(product, new Origin.Home(id), facing.Plates, facing.Probability * probability * rules.PutHome, place);
                }
            }

            if (best is { } there && there.Prior > probability * rules.PutElsewhere)
            {
                found.Add(there);
            }
            else
            {
                found.Add(new(product, new Origin.Elsewhere(), [], probability * rules.PutElsewhere, 1));
            }
        }

        return found;
    }

    /// <summary>Every product with a place anywhere may have been misplaced unseen. One that was never weighed is left out: it would
    /// pass for anything unknown.</summary>
    static void AddElsewhere(StoreModel model, List<Candidate> found, AttributionRules rules)
    {
        var placed = model.Planogram.Products;
        var here = found.Select(c => c.Product.Index).ToHashSet();
        foreach (var product in placed)
        {
            if (!here.Contains(product.Index) && model.Catalogue[product].UnitWeight is not null)
            {
                found.Add(new(product, new Origin.Elsewhere(), [], rules.Elsewhere / placed.Length, 1));
            }
        }
    }
}

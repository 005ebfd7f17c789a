using System.Collections.Immutable;
using Stroll.Carts;
using Stroll.Layout;
using Stroll.Tracking;
using Stroll.Units;

namespace Stroll.Attribution;

/// <summary>Everything that is believed to have happened in the store: doubts, in islands of worlds.</summary>
/// <remarks>
/// A doubt is an island of its own until something needs two of them to be decided together: a put-back that can come from either of
/// two takes, a stray that lies there only if it was put there, a hand at rest that takes later. So ninety doubts that have nothing to do
/// with each other keep their own probabilities, however few worlds an island may have. Immutable: an old story is a snapshot.
/// </remarks>
public sealed class Story
{
    readonly ImmutableSortedDictionary<PieceId, Doubt> _doubts;
    readonly ImmutableSortedDictionary<PieceId, Island> _islands;
    readonly ImmutableSortedDictionary<int, Cart> _carts;
    readonly ImmutableSortedDictionary<int, ImmutableList<PieceId>> _onShelf;
    readonly ImmutableList<PieceId> _decided;
    readonly ImmutableSortedDictionary<PieceId, ImmutableArray<Testimony>> _said;

    // How many doubts were forgotten: the first of those that are left was the so-manyth.
    readonly int _forgotten;

    Story(
        ImmutableSortedDictionary<PieceId, Doubt> doubts,
        ImmutableSortedDictionary<PieceId, Island> islands,
        ImmutableSortedDictionary<int, Cart> carts,
        ImmutableSortedDictionary<int, ImmutableList<PieceId>> onShelf,
        ImmutableList<PieceId> decided,
        ImmutableSortedDictionary<PieceId, ImmutableArray<Testimony>> said,
        int forgotten) =>
        (_doubts, _islands, _carts, _onShelf, _decided, _said, _forgotten) = (doubts, islands, carts, onShelf, decided, said, forgotten);

    /// <summary>Nothing has happened.</summary>
    public static Story Empty { get; } = new(
        ImmutableSortedDictionary<PieceId, Doubt>.Empty,
        ImmutableSortedDictionary<PieceId, Island>.Empty,
        ImmutableSortedDictionary<int, Cart>.Empty,
        ImmutableSortedDictionary<int, ImmutableList<PieceId>>.Empty,
        [],
        ImmutableSortedDictionary<PieceId, ImmutableArray<Testimony>>.Empty,
        forgotten: 0);

    /// <summary>All doubts by name, as they stand now.</summary>
    public IEnumerable<Doubt> Doubts => _doubts.Values;

    /// <summary>The names of all doubts that are not forgotten, in the order in which they were decided.</summary>
    public IReadOnlyList<PieceId> Decided => _decided;

    /// <summary>How many doubts were ever decided, those that are forgotten included.</summary>
    public int DecidedEver => _forgotten + _decided.Count;

    /// <summary>The names of the doubts that were decided since there had been so many, but for those that are forgotten.</summary>
    /// <param name="before">A value of <see cref="DecidedEver"/>.</param>
    public IEnumerable<PieceId> DecidedSince(int before)
    {
        for (var i = Math.Max(0, before - _forgotten); i < _decided.Count; i++)
        {
            yield return _decided[i];
        }
    }

    /// <summary>True while a doubt of this name is in the story.</summary>
    public bool Has(PieceId doubt) => _doubts.ContainsKey(doubt);

    /// <summary>The doubt of this name as it stands now.</summary>
    public Doubt this[PieceId doubt] => _doubts[doubt];

    /// <summary>The island that a doubt belongs to.</summary>
    public Island IslandOf(PieceId doubt) => _islands[doubt];

    /// <summary>The doubts that concern a shopper in any explanation, in the order in which they were decided.</summary>
    public ImmutableArray<PieceId> Of(ShopperId shopper) => CartOf(shopper).Doubts;

    /// <summary>What a shopper holds.</summary>
    public Cart CartOf(ShopperId shopper) => _carts.GetValueOrDefault(shopper.Index, Cart.Empty);

    /// <summary>The pieces of mass changes of a shelf, in the order in which they were decided.</summary>
    internal ImmutableList<PieceId> On(ShelfId shelf) => _onShelf.GetValueOrDefault(shelf.Index, []);

    /// <summary>The same pieces as they stand now.</summary>
    public IEnumerable<Attributed> PiecesOn(ShelfId shelf) => On(shelf).Select(id => (Attributed)_doubts[id]);

    /// <summary>How likely each count of a product is in a shopper's cart.</summary>
    public Counts Count(ShopperId shopper, ProductId product) =>
        CartOf(shopper).All(this, shopper).GetValueOrDefault(product.Index, Counts.None);

    /// <summary>The same, from the islands alone that <paramref name="without"/> does not hold.</summary>
    internal Counts CountOutside(ShopperId shopper, ProductId product, Island without)
    {
        var counts = Counts.None;
        foreach (var island in IslandsOf(CartOf(shopper).Doubts))
        {
            if (without.IndexOf(island.Doubts[0]) < 0)
            {
                counts = counts.Plus(Gains(island, shopper, product));
            }
        }

        return counts;
    }

    /// <summary>Every product that a shopper may hold, with how likely each count of it is; by product.</summary>
    public IEnumerable<(ProductId Product, Counts Counts)> Held(ShopperId shopper) =>
        CartOf(shopper).All(this, shopper).Where(entry => entry.Value.AtLeast(1) > 1e-3).Select(entry => (new ProductId(entry.Key), entry.Value));

    /// <summary>The most probable content of a shopper's cart: of each island what its worlds give them most probably.</summary>
    public ImmutableSortedDictionary<int, int> MostProbable(ShopperId shopper)
    {
        var content = ImmutableSortedDictionary<int, int>.Empty;
        foreach (var island in IslandsOf(CartOf(shopper).Doubts))
        {
            foreach (var (who, product, pieces) in BestOf(island))
            {
                content = who == shopper.Index ? content.SetItem(product, content.GetValueOrDefault(product) + pieces) : content;
            }
        }

        return content;
    }

    /// <summary>What was left on a shelf by somebody, away from its place, and may still lie there; in the order in which it was left.</summary>
    public IEnumerable<Stray> StraysOn(ShelfId shelf)
    {
        foreach (var id in On(shelf))
        {
            var left = (Attributed)_doubts[id];
            var products =
                from explanation in left.Mass.Value > 0 ? left.Explanations : []
                from movement in explanation.Movements
                where movement is { Origin: Origin.Elsewhere, Quantity: < 0 }
                group (Count: -movement.Quantity, explanation.Probability) by movement.Product.Index into product
                orderby product.Key
                select product;
            foreach (var product in products)
            {
                var taken = left.UsedBy.Sum(later => _doubts[later].Explanations
                    .Where(e => e.Movements.Any(m => m.Origin is Origin.Stray stray && stray.Left == id && m.Product.Index == product.Key))
                    .Sum(e => e.Probability));
                var counts = Counts.Of([.. product.Select(p => (p.Count, p.Probability * Math.Max(0, 1 - taken)))]);
                if (counts.AtLeast(1) > 1e-3)
                {
                    yield return new(id, new(product.Key), [.. left.Plates.Select(p => p.Plate)], counts);
                }
            }
        }
    }

    /// <summary>Probability that a doubt has been used up by a later one.</summary>
    public double UsedUp(Doubt doubt) =>
        Math.Min(1, doubt.UsedBy.Sum(later => _doubts[later].Explanations.Where(e => e.Uses == doubt.Id).Sum(e => e.Probability)));

    /// <summary>What people have said about a doubt, each witness once.</summary>
    public ImmutableArray<Testimony> SaidOf(PieceId doubt) => _said.GetValueOrDefault(doubt, []);

    /// <summary>The story without its oldest doubts: those that were over before a moment and concern nobody whose receipt can still change, neither
    /// themselves nor by what hangs together with them. What they gave to whom is gone with them.</summary>
    /// <param name="over">Doubts that ended before this.</param>
    /// <param name="isDone">Whether the receipt of a shopper, by index, can no longer change.</param>
    internal Story Without(Instant over, Func<int, bool> isDone)
    {
        bool IsDone(PieceId id) => _doubts[id].End < over && Concerned(_doubts[id]).All(isDone);

        // What hangs together goes together.
        var gone = _decided.Where(id => _islands[id].Doubts.All(IsDone)).ToArray();
        if (gone.Length == 0)
        {
            return this;
        }

        var shoppers = gone.SelectMany(id => Concerned(_doubts[id])).Distinct();
        var shelves = gone.Select(id => _doubts[id]).OfType<Attributed>().Select(piece => piece.Change.Shelf.Index).Distinct();
        var left = gone.ToHashSet();
        return new(
            _doubts.RemoveRange(gone), _islands.RemoveRange(gone), _carts.RemoveRange(shoppers),
            _onShelf.SetItems(shelves.Select(shelf => KeyValuePair.Create(shelf, _onShelf[shelf].RemoveAll(left.Contains)))),
            _decided.RemoveAll(left.Contains), _said.RemoveRange(gone), _forgotten + gone.Length);
    }

    /// <summary>The story after what a person said: the island that it concerns is re-weighed, and all that hung on it settles.</summary>
    /// <param name="said">About a doubt of this story.</param>
    public Story Hear(Testimony said)
    {
        var before = SaidOf(said.Doubt);
        var instead = before.FirstOrDefault(other => other.Witness == said.Witness);
        var kept = new Story(
            _doubts, _islands, _carts, _onShelf, _decided, _said.SetItem(said.Doubt, [.. before.Where(other => other.Witness != said.Witness), said]), _forgotten);
        return Hearing.IsSurprising(this, said) ? Hearing.Settle(kept, said, instead) : Hearing.Reweigh(kept, said, instead);
    }

    /// <summary>Continues with one more doubt; re-weighs whatever hangs together with it.</summary>
    /// <param name="doubt">Its explanations have weights and needs; their probabilities are first guesses.</param>
    /// <param name="isJoint">Without it the doubt stays an island of its own, and nothing is re-weighed.</param>
    internal Story With(Doubt doubt, bool isJoint)
    {
        var joining = new Joining();
        foreach (var island in isJoint ? Coupled(doubt) : [])
        {
            joining.Add(island);
        }

        var joint = joining.Joint;
        var worlds = new Worlds(this, joint);
        var next = new List<World>();
        foreach (var explanation in doubt.Explanations)
        {
            var needs = worlds.Prepare(explanation);
            for (var i = 0; i < joint.Worlds.Length; i++)
            {
                var world = joint.Worlds[i];
                var weight = world.Probability * explanation.Weight * worlds.Probability(needs, i);
                if (weight > 0)
                {
                    next.Add(new(weight, world.Choices.Add(explanation.Number)));
                }
            }
        }

        joining.Extend(doubt.Id, next);
        return WithDoubt(doubt).WithIslands(joining.Apart());
    }

    /// <summary>The islands without which this doubt cannot be decided.</summary>
    List<Island> Coupled(Doubt doubt)
    {
        var found = new List<Island>();
        foreach (var need in doubt.Explanations.Where(e => e.Probability > Coupling).SelectMany(e => e.Needs))
        {
            switch (need)
            {
                case Need.Held held:
                    foreach (var island in IslandsOf(CartOf(held.Shopper).Doubts))
                    {
                        AddIf(Matters(island, held.Shopper, held.Product), island);
                    }

                    break;
                case Need.Chosen chosen:
                    AddAround(chosen.Doubt, _doubts[chosen.Doubt][chosen.Explanation].Probability);
                    break;
                case Need.Lies lies:
                    AddAround(lies.Doubt, _doubts[lies.Doubt].Explanations
                        .Where(e => Worlds.Leaves(e, lies) >= lies.Pieces).Sum(e => e.Probability));
                    break;
            }
        }

        return found;

        void AddAround(PieceId id, double chance)
        {
            AddIf(chance < Sure, _islands[id]);
            foreach (var later in _doubts[id].UsedBy)
            {
                var uses = _doubts[later].Explanations.Where(e => UsedOf(e) == id).Sum(e => e.Probability);
                AddIf(uses is > Coupling and < Sure, _islands[later]);
            }
        }

        void AddIf(bool matters, Island island)
        {
            if (matters && !island.IsSettled && !found.Any(f => f.Doubts[0] == island.Doubts[0]))
            {
                found.Add(island);
            }
        }
    }

    // Explanations below this are not worth hanging doubts together: their needs are met by probabilities. What is surer than the second
    // is no doubt that others hang on.
    const double Coupling = 2e-3;
    const double Sure = 0.998;
    const double Concerning = 5e-4;

    /// <summary>True when it is in doubt what an island gives to a shopper of a product.</summary>
    bool Matters(Island island, ShopperId shopper, ProductId product)
    {
        if (island.IsSettled)
        {
            return false;
        }

        var gains = Gains(island, shopper, product);
        for (var n = gains.Least; n <= gains.Most; n++)
        {
            if (gains[n] > Sure)
            {
                return false;
            }
        }

        return true;
    }

    IEnumerable<Island> IslandsOf(ImmutableArray<PieceId> doubts)
    {
        for (var i = 0; i < doubts.Length; i++)
        {
            var island = _islands[doubts[i]];
            var isFirst = true;
            for (var j = 0; j < i && isFirst && island.Doubts.Length > 1; j++)
            {
                isFirst = !ReferenceEquals(_islands[doubts[j]], island);
            }

            if (isFirst)
            {
                yield return island;
            }
        }
    }

    /// <summary>How likely an island gives a shopper each number of pieces.</summary>
    internal Counts Gains(Island island, ShopperId shopper, ProductId product) =>
        Gains(island, shopper).GetValueOrDefault(product.Index, Counts.None);

    SortedDictionary<int, Counts> Gains(Island island, ShopperId shopper) => island.GainsOf(shopper.Index, () =>
    {
        var gains = new SortedDictionary<int, List<(int Count, double Probability)>>();
        foreach (var world in island.Worlds)
        {
            AddGains(island, world, shopper, gains);
        }

        var counts = new SortedDictionary<int, Counts>();
        foreach (var (product, each) in gains)
        {
            // The worlds that are not there give none of it.
            each.Add((0, Math.Max(0, 1 - island.Forgotten - each.Sum(c => c.Probability))));
            counts.Add(product, Counts.Of(each));
        }

        return counts;
    });

    /// <summary>What everybody gains by the most probable worlds of an island, those that give everybody the same taken together.</summary>
    List<(int Shopper, int Product, int Pieces)> BestOf(Island island) => island.BestOf(() =>
    {
        var contents = new List<(List<(int, int, int)> Content, double Probability)>();
        foreach (var world in island.Worlds)
        {
            var content = new SortedDictionary<(int Shopper, int Product), int>();
            for (var i = 0; i < island.Doubts.Length; i++)
            {
                foreach (var movement in _doubts[island.Doubts[i]][world.Choices[i]].Movements)
                {
                    if (movement.Shopper is { } shopper)
                    {
                        var key = (shopper.Index, movement.Product.Index);
                        content[key] = content.GetValueOrDefault(key) + movement.Quantity;
                    }
                }
            }

            var entries = content.Where(entry => entry.Value != 0).Select(entry => (entry.Key.Shopper, entry.Key.Product, entry.Value)).ToList();
            var same = contents.FindIndex(c => c.Content.SequenceEqual(entries));
            if (same < 0)
            {
                contents.Add((entries, world.Probability));
            }
            else
            {
                contents[same] = (entries, contents[same].Probability + world.Probability);
            }
        }

        return contents.MaxBy(c => c.Probability).Content;
    });

    Story WithDoubt(Doubt doubt)
    {
        var doubts = _doubts.SetItem(doubt.Id, doubt);
        foreach (var used in doubt.Explanations.Select(UsedOf).OfType<PieceId>().Distinct())
        {
            doubts = doubts.SetItem(used, doubts[used] with { UsedBy = doubts[used].UsedBy.Add(doubt.Id) });
        }

        var onShelf = doubt is Attributed piece
            ? _onShelf.SetItem(piece.Change.Shelf.Index, On(piece.Change.Shelf).Add(doubt.Id)) : _onShelf;
        return new(doubts, _islands, _carts, onShelf, _decided.Add(doubt.Id), _said, _forgotten);
    }

    static PieceId? UsedOf(Explanation explanation) =>
        explanation.Uses ?? explanation.Needs.OfType<Need.Lies>().FirstOrDefault()?.Doubt;

    /// <summary>The story with a doubt in other words: the same explanations by number, or more.</summary>
    internal Story With(Doubt doubt) => new(_doubts.SetItem(doubt.Id, doubt), _islands, _carts, _onShelf, _decided, _said, _forgotten);

    /// <summary>The story with islands in the place of those that held their doubts, and the doubts with their probabilities.</summary>
    internal Story WithIslands(IEnumerable<Island> changed)
    {
        var (doubts, islands, carts) = (_doubts, _islands, _carts);
        foreach (var island in changed)
        {
            foreach (var id in island.Doubts)
            {
                islands = islands.SetItem(id, island);
                var before = doubts[id];
                var doubt = before with
                {
                    Explanations = [.. before.Explanations
                        .Select(e => e with { Probability = island.Marginal(id, e.Number) })
                        .OrderByDescending(e => e.Probability)],
                };
                doubts = doubts.SetItem(id, doubt);
                // Also whom it no longer concerns: what was known of their carts is no longer so.
                foreach (var shopper in Concerned(before).Union(Concerned(doubt)))
                {
                    carts = carts.SetItem(shopper, carts.GetValueOrDefault(shopper, Cart.Empty).With(id));
                }
            }
        }

        return new(doubts, islands, carts, _onShelf, _decided, _said, _forgotten);
    }

    /// <summary>The shoppers whom a doubt concerns probably enough to matter to their carts.</summary>
    static IEnumerable<int> Concerned(Doubt doubt) =>
        doubt.Explanations.Where(e => e.Probability > Concerning)
            .SelectMany(e => e.Movements).Where(m => m.Shopper is not null).Select(m => m.Shopper!.Value.Index).Distinct().Order();

    /// <summary>How many of each product the islands give a shopper.</summary>
    SortedDictionary<int, Counts> CountAll(ShopperId shopper)
    {
        var all = new SortedDictionary<int, Counts>();
        foreach (var island in IslandsOf(CartOf(shopper).Doubts))
        {
            foreach (var (product, counts) in Gains(island, shopper))
            {
                all[product] = all.GetValueOrDefault(product, Counts.None).Plus(counts);
            }
        }

        return all;
    }

    void AddGains(Island island, in World world, ShopperId shopper, SortedDictionary<int, List<(int Count, double Probability)>> gains)
    {
        var seen = new List<(int Product, int Pieces)>(2);
        for (var i = 0; i < island.Doubts.Length; i++)
        {
            foreach (var movement in _doubts[island.Doubts[i]][world.Choices[i]].Movements)
            {
                if (movement.Shopper == shopper)
                {
                    var same = seen.FindIndex(s => s.Product == movement.Product.Index);
                    if (same < 0)
                    {
                        seen.Add((movement.Product.Index, movement.Quantity));
                    }
                    else
                    {
                        seen[same] = (movement.Product.Index, seen[same].Pieces + movement.Quantity);
                    }
                }
            }
        }

        foreach (var (product, pieces) in seen)
        {
            if (!gains.TryGetValue(product, out var counts))
            {
                gains.Add(product, counts = []);
            }

            counts.Add((pieces, world.Probability));
        }
    }

    /// <summary>What a shopper may hold.</summary>
    public sealed class Cart
    {
        SortedDictionary<int, Counts>? _known;

        Cart(ImmutableArray<PieceId> doubts) => Doubts = doubts;

        internal static Cart Empty { get; } = new([]);

        /// <summary>The doubts that concern it.</summary>
        internal ImmutableArray<PieceId> Doubts { get; }

        internal SortedDictionary<int, Counts> All(Story story, ShopperId shopper) => _known ??= story.CountAll(shopper);

        /// <summary>The cart when the probabilities of a doubt are new.</summary>
        internal Cart With(PieceId doubt) => new(Doubts.Contains(doubt) ? Doubts : Doubts.Add(doubt));
    }
}

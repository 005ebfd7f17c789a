using System.Collections.Immutable;
using Stroll.Simulator;

namespace Stroll.Cli.Bench.Engine;

/// <summary>One point of how the cost grows.</summary>
/// <param name="Size">Of what grows.</param>
/// <param name="MillisecondsPerStoreSecond">Processor time; for worlds, of one movement.</param>
internal readonly record struct GrowthPoint(double Size, double MillisecondsPerStoreSecond);

/// <summary>How the cost grows with one thing while the others stay.</summary>
/// <param name="What">What grows, for people and as a key.</param>
/// <param name="Points">By rising size.</param>
internal sealed record EngineGrowth(string What, ImmutableArray<GrowthPoint> Points)
{
    const int Seconds = 20;
    const int Fewer = 20;

    static readonly int[] People = [10, 25, 50, 100];
    static readonly int[] Gondolas = [4, 10, 20, 40];
    static readonly int[] Products = [50, 100, 200, 400];
    static readonly (int From, int To)[] Worlds = [(1, 1), (2, 4), (5, 8), (9, 16), (17, 32), (33, 64), (65, 128)];

    /// <summary>How many loads <see cref="Run"/> plays.</summary>
    internal static int Loads => People.Length + Gondolas.Length + Products.Length;

    /// <summary>Measures what has to be measured by itself.</summary>
    internal static ImmutableArray<EngineGrowth> Run(Action done, CancellationToken stop)
    {
        GrowthPoint Cost(double size, EngineLoad load)
        {
            var figures = EngineBench.Run(load, stop);
            done();
            return new(size, 1000 / figures.StoreSecondsPerSecond);
        }

        static EngineLoad Load(int people, StoreSize size) => new(PeopleEntry.Tracked, people, size, Seconds);
        var store = StoreSize.SmallSupermarket;
        return
        [
            new("shoppers", [.. People.Select(people => Cost(people, Load(people, store)))]),
            new("plates", [.. Gondolas.Select(gondolas => Cost(
                gondolas * store.ShelvesPerGondola * store.PlatesPerShelf, Load(Fewer, store with { Gondolas = gondolas, Products = 80 })))]),
            new("products", [.. Products.Select(products => Cost(products, Load(Fewer, store with { Products = products })))]),
        ];
    }

    /// <summary>What one movement cost against the worlds of its island: mean processor time by size of the island.</summary>
    internal static EngineGrowth OfWorlds(EngineFigures figures) => new("worlds",
    [
        .. Worlds.Select(range => (range, Costs: figures.Decisions.Where(d => d.Worlds >= range.From && d.Worlds <= range.To).Select(d => d.Milliseconds).ToArray()))
            .Where(bin => bin.Costs.Length > 0).Select(bin => new GrowthPoint(Math.Sqrt(bin.range.From * bin.range.To), bin.Costs.Average())),
    ]);
}

using BenchmarkDotNet.Attributes;
using Stroll.Cli.Bench;
using Stroll.Interaction;

namespace Stroll.Benchmarks.Interaction;

/// <summary>1,008 plates at 60 Hz in batches of 12 for 18 s, five takes a second; one operation is one reading of one plate.</summary>
/// <remarks>Budget: 30 ns and 0 bytes a reading on one core. A published change allocates its own record, which rounds to 0.</remarks>
[MemoryDiagnoser]
public class MassChangesBench
{
    const int Shelves = 84;
    const int Seconds = 15;
    const int Readings = Shelves * ChangesBench.PlatesPerShelf * 60 * (Seconds + 3);

    readonly ChangesBench _bench = new(Shelves, Seconds);
    ShelfScales? _scales;

    [IterationSetup]
    public void Warm() => _scales = _bench.WarmScales();

    [Benchmark(OperationsPerInvoke = Readings)]
    public int Step() => _bench.Pass(_scales!);
}

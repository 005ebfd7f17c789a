using Stroll.Units;

namespace Stroll.Tests.Units;

public class RngTests
{
    [Fact]
    public void The_sequence_of_a_seed_never_changes()
    {
        // The published demonstration values of PCG32 for seed 42, stream 54.
        var rng = new Rng(42, 54);
        Assert.Equal([0xa15c02b7u, 0x7b47f409u, 0xba1d3330u, 0x83d2f293u], new[] { rng.NextBits(), rng.NextBits(), rng.NextBits(), rng.NextBits() });
    }

    [Fact]
    public void Normal_numbers_have_mean_0_and_sd_1()
    {
        var rng = new Rng(1);
        var numbers = Enumerable.Range(0, 100_000).Select(_ => rng.NextNormal()).ToArray();
        Assert.InRange(numbers.Average(), -0.02, 0.02);
        Assert.InRange(numbers.Average(n => n * n), 0.97, 1.03);
    }

    [Fact]
    public void Many_normal_numbers_lie_under_the_bell()
    {
        var numbers = new float[1_000_000];
        new Rng(5).FillNormals(numbers);
        Assert.InRange(numbers.Average(), -0.004, 0.004);
        Assert.InRange(numbers.Average(n => (double)n * n), 0.994, 1.006);
        // The shares past 1, 2, 3 and 4 sd of a normal number, with four sd of their counts.
        foreach (var (past, share) in ((double, double)[])[(1, 0.31731), (2, 0.04550), (3, 0.0026998), (4, 0.00006334)])
        {
            var found = numbers.Count(n => Math.Abs(n) > past);
            var spread = 4 * Math.Sqrt(numbers.Length * share);
            Assert.InRange(found, (numbers.Length * share) - spread, (numbers.Length * share) + spread);
        }
    }

    [Fact]
    public void Indexes_are_even()
    {
        var rng = new Rng(3);
        var counts = new int[7];
        for (var i = 0; i < 70_000; i++)
        {
            counts[rng.NextIndex(7)]++;
        }

        Assert.All(counts, count => Assert.InRange(count, 9_600, 10_400));
    }
}

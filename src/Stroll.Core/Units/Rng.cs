namespace Stroll.Units;

/// <summary>
/// A small random generator whose sequence never changes: the same seed gives the same numbers on every machine and version.
/// </summary>
/// <remarks>PCG-XSH-RR 64/32, after M. E. O'Neill, "PCG: A Family of Simple Fast Space-Efficient Statistically Good
/// Algorithms for Random Number Generation", HMC-CS-2014-0905, section 6.3.</remarks>
public sealed class Rng
{
    readonly ulong _increment;
    ulong _state;

    /// <summary>Starts the sequence of <paramref name="seed"/>; each <paramref name="stream"/> of one seed is independent.</summary>
    public Rng(ulong seed, ulong stream = 0)
    {
        _increment = (stream << 1) | 1;
        NextBits();
        _state += seed;
        NextBits();
    }

    /// <summary>32 random bits.</summary>
    public uint NextBits()
    {
        var old = _state;
        _state = unchecked((old * 6364136223846793005UL) + _increment);
        var shifted = (uint)(((old >> 18) ^ old) >> 27);
        var turn = (int)(old >> 59);
        return (shifted >> turn) | (shifted << (-turn & 31));
    }

    /// <summary>Uniform from 0 (included) to 1 (excluded), with 53 random bits.</summary>
    public double NextUnit() => ((((ulong)NextBits() << 32) | NextBits()) >> 11) * (1.0 / (1UL << 53));

    /// <summary>Uniform from <paramref name="low"/> to <paramref name="high"/>.</summary>
    public double NextBetween(double low, double high) => low + (NextUnit() * (high - low));

    /// <summary>A whole number from 0 to <paramref name="below"/> - 1, each equally likely.</summary>
    public int NextIndex(int below)
    {
        Invariant.Holds(below > 0);
        // Rejecting the ragged end keeps small numbers from coming a little too often.
        var limit = uint.MaxValue - (uint.MaxValue % (uint)below);
        uint bits;
        do
        {
            bits = NextBits();
        }
        while (bits >= limit);
        return (int)(bits % (uint)below);
    }

    /// <summary>Standard normal, by the polar method of Marsaglia and Bray (1964).</summary>
    public double NextNormal()
    {
        while (true)
        {
            var u = NextBetween(-1, 1);
            var v = NextBetween(-1, 1);
            var s = (u * u) + (v * v);
            if (s is > 0 and < 1)
            {
                return u * Math.Sqrt(-2 * Math.Log(s) / s);
            }
        }
    }

    /// <summary>Fills with standard normal numbers of single precision: several times as fast as <see cref="NextNormal"/>, and
    /// another sequence.</summary>
    /// <remarks>O(N), no allocation. See <see cref="Ziggurat"/>.</remarks>
    public void FillNormals(Span<float> numbers)
    {
        for (var i = 0; i < numbers.Length; i++)
        {
            numbers[i] = Ziggurat.Next(this);
        }
    }

    /// <summary>True with probability <paramref name="chance"/>.</summary>
    public bool NextChance(double chance) => NextUnit() < chance;
}

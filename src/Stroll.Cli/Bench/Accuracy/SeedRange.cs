using System.Globalization;
using System.Security.Cryptography;

namespace Stroll.Cli.Bench.Accuracy;

/// <summary>The seeds of a run, one after the other.</summary>
/// <param name="First">Included.</param>
/// <param name="Last">Included; not below <paramref name="First"/>.</param>
internal readonly record struct SeedRange(ulong First, ulong Last)
{
    const ulong MostSeeds = 1_000_000;

    /// <summary>How many there are.</summary>
    internal int Count => (int)(Last - First + 1);

    /// <summary>Reads <c>20</c> (so many fresh seeds, beginning anywhere) or <c>100..119</c> (exactly these).</summary>
    /// <returns>False when it is neither, or names none or more than a million.</returns>
    internal static bool TryParse(string text, out SeedRange seeds)
    {
        seeds = default;
        var ends = text.Split("..");
        if (ends.Length > 2 || !Number(ends[0], out var first) || !Number(ends[^1], out var last))
        {
            return false;
        }

        if (ends.Length == 1)
        {
            if (first is 0 or > MostSeeds)
            {
                return false;
            }

            var from = (ulong)RandomNumberGenerator.GetInt32(1, int.MaxValue);
            seeds = new(from, from + first - 1);
            return true;
        }

        seeds = new(first, last);
        return last >= first && last - first < MostSeeds;
    }

    /// <summary>As it is typed to get the same again.</summary>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{First}..{Last}");

    static bool Number(string text, out ulong number) =>
        ulong.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out number) && number <= long.MaxValue;
}

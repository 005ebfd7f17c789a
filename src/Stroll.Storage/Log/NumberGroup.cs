using System.Numerics;
using System.Runtime.CompilerServices;

namespace Stroll.Storage.Log;

/// <summary>Writes a group of real numbers bit for bit, and short where they have few decimals, as numbers of devices do.</summary>
/// <remarks>
/// The smallest power of ten is sought that makes whole numbers of all of them, exactly; then differences are written. Numbers that have no such
/// power are written as they are, with the bits that they share with their forerunner struck out. The idea is that of ALP (A. Afroozeh, L.
/// Kuffó, P. Boncz: "ALP: Adaptive Lossless Floating-Point Compression", SIGMOD 2024), much simplified.
/// </remarks>
static class NumberGroup
{
    const byte AsTheyAre = 255;
    const double MostWhole = 1L << 52;
    static readonly double[] Powers = [1, 10, 100, 1_000, 10_000, 100_000];

    /// <summary>Writes numbers; each is compared with the one <paramref name="stride"/> places before it, the first with <paramref name="before"/>.</summary>
    /// <param name="column">Where to.</param>
    /// <param name="numbers">The group.</param>
    /// <param name="stride">How far back the most similar number is; at least 1.</param>
    /// <param name="before">What came before the first ones; empty for nothing.</param>
    internal static void Write<T>(ByteColumn column, ReadOnlySpan<T> numbers, int stride, ReadOnlySpan<T> before)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var power = Power(numbers);
        column.Byte(power);
        for (var i = 0; i < numbers.Length; i++)
        {
            var last = Forerunner(numbers, i, stride, before);
            if (power == AsTheyAre)
            {
                column.Bits(Bits(numbers[i]) ^ Bits(last), Unsafe.SizeOf<T>());
            }
            else if (T.IsNaN(numbers[i]))
            {
                column.Unsigned(0);
            }
            else
            {
                column.Unsigned(ByteColumn.ZigZag(Whole(numbers[i], power) - Whole(last, power)) + 1);
            }
        }
    }

    /// <summary>Reads what <see cref="Write"/> wrote with the same stride and forerunners.</summary>
    internal static void Read<T>(ByteCursor cursor, Span<T> numbers, int stride, ReadOnlySpan<T> before)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var power = cursor.Byte();
        ByteCursor.Expect(power == AsTheyAre || power < Powers.Length);
        for (var i = 0; i < numbers.Length; i++)
        {
            var last = Forerunner<T>(numbers, i, stride, before);
            if (power == AsTheyAre)
            {
                numbers[i] = FromBits<T>(cursor.Bits(Unsafe.SizeOf<T>()) ^ Bits(last));
                continue;
            }

            var code = cursor.Unsigned();
            numbers[i] = code == 0 ? T.NaN : Real<T>(Whole(last, power) + Step(code - 1), power);
        }
    }

    static long Step(ulong code) => (long)(code >> 1) ^ -(long)(code & 1);

    static T Forerunner<T>(ReadOnlySpan<T> numbers, int index, int stride, ReadOnlySpan<T> before)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> =>
        index >= stride ? numbers[index - stride] : index < before.Length ? before[index] : T.Zero;

    /// <summary>A number that is none, or that came from another group with more decimals, counts as its nearest whole.</summary>
    static long Whole<T>(T number, byte power)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var scaled = Math.Round(double.CreateTruncating(number) * Powers[power]);
        return Math.Abs(scaled) <= MostWhole ? (long)scaled : 0;
    }

    static T Real<T>(long whole, byte power)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> => T.CreateTruncating(whole / Powers[power]);

    static byte Power<T>(ReadOnlySpan<T> numbers)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        byte power = 0;
        foreach (var number in numbers)
        {
            while (!IsExact(number, power))
            {
                power++;
                if (power == Powers.Length)
                {
                    return AsTheyAre;
                }
            }
        }

        return numbers.Length == 0 || Holds(numbers, power) ? power : AsTheyAre;
    }

    // A number that is exact with one decimal is nearly always exact with two; where rounding spoils that, nothing is gained by looking on.
    static bool Holds<T>(ReadOnlySpan<T> numbers, byte power)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        foreach (var number in numbers)
        {
            if (!IsExact(number, power))
            {
                return false;
            }
        }

        return true;
    }

    static bool IsExact<T>(T number, byte power)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> =>
        Bits(number) == Bits(T.NaN)
        || (Math.Abs(double.CreateTruncating(number) * Powers[power]) <= MostWhole && Bits(Real<T>(Whole(number, power), power)) == Bits(number));

    static ulong Bits<T>(T number)
        where T : unmanaged =>
        Unsafe.SizeOf<T>() == sizeof(float) ? Unsafe.BitCast<T, uint>(number) : Unsafe.BitCast<T, ulong>(number);

    static T FromBits<T>(ulong bits)
        where T : unmanaged =>
        Unsafe.SizeOf<T>() == sizeof(float) ? Unsafe.BitCast<uint, T>((uint)bits) : Unsafe.BitCast<ulong, T>(bits);
}

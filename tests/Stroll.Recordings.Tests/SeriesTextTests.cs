using System.Text;
using CsCheck;
using Stroll.Recordings.AutoCheckout;
using Stroll.Units;

namespace Stroll.Tests.Recordings;

public class SeriesTextTests
{
    [Theory]
    [InlineData("1580250245", 1_580_250_245_000_000_000)]
    [InlineData("1580250245.089647", 1_580_250_245_089_647_000)]
    [InlineData(" 1580250245.5 ", 1_580_250_245_500_000_000)]
    [InlineData("1580250245.1234567899", 1_580_250_245_123_456_789)]
    [InlineData("1580250245089", 1_580_250_245_089_000_000)]
    [InlineData("1580250245089.647", 1_580_250_245_089_647_000)]
    [InlineData("1580250245089647", 1_580_250_245_089_647_000)]
    [InlineData("1580250245089647000", 1_580_250_245_089_647_000)]
    [InlineData("2020-01-28T22:24:05.089647Z", 1_580_250_245_089_647_000)]
    [InlineData("2020-01-28T23:24:05.089647+01:00", 1_580_250_245_089_647_000)]
    [InlineData("2020-01-28 22:24:05.089647", 1_580_250_245_089_647_000)]
    [InlineData("2020-01-28 22:24:05", 1_580_250_245_000_000_000)]
    public void Times_of_all_kinds_are_read(string text, long nanoseconds)
    {
        Assert.True(SeriesText.TryTime(Encoding.UTF8.GetBytes(text), out var read));
        Assert.Equal(nanoseconds, read);
    }

    [Theory]
    [InlineData("")]
    [InlineData("now")]
    [InlineData("1.2.3")]
    [InlineData("nan")]
    [InlineData("99999999999999999999")]
    [InlineData("2020-13-28 22:24:05")]
    public void What_is_no_time_is_refused(string text) => Assert.False(SeriesText.TryTime(Encoding.UTF8.GetBytes(text), out _));

    [Fact]
    public void A_time_with_an_exponent_is_read_to_a_microsecond()
    {
        Assert.True(SeriesText.TryTime("1.580250245089647E+09"u8, out var read));
        Assert.Equal(1_580_250_245_089_647_000, read, 1000.0);
    }

    [Fact]
    public void Every_microsecond_of_today_is_exact() => Gen.Long[0, 4_000_000_000_000_000].Sample(microseconds =>
        SeriesText.TryTime(Encoding.UTF8.GetBytes($"{microseconds / 1_000_000}.{microseconds % 1_000_000:000000}"), out var read) && read == microseconds * 1000);

    [Theory]
    [InlineData("606.5", 606.5f)]
    [InlineData("-3", -3f)]
    [InlineData("1e3", 1000f)]
    [InlineData("", float.NaN)]
    [InlineData("NaN", float.NaN)]
    [InlineData("-inf", float.PositiveInfinity)]
    [InlineData("Infinity", float.PositiveInfinity)]
    public void Masses_are_read_and_nonsense_keeps_its_kind(string text, float grams)
    {
        Assert.True(SeriesText.TryGrams(Encoding.UTF8.GetBytes(text), out var read));
        Assert.Equal(float.IsInfinity(grams), float.IsInfinity(read));
        Assert.True(float.IsInfinity(grams) || read.Equals(grams));
    }

    [Fact]
    public void Words_are_no_masses() => Assert.False(SeriesText.TryGrams("heavy"u8, out _));
}

using CsCheck;
using Stroll.Units;

namespace Stroll.Tests.Units;

public class InstantTests
{
    [Theory]
    [InlineData("2020-01-28T22:24:15Z", 1580250255_000_000_000)]
    [InlineData("2020-01-28T22:24:15.5Z", 1580250255_500_000_000)]
    [InlineData("2020-01-28T23:24:15.123456789+01:00", 1580250255_123_456_789)]
    [InlineData("1969-12-31T23:59:59.75Z", -250_000_000)]
    public void Rfc_3339_is_read_to_the_nanosecond(string text, long nanoseconds)
    {
        Assert.True(Instant.TryParse(text, out var instant));
        Assert.Equal(nanoseconds, instant.Nanoseconds);
    }

    [Theory]
    [InlineData("")]
    [InlineData("yesterday")]
    [InlineData("2020-13-01T00:00:00Z")]
    [InlineData("2020-01-28T22:24:15.Z")]
    [InlineData("9999-01-28T22:24:15Z")]
    public void What_is_no_time_is_refused(string text) => Assert.False(Instant.TryParse(text, out _));

    [Fact]
    public void Text_and_back_is_the_same_instant() =>
        Gen.Long[-9_000_000_000_000_000_000, 9_000_000_000_000_000_000].Sample(nanoseconds =>
            Instant.TryParse(new Instant(nanoseconds).ToString(), out var back) && back.Nanoseconds == nanoseconds);

    [Fact]
    public void Unix_seconds_of_today_are_right_to_a_microsecond() =>
        Gen.Long[0, 4_000_000_000_000_000].Sample(microseconds =>
            Math.Abs(Instant.FromUnixSeconds(microseconds / 1e6).Nanoseconds - (microseconds * 1000)) < 1000);
}

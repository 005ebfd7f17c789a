using CsCheck;
using Stroll.Layout;

namespace Stroll.Tests.Layout;

public class GtinTests
{
    [Theory]
    [InlineData("632565000012", "00632565000012")]
    [InlineData("0632565000012", "00632565000012")]
    [InlineData("4006381333931", "04006381333931")]
    [InlineData("73513537", "00000073513537")]
    [InlineData("04963406", "00049000006346")]
    [InlineData("10614141000415", "10614141000415")]
    public void Valid_codes_get_their_full_form(string barcode, string gtin) => Assert.Equal(gtin, Gtin.From(barcode));

    [Theory]
    [InlineData("")]
    [InlineData("01")]
    [InlineData("632565000013")]
    [InlineData("111111111111")]
    [InlineData("63256500001")]
    [InlineData("Water")]
    [InlineData("６３２５６５００００１２")]
    [InlineData("04963407")]
    [InlineData("681131161725 681131161718")]
    public void Codes_of_a_store_of_its_own_get_none(string barcode) => Assert.Null(Gtin.From(barcode));

    [Fact]
    public void One_wrong_digit_is_always_noticed() => Gen.Select(Gen.Int[0, 9].Array[12, 12], Gen.Int[0, 12], Gen.Int[1, 9]).Sample((digits, at, by) =>
    {
        var body = string.Concat(digits);
        var good = (body + Gtin.CheckDigit(body)).ToCharArray();
        var wrong = (char[])good.Clone();
        wrong[at] = (char)('0' + ((wrong[at] - '0' + by) % 10));
        return Gtin.From(new(good)) is not null && Gtin.From(new(wrong)) is null;
    });
}

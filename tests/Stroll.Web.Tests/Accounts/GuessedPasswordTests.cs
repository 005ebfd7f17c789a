using Stroll.Units;
using Stroll.Web.Accounts;
using Stroll.Web.Tests.Api;
using Stroll.Web.Doors;

namespace Stroll.Web.Tests.Accounts;

/// <summary>Passwords that everybody tries first are not taken, and those that nobody guesses are.</summary>
public class GuessedPasswordTests
{
    [Theory]
    [InlineData("password1234")]
    [InlineData("P@ssw0rd2026!")]
    [InlineData("123456789012")]
    [InlineData("qwertyuiop123")]
    [InlineData("aaaaaaaaaaaa")]
    [InlineData("abcabcabcabc")]
    [InlineData("Welcome to the shop", false)]
    [InlineData("iloveyou-iloveyou")]
    [InlineData("Summer2026Summer")]
    [InlineData("letmeinletmein")]
    [InlineData("stroll-manager-1")]
    [InlineData("ada-lovelace-12")]
    [InlineData("1q2w3e4r5t6z")]
    [InlineData("correct horse battery staple", false)]
    [InlineData("vK3-pounce-lamp", false)]
    [InlineData("482915770361", false)]
    [InlineData("blue kettle over mountains", false)]
    public void What_everybody_tries_first_is_known(string password, bool isCommon = true) =>
        Assert.Equal(isCommon, GuessedPasswords.Has(password, "ada@lovelace.example", "Ada Lovelace"));

    [Fact]
    public async Task Nobody_joins_with_a_password_that_is_tried_first()
    {
        await using var api = await ApiSite.Open(isPlayed: false);
        var link = api.Site.Book.Invite("account:test", "own", "corner", Role.Auditor);

        Assert.Equal("account.common", Assert.IsType<Result<string>.Bad>(api.Site.Book.Accept(link, "ada", "Ada", "Password2026!")).Fault.Code);
        Assert.IsType<Result<string>.Good>(api.Site.Book.Accept(link, "ada", "Ada", "blue kettle over mountains"));
    }
}

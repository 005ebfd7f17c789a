using System.Net;
using System.Security.Cryptography;
using Microsoft.IdentityModel.Tokens;
using Stroll.Simulator;
using Stroll.Web.Accounts;
using Stroll.Web.Doors;
using Stroll.Web.Tests.Played;

namespace Stroll.Web.Tests.Accounts;

/// <summary>Signing in at an issuer of one's own.</summary>
public sealed class OutsideTests : IAsyncLifetime
{
    readonly PlayedStore _store = new(new("own", "corner"), new Scenario { Visits = 1 });
    StandInIssuer _issuer = null!;
    RunningSite _site = null!;

    public async ValueTask InitializeAsync()
    {
        _issuer = await StandInIssuer.Open();
        _site = await RunningSite.Start(new([_store.Live]), outside: new(_issuer.Address, "stroll", "its secret", "the company"));
    }

    public async ValueTask DisposeAsync()
    {
        await _site.DisposeAsync();
        await _issuer.DisposeAsync();
        _store.Dispose();
    }

    [Fact]
    public async Task A_one_time_link_makes_an_account_without_a_password_that_comes_in_again_without_the_link()
    {
        var link = _site.Book.Invite("account:test", "own", "corner", Role.FloorStaff);
        using (var browser = Browser())
        {
            Assert.Equal(HttpStatusCode.OK, (await Go(browser, $"/sign-in/outside?invitation={link}&back=/")).StatusCode);
        }

        using var again = Browser();
        var page = await Go(again, "/sign-in/outside?back=/visits");

        Assert.Equal("/visits", page.RequestMessage!.RequestUri!.AbsolutePath);
        Assert.Equal((HttpStatusCode.OK, "Olga Outside"), (page.StatusCode, Assert.Single(_site.Book.All()).Name));
        Assert.Null(_site.Book.Offered(link));
    }

    [Fact]
    public async Task Who_is_not_connected_is_not_signed_in_and_nobody_is_made_up()
    {
        using var browser = Browser();

        Assert.Equal(HttpStatusCode.Unauthorized, (await Go(browser, "/sign-in/outside")).StatusCode);
        Assert.Empty(_site.Book.All());
    }

    [Theory]
    [InlineData("another audience")]
    [InlineData("another issuer")]
    [InlineData("expired")]
    [InlineData("another nonce")]
    [InlineData("another key")]
    [InlineData("a shared secret for a key")]
    public async Task A_token_that_lies_signs_nobody_in(string lie)
    {
        var link = _site.Book.Invite("account:test", "own", "corner", Role.Manager);
        using var other = RSA.Create(2048);
        _issuer.Lies = token =>
        {
            token.Audience = lie == "another audience" ? "somebody" : token.Audience;
            token.Issuer = lie == "another issuer" ? "https://evil.example" : token.Issuer;
            token.NotBefore = lie == "expired" ? DateTime.UtcNow.AddHours(-2) : token.NotBefore;
            token.IssuedAt = lie == "expired" ? DateTime.UtcNow.AddHours(-2) : token.IssuedAt;
            token.Expires = lie == "expired" ? DateTime.UtcNow.AddHours(-1) : token.Expires;
            token.Claims["nonce"] = lie == "another nonce" ? "x" : token.Claims["nonce"];
            token.SigningCredentials = lie switch
            {
                "another key" => new(new RsaSecurityKey(other) { KeyId = "k1" }, SecurityAlgorithms.RsaSha256),
                "a shared secret for a key" => new(new SymmetricSecurityKey(new byte[64]) { KeyId = "k1" }, SecurityAlgorithms.HmacSha256),
                _ => token.SigningCredentials,
            };
        };
        using var browser = Browser();

        Assert.Equal(HttpStatusCode.Unauthorized, (await Go(browser, $"/sign-in/outside?invitation={link}")).StatusCode);
        Assert.Empty(_site.Book.All());
    }

    [Fact]
    public async Task The_way_back_is_only_for_the_browser_that_went_and_only_once()
    {
        var link = _site.Book.Invite("account:test", "own", "corner", Role.Manager);
        using var gone = new HttpClient(new SocketsHttpHandler { AllowAutoRedirect = false, UseCookies = true }) { BaseAddress = _site.Address };
        var there = await gone.GetAsync($"/sign-in/outside?invitation={link}", TestContext.Current.CancellationToken);
        var back = (await gone.GetAsync(there.Headers.Location, TestContext.Current.CancellationToken)).Headers.Location!;
        using var stranger = Browser();

        Assert.Equal(HttpStatusCode.Unauthorized, (await stranger.GetAsync(back, TestContext.Current.CancellationToken)).StatusCode);
        Assert.Equal(HttpStatusCode.Redirect, (await gone.GetAsync(back, TestContext.Current.CancellationToken)).StatusCode);
        Assert.Equal(HttpStatusCode.Unauthorized, (await gone.GetAsync(back, TestContext.Current.CancellationToken)).StatusCode);
    }

    HttpClient Browser() => new(new SocketsHttpHandler { UseCookies = true }) { BaseAddress = _site.Address };

    static async Task<HttpResponseMessage> Go(HttpClient browser, string path)
    {
        browser.DefaultRequestHeaders.Accept.ParseAdd("text/html");
        return await browser.GetAsync(path, TestContext.Current.CancellationToken);
    }
}

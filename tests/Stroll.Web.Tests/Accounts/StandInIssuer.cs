using System.Collections.Concurrent;
using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;

namespace Stroll.Web.Tests.Accounts;

/// <summary>An issuer of OpenID Connect on this machine: says yes to everybody, and lies where a test wants it to.</summary>
sealed class StandInIssuer : IAsyncDisposable
{
    readonly RSA _key = RSA.Create(2048);
    readonly ConcurrentDictionary<string, (string Nonce, string Challenge)> _codes = new();
    readonly WebApplication _app;

    StandInIssuer(WebApplication app) => _app = app;

    internal string Subject { get; set; } = "person-7";

    /// <summary>Changes the token before it is signed.</summary>
    internal Action<SecurityTokenDescriptor> Lies { get; set; } = _ => { };

    internal Uri Address => new(_app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.Single());

    internal static async Task<StandInIssuer> Open()
    {
        var builder = WebApplication.CreateEmptyBuilder(new());
        builder.WebHost.UseKestrelCore().UseUrls("http://127.0.0.1:0");
        builder.Services.AddRoutingCore();
        var app = builder.Build();
        var issuer = new StandInIssuer(app);
        app.UseRouting();
        app.MapGet("/.well-known/openid-configuration", () => Results.Json(new
        {
            issuer = issuer.Name,
            authorization_endpoint = $"{issuer.Name}/authorize",
            token_endpoint = $"{issuer.Name}/token",
            jwks_uri = $"{issuer.Name}/keys",
        }));
        app.MapGet("/keys", () => Results.Json(new { keys = new[] { issuer.Jwk() } }));
        app.MapGet("/authorize", issuer.Authorize);
        app.MapPost("/token", (Delegate)issuer.Token);
        await app.StartAsync(TestContext.Current.CancellationToken);
        return issuer;
    }

    public async ValueTask DisposeAsync()
    {
        await _app.StopAsync(CancellationToken.None);
        await _app.DisposeAsync();
        _key.Dispose();
    }

    string Name => Address.ToString().TrimEnd('/');

    object Jwk()
    {
        var open = _key.ExportParameters(false);
        return new { kty = "RSA", use = "sig", alg = "RS256", kid = "k1", n = Base64UrlEncoder.Encode(open.Modulus!), e = Base64UrlEncoder.Encode(open.Exponent!) };
    }

    IResult Authorize(HttpRequest request)
    {
        var code = Guid.NewGuid().ToString("N");
        _codes[code] = (request.Query["nonce"].ToString(), request.Query["code_challenge"].ToString());
        return Results.Redirect($"{request.Query["redirect_uri"]}?code={code}&state={Uri.EscapeDataString(request.Query["state"].ToString())}");
    }

    async Task<IResult> Token(HttpRequest request)
    {
        var form = await request.ReadFormAsync();
        var proof = Base64UrlEncoder.Encode(SHA256.HashData(Encoding.ASCII.GetBytes(form["code_verifier"].ToString())));
        if (!_codes.TryRemove(form["code"].ToString(), out var kept) || kept.Challenge != proof || !IsOurs(request))
        {
            return Results.BadRequest();
        }

        var token = new SecurityTokenDescriptor
        {
            Issuer = Name,
            Audience = "stroll",
            Expires = DateTime.UtcNow.AddMinutes(5),
            Claims = new Dictionary<string, object> { ["sub"] = Subject, ["nonce"] = kept.Nonce, ["name"] = "Olga Outside" },
            SigningCredentials = new(new RsaSecurityKey(_key) { KeyId = "k1" }, SecurityAlgorithms.RsaSha256),
        };
        Lies(token);
        return Results.Json(new { id_token = new JsonWebTokenHandler().CreateToken(token), token_type = "Bearer", access_token = "unused" });
    }

    static bool IsOurs(HttpRequest request) =>
        Encoding.UTF8.GetString(Convert.FromBase64String(request.Headers.Authorization.ToString()["Basic ".Length..])) == "stroll:its%20secret";
}

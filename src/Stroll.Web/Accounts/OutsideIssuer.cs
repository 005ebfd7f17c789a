using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json.Serialization;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Protocols;
using Microsoft.IdentityModel.Protocols.OpenIdConnect;
using Microsoft.IdentityModel.Tokens;
using Stroll.Units;

namespace Stroll.Web.Accounts;

/// <summary>Where people of the operator sign in already: an issuer that speaks OpenID Connect.</summary>
/// <param name="Issuer">Its address; <c>https</c>, or <c>http</c> on this machine.</param>
/// <param name="ClientId">Our name there.</param>
/// <param name="ClientSecret">What proves that it is us; from the environment.</param>
/// <param name="Name">For people, as <c>the company's account</c>.</param>
public sealed record OutsideSettings(Uri Issuer, string ClientId, string ClientSecret, string Name);

/// <summary>Who somebody is at the issuer.</summary>
/// <param name="Issuer">As the token names it.</param>
/// <param name="Subject">Stable there.</param>
/// <param name="Name">For people; empty where it tells none.</param>
public sealed record OutsidePerson(string Issuer, string Subject, string Name);

/// <summary>Asks the issuer who somebody is: authorization code with PKCE and nonce.</summary>
/// <remarks>Sources: OpenID Connect Core 1.0, section 3.1; RFC 7636 (PKCE); RFC 9207 is not asked for, since there is one issuer only.</remarks>
public sealed class OutsideIssuer
{
    static readonly HttpClient Client = new(new SocketsHttpHandler { AllowAutoRedirect = false }) { Timeout = TimeSpan.FromSeconds(15) };

    readonly ConfigurationManager<OpenIdConnectConfiguration>? _configuration;
    readonly TimeProvider _time;

    /// <param name="settings">None where nobody signs in elsewhere.</param>
    /// <param name="time">The clock against which tokens are checked.</param>
    public OutsideIssuer(OutsideSettings? settings, TimeProvider time)
    {
        (Settings, _time) = (settings, time);
        _configuration = settings is null ? null : new(
            $"{settings.Issuer.ToString().TrimEnd('/')}/.well-known/openid-configuration", new OpenIdConnectConfigurationRetriever(),
            new HttpDocumentRetriever(Client) { RequireHttps = !settings.Issuer.IsLoopback });
    }

    /// <summary>None where nobody signs in elsewhere.</summary>
    public OutsideSettings? Settings { get; }

    /// <summary>Where to send a browser.</summary>
    /// <param name="back">Where the issuer sends it afterwards.</param>
    /// <param name="state">Comes back with it.</param>
    /// <param name="nonce">Must stand in the token.</param>
    /// <param name="verifier">Proves at the end that it was us who began.</param>
    /// <param name="cancellation">Gives up.</param>
    internal async Task<string> Begin(string back, string state, string nonce, string verifier, CancellationToken cancellation)
    {
        var configuration = await _configuration!.GetConfigurationAsync(cancellation);
        return new OpenIdConnectMessage
        {
            IssuerAddress = configuration.AuthorizationEndpoint,
            ClientId = Settings!.ClientId,
            ResponseType = "code",
            Scope = "openid profile",
            RedirectUri = back,
            State = state,
            Nonce = nonce,
            Parameters = { ["code_challenge"] = Base64UrlEncoder.Encode(System.Security.Cryptography.SHA256.HashData(Encoding.ASCII.GetBytes(verifier))), ["code_challenge_method"] = "S256" },
        }.CreateAuthenticationRequestUrl();
    }

    /// <summary>Learns who came back.</summary>
    /// <returns>Bad with <c>account.outside</c> when the code or the token is not good.</returns>
    internal async Task<Result<OutsidePerson>> End(string code, string back, string nonce, string verifier, CancellationToken cancellation)
    {
        var configuration = await _configuration!.GetConfigurationAsync(cancellation);
        using var request = new HttpRequestMessage(HttpMethod.Post, configuration.TokenEndpoint)
        {
            Content = new FormUrlEncodedContent([new("grant_type", "authorization_code"), new("code", code), new("redirect_uri", back), new("code_verifier", verifier)]),
        };
        var secret = $"{Uri.EscapeDataString(Settings!.ClientId)}:{Uri.EscapeDataString(Settings.ClientSecret)}";
        request.Headers.Authorization = new AuthenticationHeaderValue("Basic", Convert.ToBase64String(Encoding.UTF8.GetBytes(secret)));
        using var response = await Client.SendAsync(request, cancellation);
        if (!response.IsSuccessStatusCode || await response.Content.ReadFromJsonAsync<Tokens>(cancellation) is not { IdToken: { } token })
        {
            return Bad($"the issuer answered {(int)response.StatusCode} without a token");
        }

        return await Read(token, nonce, configuration);
    }

    async Task<Result<OutsidePerson>> Read(string token, string nonce, OpenIdConnectConfiguration configuration)
    {
        var checkedToken = await new JsonWebTokenHandler().ValidateTokenAsync(token, new TokenValidationParameters
        {
            ValidIssuer = configuration.Issuer,
            ValidAudience = Settings!.ClientId,
            IssuerSigningKeys = configuration.SigningKeys,
            // Only with the issuer's own key pair: neither "none" nor a secret that somebody else may know.
            ValidAlgorithms = [SecurityAlgorithms.RsaSha256, SecurityAlgorithms.RsaSha512, SecurityAlgorithms.RsaSsaPssSha256, SecurityAlgorithms.EcdsaSha256, SecurityAlgorithms.EcdsaSha384],
            ClockSkew = TimeSpan.FromMinutes(2),
            LifetimeValidator = (from, until, _, rules) => IsAlive(from, until, rules.ClockSkew),
        });
        if (!checkedToken.IsValid || checkedToken.SecurityToken is not JsonWebToken read || read.Subject is not { Length: > 0 and <= 255 })
        {
            _configuration!.RequestRefresh();
            return Bad("the token is not good");
        }

        return read.TryGetPayloadValue<string>("nonce", out var said) && said == nonce
            ? new Result<OutsidePerson>.Good(new(read.Issuer, read.Subject, read.TryGetPayloadValue<string>("name", out var name) && name.Length <= 80 ? name : ""))
            : Bad("the token answers another request");
    }

    bool IsAlive(DateTime? from, DateTime? until, TimeSpan skew)
    {
        var now = _time.GetUtcNow().UtcDateTime;
        return until is { } end && now <= end + skew && (from is not { } begin || now >= begin - skew);
    }

    static Result<OutsidePerson>.Bad Bad(string found) => new(new("account.outside", "the issuer", $"{found}; expected a signed token for this request"));

    sealed record Tokens([property: JsonPropertyName("id_token")] string? IdToken);
}

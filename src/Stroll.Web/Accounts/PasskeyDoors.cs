using System.Buffers.Text;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Stroll.Host.Database;
using Stroll.Web.Doors;

namespace Stroll.Web.Accounts;

/// <summary>Adding a passkey to an account, and signing in with one: WebAuthn level 3, checked by ASP.NET Core Identity.</summary>
/// <remarks>
/// Browsers allow passkeys on https and on <c>http://localhost</c>; the address of the site is what a passkey is bound to, so a page elsewhere that looks alike gets
/// nothing from it.
/// </remarks>
static class PasskeyDoors
{
    const string Cookie = "stroll-ceremony";
    const string Adding = "passkey-add";
    const string Entering = "passkey-enter";
    const string Why = "whoever comes here has not signed in yet";

    internal static void AddServices(IServiceCollection services, IDatabase control)
    {
        services.AddIdentityCore<Account>();
        services.AddSingleton(provider => new Ceremonies(control, provider.GetRequiredService<TimeProvider>()));
        services.AddScoped(provider => new PasskeyBook(control, provider.GetRequiredService<AccountBook>(), provider.GetRequiredService<TimeProvider>()));
        services.AddScoped<IUserStore<Account>>(provider => provider.GetRequiredService<PasskeyBook>());
        services.AddScoped<IPasskeyHandler<Account>, PasskeyHandler<Account>>();
        services.Configure<IdentityPasskeyOptions>(options =>
        {
            // The authenticator asks for a finger or a code each time, and keeps the account's name, so that nobody has to type one.
            options.UserVerificationRequirement = "required";
            options.ResidentKeyRequirement = "required";
        });
    }

    internal static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapPost("/account/passkeys/options", Offer).NeedsSignIn().ExcludeFromDescription();
        routes.MapPost("/account/passkeys", (Delegate)Add).NeedsSignIn().ExcludeFromDescription();
        routes.MapPost("/account/passkeys/{passkey}/remove", Remove).NeedsSignIn().ExcludeFromDescription();
        routes.MapPost("/sign-in/passkey/options", Ask).OpenTo(Why).WithMetadata(Pace.Slow).ExcludeFromDescription();
        routes.MapPost("/sign-in/passkey", (Delegate)Enter).OpenTo(Why).WithMetadata(Pace.Slow).ExcludeFromDescription();
    }

    static async Task<IResult> Offer(HttpContext http, IPasskeyHandler<Account> handler, AccountBook book, Ceremonies ceremonies)
    {
        if (AccountOf(http, book) is not { } account)
        {
            return Results.BadRequest();
        }

        var made = await handler.MakeCreationOptionsAsync(new() { Id = account.Id, Name = account.Login, DisplayName = account.Name }, http);
        Remember(http, ceremonies.Begin(Adding, JsonSerializer.Serialize(new Half(account.Id, made.AttestationState ?? ""))));
        return Results.Text(made.CreationOptionsJson, "application/json");
    }

    static async Task<IResult> Add(HttpContext http, IPasskeyHandler<Account> handler, PasskeyBook passkeys, AccountBook book, Ceremonies ceremonies)
    {
        if (AccountOf(http, book) is not { } account || Ended(http, ceremonies, Adding) is not { } half || half.Account != account.Id || await Read(http) is not { } said)
        {
            return Results.BadRequest();
        }

        var result = await handler.PerformAttestationAsync(new() { HttpContext = http, CredentialJson = said, AttestationState = half.State });
        if (!result.Succeeded)
        {
            return Refused(result.Failure.Message);
        }

        result.Passkey.Name = http.Request.Query["name"].ToString() is { Length: > 0 and <= 60 } name ? name : "Passkey";
        await passkeys.AddOrUpdatePasskeyAsync(account, result.Passkey, http.RequestAborted);
        return Results.NoContent();
    }

    static async Task<IResult> Remove(string passkey, HttpContext http, PasskeyBook passkeys, AccountBook book)
    {
        if (AccountOf(http, book) is { } account && Base64Url.IsValid(passkey))
        {
            await passkeys.RemovePasskeyAsync(account, Base64Url.DecodeFromChars(passkey), http.RequestAborted);
        }

        return Results.Redirect("/account");
    }

    static async Task<IResult> Ask(HttpContext http, IPasskeyHandler<Account> handler, Ceremonies ceremonies)
    {
        var made = await handler.MakeRequestOptionsAsync(null, http);
        Remember(http, ceremonies.Begin(Entering, JsonSerializer.Serialize(new Half("", made.AssertionState ?? ""))));
        return Results.Text(made.RequestOptionsJson, "application/json");
    }

    static async Task<IResult> Enter(HttpContext http, IPasskeyHandler<Account> handler, PasskeyBook passkeys, AccountBook book, Ceremonies ceremonies)
    {
        if (Ended(http, ceremonies, Entering) is not { } half || await Read(http) is not { } said)
        {
            return Results.BadRequest();
        }

        var result = await handler.PerformAssertionAsync(new() { HttpContext = http, CredentialJson = said, AssertionState = half.State });
        if (!result.Succeeded || result.User.IsClosed)
        {
            return Refused(result.Succeeded ? "the account is closed" : result.Failure.Message);
        }

        await passkeys.AddOrUpdatePasskeyAsync(result.User, result.Passkey, http.RequestAborted);
        AccountPages.Remember(http, book.Open(result.User.Id, http.Request.Headers.UserAgent.ToString()));
        return Results.NoContent();
    }

    static Account? AccountOf(HttpContext http, AccountBook book) => book.Of(http.Features.Get<Caller>());

    static IResult Refused(string why) => Results.Problem(why, statusCode: StatusCodes.Status401Unauthorized, title: "The passkey was not taken");

    static async Task<string?> Read(HttpContext http)
    {
        if (!http.Request.HasJsonContentType() || http.Request.ContentLength is null or > 32_768)
        {
            return null;
        }

        using var reader = new StreamReader(http.Request.Body);
        return await reader.ReadToEndAsync(http.RequestAborted);
    }

    static void Remember(HttpContext http, string secret) => http.Response.Cookies.Append(Cookie, secret, new()
    {
        HttpOnly = true,
        Secure = http.Request.IsHttps,
        SameSite = SameSiteMode.Strict,
        MaxAge = Ceremonies.Length,
        IsEssential = true,
    });

    static Half? Ended(HttpContext http, Ceremonies ceremonies, string kind)
    {
        http.Response.Cookies.Delete(Cookie);
        return http.Request.Cookies[Cookie] is { } secret && ceremonies.End(kind, secret) is { } state ? JsonSerializer.Deserialize<Half>(state) : null;
    }

    /// <summary>What the second half needs.</summary>
    sealed record Half(string Account, string State);
}

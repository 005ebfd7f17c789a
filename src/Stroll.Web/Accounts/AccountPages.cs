using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using Stroll.Units;
using Stroll.Web.Doors;
using Stroll.Web.Text;

namespace Stroll.Web.Accounts;

/// <summary>Signing in and out, and the one-time link.</summary>
static class AccountPages
{
    internal static void Map(IEndpointRouteBuilder routes)
    {
        const string Why = "whoever comes here has not signed in yet";
        routes.MapGet("/sign-in", (string? back) => Page(back, null)).OpenTo(Why).ExcludeFromDescription();
        routes.MapPost("/sign-in", SignIn).OpenTo(Why).WithMetadata(Pace.Slow).ExcludeFromDescription();
        routes.MapPost("/sign-out", SignOut).NeedsSignIn().ExcludeFromDescription();
        routes.MapGet("/join/{invitation}", (string invitation, AccountBook book) => Offer(book, invitation, null, default)).OpenTo(Why).WithMetadata(Pace.Slow).ExcludeFromDescription();
        routes.MapPost("/join/{invitation}", Join).OpenTo(Why).WithMetadata(Pace.Slow).ExcludeFromDescription();
        PasskeyDoors.Map(routes);
        OutsideDoors.Map(routes);
        routes.MapGet("/account", () => new RazorComponentResult<AccountPage>()).NeedsSignIn().ExcludeFromDescription();
    }

    /// <summary>Gives a browser a session. The cookie is out of reach for scripts and for other sites.</summary>
    internal static void Remember(HttpContext http, string session) => http.Response.Cookies.Append(Door.SessionCookie, session, new()
    {
        HttpOnly = true,
        Secure = http.Request.IsHttps,
        SameSite = SameSiteMode.Lax,
        MaxAge = AccountBook.SessionLength,
        IsEssential = true,
    });

    static async Task<IResult> SignIn(HttpContext http, AccountBook book, Clock clock)
    {
        var form = await http.ReadForm();
        var back = form["back"].ToString();
        switch (book.WithPassword(form["login"].ToString(), form["password"].ToString(), http.Request.Headers.UserAgent.ToString()))
        {
            case Accounts.SignIn.Good good:
                Remember(http, good.Session);
                return Results.Redirect(IsOurs(back) ? back : "/");
            case Accounts.SignIn.Locked locked:
                return Page(back, $"Too many wrong attempts. Try again at {clock.Minute(locked.Until)}.", StatusCodes.Status429TooManyRequests);
            default:
                return Page(back, "Name or password is wrong.", StatusCodes.Status401Unauthorized);
        }
    }

    static IResult SignOut(HttpContext http, AccountBook book, bool everywhere = false)
    {
        if (everywhere && http.Features.Get<Caller>() is { } caller && caller.Id.StartsWith("account:", StringComparison.Ordinal))
        {
            book.CloseAll(caller.Id["account:".Length..]);
        }
        else if (http.Request.Cookies[Door.SessionCookie] is { } session)
        {
            book.Close(session);
        }

        http.Response.Cookies.Delete(Door.SessionCookie);
        return Results.Redirect("/sign-in");
    }

    static async Task<IResult> Join(string invitation, HttpContext http, AccountBook book)
    {
        var form = await http.ReadForm();
        var (name, login) = (form["name"].ToString(), form["login"].ToString());
        switch (book.Accept(invitation, login, name, form["password"].ToString()))
        {
            case Result<string>.Good account:
                Remember(http, book.Open(account.Value, http.Request.Headers.UserAgent.ToString()));
                return Results.Redirect("/");
            case Result<string>.Bad bad:
                return Offer(book, invitation, $"{bad.Fault.Where}: {bad.Fault.Found}", (name, login));
            default:
                throw new System.Diagnostics.UnreachableException();
        }
    }

    static RazorComponentResult Page(string? back, string? wrong, int status = StatusCodes.Status200OK) =>
        new RazorComponentResult<SignInPage>(new { Back = back ?? "/", Wrong = wrong }) { StatusCode = status };

    static RazorComponentResult Offer(AccountBook book, string invitation, string? wrong, (string Name, string Login) typed)
    {
        var offer = book.Offered(invitation);
        return new RazorComponentResult<JoinPage>(new { Offer = offer, Invitation = invitation, Wrong = wrong, Typed = typed })
        {
            StatusCode = offer is null ? StatusCodes.Status404NotFound : wrong is null ? StatusCodes.Status200OK : StatusCodes.Status400BadRequest,
        };
    }

    // A path on this server. "//elsewhere" and "/\elsewhere" would be another one for a browser.
    internal static bool IsOurs(string path) => path.StartsWith('/') && !path.StartsWith("//", StringComparison.Ordinal) && !path.Contains('\\');
}

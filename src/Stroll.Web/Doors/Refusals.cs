using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Stroll.Web.Shell;

namespace Stroll.Web.Doors;

/// <summary>What those hear who may not come in: programs a problem (RFC 9457), people a page.</summary>
static class Refusals
{
    internal static Task SignInFirst(HttpContext http)
    {
        if (http.WantsProblem)
        {
            http.Response.Headers.WWWAuthenticate = "Bearer";
            return Problem(http, StatusCodes.Status401Unauthorized, "Not signed in", "send a key as 'Authorization: Bearer …', or sign in");
        }

        var back = http.Request.Method == HttpMethods.Get ? Uri.EscapeDataString(http.Request.Path + http.Request.QueryString) : "/";
        http.Response.Redirect($"/sign-in?back={back}");
        return Task.CompletedTask;
    }

    internal static Task Forbidden(HttpContext http, string why) => http.WantsProblem
        ? Problem(http, StatusCodes.Status403Forbidden, "Not allowed", why)
        : Page(http, StatusCodes.Status403Forbidden, "That is not yours to see", "Your role does not open this page. Ask a manager of the store if it should.");

    internal static Task NoStore(HttpContext http) => http.WantsProblem
        ? Problem(http, StatusCodes.Status404NotFound, "No such store", "expected one that the caller has a right in, as ?store=tenant/store")
        : Page(http, StatusCodes.Status404NotFound, "No such store", "It is not there, or not open to you.");

    internal static Task NotFound(HttpContext http) => http.WantsProblem
        ? Problem(http, StatusCodes.Status404NotFound, "Not found", $"nothing is at {http.Request.Path}")
        : Page(http, StatusCodes.Status404NotFound, "There is no such page", "The address may be mistyped, or what it named is gone.");

    internal static Task Problem(HttpContext http, int status, string title, string detail) =>
        Results.Problem(detail, statusCode: status, title: title).ExecuteAsync(http);

    internal static Task Page(HttpContext http, int status, string title, string text) =>
        new RazorComponentResult<MessagePage>(new { Title = title, Text = text }) { StatusCode = status }.ExecuteAsync(http);
}

using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using Stroll.Host.Review;
using Stroll.Host.Review.Reporting;
using Stroll.Units;
using Stroll.Web.Doors;

namespace Stroll.Web.Desk;

/// <summary>What seniors see of the desk: requests to see heads, and what gives a reason to talk. No ranks, and nobody's figures.</summary>
static class TeamPages
{
    internal static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapGet("/review/team", (HttpContext http, TimeProvider time) => Team(http, time)).Needs(Right.ReviewSenior).ExcludeFromDescription();
        routes.MapPost("/review/team/heads/{number:long}", (long number, HttpContext http, TimeProvider time) => Grant(number, http, time))
            .Needs(Right.ReviewSenior).ExcludeFromDescription();
    }

    static RazorComponentResult Team(HttpContext http, TimeProvider time)
    {
        var store = http.Here.Store;
        return new RazorComponentResult<TeamPage>(new
        {
            Figures = store.Database.Read(transaction => TeamFigures.Of(transaction, Now(time) - TimeSpan.FromDays(28))),
            Requests = new Unblurring(store.Database).Waiting(),
        });
    }

    /// <summary>A second person agrees; the one who asked cannot.</summary>
    static RedirectHttpResult Grant(long number, HttpContext http, TimeProvider time)
    {
        new Unblurring(http.Here.Store.Database).Grant(number, http.Here.Caller.Id, Now(time));
        return TypedResults.Redirect("/review/team");
    }

    static Instant Now(TimeProvider time) => new(time.GetUtcNow().ToUnixTimeMilliseconds() * 1_000_000);
}

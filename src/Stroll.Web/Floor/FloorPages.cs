using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using Stroll.Web.Doors;
using Stroll.Web.Text;

namespace Stroll.Web.Floor;

/// <summary>The plan and what is pushed to it.</summary>
static class FloorPages
{
    internal static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapGet("/", () => new RazorComponentResult<FloorPage>()).Needs(Right.SeeFloor).ExcludeFromDescription();
        routes.MapGet("/floor/feed", Feed).Needs(Right.SeeFloor).ExcludeFromDescription();
    }

    static IResult Feed(HttpContext http, ICallers callers, Clock clock, CancellationToken cancellation)
    {
        var here = http.Here;
        var session = http.Request.Cookies[Door.SessionCookie];
        var feed = new FloorFeed(
            here.Store, clock, () => session is null || callers.BySession(session)?.May(Right.SeeFloor, here.Store.Key) == true);
        return TypedResults.ServerSentEvents(feed.Events(cancellation));
    }
}

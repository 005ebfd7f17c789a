using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using Stroll.Host.Scenes;
using Stroll.Host.Stores;
using Stroll.Receipts;
using Stroll.Web.Doors;

namespace Stroll.Web.Visits;

/// <summary>The list of visits and the page of one.</summary>
static class VisitPages
{
    internal static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapGet("/visits", All).Needs(Right.SeeVisits).ExcludeFromDescription();
        routes.MapGet("/visits/{visit:guid}", One).Needs(Right.SeeVisits).ExcludeFromDescription();
    }

    static RazorComponentResult All(HttpContext http, Guid? before, string? status)
    {
        var only = Enum.TryParse<VisitStatus>(status, out var parsed) ? parsed.ToString() : null;
        var stories = http.Here.Store.Database.Read(transaction =>
            StoryTable.Newest(transaction, before is { } visit ? new VisitId(visit) : null, only, VisitsPage.Most + 1));
        return new RazorComponentResult<VisitsPage>(new { Stories = stories, Status = only });
    }

    static async Task One(Guid visit, HttpContext http)
    {
        var story = http.Here.Store.Database.Read(transaction => StoryTable.Of(transaction, new(visit)));
        await (story is null ? Refusals.NotFound(http) : new RazorComponentResult<VisitPage>(new { Story = story }).ExecuteAsync(http));
    }
}

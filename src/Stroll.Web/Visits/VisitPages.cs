using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using Stroll.Host.Database;
using Stroll.Host.Plans;
using Stroll.Host.Review;
using Stroll.Host.Scenes;
using Stroll.Host.Stores;
using Stroll.Host.Stores.Live;
using Stroll.Host.Visits;
using Stroll.Layout;
using Stroll.Receipts;
using Stroll.Web.Doors;

namespace Stroll.Web.Visits;

/// <summary>The list of visits and the page of one.</summary>
static class VisitPages
{
    // Longer visits are left to the command line: a page waits for the answer.
    static readonly TimeSpan LongestReplayed = TimeSpan.FromMinutes(30);

    internal static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapGet("/visits", All).Needs(Right.SeeVisits).ExcludeFromDescription();
        routes.MapGet("/visits/{visit:guid}", (Guid visit, HttpContext http) => One(visit, http, null, null)).Needs(Right.SeeVisits).ExcludeFromDescription();
        routes.MapGet("/visits/{visit:guid}/again", Again).Needs(Right.SeeVisits).WithMetadata(Pace.Slow).ExcludeFromDescription();
    }

    static RazorComponentResult All(HttpContext http, Guid? before, string? status)
    {
        var only = Enum.TryParse<VisitStatus>(status, out var parsed) ? parsed.ToString() : null;
        var stories = http.Here.Store.Database.Read(transaction =>
            StoryTable.Newest(transaction, before is { } visit ? new VisitId(visit) : null, only, VisitsPage.Most + 1));
        return new RazorComponentResult<VisitsPage>(new { Stories = stories, Status = only });
    }

    static async Task One(Guid visit, HttpContext http, WhatIfResult? again, string? wrong)
    {
        var found = http.Here.Store.Database.Read(transaction => StoryTable.Of(transaction, new(visit)) is { } story ? (Story: story, Lanes: Lanes(transaction, story)) : default);
        await (found.Story is null
            ? Refusals.NotFound(http)
            : new RazorComponentResult<VisitPage>(new { found.Story, found.Lanes, Again = again, Wrong = wrong }).ExecuteAsync(http));
    }

    static VisitLanes Lanes(Transaction transaction, VisitStory story) => VisitLanes.Of(
        story, VisitReviews.Of(transaction, story.Visit),
        PartyTable.PartyOf(transaction, story.Visit) is { } party ? [.. ReceiptTable.Of(transaction, party).Select(version => (version.At, version.Version))] : []);

    /// <summary>The same visit under another version of catalogue and planogram.</summary>
    static async Task Again(Guid visit, HttpContext http, string? version)
    {
        var store = http.Here.Store;
        var story = store.Database.Read(transaction => StoryTable.Of(transaction, new(visit)));
        if (story?.Left is not { } left || store.WhatIf is not { } desk || ModelOf(store, version) is not { } model)
        {
            await Refusals.NotFound(http);
            return;
        }

        if (left - story.Entered > LongestReplayed)
        {
            await One(visit, http, null, $"The visit was longer than {LongestReplayed.TotalMinutes:0} minutes: replay its recording with 'stroll replay'.");
            return;
        }

        try
        {
            var result = desk.Replay(model, story.Entered, left + TimeSpan.FromSeconds(15), http.RequestAborted);
            await One(visit, http, result with { Baskets = [.. result.Baskets.Where(basket => basket.Entered == story.Entered)] }, null);
        }
        catch (ArgumentOutOfRangeException)
        {
            await One(visit, http, null, "The readings of that time are no longer kept.");
        }
    }

    static StoreModel? ModelOf(LiveStore store, string? version) =>
        int.TryParse(version, out var number) ? store.Plans?.Of(number) : store.Plans?.Open?.Model;
}

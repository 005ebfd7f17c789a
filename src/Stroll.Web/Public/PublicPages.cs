using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using Stroll.Host.Review.Reporting;
using Stroll.Host.Stores.Live;
using Stroll.Web.Accuracy;
using Stroll.Web.Doors;

namespace Stroll.Web.Public;

/// <summary>What the public may know.</summary>
static class PublicPages
{
    const int Days = 28;

    internal static void Map(IEndpointRouteBuilder routes) => routes.MapGet("/public", (LiveStores stores) =>
        new RazorComponentResult<PublicPage>(new { Stores = Reports(stores) }))
        .OpenTo("how often people look and how right receipts are is everybody's business").WithMetadata(Pace.Public).ExcludeFromDescription();

    static IReadOnlyList<(LiveStore, AccuracyReport)> Reports(LiveStores stores) =>
        [.. stores.All.Select(store => (store, AccuracyPages.ReportOf(store, Days)))];
}

using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using Stroll.Host.Review.Reporting;
using Stroll.Host.Stores.Live;
using Stroll.Web.Doors;

namespace Stroll.Web.Accuracy;

/// <summary>How right the receipts are.</summary>
static class AccuracyPages
{
    internal static void Map(IEndpointRouteBuilder routes) => routes.MapGet("/accuracy", (HttpContext http, int days = 28) =>
        new RazorComponentResult<AccuracyPage>(new { Report = ReportOf(http.Here.Store, days), Days = Math.Clamp(days, 1, 366) }))
        .Needs(Right.SeeAccuracy).ExcludeFromDescription();

    /// <summary>The report of the last days, by the clock of the store's log.</summary>
    internal static AccuracyReport ReportOf(LiveStore store, int days)
    {
        var now = store.View.At;
        return store.Database.Read(transaction =>
            AccuracyReporting.Of(transaction, store.Model.Catalogue, now - TimeSpan.FromDays(Math.Clamp(days, 1, 366)), now));
    }
}

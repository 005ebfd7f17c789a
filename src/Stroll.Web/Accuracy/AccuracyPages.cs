using System.Collections.Immutable;
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
    internal static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapGet("/accuracy", (HttpContext http, int days = 28) =>
            new RazorComponentResult<AccuracyPage>(new { Report = ReportOf(http.Here.Store, days), Days = Math.Clamp(days, 1, 366), Others = OthersOf(http.Here, days) }))
            .Needs(Right.SeeAccuracy).ExcludeFromDescription();
        routes.MapGet("/accuracy/sample", Sample).Needs(Right.SeeAccuracy).ExcludeFromDescription();
    }

    /// <summary>What one figure was made of.</summary>
    static async Task Sample(HttpContext http, string of, int days = 28)
    {
        var report = ReportOf(http.Here.Store, days);
        await (report.Find(of) is { } figure
            ? new RazorComponentResult<SamplePage>(new { Report = report, Figure = figure, Of = of, Days = Math.Clamp(days, 1, 366) }).ExecuteAsync(http)
            : Refusals.NotFound(http));
    }

    /// <summary>The same figure of the other stores that the caller may see.</summary>
    static ImmutableArray<(string Store, Figure Exact)> OthersOf(Here here, int days) =>
        [.. here.Others.Where(store => store.Key != here.Store.Key && here.Caller.May(Right.SeeAccuracy, store.Key)).Select(store => (store.Model.Store.Name, ReportOf(store, days).ReceiptsExact))];

    /// <summary>The report of the last days, by the clock of the store's log.</summary>
    internal static AccuracyReport ReportOf(LiveStore store, int days)
    {
        var now = store.View.At;
        return store.Database.Read(transaction =>
            AccuracyReporting.Of(transaction, store.Model.Catalogue, now - TimeSpan.FromDays(Math.Clamp(days, 1, 366)), now, ReportPlaces.Of(store.Model)));
    }
}

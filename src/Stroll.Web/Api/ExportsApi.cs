using System.ComponentModel.DataAnnotations;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Stroll.Web.Doors;
using Stroll.Web.Text;
using Stroll.Web.Till;

namespace Stroll.Web.Api;

/// <summary>The books as files, for whoever keeps other books: the same that the page of the ledger offers.</summary>
static class ExportsApi
{
    internal static void Map(RouteGroupBuilder api) => api.MapGet("/exports/{file}", One).Needs(Right.SeeMoney).Produces<string>(StatusCodes.Status200OK, "text/csv")
        .WithName("exportBooks").WithTags("Exports").WithSummary("One of ledger.csv, receipts.csv and unpaid.csv, for one day or the days up to it");

    static IResult One(string file, HttpContext http, TimeProvider time, Clock clock, string? day, [Range(1, 366)] int days = 1) =>
        LedgerPages.File(file, http, time, clock, day, days) ?? Problems.NotFound("there are ledger.csv, receipts.csv and unpaid.csv");
}

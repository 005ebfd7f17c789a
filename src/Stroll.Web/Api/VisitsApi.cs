using System.ComponentModel.DataAnnotations;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using Stroll.Host.Scenes;
using Stroll.Host.Stores;
using Stroll.Receipts;
using Stroll.Web.Doors;

namespace Stroll.Web.Api;

/// <summary>A visit as the sensors tell it.</summary>
/// <param name="Id">Sorts by the time of entry.</param>
/// <param name="Entered">When they came in.</param>
/// <param name="Left">When they went out; none while they are inside.</param>
/// <param name="Status"><c>open</c> while they are inside, <c>held</c> while a line waits for a person, then <c>settled</c>.</param>
/// <param name="Lines">The most probable content of the cart.</param>
/// <param name="Revisions">How often the receipt changed after it was ready.</param>
public sealed record VisitTold(
    Guid Id, DateTimeOffset Entered, DateTimeOffset? Left, VisitStatus Status, IReadOnlyList<VisitLine> Lines, int Revisions);

/// <summary>A product of a visit, with why it is believed.</summary>
/// <param name="Barcode">Of the article when it was taken.</param>
/// <param name="Name">For people.</param>
/// <param name="Quantity">Pieces; 1 for goods by weight.</param>
/// <param name="Grams">What the shelves lost for it.</param>
/// <param name="Probability">That exactly this in exactly this quantity was taken.</param>
/// <param name="Charge"><c>now</c>, <c>held</c> or <c>never</c>: what happens to it without a person.</param>
/// <param name="Evidence">The movements that it stands on, in words.</param>
public sealed record VisitLine(
    string Barcode, string Name, int Quantity, double Grams, double Probability, ChargeDecision Charge, IReadOnlyList<string> Evidence);

static class VisitsApi
{
    internal static void Map(RouteGroupBuilder api)
    {
        api.MapGet("/visits", All).Needs(Right.SeeVisits).WithName("listVisits").WithTags("Visits").WithSummary("Visits, newest first");
        api.MapGet("/visits/{visit:guid}", One).Needs(Right.SeeVisits).WithName("getVisit").WithTags("Visits").WithSummary("One visit with its evidence");
    }

    static Ok<Page<VisitTold>> All(HttpContext http, string? cursor, VisitStatus? status, [Range(1, Cursor.Most)] int limit = 50)
    {
        var most = Math.Clamp(limit, 1, Cursor.Most);
        VisitId? before = Guid.TryParse(Cursor.Read(cursor), out var visit) ? new(visit) : null;
        var stories = http.Here.Store.Database.Read(transaction => StoryTable.Newest(transaction, before, status?.ToString(), most + 1));
        return TypedResults.Ok(Cursor.Of([.. stories.Select(Of)], told => told.Id.ToString(), most));
    }

    static Results<Ok<VisitTold>, ProblemHttpResult> One(Guid visit, HttpContext http) =>
        http.Here.Store.Database.Read(transaction => StoryTable.Of(transaction, new(visit))) is { } story ? TypedResults.Ok(Of(story))
            : Problems.NotFound("no visit has this id");

    static VisitTold Of(VisitStory story) => new(
        story.Visit.Value, story.Entered.ToTime(), story.Left?.ToTime(), story.Status,
        [.. story.Lines.Select(line => new VisitLine(
            line.Barcode, line.Name, line.Quantity, line.Grams, Math.Round(line.Probability, 4), line.Charge, [.. line.Evidence.Select(e => e.Words)]))],
        story.Revisions);
}

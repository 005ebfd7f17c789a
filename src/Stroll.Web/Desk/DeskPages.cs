using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using Stroll.Host.Review.Reporting;
using Stroll.Units;
using Stroll.Web.Doors;
using Stroll.Web.Text;

namespace Stroll.Web.Desk;

/// <summary>The desk of those who look. What a key does is one request, which brings the next case with it.</summary>
static class DeskPages
{
    internal static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapGet("/review", (HttpContext http) => new RazorComponentResult<DeskPage>(new { Keys = http.Here.Store.Queue?.KeysOf(http.Here.Caller.Id) ?? "" }))
            .Needs(Right.Review).ExcludeFromDescription();
        routes.MapGet("/review/me", (HttpContext http) => new RazorComponentResult<MyCardPage>(new { Card = CardOf(http) })).Needs(Right.Review).ExcludeFromDescription();
        routes.MapGet("/review/goods/{barcode}", (string barcode, HttpContext http) => GoodsPicture.Send(http, http.Here.Store, barcode)).Needs(Right.Review).ExcludeFromDescription();
        routes.MapPost("/review/keys", (DeskKeys keys, HttpContext http, Clock clock, TimeProvider time) =>
            With(http, clock, desk => desk.Choose(keys, Now(time)) ? Results.NoContent() : Results.BadRequest())).Needs(Right.Review).ExcludeFromDescription();
        routes.MapPost("/review/clips", (DeskNote note, HttpContext http, Clock clock, TimeProvider time) =>
            With(http, clock, desk => Results.Json(desk.Views(note, Now(time), http.RequestAborted), Json.Small))).Needs(Right.Review).ExcludeFromDescription();
        routes.MapGet("/review/clip/{handle}/{camera}", (string handle, string camera, HttpContext http, Clock clock, TimeProvider time) =>
            With(http, clock, desk => Pictures(http, desk.FileOf(handle, camera, isStill: false, Now(time), http.RequestAborted), "video/mp4"))).Needs(Right.Review).ExcludeFromDescription();
        routes.MapGet("/review/clip/{handle}/{camera}/still", (string handle, string camera, HttpContext http, Clock clock, TimeProvider time) =>
            With(http, clock, desk => Pictures(http, desk.FileOf(handle, camera, isStill: true, Now(time), http.RequestAborted), "image/jpeg"))).Needs(Right.Review).ExcludeFromDescription();
        routes.MapPost("/review/heads", (DeskNote note, HttpContext http, Clock clock, TimeProvider time) =>
            With(http, clock, desk => desk.AskForHeads(note, Now(time)) ? Results.NoContent() : Results.BadRequest())).Needs(Right.Review).ExcludeFromDescription();
        routes.MapPost("/review/next", (HttpContext http, Clock clock, TimeProvider time) =>
            With(http, clock, desk => Results.Json(desk.Next(Now(time)), Json.Small))).Needs(Right.Review).ExcludeFromDescription();
        routes.MapPost("/review/answer", (DeskAnswer answer, HttpContext http, Clock clock, TimeProvider time) =>
            With(http, clock, desk => Results.Json(desk.Answer(answer, Now(time)), Json.Small))).Needs(Right.Review).ExcludeFromDescription();
        routes.MapPost("/review/undo", (HttpContext http, Clock clock, TimeProvider time) =>
            With(http, clock, desk => Results.Json(desk.Undo(Now(time)), Json.Small))).Needs(Right.Review).ExcludeFromDescription();
        routes.MapPost("/review/beat", (DeskNote note, HttpContext http, Clock clock, TimeProvider time) =>
            With(http, clock, desk => desk.Beat(note, Now(time)) ? Results.NoContent() : Results.Conflict())).Needs(Right.Review).ExcludeFromDescription();
        routes.MapPost("/review/give-back/{how}", (string how, DeskNote note, HttpContext http, Clock clock, TimeProvider time) =>
            With(http, clock, desk => desk.GiveBack(how, note, Now(time)) ? Results.NoContent() : Results.Conflict())).Needs(Right.Review).ExcludeFromDescription();
    }

    // Long enough that what was fetched ahead is there when it is shown, and no longer.
    static IResult Pictures(HttpContext http, string? file, string type)
    {
        if (file is null)
        {
            return Results.NotFound();
        }

        http.Response.Headers.CacheControl = "private, max-age=120";
        return Results.File(file, type, enableRangeProcessing: true);
    }

    static ReviewerCard CardOf(HttpContext http) => http.Here.Store.Database.Read(transaction => ReviewerCard.Of(transaction, http.Here.Caller.Id));

    static IResult With(HttpContext http, Clock clock, Func<DeskWork, IResult> act)
    {
        var here = http.Here;
        return here.Store.Queue is { } queue
            ? act(new(here.Store, queue, here.Caller.Id, here.May(Right.ReviewSenior), clock))
            : Results.NotFound();
    }

    static Instant Now(TimeProvider time) => new(time.GetUtcNow().ToUnixTimeMilliseconds() * 1_000_000);
}

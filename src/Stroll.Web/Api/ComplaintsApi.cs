using System.ComponentModel.DataAnnotations;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using Stroll.Host.Complaints;
using Stroll.Units;
using Stroll.Web.Doors;

namespace Stroll.Web.Api;

/// <summary>A complaint of a shopper.</summary>
/// <param name="Number">Counts up in the store from 1.</param>
/// <param name="Receipt">Of which receipt.</param>
/// <param name="Line">Of which line; 0 for the whole receipt.</param>
/// <param name="Kind">What is wrong.</param>
/// <param name="Quantity">Pieces that they say they took of that line.</param>
/// <param name="Words">Theirs: text from outside.</param>
/// <param name="At">When they said it.</param>
/// <param name="State">What became of it.</param>
/// <param name="Answer">Words to the shopper.</param>
/// <param name="Refunded">What was given back for it, minor units.</param>
public sealed record ComplaintTold(
    long Number, string Receipt, int Line, ComplaintKind Kind, int Quantity, string Words, DateTimeOffset At, ComplaintState State, string Answer, long Refunded);

/// <summary>What a person decided about a complaint.</summary>
/// <param name="Granted">True to give the money back.</param>
/// <param name="Words">1 to 1,000 letters to the shopper.</param>
public sealed record ComplaintDecision(bool Granted, [MaxLength(1000)] string? Words);

static class ComplaintsApi
{
    internal static void Map(RouteGroupBuilder api)
    {
        api.MapGet("/complaints", Waiting).Needs(Right.SeeMoney).WithName("listComplaints").WithTags("Complaints").WithSummary("Complaints that wait for a person, oldest first");
        api.MapPost("/complaints/{number:long}/decision", Decide).Needs(Right.Refund).Notes("complaint-decided").OnlyOnce()
            .WithName("decideComplaint").WithTags("Complaints").WithSummary("Grants or refuses a complaint that waits");
    }

    static Ok<Page<ComplaintTold>> Waiting(HttpContext http, [Range(1, Cursor.Most)] int limit = 50) => TypedResults.Ok(new Page<ComplaintTold>(
        [.. http.Here.Store.Database.Read(transaction => ComplaintTable.Waiting(transaction, Math.Clamp(limit, 1, Cursor.Most))).Select(Of)], null));

    static Results<Ok<ComplaintTold>, ProblemHttpResult> Decide(long number, ComplaintDecision decision, HttpContext http)
    {
        if (http.Here.Store.Complaints is not { } desk)
        {
            return Problems.NotHere("nobody is charged in this store");
        }

        if (decision.Words?.Trim().Length is null or 0 or > 1000)
        {
            return Problems.Malformed("'words' has 1 to 1,000 letters");
        }

        return desk.Decide(number, decision.Granted, http.Here.Caller.Id, decision.Words) switch
        {
            Result<Complaint>.Good(var complaint) => TypedResults.Ok(Of(complaint)),
            Result<Complaint>.Bad(var fault) => Problems.Refused(fault, fault.Code == "complaint.settled" ? StatusCodes.Status409Conflict : StatusCodes.Status422UnprocessableEntity),
            _ => throw new System.Diagnostics.UnreachableException(),
        };
    }

    static ComplaintTold Of(Complaint one) => new(
        one.Number, one.Party, one.Line, one.Kind, one.Quantity, one.Words, one.At.ToTime(), one.State, one.Answer, one.Minor);
}

using System.ComponentModel.DataAnnotations;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using Stroll.Host;
using Stroll.Host.Privacy;
using Stroll.Web.Doors;
using Stroll.Web.Privacy;

namespace Stroll.Web.Api;

/// <summary>How long the database keeps what tells of people.</summary>
/// <param name="StoryDays">Where somebody walked and what they took, with the evidence.</param>
/// <param name="SceneDays">Bodies and wrists around one question to a person.</param>
public sealed record RetentionTold(double StoryDays, double SceneDays);

/// <summary>What was deleted, as the journal proves it.</summary>
/// <param name="Stories">Visits of which nothing but the receipt is left.</param>
/// <param name="Scenes">Scenes of questions.</param>
/// <param name="Digests">SHA-256 of what was deleted, one for each entry in the journal: who has a copy can show that it was among it.</param>
public sealed record DeletionTold(int Stories, int Scenes, IReadOnlyList<string> Digests);

/// <summary>Names a person by what they hold: nothing else leads from them to their data.</summary>
/// <param name="Receipt">The id of a receipt, its secret link, or the last part of that.</param>
public sealed record SubjectRequest([MaxLength(500)] string? Receipt);

/// <summary>All that is kept about one party: regulation (EU) 2016/679, article 15.</summary>
/// <param name="Party">As receipts name it.</param>
/// <param name="Document">A JSON document, to be handed over as it is: receipts, payment, complaints, visits with ways and evidence, looks of reviewers.</param>
public sealed record SubjectTold(string Party, string Document);

static class PrivacyApi
{
    internal static void Map(RouteGroupBuilder api)
    {
        api.MapGet("/retention", Rules).Needs(Right.SeeAudit).WithName("getRetention").WithTags("Privacy").WithSummary("How long what tells of people is kept");
        api.MapPost("/retention/sweeps", Sweep).Needs(Right.ManagePeople).Notes(RetentionDesk.ByAge).OnlyOnce()
            .WithName("sweep").WithTags("Privacy").WithSummary("Deletes now what is older than its time; the store does so by itself too");
        // Not kept for a repetition: the answer is somebody's data, and asking twice is two looks at it.
        api.MapPost("/subjects/access", Access).Needs(Right.ManagePeople).Notes("data-given-out").ProducesProblem(StatusCodes.Status415UnsupportedMediaType)
            .WithName("accessSubject").WithTags("Privacy").WithSummary("All that is kept about whoever holds this receipt");
        api.MapPost("/subjects/deletions", Forget).Needs(Right.ManagePeople).Notes(RetentionDesk.ByWish).OnlyOnce()
            .WithName("forgetSubject").WithTags("Privacy").WithSummary("Deletes what tells of the visits of whoever holds this receipt; the receipt and the books stay");
    }

    static Results<Ok<RetentionTold>, ProblemHttpResult> Rules(HttpContext http) => http.Here.Store.Retention is { Rules: var rules }
        ? TypedResults.Ok(new RetentionTold(rules.Stories.TotalDays, rules.Scenes.TotalDays))
        : NothingKept();

    static Results<Ok<DeletionTold>, ProblemHttpResult> Sweep(HttpContext http) => http.Here.Store.Retention is { } desk
        ? TypedResults.Ok(Told(desk.Sweep(http.Here.Caller.Id) is { } deleted ? [deleted] : []))
        : NothingKept();

    static Results<Ok<SubjectTold>, ProblemHttpResult> Access(SubjectRequest asked, HttpContext http, TimeProvider time) =>
        PartyOf(asked, http) is { } party && PrivacyWork.GiveOut(http.Here, party, Instants.Of(time)) is { } document
            ? TypedResults.Ok(new SubjectTold(party, document))
            : NoReceipt();

    static Results<Ok<DeletionTold>, ProblemHttpResult> Forget(SubjectRequest asked, HttpContext http) =>
        http.Here.Store.Retention is not { } desk ? NothingKept()
        : PartyOf(asked, http) is { } party ? TypedResults.Ok(Told([.. PrivacyWork.Forget(desk, http.Here, party)]))
        : NoReceipt();

    static string? PartyOf(SubjectRequest asked, HttpContext http) =>
        asked.Receipt?.Trim() is { Length: > 0 and <= 500 } receipt ? PrivacyWork.PartyOf(http.Here.Store, receipt) : null;

    static DeletionTold Told(IReadOnlyList<Deleted> all) => new(all.Sum(one => one.Stories), all.Sum(one => one.Scenes), [.. all.Select(one => one.Digest)]);

    static ProblemHttpResult NoReceipt() => Problems.NotFound("no receipt of this store has this id or link");

    static ProblemHttpResult NothingKept() => Problems.NotHere("this store keeps nothing that expires");
}

using System.ComponentModel.DataAnnotations;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using Stroll.Host.Database;
using Stroll.Host.Journal;
using Stroll.Host.Payments;
using Stroll.Payments.Collecting;
using Stroll.Units;
using Stroll.Web.Doors;

namespace Stroll.Web.Api;

/// <summary>Cash that staff took or paid out.</summary>
/// <param name="Reference">Of the till's slip; one reference counts once.</param>
/// <param name="Amount">Minor units; below zero when staff paid out.</param>
public sealed record CashAsked([MinLength(1)][MaxLength(100)] string Reference, long Amount);

/// <summary>Whether people who came in together belong together.</summary>
/// <param name="Together">True when the payer pays for all.</param>
public sealed record TailgatingAsked(bool Together);

/// <summary>How a payment stands.</summary>
/// <param name="Party">Whose.</param>
/// <param name="Phase">Where it stands.</param>
/// <param name="Due">What the last receipt asks, minor units; none while no receipt is issued.</param>
/// <param name="Outstanding">What is still to be paid; below zero is owed to the shopper.</param>
/// <param name="Currency">ISO 4217.</param>
/// <param name="NeedsPerson">True when only a person can go on.</param>
public sealed record PaymentTold(string Party, PaymentPhase Phase, long? Due, long Outstanding, string Currency, bool NeedsPerson);

/// <summary>What people do to payments: cash, giving up, looking again.</summary>
static class PaymentsApi
{
    const long MostCash = 100_000_000_000;

    internal static void Map(RouteGroupBuilder api)
    {
        const string Tag = "Payments";
        api.MapGet("/payments/{party}", One).Needs(Right.SeeMoney).WithName("getPayment").WithTags(Tag).WithSummary("How a payment stands");
        api.MapPost("/payments/{party}/cash", Cash).Needs(Right.Refund).Notes("paid-in-cash").OnlyOnce().WithName("payInCash").WithTags(Tag).WithSummary("Staff took cash, or paid some out");
        api.MapPost("/payments/{party}/give-up", GiveUp).Needs(Right.Refund).Notes("payment-given-up").OnlyOnce().WithName("giveUpPayment").WithTags(Tag).WithSummary("Give up what is still owed");
        api.MapPost("/payments/{party}/resume", Resume).Needs(Right.Refund).Notes("payment-resumed").OnlyOnce().WithName("resumePayment").WithTags(Tag).WithSummary("A person has looked; the machine may try again");
        api.MapPost("/parties/{party}/tailgating", Decide).Needs(Right.Refund).Notes("tailgating-decided").OnlyOnce()
            .WithName("decideTailgating").WithTags(Tag).WithSummary("Say whether somebody who followed through the gate belongs to the payer");
    }

    static Results<Ok<PaymentTold>, ProblemHttpResult> One(string party, HttpContext http) =>
        http.Here.Store.Database.Read(transaction => PaymentTable.Find(transaction, party)) is { } state ? TypedResults.Ok(Of(state)) : Unknown();

    static async Task<Results<Ok<PaymentTold>, ProblemHttpResult>> Cash(string party, CashAsked asked, HttpContext http) =>
        asked.Reference is not { Length: > 0 and <= 100 } || asked.Amount is 0 or < -MostCash or > MostCash
            ? Problems.Malformed("a reference of 1 to 100 letters and an amount other than 0 were expected")
            : await Handle(party, http, now => new PaymentInput.PaidInCash(now, asked.Reference, asked.Amount), "paid-in-cash", new { party, asked.Reference, asked.Amount });

    static Task<Results<Ok<PaymentTold>, ProblemHttpResult>> GiveUp(string party, HttpContext http) =>
        Handle(party, http, now => new PaymentInput.GivenUp(now), "payment-given-up", new { party });

    static Task<Results<Ok<PaymentTold>, ProblemHttpResult>> Resume(string party, HttpContext http) =>
        Handle(party, http, now => new PaymentInput.Resumed(now), "payment-resumed", new { party });

    static Results<NoContent, ProblemHttpResult> Decide(string party, TailgatingAsked asked, HttpContext http) =>
        http.Here.Store.Visits is not { } desk ? Problems.NotHere("nobody is charged in this store")
        : desk.Decide(party, asked.Together, http.Here.Caller.Id) is { } fault ? Problems.Refused(fault, StatusCodes.Status409Conflict)
        : TypedResults.NoContent();

    /// <summary>Commits the act with its entry in the journal, then makes the calls that follow.</summary>
    static async Task<Results<Ok<PaymentTold>, ProblemHttpResult>> Handle<T>(string party, HttpContext http, Func<Instant, PaymentInput> input, string act, T what)
    {
        var (database, till) = (http.Here.Store.Database, http.Here.Store.Till);
        if (till is null || database.Read(transaction => PaymentTable.Find(transaction, party)) is null)
        {
            return Unknown();
        }

        var calls = database.Write(transaction =>
        {
            JournalTable.Write(transaction, till.Cashier.Now, http.Here.Caller.Id, act, what);
            return till.Cashier.Take(transaction, party, input(till.Cashier.Now));
        });
        await till.Cashier.Call(party, calls, http.RequestAborted);
        return TypedResults.Ok(Of(database.Read(transaction => PaymentTable.Find(transaction, party))!));
    }

    static ProblemHttpResult Unknown() => Problems.NotFound("nobody pays under this name");

    static PaymentTold Of(PaymentState state) => new(state.Payment, state.Phase, state.Due, state.Outstanding, state.Currency, state.NeedsPerson);
}

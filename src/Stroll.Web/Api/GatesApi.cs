using System.ComponentModel.DataAnnotations;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Stroll.Host;
using Stroll.Host.Database;
using Stroll.Host.Entry;
using Stroll.Host.Journal;
using Stroll.Host.Letters;
using Stroll.Host.Payments;
using Stroll.Host.Visits;
using Stroll.Payments.Visits;
using Stroll.Units;
using Stroll.Web.Doors;

namespace Stroll.Web.Api;

/// <summary>What somebody shows at a gate.</summary>
/// <param name="Means">How they want to come in.</param>
/// <param name="Shown">The text of the code, the provider's token of the card, the number of the badge, or the name of the member of staff.</param>
/// <param name="People">How many, the payer included; 1 to 20.</param>
/// <param name="Person">The id under which the tracker will name the payer; empty when it will not.</param>
public sealed record EntryAsked(EntryMeans Means, [MaxLength(400)] string Shown, [Range(1, 20)] int People = 1, [MaxLength(200)] string Person = "");

/// <summary>The word of the gate.</summary>
/// <param name="Opens">True to open.</param>
/// <param name="Words">For the display, when it stays shut.</param>
public sealed record EntryTold(bool Opens, string Words);

/// <summary>Somebody at an exit.</summary>
/// <param name="Person">The id under which the tracker or the gate knows them; empty when <paramref name="Party"/> is given.</param>
/// <param name="Party">Of their party; empty when <paramref name="Person"/> is given.</param>
/// <param name="Token">The provider's token of the card that they hold to the exit; empty when they hold none.</param>
public sealed record ExitAsked([MaxLength(200)] string Person = "", [MaxLength(200)] string Party = "", [MaxLength(400)] string Token = "");

/// <summary>What an exit shows.</summary>
/// <param name="Party">Theirs.</param>
/// <param name="NeedsPayer">True when nobody is known to pay for them: ask for a card, or staff take cash. Nobody is kept from leaving.</param>
/// <param name="Link">Where the receipt will be.</param>
/// <param name="Qr">The same as a QR code, SVG.</param>
public sealed record ExitTold(string Party, bool NeedsPayer, string Link, string Qr);

/// <summary>What is kept of a shopper: no card number.</summary>
/// <param name="Token">The payment provider's token of a stored card.</param>
/// <param name="Email">Where receipts go; empty for nowhere.</param>
/// <param name="Language">In which they are written, as <c>de</c>.</param>
public sealed record WalletAsked([MinLength(1)][MaxLength(400)] string Token, [MaxLength(254)] string Email = "", [StringLength(2, MinimumLength = 2)] string Language = "en");

/// <summary>Who carries a badge.</summary>
/// <param name="Name">For people.</param>
public sealed record BadgeAsked([MinLength(1)][MaxLength(80)] string Name);

/// <summary>A code for a phone.</summary>
/// <param name="Code">The text of the QR code; good for two minutes and one entry.</param>
/// <param name="Qr">The same as an SVG image.</param>
public sealed record CodeTold(string Code, string Qr);

/// <summary>Gates and their terminals: who comes in, who pays.</summary>
static class GatesApi
{
    const int MostPeople = 20;

    internal static void Map(RouteGroupBuilder api)
    {
        const string Tag = "Gates";
        Said(api.MapPost("/gates/{gate}/entries", Enter).Needs(Right.OpenGates).NotesNothing("every admission is a row of its own"))
            .WithName("enter").WithTags(Tag).WithSummary("Ask whether somebody may come in");
        Said(api.MapPost("/gates/{gate}/exits", Leave).Needs(Right.OpenGates).NotesNothing("who pays stands with the payment"))
            .WithName("leave").WithTags(Tag).WithSummary("The link to a receipt at the exit, and who pays where nobody was known to");
        Said(api.MapPut("/wallets/{shopper}", KeepWallet).Needs(Right.OpenGates).Notes("wallet-kept"))
            .WithName("keepWallet").WithTags(Tag).WithSummary("Remember a stored card of a shopper by its token");
        api.MapDelete("/wallets/{shopper}", ForgetWallet).Needs(Right.OpenGates).Notes("wallet-forgotten").WithName("forgetWallet").WithTags(Tag).WithSummary("Forget it");
        api.MapPost("/wallets/{shopper}/codes", Code).Needs(Right.OpenGates).NotesNothing("a code is no act before it opens a gate")
            .WithName("makeEntryCode").WithTags(Tag).WithSummary("A short-lived entry code for a shopper's phone");
        Said(api.MapPut("/badges/{badge}", KeepBadge).Needs(Right.OpenGates).Notes("badge-kept"))
            .WithName("keepBadge").WithTags(Tag).WithSummary("Give somebody who works here a badge: never billed");
        api.MapDelete("/badges/{badge}", ForgetBadge).Needs(Right.OpenGates).Notes("badge-forgotten").WithName("forgetBadge").WithTags(Tag).WithSummary("Take it away");
    }

    /// <summary>All that may be answered to a body.</summary>
    static RouteHandlerBuilder Said(RouteHandlerBuilder route) => route
        .ProducesProblem(StatusCodes.Status400BadRequest).ProducesProblem(StatusCodes.Status413PayloadTooLarge).ProducesProblem(StatusCodes.Status415UnsupportedMediaType);

    static async Task<Results<Ok<EntryTold>, ProblemHttpResult>> Enter(string gate, EntryAsked asked, HttpContext http)
    {
        if (http.Here.Store.Till is not { } till || !IsGate(http, gate))
        {
            return NoGate(gate);
        }

        if (!Enum.IsDefined(asked.Means) || asked.People is < 1 or > MostPeople || asked.Shown is not { Length: <= 400 } || asked.Person is not { Length: <= 200 })
        {
            return Odd("means, what was shown (at most 400 letters), 1 to 20 people and a person of at most 200 letters were expected");
        }

        var word = await till.Entrance.Admit(new(gate, asked.Means, asked.Shown, asked.People, asked.Person), http.RequestAborted);
        return TypedResults.Ok(new EntryTold(word.MayEnter, word.Words));
    }

    static async Task<Results<Ok<ExitTold>, ProblemHttpResult>> Leave(string gate, ExitAsked asked, HttpContext http)
    {
        var store = http.Here.Store;
        if (store.Till is not { } till || !IsGate(http, gate)
            || store.Database.Read(t => PartyTable.Find(t, asked.Party is { Length: > 0 } named ? named : PartyTable.OfShopper(t, asked.Person ?? "") ?? "")) is not { } party)
        {
            return Problems.NotFound("no such gate, or nobody of this name came in");
        }

        if (asked.Token is { Length: > 0 and <= 400 })
        {
            await till.Entrance.Identify(party.Name, asked.Token, http.RequestAborted);
        }

        var (code, payer) = store.Database.Write(t => (ReceiptTable.LinkOf(t, party.Name), PartyTable.Find(t, party.Name)!.Payer));
        var link = till.Look.Link(code);
        return TypedResults.Ok(new ExitTold(party.Name, payer.Length == 0 && party.Means is EntryMeans.Open, link, till.Paper.QrSvg(link)));
    }

    static Results<NoContent, ProblemHttpResult> KeepWallet(string shopper, WalletAsked asked, HttpContext http)
    {
        if (!EntryCode.IsShopper(shopper) || asked.Token is not { Length: > 0 and <= 400 } || asked.Language is not { Length: 2 }
            || (asked.Email is { Length: > 0 } && !LetterTable.IsAddress(asked.Email)))
        {
            return Odd("a shopper of 1 to 60 of A-Z, a-z, 0-9, hyphen and underscore, a token, an e-mail address or none, and a language of two letters were expected");
        }

        http.Here.Store.Database.Write(transaction =>
        {
            EntryTable.KeepWallet(transaction, shopper, asked.Token, asked.Email ?? "", asked.Language);
            Note(transaction, http, "wallet-kept", new { shopper });
        });
        return TypedResults.NoContent();
    }

    static Results<NoContent, ProblemHttpResult> ForgetWallet(string shopper, HttpContext http) =>
        Forget(http, transaction => EntryTable.ForgetWallet(transaction, shopper), "wallet-forgotten", new { shopper });

    static Results<Ok<CodeTold>, ProblemHttpResult> Code(string shopper, HttpContext http) =>
        http.Here.Store.Till is { } till && EntryCode.IsShopper(shopper) && till.Entrance.CodeFor(shopper) is Result<string>.Good(var code)
            ? TypedResults.Ok(new CodeTold(code, till.Paper.QrSvg(code)))
            : Problems.NotFound("no card is stored for this shopper");

    static Results<NoContent, ProblemHttpResult> KeepBadge(string badge, BadgeAsked asked, HttpContext http)
    {
        if (badge.Length is 0 or > 100 || asked.Name is not { Length: > 0 and <= 80 })
        {
            return Odd("a badge of 1 to 100 letters and a name of 1 to 80 were expected");
        }

        http.Here.Store.Database.Write(transaction =>
        {
            EntryTable.KeepBadge(transaction, badge, asked.Name);
            Note(transaction, http, "badge-kept", new { badge, asked.Name });
        });
        return TypedResults.NoContent();
    }

    static Results<NoContent, ProblemHttpResult> ForgetBadge(string badge, HttpContext http) =>
        Forget(http, transaction => EntryTable.ForgetBadge(transaction, badge), "badge-forgotten", new { badge });

    static Results<NoContent, ProblemHttpResult> Forget<T>(HttpContext http, Func<Transaction, bool> forget, string act, T what) =>
        http.Here.Store.Database.Write(transaction =>
        {
            var wasKnown = forget(transaction);
            if (wasKnown)
            {
                Note(transaction, http, act, what);
            }

            return wasKnown;
        })
            ? TypedResults.NoContent() : Problems.NotFound("nothing of this name is known");

    static void Note<T>(Transaction transaction, HttpContext http, string act, T what) =>
        JournalTable.Write(transaction, Instants.Of(http.RequestServices.GetRequiredService<TimeProvider>()), http.Here.Caller.Id, act, what);

    static ProblemHttpResult NoGate(string gate) => Problems.NotFound($"the store has no gate '{gate}', or nobody is charged in it");

    // Where the store declares no gates, any name will do.
    static bool IsGate(HttpContext http, string gate) =>
        http.Here.Store.Model.Store.Gates is var gates && (gates.IsEmpty ? gate.Length <= 100 : gates.Any(known => known.Name == gate));

    static ProblemHttpResult Odd(string expected) => Problems.Malformed(expected);
}

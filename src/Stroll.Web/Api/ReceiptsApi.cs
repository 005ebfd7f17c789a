using System.ComponentModel.DataAnnotations;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using Stroll.Host.Database;
using Stroll.Host.Journal;
using Stroll.Host.Payments;
using Stroll.Host.Visits;
using Stroll.Payments.Documents;
using Stroll.Payments.Prices;
using Stroll.Units;
using Stroll.Web.Doors;

namespace Stroll.Web.Api;

/// <summary>The newest version of what a party owes.</summary>
/// <param name="Id">Of the party; sorts by the time of entry.</param>
/// <param name="Version">Counts from 1.</param>
/// <param name="At">When this version was issued.</param>
/// <param name="Cause">Why it was issued.</param>
/// <param name="Total">What is owed altogether.</param>
/// <param name="Payment">Where the payment stands; none where nobody pays.</param>
/// <param name="Outstanding">What is still owed, minor units; below zero is owed to the shopper.</param>
public sealed record ReceiptSummary(string Id, int Version, DateTimeOffset At, IssueCause Cause, Amount Total, string? Payment, long Outstanding);

/// <summary>A receipt with all its versions.</summary>
/// <param name="Id">Of the party.</param>
/// <param name="Payment">Where the payment stands; none where nobody pays.</param>
/// <param name="Outstanding">What is still owed, minor units.</param>
/// <param name="Page">Path of the shopper's own page: a secret link.</param>
/// <param name="Versions">Oldest first; each is only in the shopper's favour.</param>
public sealed record ReceiptTold(string Id, string? Payment, long Outstanding, string? Page, IReadOnlyList<ReceiptVersion> Versions);

/// <summary>One version, never edited.</summary>
/// <param name="Version">Counts from 1.</param>
/// <param name="At">When it was issued.</param>
/// <param name="Cause">Why it was issued.</param>
/// <param name="Words">Why, for people.</param>
/// <param name="Total">What is owed altogether.</param>
/// <param name="Lines">What was taken.</param>
/// <param name="Taxes">By class.</param>
/// <param name="Digest">SHA-256 of the version.</param>
/// <param name="Previous">Digest of the version before; empty for the first.</param>
public sealed record ReceiptVersion(
    int Version, DateTimeOffset At, IssueCause Cause, string Words, Amount Total, IReadOnlyList<BilledLine> Lines, IReadOnlyList<TaxTold> Taxes, string Digest, string Previous);

/// <summary>One product on a receipt.</summary>
/// <param name="Line">Its number; stays the same in all versions.</param>
/// <param name="Barcode">Of the article.</param>
/// <param name="Name">When it was issued.</param>
/// <param name="Quantity">Pieces; 1 for goods by weight; 0 when the line fell away.</param>
/// <param name="Grams">Of goods by weight; 0 otherwise.</param>
/// <param name="Amount">Minor units, after promotions.</param>
/// <param name="Deposit">Minor units.</param>
/// <param name="Probability">That it is right.</param>
/// <param name="Reason">Why it is charged, or no longer charged.</param>
/// <param name="Evidence">The movements that it stands on, in words.</param>
public sealed record BilledLine(
    int Line, string Barcode, string Name, int Quantity, long Grams, long Amount, long Deposit, double Probability, string Reason, IReadOnlyList<string> Evidence);

/// <summary>Tax of one class.</summary>
/// <param name="Code">Of the class.</param>
/// <param name="Name">For people.</param>
/// <param name="Millionths">The rate: 70,000 is 7 %.</param>
/// <param name="Net">Without it, minor units.</param>
/// <param name="Tax">The tax.</param>
/// <param name="Gross">With it.</param>
public sealed record TaxTold(string Code, string Name, long Millionths, long Net, long Tax, long Gross);

/// <summary>Pieces to give the money back for.</summary>
/// <param name="Version">The newest version that you have seen: if the receipt has changed since, nothing is refunded (409).</param>
/// <param name="Lines">Each line once; at least one.</param>
/// <param name="Reason">1 to 200 letters; the shopper reads them.</param>
public sealed record RefundRequest(int Version, [MinLength(1)][MaxLength(200)] IReadOnlyList<RefundLine>? Lines, [MaxLength(200)] string? Reason);

/// <summary>Pieces of one line.</summary>
/// <param name="Line">Its number.</param>
/// <param name="Quantity">Pieces that are given back; 1 for goods by weight.</param>
public sealed record RefundLine(int Line, int Quantity);

static class ReceiptsApi
{
    internal static void Map(RouteGroupBuilder api)
    {
        api.MapGet("/receipts", All).Needs(Right.SeeMoney).WithName("listReceipts").WithTags("Receipts").WithSummary("Receipts, newest first");
        api.MapGet("/receipts/{id}", One).Needs(Right.SeeMoney).WithName("getReceipt").WithTags("Receipts").WithSummary("One receipt with all its versions");
        api.MapPost("/receipts/{id}/refunds", Refund).Needs(Right.Refund).Notes("receipt-corrected").OnlyOnce()
            .WithName("refundLines").WithTags("Receipts").WithSummary("Gives money back for pieces of some lines: a new version of the receipt");
    }

    /// <summary>Takes pieces off lines and writes the journal in the same transaction.</summary>
    internal static Result<IssuedReceipt> GiveBack(
        Here here, string id, int? version, IReadOnlyList<RefundLine> lines, string reason, Instant now, Action<Transaction, IssuedReceipt>? alongside = null)
    {
        if (here.Store.Visits is not { } visits || here.Store.Database.Read(transaction => ReceiptTable.Of(transaction, id)) is not [.., var newest])
        {
            return new Result<IssuedReceipt>.Bad(new("receipt.none", id, "no receipt was issued"));
        }

        var stays = lines.Select(line => (line.Line, newest.Lines.FirstOrDefault(one => one.Number == line.Line)?.Quantity - line.Quantity ?? 0)).ToArray();
        var correction = new Correction(id, version ?? newest.Version, stays, IssueCause.Staff, reason);
        return visits.Correct(correction, (transaction, receipt) =>
        {
            JournalTable.Write(
                transaction, now, here.Caller.Id, "receipt-corrected",
                new { party = id, lines = lines.Select(line => new { line.Line, line.Quantity }), version = receipt.Version, total = receipt.Total });
            alongside?.Invoke(transaction, receipt);
        });
    }

    static Ok<Page<ReceiptSummary>> All(HttpContext http, string? cursor, [Range(1, Cursor.Most)] int limit = 50)
    {
        var most = Math.Clamp(limit, 1, Cursor.Most);
        var found = http.Here.Store.Database.Read(transaction =>
            ReceiptTable.Newest(transaction, Cursor.Read(cursor), most + 1).Select(party => Summary(transaction, party)).ToArray());
        return TypedResults.Ok(Cursor.Of(found, summary => summary.Id, most));
    }

    static Results<Ok<ReceiptTold>, ProblemHttpResult> One(string id, HttpContext http)
    {
        var (versions, payment, code) = http.Here.Store.Database.Read(transaction =>
            (ReceiptTable.Of(transaction, id), PaymentTable.Find(transaction, id), ReceiptTable.CodeOf(transaction, id)));
        return versions.IsEmpty
            ? Problems.NotFound("no receipt was issued under this id")
            : TypedResults.Ok(new ReceiptTold(
                id, payment?.Phase.ToString().ToLowerInvariant(), payment?.Outstanding ?? 0, code is null ? null : $"/r/{code}", [.. versions.Select(Version)]));
    }

    static Results<Ok<ReceiptVersion>, ProblemHttpResult> Refund(string id, RefundRequest asked, HttpContext http, TimeProvider time)
    {
        if (Wrong(asked) is { } wrong)
        {
            return Problems.Malformed(wrong);
        }

        var now = new Instant(time.GetUtcNow().ToUnixTimeMilliseconds() * 1_000_000);
        return GiveBack(http.Here, id, asked.Version, asked.Lines!, asked.Reason!.Trim(), now) switch
        {
            Result<IssuedReceipt>.Good(var receipt) => TypedResults.Ok(Version(receipt)),
            Result<IssuedReceipt>.Bad(var fault) => Problems.Refused(fault, StatusOf(fault)),
            _ => throw new System.Diagnostics.UnreachableException(),
        };
    }

    static string? Wrong(RefundRequest asked) =>
        asked.Lines is not { Count: > 0 and <= 200 } || asked.Lines.Any(line => line is null) ? "'lines' must name 1 to 200 lines"
        : asked.Lines.Any(line => line.Quantity < 1) ? "'quantity' of a line is 1 or more"
        : asked.Lines.DistinctBy(line => line.Line).Count() != asked.Lines.Count ? "a line stands twice"
        : asked.Reason?.Trim().Length is null or 0 or > 200 ? "'reason' has 1 to 200 letters"
        : null;

    static int StatusOf(Fault fault) => fault.Code switch
    {
        "receipt.none" => StatusCodes.Status404NotFound,
        "receipt.version" => StatusCodes.Status409Conflict,
        _ => StatusCodes.Status422UnprocessableEntity,
    };

    static ReceiptSummary Summary(Transaction transaction, string party)
    {
        var newest = ReceiptTable.Of(transaction, party)[^1];
        var payment = PaymentTable.Find(transaction, party);
        return new(
            party, newest.Version, newest.At.ToTime(), newest.Cause, new(newest.Total, newest.Currency), payment?.Phase.ToString().ToLowerInvariant(), payment?.Outstanding ?? 0);
    }

    static ReceiptVersion Version(IssuedReceipt receipt) => new(
        receipt.Version, receipt.At.ToTime(), receipt.Cause, receipt.Words, new(receipt.Total, receipt.Currency), [.. receipt.Lines.Select(Line)],
        [.. receipt.Taxes.Select(Tax)], receipt.Digest(), receipt.Previous);

    static BilledLine Line(IssuedLine line) => new(
        line.Number, line.Barcode, line.Name, line.Quantity, line.Grams, line.Amount, line.Deposit, Math.Round(line.Probability, 4), line.Reason, [.. line.Evidence]);

    static TaxTold Tax(TaxLine tax) => new(tax.Code, tax.Name, tax.Millionths, tax.Net, tax.Tax, tax.Gross);
}

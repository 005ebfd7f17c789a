using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Stroll.Host.Database;
using Stroll.Host.Letters;
using Stroll.Host.Stores.Live;
using Stroll.Host.Visits;
using Stroll.Payments.Documents;
using Stroll.Web.Doors;

namespace Stroll.Web.Shoppers;

/// <summary>A receipt by its link as a PDF, its link as a QR code, and the wish to have it by e-mail.</summary>
static class ReceiptFiles
{
    internal static void Map(IEndpointRouteBuilder routes)
    {
        const string Why = "whoever holds the secret link may read the receipt";
        routes.MapGet("/r/{code}/receipt.pdf", Pdf).OpenTo(Why).WithMetadata(Pace.Public).ExcludeFromDescription();
        routes.MapGet("/r/{code}/qr.svg", Qr).OpenTo(Why).WithMetadata(Pace.Public).ExcludeFromDescription();
        routes.MapPost("/r/{code}/email", Send).OpenTo(Why).WithMetadata(Pace.Slow).ExcludeFromDescription();
    }

    static IResult Pdf(string code, HttpContext http, LiveStores stores, string? lang)
    {
        if (Find(stores, code) is not var (store, receipt))
        {
            return Results.NotFound();
        }

        var till = store.Till!;
        var words = LetterWords.For(Language.For(lang, http.Request.Headers.AcceptLanguage.ToString()).Code);
        http.Response.Headers.CacheControl = "no-store";
        return Results.File(
            till.Paper.Pdf(PaperReceipt.Of(receipt, store.Model.Store.Name, words, till.Look.Zone, till.Look.Link(code), store.IsSimulated)),
            "application/pdf", $"{words.Code}-{receipt.Version}.pdf");
    }

    static IResult Qr(string code, LiveStores stores) => Find(stores, code) is var (store, _)
        ? Results.Text(store.Till!.Paper.QrSvg(store.Till.Look.Link(code)), "image/svg+xml")
        : Results.NotFound();

    static async Task<IResult> Send(string code, HttpContext http, LiveStores stores, string? lang)
    {
        if (Find(stores, code) is not var (store, receipt) || store.Till!.Letters is null)
        {
            return Results.NotFound();
        }

        var email = (await http.ReadForm())["email"].ToString().Trim();
        var language = Language.For(lang, http.Request.Headers.AcceptLanguage.ToString()).Code;
        var refused = store.Database.Write(transaction => LetterTable.Send(transaction, receipt.Visit, email, language, store.Till.Cashier.Now));
        return Results.Redirect($"/r/{code}?lang={language}{(refused is null ? "&sent=true" : "&refused=true")}", permanent: false, preserveMethod: false);
    }

    static (LiveStore Store, IssuedReceipt Receipt)? Find(LiveStores stores, string code)
    {
        foreach (var store in stores.All)
        {
            if (store.Till is not null && store.Database.Read(transaction => ReceiptTable.ByCode(transaction, code)) is [.., var newest])
            {
                return (store, newest);
            }
        }

        return null;
    }
}

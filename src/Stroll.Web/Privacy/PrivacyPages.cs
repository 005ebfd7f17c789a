using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using Stroll.Host;
using Stroll.Host.Database;
using Stroll.Host.Privacy;
using Stroll.Host.Stores.Live;
using Stroll.Web.Doors;
using Stroll.Web.Shoppers;
using Stroll.Web.Text;

namespace Stroll.Web.Privacy;

/// <summary>What is kept about people, for whom, how long; deletion with proof; access by receipt; the notice for the wall.</summary>
static class PrivacyPages
{
    internal static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapGet("/settings/privacy", () => new RazorComponentResult<PrivacyPage>()).Needs(Right.SeeAudit).ExcludeFromDescription();
        routes.MapPost("/settings/privacy/access", (Delegate)Access).Needs(Right.ManagePeople).Notes("data-given-out").ExcludeFromDescription();
        routes.MapPost("/settings/privacy/forget", (Delegate)Forget).Needs(Right.ManagePeople).Notes("deleted-on-request").ExcludeFromDescription();
        routes.MapGet("/r/{code}/data.json", Own).OpenTo("whoever holds the secret link may have all that is kept about the visit").WithMetadata(Pace.Slow).ExcludeFromDescription();
        routes.MapGet("/privacy", (LiveStores stores) => new RazorComponentResult<NoticePage>(new { Stores = stores.All }))
            .OpenTo("what is kept of people must be known before they come in").WithMetadata(Pace.Public).ExcludeFromDescription();
    }

    static IResult Own(string code, LiveStores stores) =>
        Found(stores, code) is var (store, party) ? Document(store.Database.Read(transaction => SubjectAccess.Of(transaction, party))) : Results.NotFound();

    static async Task<IResult> Access(HttpContext http, TimeProvider time)
    {
        var form = await http.ReadForm();
        var here = http.Here;
        if (PrivacyWork.PartyOf(here.Store, form.Text("code")) is not { } party)
        {
            return Nothing();
        }

        return Document(PrivacyWork.GiveOut(here, party, Instants.Of(time)));
    }

    static async Task<IResult> Forget(HttpContext http)
    {
        var form = await http.ReadForm();
        var here = http.Here;
        if (here.Store.Retention is not { } desk || PrivacyWork.PartyOf(here.Store, form.Text("code")) is not { } party)
        {
            return Nothing();
        }

        var deleted = PrivacyWork.Forget(desk, here, party);
        return new RazorComponentResult<PrivacyPage>(new
        {
            Said = deleted.IsEmpty ? "Nothing was kept of that visit any more but its receipt."
                : $"{deleted.Sum(d => d.Stories)} stories and {deleted.Sum(d => d.Scenes)} scenes were deleted. The proof stands in the journal: {string.Join(", ", deleted.Select(d => d.Digest[..16]))}…",
            SaidIsGood = true,
        });
    }

    static RazorComponentResult<PrivacyPage> Nothing() => new(new { Said = "There is no receipt with this link in this store.", SaidIsGood = false });

    static IResult Document(string? text) => text is null ? Results.NotFound() : Results.File(Encoding.UTF8.GetBytes(text), "application/json", "visit.json");

    static (LiveStore Store, string Party)? Found(LiveStores stores, string code) => ShopperView.IsCode(code)
        ? stores.All.Select(store => (Store: store, Party: PrivacyWork.PartyOf(store, code))).Where(found => found.Party is not null).Select(found => ((LiveStore, string)?)(found.Store, found.Party!)).FirstOrDefault()
        : null;
}

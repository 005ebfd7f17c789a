using System.Collections.Immutable;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using Stroll.Geometry;
using Stroll.Host.Exits;
using Stroll.Host.Stores;
using Stroll.Host.Stores.Live;
using Stroll.Host.Visits;
using Stroll.Layout;
using Stroll.Web.Doors;
using Stroll.Web.Text;

namespace Stroll.Web.Screens;

/// <summary>Somebody at the gate, with what their party is believed to hold.</summary>
/// <param name="Number">Of the dot.</param>
/// <param name="Visit">Which visit.</param>
/// <param name="Cart">Its lines now.</param>
/// <param name="Words">What was said about it on the screen.</param>
public sealed record AtTheDoor(int Number, VisitId Visit, ImmutableArray<(string Barcode, string Name, int Quantity)> Cart, ImmutableArray<ExitWord> Words);

/// <summary>The screen beside the exit: the cart of whoever stands there, to confirm or to correct. For stores that want it.</summary>
static class ExitPages
{
    // Around the gate: who walks by two metres away does not want to be read out.
    const double Near = 1;

    internal static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapGet("/screens/exit", Show).Needs(Right.RunScreens).ExcludeFromDescription();
        routes.MapGet("/screens/exit/{visit:guid}/qr.svg", Qr).Needs(Right.RunScreens).ExcludeFromDescription();
        routes.MapPost("/screens/exit", (Delegate)Say).Needs(Right.RunScreens).NotesNothing("what a shopper says is kept as such").ExcludeFromDescription();
    }

    static IResult Show(HttpContext http, string? gate) => GateOf(http.Here.Store, gate) is { } found
        ? new RazorComponentResult<ExitPage>(new { Gate = found.Name, People = At(http.Here.Store, found) })
        : Results.NotFound();

    static async Task<IResult> Say(HttpContext http)
    {
        var form = await http.ReadForm();
        var store = http.Here.Store;
        // Only about who stands there now: a screen that hangs open is no way to the carts of others.
        if (store.Exit is { } desk && GateOf(store, form.Text("gate")) is { } gate && Guid.TryParse(form.Text("visit"), out var id)
            && At(store, gate).FirstOrDefault(one => one.Visit.Value == id) is { } person)
        {
            if (form.Text("barcode") is { Length: > 0 } barcode && person.Cart.FirstOrDefault(line => line.Barcode == barcode) is { Quantity: > 0 } line)
            {
                desk.Correct(person.Visit, barcode, Math.Min(line.Quantity - 1, form.Whole("quantity") ?? 0));
            }
            else
            {
                desk.Confirm(person.Visit);
            }
        }

        return Results.Redirect($"/screens/exit?gate={Uri.EscapeDataString(form.Text("gate"))}");
    }

    /// <summary>The link of the receipt to come, for whoever stands at the gate now.</summary>
    static IResult Qr(Guid visit, string? gate, HttpContext http)
    {
        var store = http.Here.Store;
        if (store.Till is not { } till || GateOf(store, gate) is not { } found || !At(store, found).Any(one => one.Visit.Value == visit))
        {
            return Results.NotFound();
        }

        var code = store.Database.Write(transaction => PartyTable.PartyOf(transaction, new(visit)) is { } party ? ReceiptTable.LinkOf(transaction, party) : "");
        return code.Length > 0 ? Results.Text(till.Paper.QrSvg(till.Look.Link(code)), "image/svg+xml") : Results.NotFound();
    }

    static Gate? GateOf(LiveStore store, string? name) => store.Model.Store.Gates.FirstOrDefault(gate => gate.Name == name) ?? store.Model.Store.Gates.FirstOrDefault();

    internal static ImmutableArray<AtTheDoor> At(LiveStore store, Gate gate)
    {
        var view = store.View;
        var near = view.People.Where(person => person.Visit is not null && person.Place.IsKnown && Level(person.Place, gate.Centre) <= gate.Radius + Near).Select(person => person.Number).ToHashSet();
        return store.Database.Read(transaction => view.Visits.Where(visit => near.Contains(visit.Number) && visit.Cart.Lines.Length > 0)
            .Select(visit => new AtTheDoor(
                visit.Number, visit.Visit,
                [.. visit.Cart.Lines.Select(line => (store.Model.Catalogue[line.Product].Barcode, store.Model.Catalogue[line.Product].Name, line.Quantity))],
                ExitTable.Of(transaction, visit.Visit)))
            .ToImmutableArray());
    }

    static double Level(Point3 one, Point3 other) => Math.Sqrt(Math.Pow(one.X - other.X, 2) + Math.Pow(one.Y - other.Y, 2));
}

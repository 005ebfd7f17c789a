using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using Stroll.Payments.Visits;
using Stroll.Web.Doors;
using Stroll.Web.Text;

namespace Stroll.Web.Screens;

/// <summary>The screen beside the entry: reads the code of a phone, by a scanner that types or by the camera of the tablet, and asks the gate.</summary>
static class EntryPages
{
    // The gate needs its time, and the next shopper an empty screen.
    const int SecondsShown = 4;

    internal static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapGet("/screens/entry", (HttpContext http, string? gate) => Show(http, gate, null, true)).Needs(Right.RunScreens).ExcludeFromDescription();
        routes.MapPost("/screens/entry", (Delegate)Scan).Needs(Right.RunScreens).NotesNothing("every admission is a row of its own").ExcludeFromDescription();
    }

    static IResult Show(HttpContext http, string? gate, string? word, bool opens)
    {
        if (GateOf(http, gate) is not { } name)
        {
            return Results.NotFound();
        }

        // The only page that may ask for a camera, and only for that of the tablet itself.
        http.Response.Headers["Permissions-Policy"] = "camera=(self), microphone=(), geolocation=()";
        return new RazorComponentResult<EntryPage>(new { Gate = name, Word = word, Opens = opens, Seconds = SecondsShown });
    }

    static async Task<IResult> Scan(HttpContext http)
    {
        var form = await http.Request.ReadFormAsync();
        if (GateOf(http, form.Text("gate")) is not { } gate)
        {
            return Results.NotFound();
        }

        if (http.Here.Store.Till is not { } till)
        {
            return Show(http, gate, "Nobody is asked to pay in this store: please come in.", true);
        }

        var shown = form.Text("shown");
        var word = await till.Entrance.Admit(new(gate, EntryMeans.Code, shown.Length <= 400 ? shown : "", Math.Clamp(form.Whole("people") ?? 1, 1, 20), ""), http.RequestAborted);
        return Show(http, gate, word.MayEnter ? "Welcome" : word.Words, word.MayEnter);
    }

    static string? GateOf(HttpContext http, string? name)
    {
        var gates = http.Here.Store.Model.Store.Gates;
        return (gates.FirstOrDefault(gate => gate.Name == name) ?? gates.FirstOrDefault())?.Name;
    }
}

using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using Stroll.Host.Stores.Live;
using Stroll.Interaction;
using Stroll.Web.Doors;

namespace Stroll.Web.Api;

/// <summary>A store that the caller may ask about.</summary>
/// <param name="Key">Goes into <c>?store=</c>, as <c>tenant/store</c>.</param>
/// <param name="Name">For people.</param>
/// <param name="IsSimulated">True when nothing in it is real.</param>
/// <param name="Gondolas">How many.</param>
/// <param name="Shelves">How many.</param>
/// <param name="Plates">How many.</param>
/// <param name="Products">How many in its catalogue.</param>
public sealed record StoreSummary(string Key, string Name, bool IsSimulated, int Gondolas, int Shelves, int Plates, int Products);

/// <summary>How a store's devices are.</summary>
/// <param name="At">Time of the store's log.</param>
/// <param name="Inside">Visits that are going on.</param>
/// <param name="Problems">Devices that do not work, the oldest trouble first.</param>
/// <param name="Plates">How many plates are in which state.</param>
public sealed record DeviceReport(DateTimeOffset At, int Inside, IReadOnlyList<DeviceProblem> Problems, IReadOnlyDictionary<string, int> Plates);

/// <summary>A device that does not work.</summary>
/// <param name="Device">Its source name in the store.</param>
/// <param name="Since">When it began.</param>
/// <param name="Effect">What follows for the store.</param>
/// <param name="Fix">What helps; empty where nothing is known.</param>
public sealed record DeviceProblem(string Device, DateTimeOffset Since, string Effect, string Fix);

static class StoresApi
{
    internal static void Map(RouteGroupBuilder api)
    {
        api.MapGet("/stores", All).NeedsSignIn().WithName("listStores").WithTags("Stores").WithSummary("Stores that the caller has a right in");
        api.MapGet("/devices", Devices).Needs(Right.SeeDevices).WithName("getDevices").WithTags("Devices").WithSummary("What works and what does not");
    }

    static Ok<Page<StoreSummary>> All(HttpContext http, LiveStores stores)
    {
        var caller = http.Features.Get<Caller>()!;
        return TypedResults.Ok(new Page<StoreSummary>([.. stores.All.Where(store => caller.Knows(store.Key)).Select(Of)], null));
    }

    static Ok<DeviceReport> Devices(HttpContext http)
    {
        var view = http.Here.Store.View;
        return TypedResults.Ok(new DeviceReport(
            view.At.ToTime(), view.Visits.Length,
            [.. view.Problems.Select(problem => new DeviceProblem(problem.Device, problem.Since.ToTime(), problem.Effect, problem.Fix))],
            Enum.GetValues<PlateHealth>().ToDictionary(
                health => health.ToString().ToLowerInvariant(), health => view.Plates.Count(plate => plate.Health == health))));
    }

    static StoreSummary Of(LiveStore store) => new(
        store.Key.ToString(), store.Model.Store.Name, store.IsSimulated, store.Model.Store.Gondolas.Length, store.Model.Store.Shelves.Length,
        store.Model.Store.Plates.Length, store.Model.Catalogue.Products.Length);
}

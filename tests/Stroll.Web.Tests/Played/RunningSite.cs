using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.Extensions.DependencyInjection;
using Stroll.Devices.Calibration;
using Stroll.Host.Cameras;
using Stroll.Host.Database;
using Stroll.Host.Stores.Live;
using Stroll.Storage.Sqlite;
using Stroll.Units;
using Stroll.Web.Accounts;

namespace Stroll.Web.Tests.Played;

/// <summary>The real server on a port of the loopback that the system chose.</summary>
sealed class RunningSite : IAsyncDisposable
{
    readonly TempFolder _folder = new();
    readonly WebApplication _app;

    RunningSite(LiveStores stores, TimeProvider time, string? signsInAs, int pace, OutsideSettings? outside, RunningSite? beside)
    {
        Control = SqliteDatabase.Open((beside?._folder ?? _folder)["control.db"], ControlSchema.Steps);
        _app = StrollWeb.Build(new(stores, Control, time, ["http://127.0.0.1:0"]) { SignsInAs = signsInAs, Hurry = pace, Outside = outside, Calibrates = Calibrated });
    }

    static Result<FoundCamera> Calibrated(CameraPoints clicked) =>
        PointCalibration.Of(new(clicked.Camera, clicked.Width, clicked.Height, null, null, [.. clicked.Points.Select(point => new KnownPoint(point.Pixel, point.Place))])) is Result<Calibrated>.Good(var found)
            ? new Result<FoundCamera>.Good(new(found.View, found.ErrorPixels, found.WorstPixels, found.Worst, found.Coverage))
            : new Result<FoundCamera>.Bad(new("calibration.points", clicked.Camera, "these points give no camera"));

    internal IDatabase Control { get; }

    internal AccountBook Book => _app.Services.GetRequiredService<AccountBook>();

    internal IServiceProvider Services => _app.Services;

    internal Uri Address => new(_app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.Single());

    /// <summary>Starts one; <paramref name="beside"/> another, on the same control database.</summary>
    internal static async Task<RunningSite> Start(LiveStores stores, TimeProvider? time = null, string? signsInAs = null, int pace = 1, OutsideSettings? outside = null, RunningSite? beside = null)
    {
        var site = new RunningSite(stores, time ?? TimeProvider.System, signsInAs, pace, outside, beside);
        await site._app.StartAsync(TestContext.Current.CancellationToken);
        return site;
    }

    public async ValueTask DisposeAsync()
    {
        await _app.StopAsync(CancellationToken.None);
        await _app.DisposeAsync();
        Control.Dispose();
        _folder.Dispose();
    }
}

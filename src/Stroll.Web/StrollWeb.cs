using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using OpenTelemetry.Metrics;
using Stroll.Host.Cameras;
using Stroll.Host.Database;
using Stroll.Host.Stores.Live;
using Stroll.Host.Telemetry;
using Stroll.Units;
using Stroll.Web.Accounts;
using Stroll.Web.Accuracy;
using Stroll.Web.Api;
using Stroll.Web.Assets;
using Stroll.Web.Catalogue;
using Stroll.Web.Connectors;
using Stroll.Web.Desk;
using Stroll.Web.Devices;
using Stroll.Web.Doors;
using Stroll.Web.Floor;
using Stroll.Web.Till;
using Stroll.Web.Planogram;
using Stroll.Web.Notices;
using Stroll.Web.Privacy;
using Stroll.Web.Public;
using Stroll.Web.Screens;
using Stroll.Web.Settings;
using Stroll.Web.Shelves;
using Stroll.Web.Shoppers;
using Stroll.Web.Text;
using Stroll.Web.Visits;

namespace Stroll.Web;

/// <summary>What the pages and the API stand on.</summary>
/// <param name="Stores">The running stores.</param>
/// <param name="Control">The installation's own database, in the shape of <see cref="ControlSchema"/>.</param>
/// <param name="Time">The clock, and the time zone of the stores.</param>
/// <param name="Addresses">Where to listen, as <c>http://127.0.0.1:8080</c>. Port 0 lets the system choose.</param>
public sealed record WebParts(LiveStores Stores, IDatabase Control, TimeProvider Time, IReadOnlyList<string> Addresses)
{
    /// <summary>The login that whoever comes from this machine itself is signed in with, without being asked: for a demo. None otherwise.</summary>
    public string? SignsInAs { get; init; }

    /// <summary>Finds a camera from what somebody clicked; none where nobody can. Cameras are none of the site's business.</summary>
    public Func<CameraPoints, Result<FoundCamera>>? Calibrates { get; init; }

    /// <summary>Where people of the operator sign in already; none where nobody does.</summary>
    public OutsideSettings? Outside { get; init; }

    /// <summary>How many times as often as usual one caller may come: more than 1 where programs of one's own hammer it.</summary>
    public int Hurry { get; init; } = 1;
}

/// <summary>Pages and API of an installation.</summary>
public static class StrollWeb
{
    /// <summary>Puts the server together; nothing listens yet.</summary>
    /// <remarks>
    /// An empty builder: no settings file, no variable of the environment and no folder of the machine changes what it does.
    /// </remarks>
    public static WebApplication Build(WebParts parts)
    {
        var builder = WebApplication.CreateEmptyBuilder(new());
        builder.WebHost.UseKestrelCore().ConfigureKestrel(Bodies.Limit).UseUrls([.. parts.Addresses]);
        AddServices(builder.Services, parts);
        var app = builder.Build();
        app.UseMiddleware<Armour>();
        app.UseExceptionHandler(Bodies.Failing);
        app.UseWhen(http => http.ForPrograms, programs => programs.UseStatusCodePages());
        app.UseRouting();
        app.UseMiddleware<CrossSite>();
        if (parts.SignsInAs is { } login)
        {
            app.UseMiddleware<OpenDoor>(login);
        }

        app.UseMiddleware<Recognition>();
        app.UseRateLimiter();
        app.UseMiddleware<Door>();
        app.UseMiddleware<Bodies>();
        Map(app);
        return app;
    }

    static void AddServices(IServiceCollection services, WebParts parts)
    {
        services.AddRoutingCore();
        services.AddLogging();
        services.AddProblemDetails();
        services.AddOpenTelemetry().WithMetrics(metrics => metrics.AddMeter(StoreMeter.Name, "System.Runtime").AddPrometheusExporter());
        services.AddRazorComponents();
        Description.AddServices(services);
        services.AddSingleton(parts.Stores);
        services.AddSingleton(parts);
        services.AddSingleton(new ControlRoom(parts.Control));
        services.AddRateLimiter(options => Pace.Configure(options, parts.Hurry));
        services.AddSingleton(new AccountBook(parts.Control, parts.Time));
        services.AddSingleton<ICallers>(provider => provider.GetRequiredService<AccountBook>());
        services.AddSingleton(parts.Time);
        services.AddSingleton(new OutsideIssuer(parts.Outside, parts.Time));
        PasskeyDoors.AddServices(services, parts.Control);
        services.AddSingleton(new Clock(parts.Time.LocalTimeZone));
    }

    static void Map(WebApplication app)
    {
        app.MapGet("/healthz", () => Results.Text("ok\n")).OpenTo("says only that the process answers").ExcludeFromDescription();
        app.MapPrometheusScrapingEndpoint("/metrics").OpenTo("figures of the machine: no visit and no person in them").ExcludeFromDescription();
        EmbeddedAssets.Map(app);
        AccountPages.Map(app);
        FloorPages.Map(app);
        VisitPages.Map(app);
        DeskPages.Map(app);
        TeamPages.Map(app);
        AccuracyPages.Map(app);
        PublicPages.Map(app);
        MoneyPages.Map(app);
        LedgerPages.Map(app);
        ShopperPages.Map(app);
        ReceiptFiles.Map(app);
        ProviderHooks.Map(app);
        ShelfPages.Map(app);
        DevicePages.Map(app);
        CalibrationPages.Map(app);
        CataloguePages.Map(app);
        CatalogueEditing.Map(app);
        PlanogramPages.Map(app);
        SettingsPages.Map(app);
        PrivacyPages.Map(app);
        NoticePages.Map(app);
        ExitPages.Map(app);
        EntryPages.Map(app);
        ApiV1.Map(app);
        RetailerDoor.Map(app);
        Description.Map(app);
    }
}

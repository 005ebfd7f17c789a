using System.Collections.Immutable;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.Hosting;
using Stroll.Devices.Bus;
using Stroll.Host.Database;
using Stroll.Host.Settings;
using Stroll.Host.Stores;
using Stroll.Host.Stores.Live;
using Stroll.Host.Telemetry;
using Stroll.Layout;
using Stroll.Web;
using Stroll.Web.Accounts;

namespace Stroll.Cli.Live;

/// <summary>Everything of one <c>stroll serve</c>: the stores, what devices reach them by, and the pages.</summary>
internal sealed class Installation : IDisposable
{
    static readonly TimeSpan WebPatience = TimeSpan.FromSeconds(2);

    readonly WebApplication _web;
    readonly StrollSettings _settings;
    readonly StoreMeter _meter;
    DeviceWay? _devices;

    Installation(ImmutableArray<RunningStore> stores, IDatabase control, WebApplication web, StrollSettings settings, StoreMeter meter) =>
        (Stores, Control, _web, _settings, _meter) = (stores, control, web, settings, meter);

    internal ImmutableArray<RunningStore> Stores { get; }

    internal IDatabase Control { get; }

    /// <summary>Opens everything; nothing runs yet.</summary>
    /// <param name="settings">What the operator decided.</param>
    /// <param name="models">What is believed of each store, in the order of the settings.</param>
    /// <param name="moneys">What is decided of the money of each, in the same order; none where nobody is charged.</param>
    /// <param name="data">The folder of the installation.</param>
    /// <param name="demo">True when nothing is real: who sits at the machine is signed in.</param>
    /// <param name="say">Takes one line for the operator.</param>
    internal static Installation Open(StrollSettings settings, ImmutableArray<StoreModel> models, ImmutableArray<MoneyChoice?> moneys, KeptFolder data, bool demo, Action<string> say)
    {
        var control = Databases.Open(settings.Database, new StoreKey("stroll", "control"), data.Control, ControlSchema.Steps);
        var meter = new StoreMeter();
        var stores = settings.Stores.Zip(models, moneys)
            .Select(one => RunningStore.Open(one.First, one.Second, settings, data, meter, one.Third, demo, say)).ToImmutableArray();
        foreach (var store in stores)
        {
            meter.Add(store.Live, () => store.Runtime.Status, store.Log);
        }

        var web = StrollWeb.Build(new(new LiveStores([.. stores.Select(store => store.Live)]), control, TimeProvider.System, [settings.Listen])
        {
            SignsInAs = demo ? DemoAccount.Login : null,
            Calibrates = Calibration.Of,
            Outside = settings.SignIn is { } there ? new(new Uri(there.Issuer), there.ClientId, Secrets.From(there.SecretFrom), there.Name) : null,
        });
        return new(stores, control, web, settings, meter);
    }

    /// <summary>Lets devices in, then starts the stores, then the pages: what devices say is kept while a store still catches up.</summary>
    internal void Start()
    {
        _devices = DeviceWay.Open(_settings, Stores);
        foreach (var store in Stores)
        {
            store.Start();
        }

        _web.Start();
    }

    /// <summary>Where devices connect to; known after the start.</summary>
    internal BrokerAddress Bus => _devices!.Address;

    /// <summary>Where the pages are.</summary>
    internal string Address => _web.Urls.First();

    /// <inheritdoc/>
    public void Dispose()
    {
        // Devices keep what is not acknowledged, and hand it in after the next start.
        _devices?.Dispose();
        using (var patience = new CancellationTokenSource(WebPatience))
        {
            _web.StopAsync(patience.Token).GetAwaiter().GetResult();
        }

        foreach (var store in Stores)
        {
            store.Dispose();
        }

        ((IDisposable)_web).Dispose();
        _meter.Dispose();
        Control.Dispose();
    }
}

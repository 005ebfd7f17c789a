using System.Collections.Immutable;
using Stroll.Host.Database;
using Stroll.Host.Logs;
using Stroll.Host.Stores.Live;
using Stroll.Layout;

namespace Stroll.Host.Stores.Running;

/// <summary>All that it takes to run one store.</summary>
/// <param name="Lease">The right to run it.</param>
/// <param name="Model">Layout, catalogue and planogram as the operator gave them.</param>
/// <param name="Rules">The thresholds.</param>
/// <param name="Log">What the devices said; its header names the sources.</param>
/// <param name="Database">Where effects are kept.</param>
/// <param name="Listeners">Who acts on events, in the order in which they are asked.</param>
/// <param name="Build">Version of the program.</param>
public sealed record StoreSetup(
    StoreLease Lease, StoreModel Model, PipelineRules Rules, ILog Log, IDatabase Database, ImmutableArray<IStoreListener> Listeners, string Build)
{
    /// <summary>What ids of shelves, products and facings mean: a state of another model is of no use.</summary>
    public string Print { get; } = ModelPrint.OfModel(Model, Log.Header.Sources);

    /// <summary>Where the store is shown to people who watch; none where nobody does.</summary>
    public LiveStore? Live { get; init; }

    /// <summary>What must work before the store opens; none where nothing must.</summary>
    public CriticalDevices? Critical { get; init; }

    /// <summary>The folder for snapshots of the state; none where every start runs the whole log again.</summary>
    public string? Snapshots { get; init; }
}

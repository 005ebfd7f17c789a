using System.CommandLine;
using Stroll.Cli.Frame;
using Stroll.Host.Database;
using Stroll.Host.Settings;
using Stroll.Host.Stores;
using Stroll.Layout;

namespace Stroll.Cli.Live;

/// <summary>A store of an installation for commands that only look: its model and its database, whether it runs or not.</summary>
internal sealed class KeptStore : IDisposable
{
    KeptStore(StoreKey key, StoreModel model, IDatabase database) => (Key, Model, Database) = (key, model, database);

    internal StoreKey Key { get; }

    internal StoreModel Model { get; }

    internal IDatabase Database { get; }

    /// <summary>The options that say which store.</summary>
    internal static (Option<string> Settings, Option<string?> Data, Option<string?> Store) Options() => (
        new("-c") { HelpName = "FILE", Description = "The settings; stroll.yaml if not given.", DefaultValueFactory = _ => "stroll.yaml" },
        new("--data") { HelpName = "DIR", Description = "The data folder, where it is not the one of the settings." },
        new("--store") { HelpName = "TENANT/STORE", Description = "Which store; the first of the settings if not given." });

    /// <summary>Opens one.</summary>
    /// <param name="settings">The settings file.</param>
    /// <param name="data">The data folder; none for that of the settings.</param>
    /// <param name="store">As <c>tenant/store</c>; none for the first.</param>
    /// <exception cref="Refusal">There is no such file or store, or nothing was kept of it.</exception>
    internal static KeptStore Open(string settings, string? data, string? store)
    {
        var configuration = Configuration.ReadOrLastGood(settings, data, _ => { });
        var keys = configuration.Settings.Stores.Select(one => one.Key.ToString()).ToArray();
        var index = store is null ? 0 : Array.IndexOf(keys, store);
        if (index < 0)
        {
            throw new Refusal(new("review.store", store!, $"the settings have no such store, expected one of {string.Join(", ", keys)}"));
        }

        var key = configuration.Settings.Stores[index].Key;
        return new(key, configuration.Models[index], Rows(configuration.Settings, data ?? configuration.Settings.Data, key));
    }

    /// <inheritdoc/>
    public void Dispose() => Database.Dispose();

    static IDatabase Rows(StrollSettings settings, string data, StoreKey key)
    {
        var file = Path.Combine(data, "stores", key.Tenant, key.Store, "Store.db");
        return settings.Database.Kind != DatabaseKind.Sqlite || File.Exists(file)
            ? Databases.Open(settings.Database, key, file, Schema.Store)
            : throw new Refusal(new("file.missing", file, "nothing is kept of this store yet, expected the data folder of 'stroll serve'"));
    }
}

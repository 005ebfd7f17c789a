using System.Text.Json;
using Stroll.Host.Stores;
using Stroll.Observations;

namespace Stroll.Devices.Bus;

/// <summary>Lets Home Assistant find a store by itself: one entry a device of the store, on while the device has a problem, and one to choose what the store is for.</summary>
/// <param name="bus">Where it is said.</param>
/// <param name="prefix">First word of the store's own topics.</param>
/// <param name="discoveryPrefix">Where Home Assistant looks, mostly <c>homeassistant</c>.</param>
/// <remarks>As https://www.home-assistant.io/integrations/mqtt/#mqtt-discovery describes; retained, under its own prefix.</remarks>
public sealed class HomeAssistant(IBusOut bus, string prefix, string discoveryPrefix)
{
    const string Whole = "store";

    /// <summary>Announces a device of the store.</summary>
    public Task Announce(StoreKey store, string device, CancellationToken cancellation)
    {
        var id = $"{IdOf(store)}_{Slug(device)}";
        var body = new Dictionary<string, object>
        {
            ["name"] = device,
            ["unique_id"] = id,
            ["device_class"] = "problem",
            ["state_topic"] = StateTopic(store, device),
            ["value_template"] = "{{ 'OFF' if value_json.well else 'ON' }}",
            ["json_attributes_topic"] = StateTopic(store, device),
            ["device"] = Device(store),
        };
        return Announce("binary_sensor", id, body, cancellation);
    }

    /// <summary>Announces the switch that says what the store is for.</summary>
    public Task AnnounceProfile(StoreKey store, CancellationToken cancellation) => Announce("select", IdOf(store), new()
    {
        ["name"] = "profile",
        ["unique_id"] = IdOf(store),
        ["state_topic"] = StateTopic(store, Whole),
        ["value_template"] = "{{ value_json.profile }}",
        ["json_attributes_topic"] = StateTopic(store, Whole),
        ["command_topic"] = $"{prefix}/{store}/profile",
        ["command_template"] = """{"profile": "{{ value }}"}""",
        ["options"] = ProfileWord.All,
        ["device"] = Device(store),
    }, cancellation);

    /// <summary>Says how a device is.</summary>
    /// <param name="store">Where it stands.</param>
    /// <param name="device">Its source name.</param>
    /// <param name="isWell">False when it has a problem.</param>
    /// <param name="effect">What follows, in words.</param>
    /// <param name="cancellation">Ends the waiting.</param>
    public Task Say(StoreKey store, string device, bool isWell, string effect, CancellationToken cancellation) => bus.Publish(
        StateTopic(store, device), JsonSerializer.SerializeToUtf8Bytes(new { well = isWell, effect }), isRetained: true, cancellation);

    /// <summary>Says what the store is for, and how it is: gates listen to this too.</summary>
    public Task Say(StoreKey store, StoreProfile profile, string mode, CancellationToken cancellation) => bus.Publish(
        StateTopic(store, Whole), JsonSerializer.SerializeToUtf8Bytes(new { profile = ProfileWord.Of(profile), mode }), isRetained: true, cancellation);

    Task Announce(string kind, string id, Dictionary<string, object> body, CancellationToken cancellation) =>
        bus.Publish($"{discoveryPrefix}/{kind}/{id}/config", JsonSerializer.SerializeToUtf8Bytes(body), isRetained: true, cancellation);

    static object Device(StoreKey store) => new { identifiers = new[] { IdOf(store) }, name = $"Stroll {store}", manufacturer = "Stroll" };

    static string IdOf(StoreKey store) => $"stroll_{store.Tenant}_{store.Store}";

    string StateTopic(StoreKey store, string device) => $"{prefix}/{store}/health/{Slug(device)}";

    static string Slug(string device) => string.Concat(device.Select(letter => char.IsAsciiLetterOrDigit(letter) ? char.ToLowerInvariant(letter) : '_'));
}

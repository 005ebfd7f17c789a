using System.Text.Json;
using Stroll.Host.Stores;

namespace Stroll.Devices.Bus;

/// <summary>Lets Home Assistant find a store by itself: one entry a device of the store, on while the device has a problem.</summary>
/// <remarks>As https://www.home-assistant.io/integrations/mqtt/#mqtt-discovery describes; retained, under its own prefix.</remarks>
public sealed class HomeAssistant(IBusOut bus, string prefix, string discoveryPrefix = "homeassistant")
{
    /// <summary>Announces a device of the store.</summary>
    public Task Announce(StoreKey store, string device, CancellationToken cancellation)
    {
        var id = $"stroll_{store.Tenant}_{store.Store}_{Slug(device)}";
        var body = JsonSerializer.SerializeToUtf8Bytes(new Dictionary<string, object>
        {
            ["name"] = device,
            ["unique_id"] = id,
            ["device_class"] = "problem",
            ["state_topic"] = StateTopic(store, device),
            ["value_template"] = "{{ 'OFF' if value_json.well else 'ON' }}",
            ["json_attributes_topic"] = StateTopic(store, device),
            ["device"] = new { identifiers = new[] { $"stroll_{store.Tenant}_{store.Store}" }, name = $"Stroll {store}", manufacturer = "Stroll" },
        });
        return bus.Publish($"{discoveryPrefix}/binary_sensor/{id}/config", body, isRetained: true, cancellation);
    }

    /// <summary>Says how a device is.</summary>
    /// <param name="store">Where it stands.</param>
    /// <param name="device">Its source name.</param>
    /// <param name="isWell">False when it has a problem.</param>
    /// <param name="effect">What follows, in words.</param>
    /// <param name="cancellation">Ends the waiting.</param>
    public Task Say(StoreKey store, string device, bool isWell, string effect, CancellationToken cancellation) => bus.Publish(
        StateTopic(store, device), JsonSerializer.SerializeToUtf8Bytes(new { well = isWell, effect }), isRetained: true, cancellation);

    string StateTopic(StoreKey store, string device) => $"{prefix}/{store}/health/{Slug(device)}";

    static string Slug(string device) => string.Concat(device.Select(letter => char.IsAsciiLetterOrDigit(letter) ? char.ToLowerInvariant(letter) : '_'));
}

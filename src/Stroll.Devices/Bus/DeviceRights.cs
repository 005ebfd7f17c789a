using System.Collections.Frozen;
using System.Net;
using System.Security.Cryptography.X509Certificates;
using MQTTnet.Protocol;
using MQTTnet.Server;
using Stroll.Host.Stores;

namespace Stroll.Devices.Bus;

/// <summary>Who may connect to the broker, and who may speak and listen where.</summary>
sealed class DeviceRights(BusSettings settings)
{
    const string Item = "device";
    const string Health = "health/#";

    readonly FrozenDictionary<string, BusDevice> _devices = settings.Devices.ToFrozenDictionary(device => device.Name, StringComparer.Ordinal);

    /// <summary>Lets a client in or not.</summary>
    internal void Validate(ValidatingConnectionEventArgs connection)
    {
        NamelessClients.Name(connection, connection.UserName ?? CommonName(connection.ClientCertificate));
        connection.ReasonCode = Judge(connection, out var device);
        if (device is not null)
        {
            connection.SessionItems[Item] = device;
        }
    }

    /// <summary>Everybody on this machine where no device is named.</summary>
    internal bool IsOpen => _devices.Count == 0;

    /// <summary>True when the client may speak about the address.</summary>
    internal bool MaySpeak(System.Collections.IDictionary session, StoreKey store, string address) =>
        IsOpen || (session[Item] is BusDevice device && device.Store == store
            && (device.Rights.Any(right => BusTopic.Covers(right, address)) || address == $"state/{device.Name}"));

    /// <summary>True when the client may hear what the filter covers: devices hear the answers that are meant for them, and how devices of their store are where they
    /// have a right to that.</summary>
    internal bool MayHear(System.Collections.IDictionary session, string filter) =>
        IsOpen || (session[Item] is BusDevice device && (filter == $"{settings.Prefix}/{device.Store}/answer/{device.Name}" || (MayHearHealth(device) && IsHealth(filter, device))));

    static bool MayHearHealth(BusDevice device) => device.Rights.Contains(Health);

    bool IsHealth(string filter, BusDevice device) =>
        filter == $"{settings.Prefix}/{device.Store}/{Health}" || filter.StartsWith($"{settings.Prefix}/{device.Store}/health/", StringComparison.Ordinal)
        || (settings.HomeAssistant.Length > 0 && filter.StartsWith($"{settings.HomeAssistant}/", StringComparison.Ordinal));

    MqttConnectReasonCode Judge(ValidatingConnectionEventArgs connection, out BusDevice? device)
    {
        device = null;
        if (!BusTopic.IsName(connection.ClientId))
        {
            return MqttConnectReasonCode.ClientIdentifierNotValid;
        }

        if (IsOpen)
        {
            return connection.RemoteEndPoint is IPEndPoint from && IPAddress.IsLoopback(from.Address)
                ? MqttConnectReasonCode.Success
                : MqttConnectReasonCode.NotAuthorized;
        }

        var name = connection.UserName ?? CommonName(connection.ClientCertificate);
        if (name is null || !_devices.TryGetValue(name, out device) || connection.ClientId != name)
        {
            device = null;
            return MqttConnectReasonCode.BadUserNameOrPassword;
        }

        var hasCertificate = CommonName(connection.ClientCertificate) == name;
        var hasPassword = device.Secret is { } secret && connection.Password is { } password && BusSecret.Fits(secret, password);
        var isEnough = settings.DeviceAuthority is null ? hasPassword : hasCertificate && (device.Secret is null || hasPassword);
        device = isEnough ? device : null;
        return isEnough ? MqttConnectReasonCode.Success : MqttConnectReasonCode.BadUserNameOrPassword;
    }

    static string? CommonName(X509Certificate2? certificate) => certificate?.GetNameInfo(X509NameType.SimpleName, forIssuer: false);
}

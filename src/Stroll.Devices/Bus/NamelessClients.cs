using System.Runtime.CompilerServices;
using MQTTnet.Packets;
using MQTTnet.Server;

namespace Stroll.Devices.Bus;

/// <summary>Names clients that come without a name, as <c>mosquitto_pub</c> does.</summary>
/// <remarks>
/// MQTT 5 and 3.1.1 both let a client send an empty identifier (sections 3.1.3.1). The library has a way to name it for MQTT 5 alone, so for 3.1.1 the packet itself is
/// given the name, which only its own field lets us. A test connects a real <c>mosquitto_pub</c> both ways.
/// </remarks>
static class NamelessClients
{
    /// <summary>Gives a client a name where it has none.</summary>
    /// <param name="connection">Of the client.</param>
    /// <param name="name">The name that it logs in with; none for one of chance.</param>
    internal static void Name(ValidatingConnectionEventArgs connection, string? name)
    {
        if (string.IsNullOrEmpty(connection.ClientId))
        {
            connection.AssignedClientIdentifier = name ?? $"nameless-{Guid.NewGuid():N}";
            PacketOf(connection).ClientId = connection.AssignedClientIdentifier;
        }
    }

    [UnsafeAccessor(UnsafeAccessorKind.Field, Name = "_connectPacket")]
    static extern ref MqttConnectPacket PacketOf(ValidatingConnectionEventArgs connection);
}

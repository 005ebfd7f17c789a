using System.Net;
using System.Net.Sockets;

namespace Stroll.Tests.Live;

/// <summary>Ports of this machine that nobody listens at.</summary>
static class FreePorts
{
    internal static int One()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}

using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using Stroll.Devices.Bus;
using Stroll.Host.Logs;
using Stroll.Tests.Ingest;

namespace Stroll.Tests.Bus;

public sealed class MosquittoTests(MosquittoServer server) : BusContract, IClassFixture<MosquittoServer>
{
    [Fact]
    public async Task What_came_while_the_host_was_away_comes_when_it_is_back()
    {
        using var log = new MemoryLog(StoreSamples.Header);
        var name = $"host-{Guid.NewGuid():N}";
        await using (await Open(log, name))
        {
        }

        using (var device = await Connect(server.Port, "scale-8"))
        {
            for (var i = 0; i < 50; i++)
            {
                await Publish(device, "plate/1/2/1", $$"""{"grams": 5, "boot": 3, "seq": {{i}}}""");
            }
        }

        await using var back = await Open(log, name);
        await log.Reached(49, Cancellation);

        Assert.Equal(Enumerable.Range(0, 50).Select(i => (long)i), log.Read(0).Select(e => e.Entry.Sequence).Order());
    }

    internal override async Task<(int Port, IAsyncDisposable Bus)> Start(BusDoor door)
    {
        var port = server.Need();
        var bus = ExternalBroker.Start(door, new("127.0.0.1", port), _name ?? $"host-{Guid.NewGuid():N}", TimeProvider.System);
        for (var tries = 0; bus.Trouble is not null && tries < 400; tries++)
        {
            await Task.Delay(25, Cancellation);
        }

        Assert.Null(bus.Trouble);
        return (port, bus);
    }

    string? _name;

    async Task<Shop> Open(ILog log, string name)
    {
        _name = name;
        return await Open(log);
    }
}

/// <summary>A real mosquitto that lives as long as the tests that share it.</summary>
public sealed class MosquittoServer : IDisposable
{
    readonly Process? _server;
    readonly TempFolder? _folder;

    public MosquittoServer()
    {
        if (Program() is not { } program)
        {
            return;
        }

        _folder = new();
        Port = FreePort();
        File.WriteAllText(_folder["mosquitto.conf"], string.Create(
            CultureInfo.InvariantCulture, $"listener {Port} 127.0.0.1\nallow_anonymous true\nmax_queued_messages 0\nlog_dest stdout\n"));
        _server = Process.Start(new ProcessStartInfo(program, ["-c", _folder["mosquitto.conf"]]) { RedirectStandardOutput = true, RedirectStandardError = true })!;
        _server.BeginOutputReadLine();
        _server.BeginErrorReadLine();
    }

    internal int Port { get; }

    /// <summary>The port, or the test skips.</summary>
    internal int Need()
    {
        Assert.SkipUnless(_server is not null, "needs: mosquitto (apt install mosquitto)");
        return Port;
    }

    public void Dispose()
    {
        if (_server is not null)
        {
            _server.Kill();
            _server.WaitForExit();
            _server.Dispose();
        }

        _folder?.Dispose();
    }

    static string? Program() => ((string[])["/usr/sbin/mosquitto", "/usr/local/sbin/mosquitto"]).FirstOrDefault(File.Exists);

    static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}

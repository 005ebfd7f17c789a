using System.Net;
using System.Net.Sockets;
using Stroll.Tests.Commands;

namespace Stroll.Tests.Live;

/// <summary>What an operator can write wrongly: one line each that says where and what was expected, and nothing is left behind.</summary>
public sealed class ServeRefusalTests : IDisposable
{
    const string Stores = "stores:\n  - { tenant: me, store: corner, from: corner, people: nobody }\n";

    readonly TempFolder _folder = new();

    public ServeRefusalTests()
    {
        Directory.CreateDirectory(_folder["corner"]);
        _folder.Write("corner/store.yaml", "name: x\ngondolas:\n  - { gondola: 1, shelves: [ { shelf: 1, plates: [ { plate: 1 } ] } ] }\n");
        _folder.Write("corner/catalogue.csv", "barcode,name\n1,Rice\n");
        _folder.Write("corner/planogram.csv", "barcode,gondola,shelf,plates\n1,1,1,1\n");
    }

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("", "stroll.yaml: the file")]
    [InlineData("data: x\n", "settings.missing-key", "stores")]
    [InlineData("stores: [", "settings.syntax", "stroll.yaml")]
    [InlineData("listne: x\n" + Stores, "settings.unknown-key", "stroll.yaml:1", "listen")]
    [InlineData("listen: 8080\n" + Stores, "settings.type", "http://127.0.0.1:8080")]
    [InlineData("mqtt: { listen: localhost }\n" + Stores, "settings.type", "127.0.0.1:1883")]
    [InlineData("mqtt: { listen: 'my-host:1883' }\n" + Stores, "settings.type", "an address of this machine")]
    [InlineData("mqtt: { broker: 'mq:1883', user: u, password_from: STROLL_NO_SUCH_SECRET }\n" + Stores, "settings.secret", "STROLL_NO_SUCH_SECRET")]
    [InlineData("mqtt: { certificate: none.pem }\n" + Stores, "settings.certificate", "none.pem", "PEM")]
    [InlineData("database: { kind: postgres, connection_from: STROLL_NO_SUCH_SECRET }\n" + Stores, "settings.secret", "STROLL_NO_SUCH_SECRET")]
    [InlineData("stores:\n  - { tenant: me, store: corner, from: elsewhere }\n", "elsewhere", "store.yaml")]
    [InlineData("stores:\n  - { tenant: me, store: corner, from: corner, critical: 'gate x' }\n", "settings.type", "gate x", "shelf 1/1")]
    [InlineData(Stores + "devices:\n  - { name: a, store: me/corner, rights: '#', secret: 'pbkdf2$1$zz' }\n", "settings.type", "secret", "stroll device secret")]
    [InlineData("data: occupied\n" + Stores, "data.held", "occupied")]
    [InlineData("data: rotten\n" + Stores, "database.unusable", "Control.db", "stroll check")]
    public void Each_mistake_is_one_line(string settings, params string[] words)
    {
        _folder.Write("occupied", "a file where a folder should be");
        Directory.CreateDirectory(_folder["rotten"]);
        _folder.Write("rotten/Control.db", "no database at all, but some text that is long enough to have a header of its own, and more of it.");
        _folder.Write("stroll.yaml", settings);

        Commands.Cli.IsRefused(Commands.Cli.Run("serve", "-c", _folder["stroll.yaml"], "--port", "0"), words);
    }

    [Fact]
    public void A_database_that_is_not_reached_is_one_line()
    {
        _folder.Write("stroll.yaml", "database: { kind: postgres, connection_from: STROLL_TEST_NOWHERE }\n" + Stores);

        var ended = Commands.Cli.Shell($"STROLL_TEST_NOWHERE='Host=127.0.0.1;Port={FreePorts.One()};Username=x;Timeout=2' stroll serve -c stroll.yaml --port 0", _folder.Root);

        Commands.Cli.IsRefused(ended, "database.unusable", "expected a PostgreSQL that answers");
    }

    [Fact]
    public void A_port_that_is_taken_is_one_line()
    {
        using var taken = new TcpListener(IPAddress.Loopback, 0);
        taken.Start();
        var port = ((IPEndPoint)taken.LocalEndpoint).Port;
        _folder.Write("stroll.yaml", $"mqtt: {{ listen: '127.0.0.1:{port}' }}\n{Stores}");

        var bus = Commands.Cli.Run("serve", "-c", _folder["stroll.yaml"], "--port", "0");
        _folder.Write("stroll.yaml", $"mqtt: {{ listen: '127.0.0.1:0' }}\n{Stores}");
        var pages = Commands.Cli.Run("serve", "-c", _folder["stroll.yaml"], "--port", $"{port}");

        Assert.Equal(1, bus.Code);
        Assert.Contains($"127.0.0.1:{port}", Assert.Single(bus.Error.Split('\n', StringSplitOptions.RemoveEmptyEntries)), StringComparison.Ordinal);
        Assert.Equal(1, pages.Code);
        Assert.Contains($"127.0.0.1:{port}", Assert.Single(pages.Error.Split('\n', StringSplitOptions.RemoveEmptyEntries)), StringComparison.Ordinal);
    }
}

using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using Npgsql;

namespace Stroll.Tests.Database;

/// <summary>A real PostgreSQL that lives as long as the tests that share it, in a folder of its own.</summary>
/// <remarks>It refuses to run as root, so root starts it as nobody. Debian keeps its programs beside each other and off the path.</remarks>
public sealed class PostgresServer : IDisposable
{
    readonly TempFolder? _folder;
    readonly Process? _server;
    readonly int _port;
    readonly TaskCompletionSource _ready = new();

    public PostgresServer()
    {
        if (Programs() is not { } programs)
        {
            return;
        }

        _folder = new();
        using (var opening = Process.Start("chmod", ["777", _folder.Path]))
        {
            opening.WaitForExit();
        }

        _port = FreePort();
        using var making = Start(programs, "initdb", "-D", _folder["pg"], "-U", "admin", "--auth=trust", "-E", "UTF8", "--locale=C", "--no-sync");
        making.WaitForExit();
        Assert.Equal(0, making.ExitCode);
        _server = Start(
            programs, "postgres", "-D", _folder["pg"], "-k", _folder.Path, "-c", "listen_addresses=127.0.0.1",
            "-p", _port.ToString(CultureInfo.InvariantCulture));
        Assert.True(_ready.Task.Wait(TimeSpan.FromSeconds(60)), "PostgreSQL was not ready within a minute");
        using var admin = NpgsqlDataSource.Create(Connection("admin", "postgres"));
        admin.CreateCommand("CREATE ROLE stroll LOGIN NOSUPERUSER NOBYPASSRLS CREATEDB").ExecuteNonQuery();
    }

    /// <summary>A new, empty database, owned by a role that row-level security holds.</summary>
    internal string NewDatabase()
    {
        Assert.SkipUnless(_server is not null, "needs: PostgreSQL (apt install postgresql)");
        var name = $"test_{Guid.NewGuid():N}";
        using var source = NpgsqlDataSource.Create(Connection("stroll", "postgres"));
        source.CreateCommand($"CREATE DATABASE {name}").ExecuteNonQuery();
        return Connection("stroll", name);
    }

    /// <summary>The same database for a role that may do everything.</summary>
    internal static string AsAdmin(string connection) => new NpgsqlConnectionStringBuilder(connection) { Username = "admin" }.ToString();

    public void Dispose()
    {
        if (_server is not null)
        {
            NpgsqlConnection.ClearAllPools();
            using var stop = Process.Start("kill", ["-INT", _server.Id.ToString(CultureInfo.InvariantCulture)]);
            stop.WaitForExit();
            _server.WaitForExit();
            _server.Dispose();
        }

        _folder?.Dispose();
    }

    string Connection(string user, string database) => new NpgsqlConnectionStringBuilder
    {
        Host = "127.0.0.1",
        Port = _port,
        Username = user,
        Database = database,
        MaxPoolSize = 20,
    }.ToString();

    static string? Programs() =>
        Directory.Exists("/usr/lib/postgresql")
            ? Directory.GetDirectories("/usr/lib/postgresql").Select(version => Path.Combine(version, "bin"))
                .Where(bin => File.Exists(Path.Combine(bin, "postgres"))).Order(StringComparer.Ordinal).LastOrDefault()
            : null;

    Process Start(string programs, string name, params string[] arguments)
    {
        var program = Path.Combine(programs, name);
        var start = Environment.UserName == "root"
            ? new ProcessStartInfo("setpriv", ["--reuid=nobody", "--regid=nogroup", "--clear-groups", program, .. arguments])
            : new ProcessStartInfo(program, arguments);
        start.WorkingDirectory = Path.GetTempPath();
        start.RedirectStandardOutput = start.RedirectStandardError = true;
        var process = Process.Start(start)!;
        process.OutputDataReceived += (_, _) => { };
        process.ErrorDataReceived += (_, line) =>
        {
            if (line.Data?.Contains("ready to accept connections", StringComparison.Ordinal) == true)
            {
                _ready.TrySetResult();
            }
        };
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        return process;
    }

    static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}

using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using Stroll.Cli.Bench.Ingesting;
using Stroll.Cli.Frame;
using Stroll.Host.Database;
using Stroll.Host.Logs;
using Stroll.Host.Scenes;
using Stroll.Host.Stores;
using Stroll.Host.Stores.Running;
using Stroll.Layout;
using Stroll.Recordings;
using Stroll.Storage.Log;
using Stroll.Storage.Sqlite;
using Stroll.Units;

namespace Stroll.Cli.Bench.Serving;

/// <summary>A folder with settings, a store and its data, for a real <c>stroll serve</c> of its own.</summary>
/// <remarks>The store has plates, each alone on its shelf, and gates; nothing sees people, so that each passage of a gate is a visit.</remarks>
internal sealed class ServedFolder : IDisposable
{
    internal static readonly StoreKey Key = new("bench", "store");

    readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("stroll-bench-");

    /// <param name="shelves">Shelves.</param>
    /// <param name="plates">Plates of each.</param>
    /// <param name="gates">Gates.</param>
    internal ServedFolder(int shelves, int plates, int gates)
    {
        Store = Store.Build(
            "bench", [], [],
            from shelf in Enumerable.Range(1, shelves)
            from plate in Enumerable.Range(1, plates)
            select (new PlateAddress(1, shelf, plate), (Geometry.Box?)null, 20_000.Grams),
            [.. Enumerable.Range(1, gates).Select(number => new Gate(Named(number), new(0, 0, 0), 1))]);
        Port = FreePort();
        Directory.CreateDirectory(In("store"));
        WholeFile.Write(In("store", "store.yaml"), to => to.Write(StoreYaml.Write(Store)));
        WholeFile.Write(In("store", "catalogue.csv"), to => to.Write("barcode,name,unit_weight_grams\n4006381333931,Rice,500\n"));
        WholeFile.Write(In("store", "planogram.csv"), to => to.Write("barcode,gondola,shelf,plates\n4006381333931,1,1,1\n"));
        WholeFile.Write(In("stroll.yaml"), to => to.Write(string.Create(
            CultureInfo.InvariantCulture, $"mqtt: {{ listen: \"127.0.0.1:{Port}\" }}\nstores:\n  - {{ tenant: {Key.Tenant}, store: {Key.Store}, from: store, people: nobody }}\n")));
        Directory.CreateDirectory(Log);
    }

    internal Store Store { get; }

    /// <summary>Where devices connect to.</summary>
    internal int Port { get; }

    /// <summary>The folder of the store's log.</summary>
    internal string Log => Path.Combine(Data, "stores", Key.Tenant, Key.Store, "log");

    /// <summary>The data folder.</summary>
    internal string Data => In("stroll-data");

    internal static string Named(int gate) => string.Create(CultureInfo.InvariantCulture, $"door-{gate}");

    /// <summary>Starts <c>stroll serve</c>.</summary>
    internal Process Start() => Start(Serve);

    /// <summary>Starts this program with other words.</summary>
    internal static Process Start(params string[] words)
    {
        var line = Line(words);
        return Start(new ProcessStartInfo(line[0], line[1..]));
    }

    /// <summary>The same with its data folder on a file system of so many megabytes that only it sees, of which a file <c>ballast</c> takes some.</summary>
    internal Process StartOnSmallDisk(int megabytes, int ballast) => Start(new ProcessStartInfo("unshare",
    [
        "-rm", "bash", "-c", "mount -t tmpfs -o size=\"$1\"m tmpfs \"$2\" && head -c \"$3\"M /dev/zero > \"$2/ballast\" && shift 3 && exec \"$@\"",
        "bash", megabytes.ToString(CultureInfo.InvariantCulture), Data, ballast.ToString(CultureInfo.InvariantCulture), .. Line(Serve),
    ]));

    string[] Serve => ["serve", "-c", In("stroll.yaml"), "--port", "0"];

    static string[] Line(string[] words)
    {
        var self = Environment.ProcessPath!;
        // Tests run in a program of their own, beside which the real one lies.
        return Path.GetFileNameWithoutExtension(self) == "stroll" ? [self, .. words]
            : [Path.GetFileNameWithoutExtension(self) == "dotnet" ? self : "dotnet", typeof(ServedFolder).Assembly.Location, .. words];
    }

    static Process Start(ProcessStartInfo start)
    {
        start.RedirectStandardOutput = start.RedirectStandardError = true;
        var process = Process.Start(start)!;
        // Read and dropped, since a full pipe would make it wait; whoever looks for a mistake reads along.
        process.ErrorDataReceived += (_, line) =>
        {
            if (line.Data is { } said && Environment.GetEnvironmentVariable("STROLL_DEBUG") == "1")
            {
                Console.Error.WriteLine(said);
            }
        };
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        return process;
    }

    /// <summary>Opens the log while nobody runs.</summary>
    internal SegmentLog OpenLog()
    {
        var sources = StoreSources.Of(Store, PeopleFrom.Nobody);
        return Refusal.Unless(SegmentLog.Open(
            Log, new LogHeader(Key, "bench", SegmentLog.NewestEpoch(Log) + 1, ModelPrint.OfLayout(Store, sources), sources), SegmentLogRules.Default, TimeProvider.System));
    }

    /// <summary>The stories of all visits, by their names.</summary>
    internal SortedDictionary<string, VisitStory> Stories()
    {
        var file = In("stroll-data", "stores", Key.Tenant, Key.Store, "Store.db");
        if (!File.Exists(file))
        {
            return new(StringComparer.Ordinal);
        }

        using var database = SqliteDatabase.Open(file, Schema.Store);
        return new(database.Read(transaction => StoryTable.Newest(transaction, null, null, 1_000_000)).ToDictionary(story => story.Visit.ToString()), StringComparer.Ordinal);
    }

    /// <summary>Deletes everything that was kept.</summary>
    internal void Empty() => Directory.Delete(Data, recursive: true);

    /// <summary>Deletes database and snapshots: what is left of the store is what its devices said.</summary>
    internal void ForgetAllButTheLog()
    {
        var store = Path.GetDirectoryName(Log)!;
        foreach (var file in Directory.GetFiles(store))
        {
            File.Delete(file);
        }

        if (Directory.Exists(Path.Combine(store, "snapshots")))
        {
            Directory.Delete(Path.Combine(store, "snapshots"), recursive: true);
        }
    }

    public void Dispose() => _folder.Delete(recursive: true);

    string In(params string[] parts) => Path.Combine([_folder.FullName, .. parts]);

    static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}

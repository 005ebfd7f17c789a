using Stroll.Cli.Frame;
using Stroll.Host.Settings;
using Stroll.Host.Stores;
using Stroll.Host.Stores.Running;

namespace Stroll.Cli.Live;

/// <summary>The live system with a simulated store.</summary>
internal static class LiveDemo
{
    static readonly StoreKey Store = new("demo", "corner");

    /// <summary>Runs until it is told to stop.</summary>
    internal static int Run(Terminal terminal, ulong seed, int port, string? folder)
    {
        var made = folder is null ? Directory.CreateTempSubdirectory("stroll-demo-").FullName : null;
        try
        {
            using var data = Refusal.Unless(KeptFolder.Take(folder ?? made!));
            Run(terminal, seed, port, data);
            return ExitCode.Good;
        }
        finally
        {
            if (made is not null)
            {
                Directory.Delete(made, recursive: true);
            }
        }
    }

    static void Run(Terminal terminal, ulong seed, int port, KeptFolder data)
    {
        var settings = new StrollSettings(
            $"http://127.0.0.1:{port}", data.Path, new(DatabaseKind.Sqlite, ""), new("127.0.0.1:0", "", "stroll", "", ""), new(TimeSpan.FromHours(24)),
            [new(Store, "", PeopleFrom.Tracker)]);
        var model = SimulatedDays.Model(seed);
        using var installation = Installation.Open(settings, [model], [MoneyChoice.Simulated(settings.Listen)], data, demo: true, terminal.Say);
        DemoAccount.Ensure(installation.Control, Store);
        installation.Start();
        terminal.Output.WriteLine($"A simulated store, nobody here is real: seed {seed}. Its devices speak MQTT at port {installation.Bus.Port}. Open {installation.Address} in a browser; Ctrl-C ends it.");
        terminal.Output.Flush();
        try
        {
            SimulatedDays.Play(seed, new(installation.Bus, settings.Mqtt.Prefix, Store), new SimulatedTerminal(installation.Stores[0].Live.Till!, installation.Stores[0].Database), terminal.Stop).GetAwaiter().GetResult();
        }
        catch (OperationCanceledException) when (terminal.Stop.IsCancellationRequested)
        {
            // The end of every demo.
        }
    }
}

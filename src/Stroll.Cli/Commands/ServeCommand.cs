using System.CommandLine;
using Stroll.Cli.Frame;
using Stroll.Cli.Live;
using Stroll.Web.Accounts;
using Stroll.Web.Doors;

namespace Stroll.Cli.Commands;

/// <summary><c>stroll serve</c></summary>
internal static class ServeCommand
{
    internal static Command Build(Terminal terminal)
    {
        var settings = new Option<string>("--config", "-c") { HelpName = "FILE", Description = "The settings. stroll.yaml in the current folder if not given.", DefaultValueFactory = _ => "stroll.yaml" };
        var port = Port();
        var data = new Option<string?>("--data") { HelpName = "DIR", Description = "The folder of everything that is kept, in place of the one in the settings." };
        return new StrollCommand("serve", "Runs the live system: takes what devices say, decides, and shows it in the browser.")
        {
            Notes =
            [
                "It listens on this machine alone unless the settings say otherwise, and stops within 10 s of SIGTERM or Ctrl-C; after a kill it goes on where its log ends. docs/settings.md explains every key of stroll.yaml.",
                "Where the settings are wrong, it starts with a copy of those with which the last start went well, and says so.",
                "The first start prints a link with which the first account is made, once.",
            ],
            Examples = [new("./stroll serve -c /etc/stroll/stroll.yaml", "runs the stores that the file lists.")],
        }.With(settings, port, data).Does(typed => Run(terminal, typed.GetValue(settings)!, typed.GetValue(port), typed.GetValue(data)));
    }

    /// <summary>The option for the port of the pages, which <c>demo</c> has too.</summary>
    internal static Option<int?> Port() => new("--port") { HelpName = "N", Description = "The port of the pages, on this machine alone; 0 lets the system choose." };

    static int Run(Terminal terminal, string path, int? port, string? folder)
    {
        var configuration = Configuration.ReadOrLastGood(path, folder, terminal.Say);
        var settings = configuration.Settings with
        {
            Listen = port is { } number ? $"http://127.0.0.1:{number}" : configuration.Settings.Listen,
            Data = folder ?? configuration.Settings.Data,
        };
        using var data = Refusal.Unless(KeptFolder.Take(settings.Data));
        using var installation = Installation.Open(settings, configuration.Models, configuration.Choices(settings), data, demo: false, terminal.Say);
        installation.Start();
        configuration.Keep(data.LastGood);
        terminal.Output.WriteLine($"Stroll runs {settings.Stores.Length} {(settings.Stores.Length == 1 ? "store" : "stores")}: {installation.Address}");
        Welcome(terminal, installation);
        terminal.Output.Flush();
        terminal.Stop.WaitHandle.WaitOne();
        return ExitCode.Good;
    }

    static void Welcome(Terminal terminal, Installation installation)
    {
        var book = new AccountBook(installation.Control, TimeProvider.System);
        if (book.IsEmpty)
        {
            var link = book.Invite("host", installation.Stores[0].Live.Key.Tenant, null, Role.Manager);
            terminal.Output.WriteLine($"Make the first account, within a day: {installation.Address}/join/{link}");
        }
    }
}

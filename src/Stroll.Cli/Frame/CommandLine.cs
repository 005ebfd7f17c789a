using System.CommandLine;
using System.CommandLine.Help;
using Stroll.Cli.Commands;

namespace Stroll.Cli.Frame;

/// <summary>All commands, and the way from words to one of them.</summary>
internal static class CommandLine
{
    /// <summary>Runs what was typed.</summary>
    /// <returns>The exit code.</returns>
    internal static int Run(string[] words, Terminal terminal)
    {
        var root = Build(terminal);
        words = words switch
        {
            [] => ["--help"],
            ["help", .. var command] => [.. command, "--help"],
            _ => words,
        };
        // A word that starts with @ is a file name like any other, not a file of more words.
        var typed = root.Parse(words, new ParserConfiguration { ResponseFileTokenReplacer = null });
        return typed.Errors.Count > 0 && typed.Action is not { ClearsParseErrors: true }
            ? terminal.Refuse(Mistyped.Explain(typed))
            : typed.Invoke(new InvocationConfiguration
            {
                EnableDefaultExceptionHandler = false,
                ProcessTerminationTimeout = null,
                Output = terminal.Output,
                Error = terminal.Error,
            });
    }

    /// <summary>The tree of commands.</summary>
    internal static RootCommand Build(Terminal terminal)
    {
        var root = new RootCommand(
            "Stroll is an open, self-hosted store without a checkout: shelf scales and tracked people go in, receipts come out. Each command exits with 0 when all is well, 1 when something failed and 2 when the input was wrong.");
        root.Directives.Clear();
        root.Options.Clear();
        root.Options.Add(new HelpOption("--help", "-h") { Description = "Show a page; after a command, the page of that command.", Recursive = true, Action = new HelpPageAction(terminal) });
        root.Options.Add(new VersionOption { Description = "Show the version." });
        root.Subcommands.Add(DemoCommand.Build(terminal));
        root.Subcommands.Add(ServeCommand.Build(terminal));
        root.Subcommands.Add(VisitsCommand.Build(terminal));
        root.Subcommands.Add(ImportCommand.Build(terminal));
        root.Subcommands.Add(SimulateCommand.Build(terminal));
        root.Subcommands.Add(ReplayCommand.Build(terminal));
        root.Subcommands.Add(ClipCommand.Build(terminal));
        root.Subcommands.Add(ScoreCommand.Build(terminal));
        root.Subcommands.Add(PerceiveCommand.Build(terminal));
        root.Subcommands.Add(ModelsCommand.Build(terminal));
        root.Subcommands.Add(ProductsCommand.Build(terminal));
        root.Subcommands.Add(CalibrateCommand.Build(terminal));
        root.Subcommands.Add(CameraCommand.Build(terminal));
        root.Subcommands.Add(TrackCommand.Build(terminal));
        root.Subcommands.Add(EvaluateCommand.Build(terminal));
        root.Subcommands.Add(AuditCommand.Build(terminal));
        root.Subcommands.Add(ReviewCommand.Build(terminal));
        root.Subcommands.Add(JournalCommand.Build(terminal));
        root.Subcommands.Add(ChangesCommand.Build(terminal));
        root.Subcommands.Add(ConfigCommand.Build(terminal));
        root.Subcommands.Add(BenchCommand.Build(terminal));
        root.Subcommands.Add(DeviceCommand.Build(terminal));
        root.Subcommands.Add(UpkeepCommands.Check(terminal));
        root.Subcommands.Add(UpkeepCommands.Backup(terminal));
        root.Subcommands.Add(UpkeepCommands.Restore(terminal));
        root.Subcommands.Add(DoctorCommand.Build(terminal));
        root.Subcommands.Add(TestCommand.Build(terminal));
        return root;
    }
}

using Spectre.Console;

namespace Stroll.Cli.Frame;

/// <summary>Tables, colours and bars; plain text where no person looks. Loads Spectre.Console, so only what needs it calls it.</summary>
internal static class Screen
{
    /// <summary>Standard output.</summary>
    internal static IAnsiConsole On(Terminal terminal) => Open(terminal.Output, terminal.OutputIsScreen, terminal.Width);

    /// <summary>Standard error.</summary>
    internal static IAnsiConsole OnError(Terminal terminal) => Open(terminal.Error, terminal.ErrorIsScreen, terminal.Width);

    static IAnsiConsole Open(TextWriter to, bool isScreen, int width)
    {
        var console = AnsiConsole.Create(new AnsiConsoleSettings
        {
            Ansi = isScreen ? AnsiSupport.Detect : AnsiSupport.No,
            ColorSystem = isScreen ? ColorSystemSupport.Detect : ColorSystemSupport.NoColors,
            Interactive = isScreen ? InteractionSupport.Detect : InteractionSupport.No,
            Out = isScreen ? new FlushingScreen(to) : new AnsiConsoleOutput(to),
        });
        if (!isScreen)
        {
            console.Profile.Width = Math.Max(width, 60);
        }

        return console;
    }

    /// <summary>A screen behind a writer of ours: Spectre asks the writer's identity to know whether it is a terminal.</summary>
    sealed class FlushingScreen(TextWriter writer) : IAnsiConsoleOutput
    {
        public TextWriter Writer => writer;

        public bool IsTerminal => true;

        public int Width => Math.Max(40, Console.WindowWidth);

        public int Height => Math.Max(10, Console.WindowHeight);

        public void SetEncoding(System.Text.Encoding encoding)
        {
        }
    }
}

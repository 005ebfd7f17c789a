using System.CommandLine;
using System.CommandLine.Help;
using System.CommandLine.Invocation;
using System.Text;

namespace Stroll.Cli.Frame;

/// <summary>Writes the page that <c>--help</c> shows.</summary>
internal static class HelpPage
{
    static readonly Example[] FirstSteps =
    [
        new("./stroll demo", "a small simulated store in this terminal, with a report to look at."),
        new("./stroll import autocheckout DOWNLOADED --out case-1 && ./stroll replay case-1", "real sensors in, a receipt out."),
        new("./stroll replay --help", "what a command does, wants and prints."),
    ];

    const string Indent = "  ";
    const int WidestColumn = 30;

    /// <summary>The page of one command.</summary>
    /// <param name="to">Where it goes.</param>
    /// <param name="command">Whose page.</param>
    /// <param name="width">Columns of the reader's screen; lines are kept within 60 to 110 of them.</param>
    internal static void Write(TextWriter to, Command command, int width)
    {
        width = Math.Clamp(width, 60, 110);
        Paragraph(to, command.Description ?? "", "", width);
        to.WriteLine();
        to.WriteLine($"Usage: {Usage(command)}");
        Table(to, "Arguments", [.. command.Arguments.Where(a => !a.Hidden).Select(a => (a.Name, a.Description ?? ""))], width);
        Table(to, "Options", [.. AllOptions(command).Select(o => (Label(o), o.Description ?? ""))], width);
        Table(to, "Commands", [.. Leaves(command).Select(c => (Short(command, c), c.Description ?? ""))], width);
        var (notes, examples) = command is StrollCommand taught ? (taught.Notes, taught.Examples) : ([], FirstSteps);
        foreach (var note in notes)
        {
            to.WriteLine();
            Paragraph(to, note, "", width);
        }

        if (examples.Length > 0)
        {
            to.WriteLine();
            to.WriteLine(examples.Length == 1 ? "Example:" : "Examples:");
            foreach (var example in examples)
            {
                to.WriteLine($"{Indent}{example.Line}");
                Paragraph(to, example.Does, Indent + Indent + Indent, width);
            }
        }
    }

    static string Usage(Command command)
    {
        var words = new List<string> { Path(command) };
        if (command.Subcommands.Any(c => !c.Hidden))
        {
            words.Add("COMMAND");
        }

        words.AddRange(command.Arguments.Where(a => !a.Hidden).Select(a => a.Arity.MinimumNumberOfValues == 0 ? $"[{a.Name}]" : a.Name));
        words.AddRange(command.Options.Where(IsOwn).OrderByDescending(o => o.Required)
            .Select(o => o.Required ? ShortLabel(o) : $"[{ShortLabel(o)}]"));
        return string.Join(' ', words);
    }

    /// <summary>The commands that do something, however deep they lie.</summary>
    static IEnumerable<Command> Leaves(Command command) => command.Subcommands.Where(c => !c.Hidden)
        .SelectMany(c => c.Subcommands.Count > 0 ? Leaves(c) : [c]);

    static string Short(Command above, Command command) =>
        string.Join(' ', [Path(command)[(Path(above).Length + 1)..], .. command.Arguments.Select(a => a.Name)]);

    static IEnumerable<Option> AllOptions(Command command) =>
        command.Options.Where(IsOwn).Concat(command.Options.Where(o => !IsOwn(o)))
            .Concat(command is RootCommand || command.Options.Any(o => o is HelpOption) ? [] : [new HelpOption { Description = "Show this page." }])
            .Where(o => !o.Hidden);

    static bool IsOwn(Option option) => option is not (HelpOption or VersionOption);

    static string Label(Option option) => option switch
    {
        HelpOption => "-h, --help",
        VersionOption => "--version",
        _ when option.HelpName is { } value => $"{string.Join(", ", option.Aliases.Prepend(option.Name))} {value}",
        _ => option.Name,
    };

    static string ShortLabel(Option option) => $"{option.Name} {option.HelpName}".TrimEnd();

    internal static string Path(Symbol command) =>
        command.Parents.OfType<Command>().FirstOrDefault() is { } parent ? $"{Path(parent)} {command.Name}" : "stroll";

    static void Table(TextWriter to, string title, (string Name, string Text)[] rows, int width)
    {
        if (rows.Length == 0)
        {
            return;
        }

        to.WriteLine();
        to.WriteLine($"{title}:");
        var column = Math.Min(WidestColumn, rows.Max(r => r.Name.Length)) + 2;
        foreach (var (name, text) in rows)
        {
            var lines = Wrap(text, width - Indent.Length - column);
            if (name.Length > column - 2)
            {
                to.WriteLine($"{Indent}{name}");
            }
            else
            {
                to.WriteLine($"{Indent}{name.PadRight(column)}{lines[0]}".TrimEnd());
                lines = lines[1..];
            }

            foreach (var line in lines)
            {
                to.WriteLine($"{Indent}{new string(' ', column)}{line}");
            }
        }
    }

    static void Paragraph(TextWriter to, string text, string indent, int width)
    {
        foreach (var line in Wrap(text, width - indent.Length))
        {
            to.WriteLine(indent + line);
        }
    }

    static string[] Wrap(string text, int width)
    {
        var lines = new List<string>();
        var line = new StringBuilder();
        foreach (var word in text.Split(' ', StringSplitOptions.RemoveEmptyEntries))
        {
            if (line.Length > 0 && line.Length + 1 + word.Length > width)
            {
                lines.Add(line.ToString());
                line.Clear();
            }

            line.Append(line.Length > 0 ? " " : "").Append(word);
        }

        lines.Add(line.ToString());
        return [.. lines];
    }
}

/// <summary>Shows the page of the command that was typed before <c>--help</c>.</summary>
internal sealed class HelpPageAction(Terminal terminal) : SynchronousCommandLineAction
{
    /// <inheritdoc/>
    public override bool ClearsParseErrors => true;

    /// <inheritdoc/>
    public override int Invoke(ParseResult parseResult)
    {
        HelpPage.Write(terminal.Output, parseResult.CommandResult.Command, terminal.Width);
        return ExitCode.Good;
    }
}

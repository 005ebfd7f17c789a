using System.CommandLine;

namespace Stroll.Cli.Frame;

/// <summary>A command that can teach: its purpose in one sentence, what else to know, and examples.</summary>
internal sealed class StrollCommand : Command
{
    /// <param name="name">As typed.</param>
    /// <param name="purpose">One sentence; shown in the list of commands and on top of its own page.</param>
    internal StrollCommand(string name, string purpose)
        : base(name, purpose)
    {
    }

    /// <summary>What else to know, one paragraph each.</summary>
    internal string[] Notes { get; init; } = [];

    /// <summary>One or two lines to type, with what they do.</summary>
    internal Example[] Examples { get; init; } = [];

    /// <summary>Adds arguments, options and commands in the order of the help page.</summary>
    internal StrollCommand With(params Symbol[] symbols)
    {
        foreach (var symbol in symbols)
        {
            switch (symbol)
            {
                case Argument argument:
                    Arguments.Add(argument);
                    break;
                case Option option:
                    Options.Add(option);
                    break;
                case Command command:
                    Subcommands.Add(command);
                    break;
            }
        }

        return this;
    }

    /// <summary>Sets what happens when the command is given.</summary>
    internal StrollCommand Does(Func<ParseResult, int> work)
    {
        SetAction(work);
        return this;
    }

    /// <summary>The <c>--json</c> option, which means the same for every command.</summary>
    internal static Option<bool> JsonOption() => new("--json")
    {
        Description = "Print one JSON document on standard output and nothing else there.",
    };
}

/// <summary>A line to type.</summary>
/// <param name="Line">Without a prompt.</param>
/// <param name="Does">What it does, for people.</param>
internal sealed record Example(string Line, string Does);

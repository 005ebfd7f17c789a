using System.Text;
using Stroll.Units;

namespace Stroll.Cli.Frame;

/// <summary>The two streams that a command writes to, what stands behind them, and the wish to stop.</summary>
/// <param name="output">Results. With <c>--json</c> exactly one document.</param>
/// <param name="error">Faults, one line each, and progress.</param>
/// <param name="stop">Cancelled by Ctrl-C and SIGTERM; long work asks it often.</param>
internal sealed class Terminal(TextWriter output, TextWriter error, CancellationToken stop)
{
    /// <summary>Results. With <c>--json</c> exactly one document.</summary>
    internal TextWriter Output => output;

    /// <summary>Faults, one line each, and progress.</summary>
    internal TextWriter Error => error;

    /// <summary>Cancelled by Ctrl-C and SIGTERM.</summary>
    internal CancellationToken Stop => stop;

    /// <summary>True when a person reads the output on a screen that can redraw.</summary>
    internal bool OutputIsScreen { get; init; }

    /// <summary>True when a person reads standard error on a screen that can redraw.</summary>
    internal bool ErrorIsScreen { get; init; }

    /// <summary>Columns for text; 100 where nobody looks.</summary>
    internal int Width { get; init; } = 100;

    /// <summary>Says what is wrong with the input, in one line.</summary>
    /// <returns>The exit code for it.</returns>
    internal int Refuse(Fault fault) => Refuse(fault.ToString());

    /// <inheritdoc cref="Refuse(Fault)"/>
    internal int Refuse(string what)
    {
        Say(what);
        return ExitCode.BadInput;
    }

    /// <summary>Says what failed though the input was right, in one line.</summary>
    /// <returns>The exit code for it.</returns>
    internal int Fail(string what)
    {
        Say(what);
        return ExitCode.Failure;
    }

    /// <summary>One line on standard error, whatever the text holds.</summary>
    internal void Say(string what) => error.WriteLine($"stroll: {OneLine(what)}");

    /// <summary>Writes a document that is made as bytes of UTF-8.</summary>
    internal void WriteBytes(Action<Stream> write)
    {
        using var bytes = new MemoryStream();
        write(bytes);
        output.Write(Encoding.UTF8.GetString(bytes.GetBuffer(), 0, (int)bytes.Length));
    }

    /// <summary>The text without line ends and control characters, in full.</summary>
    internal static string Visible(string text) => string.Concat(text.Select(letter => char.IsControl(letter) ? ' ' : letter));

    /// <summary>The text without line ends and control characters: names and values from files may hold anything.</summary>
    internal static string OneLine(string text)
    {
        const int Longest = 600;
        var line = new StringBuilder(Math.Min(text.Length, Longest));
        foreach (var letter in text)
        {
            if (line.Length == Longest)
            {
                return line.Append('…').ToString();
            }

            line.Append(char.IsControl(letter) ? ' ' : letter);
        }

        return line.ToString().Trim();
    }
}

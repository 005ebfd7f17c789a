using System.Text;
using Stroll.Cli.Frame;

using var signals = new StopSignals();
using var output = new StreamWriter(Console.OpenStandardOutput(), new UTF8Encoding(false), 1 << 15) { NewLine = "\n" };
using var error = new StreamWriter(Console.OpenStandardError(), new UTF8Encoding(false), 1 << 10) { NewLine = "\n", AutoFlush = true };
var isDumb = Environment.GetEnvironmentVariable("TERM") is null or "" or "dumb";
var terminal = new Terminal(output, error, signals.Stop)
{
    OutputIsScreen = !Console.IsOutputRedirected && !isDumb,
    ErrorIsScreen = !Console.IsErrorRedirected && !isDumb,
    Width = Console.IsOutputRedirected ? 100 : Console.WindowWidth,
};

try
{
    return CommandLine.Run(args, terminal);
}
catch (OperationCanceledException) when (signals.Stop.IsCancellationRequested)
{
    return signals.Code;
}
catch (Refusal refusal)
{
    return terminal.Refuse(refusal.Fault);
}
catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
{
    // Inputs and folders for output were checked before; what remains is a disk that is full or went away.
    return terminal.Fail(fault.Message);
}
catch (Exception wrong)
{
    // The only place that catches everything: whoever sees this met a bug of ours, and one line helps more than a trace.
    terminal.Say(
        $"internal error, please report it with the command that led here (STROLL_DEBUG=1 shows more): {wrong.GetType().Name}: {wrong.Message}");
    if (Environment.GetEnvironmentVariable("STROLL_DEBUG") == "1")
    {
        error.WriteLine(wrong);
    }

    return ExitCode.Failure;
}

/// <summary>The entry; kept from the eyes of other programs, which the web framework would make it public to.</summary>
internal sealed partial class Program;

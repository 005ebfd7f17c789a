namespace Stroll.Cli.Frame;

/// <summary>What the shell learns from a run.</summary>
internal static class ExitCode
{
    /// <summary>All is well.</summary>
    internal const int Good = 0;

    /// <summary>The input was right, the work failed: a check said no, a disk is full, or we are wrong.</summary>
    internal const int Failure = 1;

    /// <summary>The command line or a file that it names is wrong; one line on standard error says what.</summary>
    internal const int BadInput = 2;

    /// <summary>Stopped by Ctrl-C, as shells count it: 128 + 2.</summary>
    internal const int Interrupted = 130;

    /// <summary>Stopped by SIGTERM: 128 + 15.</summary>
    internal const int Terminated = 143;
}

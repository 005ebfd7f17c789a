using System.Runtime.InteropServices;

namespace Stroll.Cli.Frame;

/// <summary>Turns Ctrl-C and SIGTERM into a wish to stop, and into an end where the wish is not heard in time.</summary>
internal sealed class StopSignals : IDisposable
{
    // Well inside the 10 s that a supervisor waits before it kills.
    static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    readonly CancellationTokenSource _stop = new();
    readonly PosixSignalRegistration[] _registrations;
    Timer? _end;

    /// <summary>Listens until disposed.</summary>
    internal StopSignals() => _registrations =
    [
        PosixSignalRegistration.Create(PosixSignal.SIGINT, Heard),
        PosixSignalRegistration.Create(PosixSignal.SIGTERM, Heard),
        PosixSignalRegistration.Create(PosixSignal.SIGHUP, Heard),
    ];

    /// <summary>Cancelled by the first signal.</summary>
    internal CancellationToken Stop => _stop.Token;

    /// <summary>The exit code of the signal that came.</summary>
    internal int Code { get; private set; } = ExitCode.Interrupted;

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (var registration in _registrations)
        {
            registration.Dispose();
        }

        _end?.Dispose();
        _stop.Dispose();
    }

    void Heard(PosixSignalContext context)
    {
        context.Cancel = true;
        Code = context.Signal == PosixSignal.SIGINT ? ExitCode.Interrupted : ExitCode.Terminated;
        if (_stop.IsCancellationRequested)
        {
            // Asked twice: whoever asks means it.
            Environment.Exit(Code);
        }

        _end = new Timer(_ => Environment.Exit(Code), null, Patience, Timeout.InfiniteTimeSpan);
        _stop.Cancel();
    }
}

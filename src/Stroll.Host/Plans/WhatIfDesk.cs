using Stroll.Host.Logs;
using Stroll.Layout;
using Stroll.Units;

namespace Stroll.Host.Plans;

/// <summary>How a replay under another version does.</summary>
/// <param name="Words">Which version, and which time, for people.</param>
/// <param name="Result">None while it runs, or when it failed.</param>
/// <param name="Trouble">Why it failed; empty otherwise.</param>
public sealed record WhatIfState(string Words, WhatIfResult? Result, string Trouble)
{
    /// <summary>True while it runs.</summary>
    public bool IsRunning => Result is null && Trouble.Length == 0;
}

/// <summary>Replays parts of a store's log under other versions, one at a time and beside the running store, and keeps the last result.</summary>
/// <param name="log">Of the store.</param>
/// <param name="running">What it decides with.</param>
public sealed class WhatIfDesk(ILog log, StoreModel running)
{
    /// <summary>Longer parts of a log are left to the command line.</summary>
    public static readonly TimeSpan Longest = TimeSpan.FromMinutes(60);

    readonly Lock _lock = new();
    WhatIfState? _state;

    /// <summary>The last replay; none before the first.</summary>
    public WhatIfState? State
    {
        get
        {
            lock (_lock)
            {
                return _state;
            }
        }
    }

    /// <summary>Begins a replay beside the store.</summary>
    /// <returns>False when one runs already.</returns>
    public bool Begin(string words, StoreModel other, Instant from, Instant until)
    {
        lock (_lock)
        {
            if (_state?.IsRunning == true)
            {
                return false;
            }

            _state = new(words, null, "");
        }

        _ = Task.Run(() => Run(words, other, from, until));
        return true;
    }

    /// <summary>Replays and waits for it: for one short visit.</summary>
    public WhatIfResult Replay(StoreModel other, Instant from, Instant until, CancellationToken cancellation) =>
        WhatIf.Replay(log, running, other, from, until, cancellation);

    void Run(string words, StoreModel other, Instant from, Instant until)
    {
        WhatIfState done;
        try
        {
            done = new(words, WhatIf.Replay(log, running, other, from, until, CancellationToken.None), "");
        }
        catch (Exception trouble) when (trouble is IOException or LogBrokenException or ObjectDisposedException or InvariantException or ArgumentOutOfRangeException)
        {
            done = new(words, null, trouble.Message);
        }

        lock (_lock)
        {
            _state = done;
        }
    }
}

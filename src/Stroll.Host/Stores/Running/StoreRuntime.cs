using System.Data.Common;
using Stroll.Host.Database;
using Stroll.Host.Logs;
using Stroll.Observations;
using Stroll.Sensors;
using Stroll.Units;

namespace Stroll.Host.Stores.Running;

/// <summary>Whether a store decides at the moment.</summary>
public enum RunState
{
    /// <summary>It reads what is in the log from before.</summary>
    CatchingUp,

    /// <summary>It follows its log.</summary>
    Running,

    /// <summary>Something outside is in the way, as a full disk; it tries again.</summary>
    Waiting,

    /// <summary>It stopped for good, and a person must look. Devices are still listened to.</summary>
    Stopped,
}

/// <summary>How a store does.</summary>
/// <param name="State">Whether it decides.</param>
/// <param name="Next">The offset of the first entry that it has not taken.</param>
/// <param name="Behind">So many entries of its log wait.</param>
/// <param name="Words">Why it waits or stopped; empty otherwise.</param>
public sealed record RunStatus(RunState State, long Next, long Behind, string Words);

/// <summary>One running store: a thread that owns it, and a clock that writes into its log.</summary>
/// <remarks>
/// What goes wrong in one store stops that store and no other. The thread is the supervisor: trouble from outside is waited for, our own broken promise is
/// tried once more from the last snapshot, and if it breaks at the same entry again the store stops and its open carts go to people.
/// </remarks>
public sealed class StoreRuntime : IDisposable
{
    static readonly TimeSpan LongestPause = 30.Seconds;

    readonly StoreSetup _setup;
    readonly TimeProvider _time;
    readonly StoreClock _clock;
    readonly Silence _silence;
    readonly CancellationTokenSource _stop = new();
    readonly Thread _thread;
    readonly Action<string> _say;
    Task _ticking = Task.CompletedTask;
    StoreRunner? _runner;
    volatile RunStatus _status = new(RunState.CatchingUp, 0, 0, "");

    /// <summary>Prepares; nothing runs before <see cref="Start"/>.</summary>
    /// <param name="setup">The store.</param>
    /// <param name="time">The machine's clock.</param>
    /// <param name="say">Takes one line for the operator's log.</param>
    public StoreRuntime(StoreSetup setup, TimeProvider time, Action<string> say)
    {
        (_setup, _time, _say) = (setup, time, say);
        var clock = setup.Log.Header.Sources.Single(source => source.Kind == SourceKind.Host).Source;
        _clock = new(new(setup.Log, clock, setup.Lease.Epoch), time, NewestTick(setup.Log));
        _silence = new(setup.Rules.Sensors.Silence, _clock.Write);
        _thread = new(Supervise) { Name = $"store {setup.Lease.Store}", IsBackground = true };
    }

    /// <summary>Which store.</summary>
    public StoreKey Key => _setup.Lease.Store;

    /// <summary>How it does now.</summary>
    public RunStatus Status => _status;

    /// <summary>Sets what the store is for, by a word in its log.</summary>
    /// <returns>Why it may not be; none when the word is in the log and survives the loss of power. The store follows within a tick.</returns>
    public async ValueTask<Fault?> Set(StoreProfile profile, CancellationToken cancellation)
    {
        if (_setup.Live is { } live && _setup.Critical?.Refusal(Key, profile, live.View.Problems) is { } refusal)
        {
            return refusal;
        }

        await _clock.Say(now => new Observation.ProfileSet(now, profile)).WaitAsync(cancellation).ConfigureAwait(false);
        return null;
    }

    /// <summary>Writes into the log by which model the store decides from here on. Called before <see cref="Start"/>.</summary>
    public void TellModel() => _ = _clock.Say(now => new Observation.ModelSet(now, _setup.Print));

    /// <summary>The time of the store's log, which never jumps whatever becomes of the machine's clock.</summary>
    public Instant Now => _clock.Now;

    /// <summary>Begins to tick and to run the log.</summary>
    public void Start()
    {
        _ticking = Task.Run(() => _clock.Run(_stop.Token));
        _thread.Start();
    }

    /// <summary>Stops after the entries that are under way. What was not told yet is told after the next start.</summary>
    public void Dispose()
    {
        _stop.Cancel();
        if (_thread.ThreadState.HasFlag(ThreadState.Unstarted))
        {
            return;
        }

        _ticking.Wait();
        _thread.Join();
        _stop.Dispose();
    }

    /// <summary>Runs the store until it is told to stop; the one place that catches everything.</summary>
    void Supervise()
    {
        var pause = 1.Seconds;
        var brokenAt = -1L;
        while (!_stop.IsCancellationRequested)
        {
            try
            {
                Run();
            }
            catch (OperationCanceledException) when (_stop.IsCancellationRequested)
            {
                return;
            }
            catch (Exception trouble) when (trouble is IOException or DbException or TimeoutException or UnauthorizedAccessException)
            {
                Report(RunState.Waiting, $"{Key} waits: {trouble.Message}");
                _stop.Token.WaitHandle.WaitOne(pause);
                pause = pause + pause < LongestPause ? pause + pause : LongestPause;
            }
            catch (Exception trouble) when (trouble is LeaseLostException or LogBrokenException)
            {
                Report(RunState.Stopped, trouble.Message);
                return;
            }
            catch (Exception wrong)
            {
                var at = _runner?.Next ?? -1;
                Report(RunState.Waiting, $"{Key} broke a promise of its own at log offset {at}, build {_setup.Build}: {wrong.GetType().Name}: {wrong.Message}");
                if (at == brokenAt)
                {
                    GiveUp(at, wrong);
                    return;
                }

                brokenAt = at;
            }
        }
    }

    void Run()
    {
        var runner = StoreRunner.Begin(_setup, _say);
        _runner = runner;
        while (!_stop.IsCancellationRequested)
        {
            runner.CatchUp(_stop.Token);
            _silence.Look(runner.Engine);
            _status = new(RunState.Running, runner.Next, _setup.Log.NextOffset - runner.Next, "");
            WaitFor(runner.Next);
        }

        // A planned stop leaves nothing to catch up with.
        runner.SaveIfDue(TimeSpan.Zero);
    }

    void WaitFor(long offset)
    {
        try
        {
            _setup.Log.Reached(offset, _stop.Token).AsTask().GetAwaiter().GetResult();
        }
        catch (OperationCanceledException) when (_stop.IsCancellationRequested)
        {
            // Told to stop while nothing came.
        }
    }

    void GiveUp(long at, Exception wrong)
    {
        var words = $"{Key} stopped at log offset {at}, build {_setup.Build}: {wrong.Message}; its open visits are in review, devices are still listened to";
        try
        {
            _setup.Database.Write((Transaction transaction) =>
            {
                OpenCarts.SendToReview(transaction, _setup, _runner!.Engine, at, wrong.Message);
            });
        }
        catch (DbException trouble)
        {
            words += $"; the open visits could not be sent to review: {trouble.Message}";
        }

        Report(RunState.Stopped, words);
    }

    void Report(RunState state, string words)
    {
        var next = _runner?.Next ?? 0;
        _status = new(state, next, _setup.Log.NextOffset - next, words);
        _say(words);
    }

    static Instant NewestTick(ILog log)
    {
        // A clock ticks ten times a second: among so many entries there is one, unless the log is older than its clock.
        var from = Math.Max(log.FirstOffset, log.NextOffset - 20_000);
        return log.Read(from).Select(read => read.Entry.Observation).OfType<Observation.Tick>().LastOrDefault()?.At ?? Instant.Earliest;
    }
}

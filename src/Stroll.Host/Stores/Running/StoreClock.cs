using System.Collections.Concurrent;
using Stroll.Observations;
using Stroll.Units;

namespace Stroll.Host.Stores.Running;

/// <summary>Writes the passing of time into a store's log, and beside it what the host has to say.</summary>
/// <remarks>
/// Its time never jumps: it runs with the machine's monotonic clock and leans towards the wall's by at most one part in a hundred. A wall clock that is set by
/// hours so takes nothing from anybody; it is followed slowly.
/// </remarks>
sealed class StoreClock
{
    /// <summary>Sources wait for a tick at most so long.</summary>
    internal static readonly TimeSpan Every = 100.Milliseconds;

    const double MostLean = 0.01;

    readonly LogVoice _voice;
    readonly TimeProvider _time;
    readonly ConcurrentQueue<(Func<Instant, Observation> Say, TaskCompletionSource Said)> _waiting = new();
    volatile Reading _last;

    /// <param name="voice">The clock's own source.</param>
    /// <param name="time">The machine's clock.</param>
    /// <param name="notBefore">The newest tick in the log: time goes on from there where the wall clock was set back while the host was down.</param>
    internal StoreClock(LogVoice voice, TimeProvider time, Instant notBefore)
    {
        (_voice, _time) = (voice, time);
        var wall = Wall();
        _last = new(time.GetTimestamp(), wall > notBefore ? wall : notBefore);
    }

    /// <summary>The time of the store now.</summary>
    internal Instant Now => _last.Now + _time.GetElapsedTime(_last.Stamp);

    /// <summary>Goes into the log with the next tick.</summary>
    internal void Write(Observation observation) => _ = Say(_ => observation);

    /// <summary>Goes into the log with the next tick, at its time; completes when it will survive the loss of power.</summary>
    internal Task Say(Func<Instant, Observation> say)
    {
        var said = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        _waiting.Enqueue((say, said));
        return said.Task;
    }

    /// <summary>Ticks until it is cancelled.</summary>
    internal async Task Run(CancellationToken stop)
    {
        using var timer = new PeriodicTimer(Every, _time);
        try
        {
            do
            {
                await Tick(stop).ConfigureAwait(false);
            }
            while (await timer.WaitForNextTickAsync(stop).ConfigureAwait(false));
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            // The host is told to stop; what was written is in the log.
        }
    }

    async Task Tick(CancellationToken stop)
    {
        var stamp = _time.GetTimestamp();
        var passed = _time.GetElapsedTime(_last.Stamp, stamp);
        var lean = Math.Clamp((Wall() - (_last.Now + passed)) / passed, -MostLean, MostLean);
        var now = _last.Now + passed + (passed * (double.IsFinite(lean) ? lean : 0));
        _last = new(stamp, now);
        var (words, heard) = (new List<Observation> { new Observation.Tick(now) }, new List<TaskCompletionSource>());
        while (_waiting.TryDequeue(out var waiting))
        {
            words.Add(waiting.Say(now));
            heard.Add(waiting.Said);
        }

        await _voice.Say(stop, words.ToArray()).ConfigureAwait(false);
        heard.ForEach(said => said.TrySetResult());
    }

    Instant Wall() => new(_time.GetUtcNow().ToUnixTimeMilliseconds() * 1_000_000);

    /// <summary>What the store's time was at a moment of the monotonic clock.</summary>
    sealed record Reading(long Stamp, Instant Now);
}

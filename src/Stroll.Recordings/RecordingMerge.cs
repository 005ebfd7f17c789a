using System.Collections.Immutable;
using Stroll.Observations;
using Stroll.Sensors;
using Stroll.Units;

namespace Stroll.Recordings;

/// <summary>Puts the streams of a recording side by side, as a store would have heard them.</summary>
sealed class RecordingMerge(ImmutableArray<SourcePromise> sources, SourceId clock)
{
    static readonly TimeSpan TickEvery = 100.Milliseconds;

    // A gate is silent for hours and a tracker while nobody is there. Waiting for them would hold the whole store.
    static readonly TimeSpan SilentAfter = 1.Seconds;

    readonly long[] _sequences = new long[sources.Length];
    readonly Instant[] _heard = new Instant[sources.Length];
    readonly bool[] _isLost = new bool[sources.Length];

    internal IEnumerable<LogEntry> Merge(IEnumerable<IEnumerable<(SourceId Source, Observation Observation)>> streams)
    {
        var heads = streams.Select(stream => stream.GetEnumerator()).ToList();
        try
        {
            heads.RemoveAll(head => !head.MoveNext());
            if (heads.Count == 0)
            {
                yield break;
            }

            var now = heads.Min(head => head.Current.Observation.At);
            Array.Fill(_heard, now);
            var tick = now + TickEvery;
            while (heads.Count > 0)
            {
                var next = heads.MinBy(head => head.Current.Observation.At)!;
                var (source, observation) = next.Current;
                while (tick < observation.At)
                {
                    foreach (var entry in TimePasses(tick))
                    {
                        yield return entry;
                    }

                    // Across a long gap one tick says all that a million would.
                    tick += TickEvery;
                    tick = observation.At - tick > SilentAfter + SilentAfter ? observation.At - SilentAfter : tick;
                }

                if (_isLost[source.Index])
                {
                    _isLost[source.Index] = false;
                    yield return Entry(clock, new Observation.SourceFound(observation.At, source));
                }

                _heard[source.Index] = observation.At;
                yield return Entry(source, observation);
                if (!next.MoveNext())
                {
                    heads.Remove(next);
                }
            }
        }
        finally
        {
            heads.ForEach(head => head.Dispose());
        }
    }

    IEnumerable<LogEntry> TimePasses(Instant at)
    {
        for (var i = 0; i < sources.Length; i++)
        {
            if (i != clock.Index && !_isLost[i] && at - _heard[i] > SilentAfter)
            {
                _isLost[i] = true;
                yield return Entry(clock, new Observation.SourceLost(at, new(i)));
            }
        }

        yield return Entry(clock, new Observation.Tick(at));
    }

    LogEntry Entry(SourceId source, Observation observation) => new(source, 0, _sequences[source.Index]++, observation);
}

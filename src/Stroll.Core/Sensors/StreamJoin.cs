using System.Collections.Immutable;
using Stroll.Observations;
using Stroll.Units;

namespace Stroll.Sensors;

/// <summary>When a source stops holding the others back.</summary>
/// <param name="Silence">A source that is this far behind the newest observation counts as lost. Longer than any lateness that a
/// healthy source promises, shorter than a shopper's way to the exit.</param>
public sealed record SensorRules(TimeSpan Silence)
{
    /// <summary>Rules for a store with plates and cameras on one network.</summary>
    public static SensorRules Default => new(Silence: 2.Seconds);
}

/// <summary>
/// Joins the messages of all sources into one stream in the order in which they were true.
/// </summary>
/// <remarks>
/// In: messages as they arrive, doubled and out of order. Out: each message once, ordered by (time, source, boot, sequence); one leaves as soon as every source
/// has promised to send nothing as old. A source that is silent for longer than <see cref="SensorRules.Silence"/>, or that the host
/// calls lost, is taken to have spoken with the newest; so are a gate, which speaks only when somebody passes, and a desk. What comes after its time has passed is late and set aside, never slipped in.
/// The idea of a bound per source is that of low watermarks: T. Akidau et al., "MillWheel", VLDB 2013, section 5.
/// </remarks>
public sealed class StreamJoin
{
    readonly SensorRules _rules;
    readonly SourceClock[] _clocks;
    readonly PriorityQueue<LogEntry, EntryKey> _waiting = new();
    readonly List<LogEntry> _setAside = [];
    Instant _newest = Instant.Earliest;
    int _slowest;

    /// <summary>Starts with nothing heard. Sources count up from 0.</summary>
    public StreamJoin(IReadOnlyList<SourcePromise> sources, SensorRules rules)
    {
        _rules = rules;
        _clocks = new SourceClock[sources.Count];
        for (var i = 0; i < sources.Count; i++)
        {
            Invariant.Holds(sources[i].Source.Index == i, "sources count up from 0");
            Invariant.Holds(sources[i].Lateness <= rules.Silence, "a source may not be later than the silence limit");
            _clocks[i] = new(sources[i].Lateness, speaksRarely: sources[i].Kind is SourceKind.Gate or SourceKind.Desk);
        }
    }

    /// <summary>Everything older than this has left.</summary>
    public Instant Passed { get; private set; } = Instant.Earliest;

    /// <summary>Messages that had come before.</summary>
    public long Doubled { get; private set; }

    /// <summary>Messages that came after their time had passed, in order of arrival; the newest 1,000.</summary>
    public ImmutableArray<LogEntry> SetAside => [.. _setAside];

    /// <summary>How many messages came after their time had passed.</summary>
    public long Late { get; private set; }

    /// <summary>Which source the stream waits for; -1 before anything was heard.</summary>
    public int WaitsFor => _newest == Instant.Earliest ? -1 : _slowest;

    /// <summary>Takes the next message as it arrived.</summary>
    /// <param name="entry">Its source must be one of those promised.</param>
    /// <param name="ready">What is now in order is added here.</param>
    public void Take(in LogEntry entry, List<LogEntry> ready)
    {
        var clock = _clocks[entry.Source.Index];
        if (!clock.IsNew(entry.Boot, entry.Sequence))
        {
            Doubled++;
            return;
        }

        var at = entry.Observation.At;
        if (at < Passed)
        {
            Late++;
            if (_setAside.Count == 1000)
            {
                _setAside.RemoveAt(0);
            }

            _setAside.Add(entry);
            return;
        }

        clock.Heard(at);
        MarkLostAndFound(entry.Observation);
        _waiting.Enqueue(entry, new(at, entry));
        if (at > _newest || entry.Source.Index == _slowest)
        {
            _newest = at > _newest ? at : _newest;
            LetGo(ready);
        }
    }

    /// <summary>The log has ended: everything that still waits leaves in order.</summary>
    public void Finish(List<LogEntry> ready)
    {
        while (_waiting.TryDequeue(out var entry, out _))
        {
            ready.Add(entry);
        }

        Passed = _newest;
    }

    void MarkLostAndFound(Observation observation)
    {
        if (observation is Observation.SourceLost lost)
        {
            _clocks[lost.Source.Index].IsLost = true;
        }
        else if (observation is Observation.SourceFound found)
        {
            _clocks[found.Source.Index].IsLost = false;
        }
    }

    void LetGo(List<LogEntry> ready)
    {
        var passed = Instant.Latest;
        for (var i = 0; i < _clocks.Length; i++)
        {
            var bound = _clocks[i].Bound(_newest, _rules.Silence);
            if (bound < passed)
            {
                passed = bound;
                _slowest = i;
            }
        }

        if (passed <= Passed)
        {
            return;
        }

        // Strictly older: another source may still say something that is true at the very same moment.
        Passed = passed;
        while (_waiting.TryPeek(out _, out var key) && key.At < passed)
        {
            ready.Add(_waiting.Dequeue());
        }
    }

    /// <summary>The order in which messages leave: total, so that arrival cannot decide.</summary>
    readonly record struct EntryKey(Instant At, int Source, long Boot, long Sequence) : IComparable<EntryKey>
    {
        internal EntryKey(Instant at, in LogEntry entry)
            : this(at, entry.Source.Index, entry.Boot, entry.Sequence)
        {
        }

        public int CompareTo(EntryKey other)
        {
            var order = At.CompareTo(other.At);
            order = order != 0 ? order : Source.CompareTo(other.Source);
            order = order != 0 ? order : Boot.CompareTo(other.Boot);
            return order != 0 ? order : Sequence.CompareTo(other.Sequence);
        }
    }

    /// <summary>What one source has said about time, and which of its last messages have come.</summary>
    /// <param name="lateness">What it promises.</param>
    /// <param name="speaksRarely">It has nothing to say for minutes: its silence says that nothing happened.</param>
    sealed class SourceClock(TimeSpan lateness, bool speaksRarely)
    {
        // A message further back than this many sequence numbers is late by any measure.
        const int Remembered = 1024;
        readonly ulong[] _seen = new ulong[Remembered / 64];
        Instant _last = Instant.Earliest;
        long _boot = long.MinValue;
        long _highest;

        internal bool IsLost { get; set; }

        internal Instant Bound(Instant newest, TimeSpan silence)
        {
            var quiet = newest - silence;
            var heard = IsLost || speaksRarely ? newest : _last > quiet ? _last : quiet;
            return heard - lateness;
        }

        internal void Heard(Instant at) => _last = at > _last ? at : _last;

        internal bool IsNew(long boot, long sequence)
        {
            if (boot < _boot)
            {
                return false;
            }

            if (boot > _boot)
            {
                _boot = boot;
                _highest = sequence;
                Array.Clear(_seen);
                Mark(sequence);
                return true;
            }

            if (sequence <= _highest - Remembered)
            {
                return false;
            }

            for (var skipped = Math.Max(_highest + 1, sequence - Remembered + 1); skipped <= sequence; skipped++)
            {
                Forget(skipped);
            }

            _highest = Math.Max(_highest, sequence);
            if (IsMarked(sequence))
            {
                return false;
            }

            Mark(sequence);
            return true;
        }

        bool IsMarked(long sequence) => (_seen[Word(sequence)] & Bit(sequence)) != 0;

        void Mark(long sequence) => _seen[Word(sequence)] |= Bit(sequence);

        void Forget(long sequence) => _seen[Word(sequence)] &= ~Bit(sequence);

        static int Word(long sequence) => (int)((ulong)sequence % Remembered / 64);

        static ulong Bit(long sequence) => 1UL << (int)((ulong)sequence % 64);
    }
}

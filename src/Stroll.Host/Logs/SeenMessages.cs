namespace Stroll.Host.Logs;

/// <summary>Whether a message was taken in before.</summary>
public enum Sight
{
    /// <summary>Not yet.</summary>
    New,

    /// <summary>It was.</summary>
    Doubled,

    /// <summary>It lies so far back that nobody remembers: of an old boot, or before many gaps.</summary>
    Forgotten,
}

/// <summary>Which messages were taken in, by (source, boot, sequence): ranges of sequences, so that a device without gaps costs one range.</summary>
/// <remarks>Bounded: a source keeps its last <see cref="MostBoots"/> boots, a boot its last <see cref="MostRanges"/> ranges. Not safe for several threads.</remarks>
public sealed class SeenMessages
{
    /// <summary>Boots of a source that are remembered; older ones are forgotten.</summary>
    public const int MostBoots = 8;

    /// <summary>Ranges of a boot that are remembered; what lies before them is forgotten.</summary>
    public const int MostRanges = 256;

    readonly Dictionary<int, SortedList<long, Boot>> _sources = [];

    /// <summary>All that is remembered, by source, then boot, then sequence; ends included. For writing down.</summary>
    public IEnumerable<(int Source, long Boot, long Floor, long From, long To)> Ranges =>
        from source in _sources.OrderBy(source => source.Key)
        from boot in source.Value
        from range in boot.Value.Ranges
        select (source.Key, boot.Key, boot.Value.Floor, range.From, range.To);

    /// <summary>Looks without remembering.</summary>
    public Sight Look(int source, long boot, long sequence) =>
        !_sources.TryGetValue(source, out var boots) ? Sight.New
        : boots.TryGetValue(boot, out var known) ? known.Look(sequence)
        : boots.Count == MostBoots && boot < boots.GetKeyAtIndex(0) ? Sight.Forgotten
        : Sight.New;

    /// <summary>Remembers a message.</summary>
    /// <returns>What it was before; only a new one changes anything.</returns>
    public Sight Add(int source, long boot, long sequence)
    {
        var sight = Look(source, boot, sequence);
        if (sight == Sight.New)
        {
            BootOf(source, boot).Add(sequence, sequence);
        }

        return sight;
    }

    /// <summary>Forgets a message that was added and then could not be kept.</summary>
    public void Remove(int source, long boot, long sequence) => BootOf(source, boot).Remove(sequence);

    /// <summary>Takes a range back that was written down.</summary>
    public void Restore(int source, long boot, long floor, long from, long to)
    {
        var known = BootOf(source, boot);
        known.Floor = Math.Max(known.Floor, floor);
        known.Add(from, to);
    }

    /// <summary>The same, independent.</summary>
    public SeenMessages Copy()
    {
        var copy = new SeenMessages();
        foreach (var (source, boot, floor, from, to) in Ranges)
        {
            copy.Restore(source, boot, floor, from, to);
        }

        return copy;
    }

    Boot BootOf(int source, long boot)
    {
        if (!_sources.TryGetValue(source, out var boots))
        {
            _sources.Add(source, boots = []);
        }

        if (!boots.TryGetValue(boot, out var known))
        {
            boots.Add(boot, known = new());
            if (boots.Count > MostBoots)
            {
                boots.RemoveAt(0);
            }
        }

        return known;
    }

    sealed class Boot
    {
        internal List<(long From, long To)> Ranges { get; } = [];

        internal long Floor { get; set; } = long.MinValue;

        internal Sight Look(long sequence)
        {
            var at = IndexAtOrBefore(sequence);
            return at >= 0 && sequence <= Ranges[at].To ? Sight.Doubled : sequence < Floor ? Sight.Forgotten : Sight.New;
        }

        internal void Add(long from, long to)
        {
            var at = IndexAtOrBefore(from);
            var joinsBefore = at >= 0 && Ranges[at].To + 1 >= from;
            var joinsAfter = at + 1 < Ranges.Count && Ranges[at + 1].From - 1 <= to;
            if (joinsBefore)
            {
                var last = Math.Max(Ranges[at].To, joinsAfter ? Ranges[at + 1].To : to);
                Ranges[at] = (Ranges[at].From, Math.Max(last, to));
                RemoveIf(joinsAfter, at + 1);
            }
            else if (joinsAfter)
            {
                Ranges[at + 1] = (from, Math.Max(to, Ranges[at + 1].To));
            }
            else
            {
                Ranges.Insert(at + 1, (from, to));
            }

            if (Ranges.Count > MostRanges)
            {
                Floor = Ranges[0].To + 1;
                Ranges.RemoveAt(0);
            }
        }

        internal void Remove(long sequence)
        {
            var at = IndexAtOrBefore(sequence);
            if (at < 0 || sequence > Ranges[at].To)
            {
                return;
            }

            var (from, to) = Ranges[at];
            Ranges.RemoveAt(at);
            if (sequence < to)
            {
                Ranges.Insert(at, (sequence + 1, to));
            }

            if (from < sequence)
            {
                Ranges.Insert(at, (from, sequence - 1));
            }
        }

        void RemoveIf(bool isWanted, int index)
        {
            if (isWanted)
            {
                Ranges.RemoveAt(index);
            }
        }

        /// <summary>The last range that begins at or before; -1 for none. The newest is looked at first: nearly every message belongs there.</summary>
        int IndexAtOrBefore(long sequence)
        {
            if (Ranges.Count > 0 && Ranges[^1].From <= sequence)
            {
                return Ranges.Count - 1;
            }

            var (low, high) = (0, Ranges.Count);
            while (low < high)
            {
                var middle = (low + high) / 2;
                (low, high) = Ranges[middle].From <= sequence ? (middle + 1, high) : (low, middle);
            }

            return low - 1;
        }
    }
}

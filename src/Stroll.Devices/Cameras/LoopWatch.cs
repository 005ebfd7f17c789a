namespace Stroll.Devices.Cameras;

/// <summary>Notices pictures that were shown before, again and again: a recorder that plays a loop in the place of a camera.</summary>
/// <remarks>The noise of a chip makes every picture new; the same samples in the same order, twenty pictures long, are no chance.</remarks>
sealed class LoopWatch
{
    // At ten pictures a second: loops of up to twelve seconds.
    const int Longest = 120;
    const int Enough = 20;
    const int Different = 5;

    readonly Queue<ulong> _order = new();
    readonly Dictionary<ulong, long> _seen = [];
    long _count;
    long _lag;
    int _run;
    int _changes;
    ulong _last;

    /// <summary>Takes the samples of the next picture.</summary>
    /// <returns>True while pictures repeat in a loop; one picture that stands still is none.</returns>
    internal bool Step(ReadOnlySpan<byte> light)
    {
        var hash = HashOf(light);
        var lag = _seen.TryGetValue(hash, out var before) ? _count - before : 0;
        // In a loop the distance stays the same; a picture that stands for a while has distance one and does not break it.
        _run = lag > 1 && (lag == _lag || _run == 0) ? _run + 1 : lag == 1 && _run > 0 ? _run : lag > 1 ? 1 : 0;
        _changes = _run <= 1 ? 0 : hash == _last ? _changes : _changes + 1;
        _lag = lag > 1 ? lag : _lag;
        (_last, _seen[hash]) = (hash, _count++);
        _order.Enqueue(hash);
        if (_order.Count > Longest && _order.Dequeue() is var old && _seen.TryGetValue(old, out var at) && at <= _count - Longest)
        {
            _seen.Remove(old);
        }

        return _run >= Enough && _changes >= Different;
    }

    // FNV-1a, 64 bits (G. Fowler, L. C. Noll, K.-P. Vo).
    static ulong HashOf(ReadOnlySpan<byte> bytes)
    {
        var hash = 14_695_981_039_346_656_037UL;
        foreach (var one in bytes)
        {
            hash = (hash ^ one) * 1_099_511_628_211UL;
        }

        return hash;
    }
}

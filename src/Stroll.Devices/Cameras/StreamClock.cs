using Stroll.Units;

namespace Stroll.Devices.Cameras;

/// <summary>How a stream's own clock lies to the host's: the least that receiving took over the last half minute.</summary>
/// <remarks>
/// A picture cannot be received before it was taken, and what it takes longer than the quickest one is network and waiting. So the least difference between
/// receive time and stream time, over some seconds, is the offset but for the shortest way from the camera, which is some tens of milliseconds. Old minima
/// are forgotten, since a camera's quartz runs away by seconds in a day. Pure: times come in with the pictures.
/// </remarks>
public sealed class StreamClock
{
    const int Buckets = 6;
    static readonly TimeSpan Bucket = TimeSpan.FromSeconds(5);

    readonly Queue<(Instant Until, TimeSpan Least)> _least = new();
    TimeSpan _latest;

    /// <summary>What is added to the stream's time to have the host's, since 1970; none before the first picture.</summary>
    public TimeSpan? Offset => _least.Count > 0 ? _least.Min(bucket => bucket.Least) : null;

    /// <summary>How much longer than the quickest the newest picture took.</summary>
    public TimeSpan Delay => Offset is { } offset ? _latest - offset : TimeSpan.Zero;

    /// <summary>Takes the times of the next picture.</summary>
    public void Step(Instant received, TimeSpan streamTime)
    {
        _latest = TimeSpan.FromTicks(received.Nanoseconds / 100) - streamTime;
        if (_least.Count == 0 || received >= _least.Last().Until)
        {
            _least.Enqueue((received + Bucket, _latest));
        }
        else if (_latest < _least.Last().Least)
        {
            Replace(_latest);
        }

        while (_least.Count > Buckets)
        {
            _least.Dequeue();
        }
    }

    /// <summary>When a picture of this stream time was taken; none before the first picture.</summary>
    public Instant? At(TimeSpan streamTime) => Offset is { } offset ? new((offset + streamTime).Ticks * 100) : null;

    /// <summary>Forgets everything: the stream's clock began anew.</summary>
    public void Reset() => _least.Clear();

    void Replace(TimeSpan least)
    {
        var all = _least.ToArray();
        all[^1] = (all[^1].Until, least);
        _least.Clear();
        foreach (var bucket in all)
        {
            _least.Enqueue(bucket);
        }
    }
}

using Stroll.Units;

namespace Stroll.Host.Ingest;

/// <summary>How far the clock of one device is from the host's, from what arrives when.</summary>
/// <remarks>
/// A message takes time to arrive and never arrives before it is sent, so the smallest difference of a while is the nearest to the truth: the
/// clock filter of NTP (RFC 5905, section 10) in its simplest form. The moment of a reading says less than the moment of sending: readings may
/// have waited. So a device may be corrected when it is ahead, which no waiting explains, or when it says when it sent.
/// </remarks>
sealed class DeviceClock(IngestRules rules)
{
    static readonly TimeSpan Window = 30.Seconds;

    readonly Queue<(Instant Received, long Behind)> _last = new();
    Instant _since;
    long _steady;

    /// <summary>How far the device is behind, nanoseconds; negative when it is ahead.</summary>
    internal long Behind { get; private set; }

    /// <summary>Takes what a message says of time.</summary>
    /// <param name="said">When it was sent, or else when it was true, by the device.</param>
    /// <param name="received">By the host.</param>
    /// <returns>What is wrong with the clock; none when the device may speak.</returns>
    internal string? Take(Instant said, Instant received)
    {
        var behind = Saturated(received, said);
        while (_last.TryPeek(out var old) && (received - old.Received > Window || received < old.Received || _last.Count > 256))
        {
            _last.Dequeue();
        }

        _last.Enqueue((received, behind));
        Behind = _last.Min(one => one.Behind);
        if (Behind < -rules.MostAhead.Ticks * 100)
        {
            return $"its clock is {-Behind / 1e9:0.0} s ahead";
        }

        if (Math.Abs(behind - _steady) > rules.Noticeable.Ticks * 1000)
        {
            (_steady, _since) = (behind, received);
        }

        return Behind > rules.MostBehind.Ticks * 100 && received - _since >= rules.Judged ? $"its clock is {Behind / 1e9:0.0} s behind" : null;
    }

    /// <summary>By how much what the device says is moved, nanoseconds.</summary>
    /// <param name="saysWhenSent">The device says when it sends.</param>
    internal long Correction(bool saysWhenSent) =>
        Math.Abs(Behind) > rules.Noticeable.Ticks * 100 && (saysWhenSent || Behind < 0) ? Behind : 0;

    static long Saturated(Instant late, Instant early)
    {
        var difference = (Int128)late.Nanoseconds - early.Nanoseconds;
        return difference > long.MaxValue / 4 ? long.MaxValue / 4 : difference < long.MinValue / 4 ? long.MinValue / 4 : (long)difference;
    }
}

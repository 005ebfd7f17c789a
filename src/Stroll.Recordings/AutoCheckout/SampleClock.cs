namespace Stroll.Recordings.AutoCheckout;

/// <summary>Gives the samples of one controller even times: a slow phase-locked loop over the times that the source wrote.</summary>
/// <remarks>
/// The source stamps a message of 12 samples when it leaves, 183 to 217 ms after the one before, and counts the samples back
/// from there. So the written times jump by -5 to +36 ms every 12 samples while the plates are read at an even 60 Hz. The loop
/// follows with a time constant of 5 s, which leaves 1 to 2 ms of that; times always rise.
/// </remarks>
sealed class SampleClock(long periodNanoseconds)
{
    // 1 / (5 s at 60 Hz), and the square of half of it: critically damped.
    const double PhaseGain = 1 / 300.0;
    const double PeriodGain = PhaseGain * PhaseGain / 4;

    // The phase is first learned as a plain mean; only when that has settled is the period trusted to move.
    const int SettleSamples = 600;
    const long GapNanoseconds = 100_000_000;

    double _period = periodNanoseconds;
    long _anchor;
    double _sinceAnchor;
    long _last = long.MinValue;
    int _seen;

    internal long Smoothed { get; private set; }

    internal long LargestMove { get; private set; }

    internal long Gaps { get; private set; }

    /// <summary>The even time of the next sample; later than the one before.</summary>
    /// <param name="written">As the source has it.</param>
    internal long Next(long written)
    {
        if (_last == long.MinValue)
        {
            _anchor = written;
            _seen = 1;
            return _last = written;
        }

        _sinceAnchor += _period;
        var error = written - _anchor - _sinceAnchor;
        if (Math.Abs(error) > GapNanoseconds)
        {
            // Samples are missing. Whole periods keep the phase that was learned; what is left is learned again, faster.
            Gaps++;
            _sinceAnchor += Math.Round(error / _period) * _period;
            _seen = Math.Min(_seen, 60);
            error = written - _anchor - _sinceAnchor;
        }

        _sinceAnchor += Math.Max(PhaseGain, 1.0 / ++_seen) * error;
        _period += _seen > SettleSamples ? PeriodGain * error : 0;

        // A gap can lie in the past too, when the controller's clock was set back. Time never follows it there.
        var even = Math.Max(_anchor + (long)_sinceAnchor, _last + (periodNanoseconds / 4));
        Count(even - written);
        return _last = even;
    }

    void Count(long moved)
    {
        Smoothed += Math.Abs(moved) > 1_000_000 ? 1 : 0;
        LargestMove = Math.Max(LargestMove, Math.Abs(moved));
    }
}

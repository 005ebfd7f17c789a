using Stroll.Units;

namespace Stroll.Recordings;

/// <summary>Times that a store can have seen. Outside of them sums of times could overflow.</summary>
static class TimeLimits
{
    // 1900 to 2200. Time 0 is inside: simulated stores may begin there.
    internal static readonly Instant First = new(-2_208_988_800_000_000_000);
    internal static readonly Instant Last = new(7_258_118_400_000_000_000);

    internal static bool Holds(long nanoseconds) => nanoseconds >= First.Nanoseconds && nanoseconds <= Last.Nanoseconds;

    internal static void Check(long nanoseconds, string where)
    {
        if (!Holds(nanoseconds))
        {
            throw RecordingException.Of("recording.absurd-time", where, $"time {nanoseconds} ns, expected nanoseconds since 1970 between the years 1900 and 2200");
        }
    }
}

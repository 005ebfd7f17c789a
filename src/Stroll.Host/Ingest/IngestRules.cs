using Stroll.Units;

namespace Stroll.Host.Ingest;

/// <summary>What a store takes from its devices.</summary>
/// <param name="MostAhead">A device whose clock is this far ahead is quarantined: one message from the future would make all others late.</param>
/// <param name="MostBehind">A device whose clock stays this far behind is quarantined: it would always be too late.</param>
/// <param name="Noticeable">A smaller offset is not corrected: it may be the network.</param>
/// <param name="Judged">An offset behind must stay the same for so long before it counts; one that shrinks is a backlog that is handed in.</param>
/// <param name="MostWaiting">Messages of one store that wait for the disk; more wait at the door.</param>
/// <param name="MostPerSecond">Messages of one device in a second; more of them wait, and nobody else does.</param>
public sealed record IngestRules(
    TimeSpan MostAhead, TimeSpan MostBehind, TimeSpan Noticeable, TimeSpan Judged, int MostWaiting, int MostPerSecond)
{
    /// <summary>5 s either way, 100 ms, 10 s, 4,096 messages, 2,000 a second.</summary>
    public static IngestRules Default => new(5.Seconds, 5.Seconds, 100.Milliseconds, 10.Seconds, 4096, 2000);
}

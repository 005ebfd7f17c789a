using System.Collections.Immutable;
using System.Diagnostics;
using Stroll.Observations;

namespace Stroll.Storage.Log;

/// <summary>What expires together.</summary>
public enum LogStream
{
    /// <summary>What scales said, and the ticks between.</summary>
    Readings,

    /// <summary>Where people were: trackers and cameras.</summary>
    People,

    /// <summary>Gates, what people answered, and what the operator said.</summary>
    Events,
}

/// <summary>How long each stream is kept, from the end of its segment.</summary>
/// <param name="Readings">Scales.</param>
/// <param name="People">Trackers and cameras.</param>
/// <param name="Events">Gates, answers and words of the operator.</param>
public sealed record LogRetention(TimeSpan Readings, TimeSpan People, TimeSpan Events)
{
    /// <summary>72 hours of what sensors said, 30 days of events.</summary>
    public static LogRetention Default => new(TimeSpan.FromHours(72), TimeSpan.FromHours(72), TimeSpan.FromDays(30));

    /// <summary>All streams.</summary>
    public static ImmutableArray<LogStream> Streams { get; } = [LogStream.Readings, LogStream.People, LogStream.Events];

    /// <summary>How long a stream is kept.</summary>
    public TimeSpan Of(LogStream stream) => stream switch
    {
        LogStream.Readings => Readings,
        LogStream.People => People,
        LogStream.Events => Events,
        _ => throw new UnreachableException(),
    };

    /// <summary>To which stream an observation belongs.</summary>
    public static LogStream StreamOf(Observation observation) => observation switch
    {
        Observation.ShelfReadings or Observation.Tick or Observation.SourceLost or Observation.SourceFound => LogStream.Readings,
        Observation.PeopleSeen or Observation.PeopleSighted => LogStream.People,
        Observation.GatePassed or Observation.Answered or Observation.ProfileSet or Observation.ModelSet => LogStream.Events,
        _ => throw new UnreachableException(),
    };
}

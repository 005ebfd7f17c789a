using System.Collections.Immutable;
using Stroll.Recordings;
using Stroll.Units;

namespace Stroll.Devices.Evidence;

/// <summary>A stretch of one camera's pictures that can be decoded in one go.</summary>
/// <param name="Camera">Its name.</param>
/// <param name="Begin">When its first picture was taken.</param>
/// <param name="End">After its last.</param>
/// <param name="Files">One after the other, in one clock; several are streams that may be joined byte by byte (MPEG transport streams).</param>
public sealed record Stretch(string Camera, Instant Begin, Instant End, ImmutableArray<string> Files);

/// <summary>Where the pictures of cameras lie.</summary>
public interface IFootage
{
    /// <summary>The cameras of which something is there, by name.</summary>
    ImmutableArray<string> Cameras { get; }

    /// <summary>The stretch of a camera that shows a moment, cut down to what reaches from one moment to another where it comes in pieces.</summary>
    /// <returns>None where nothing shows the moment.</returns>
    Stretch? Find(string camera, Instant from, Instant at, Instant until);
}

/// <summary>The videos of a recording.</summary>
/// <param name="recording">Which one.</param>
public sealed class RecordedFootage(Recording recording) : IFootage
{
    /// <inheritdoc/>
    public ImmutableArray<string> Cameras => [.. recording.Videos.Select(video => video.Camera).Distinct().Order(StringComparer.Ordinal)];

    /// <inheritdoc/>
    public Stretch? Find(string camera, Instant from, Instant at, Instant until) => recording.Videos.FirstOrDefault(video => video.Camera == camera && video.Begin <= at && at < video.End) is { } video
        ? new(camera, video.Begin, video.End, [recording.PathOf(video)])
        : null;
}

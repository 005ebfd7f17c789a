using System.Collections.Immutable;
using Stroll.Cli.Frame;
using Stroll.Geometry;
using Stroll.Recordings.MotChallenge;
using Stroll.Tracking.OneCamera;
using Stroll.Units;

namespace Stroll.Cli.Tracking;

/// <summary>What is to be tracked, as typed.</summary>
internal sealed record TrackingRequest
{
    /// <summary>A file of sightings, the folder of a sequence, or a folder of such folders.</summary>
    internal required string Source { get; init; }

    /// <summary>A file; for a folder of sequences a folder.</summary>
    internal required string Target { get; init; }

    /// <summary>Frame numbers a second.</summary>
    internal double? Rate { get; init; }

    /// <summary>File of camera motion.</summary>
    internal string? Motion { get; init; }

    /// <summary>File of the calibration.</summary>
    internal string? Camera { get; init; }

    /// <summary>1 for all frames.</summary>
    internal int Every { get; init; } = 1;
}

/// <summary>What was tracked.</summary>
internal sealed record TrackingSummary(string Name, int Frames, double Rate, long Sightings, long Skipped, int OutOfOrder, int Tracks, long Boxes);

/// <summary>Tracks whole sequences of files.</summary>
internal static class SequenceTracking
{
    const double UsualRate = 30;

    /// <summary>Tracks all that is asked for; each file of tracks is whole or not there.</summary>
    internal static ImmutableArray<TrackingSummary> Run(TrackingRequest request, CancellationToken stop)
    {
        if (request.Rate is { } rate && !(rate is >= 1e-3 and <= 10_000))
        {
            throw new Refusal(new("mot.rate", "--fps", FormattableString.Invariant($"{rate}, expected a number from 0.001 to 10000")));
        }

        if (!Directory.Exists(request.Source))
        {
            return [One(request, request.Source, Path.GetDirectoryName(Path.GetFullPath(request.Source))!, request.Target, stop)];
        }

        if (File.Exists(SightingsPath(request.Source)))
        {
            return [One(request, SightingsPath(request.Source), request.Source, request.Target, stop)];
        }

        var folders = Directory.GetDirectories(request.Source).Where(folder => File.Exists(SightingsPath(folder))).Order(StringComparer.Ordinal).ToArray();
        if (folders.Length == 0)
        {
            throw new Refusal(new("mot.sightings", request.Source, "holds no det/det.txt and no NAME/det/det.txt, expected a sequence or several"));
        }

        if (WholeFile.Prepare(request.Target) is { } fault)
        {
            throw new Refusal(fault);
        }

        return [.. folders.Select(folder => One(
            request with { Motion = In(folder, request.Motion), Camera = In(folder, request.Camera) },
            SightingsPath(folder),
            folder,
            Path.Combine(request.Target, $"{Path.GetFileName(folder)}.txt"),
            stop))];
    }

    static string SightingsPath(string folder) => Path.Combine(folder, "det", "det.txt");

    static string? In(string folder, string? file) => file is null ? null : Path.Combine(folder, file);

    static TrackingSummary One(TrackingRequest request, string path, string folder, string target, CancellationToken stop)
    {
        var file = Refusal.Unless(MotReader.Read(path, hasIds: false, stop));
        var sequence = Refusal.Unless(MotSequence.Read(folder));
        if (sequence == MotSequence.Unknown && Path.GetFileName(Path.TrimEndingDirectorySeparator(folder)) == "det")
        {
            // A file det/det.txt of a sequence.
            sequence = Refusal.Unless(MotSequence.Read(Path.Combine(folder, "..")));
        }

        var motions = request.Motion is null ? null : Refusal.Unless(MotMotions.Read(request.Motion));
        var camera = request.Camera is null ? null : Refusal.Unless(MotCamera.Read(request.Camera, sequence.Width, sequence.Height));
        var rate = request.Rate ?? sequence.Rate ?? UsualRate;
        var tracker = new OneCameraTracker(OneCameraRules.Default, camera);
        var (frames, sightings, tracks, boxes) = (0, 0L, 0, 0L);
        try
        {
            WholeFile.Write(target, to =>
            {
                var last = 0;
                foreach (var number in Numbers(file, request.Every))
                {
                    stop.ThrowIfCancellationRequested();
                    var seen = Sightings(file.Of(number));
                    var motion = motions is null || last == 0 ? PictureMotion.None : motions.Between(last, number);
                    foreach (var followed in tracker.Step(At(number, rate), seen, motion))
                    {
                        MotWriter.Write(to, number, followed.Track, followed.Box, followed.Score);
                        tracks = Math.Max(tracks, followed.Track);
                        boxes++;
                    }

                    (last, frames, sightings) = (number, frames + 1, sightings + seen.Length);
                }
            });
        }
        catch (Exception problem) when (problem is IOException or UnauthorizedAccessException or NotSupportedException)
        {
            throw new Refusal(new("output.unwritable", target, $"cannot be written ({problem.Message}), expected a file that can"));
        }

        return new(Path.GetFileName(target), frames, rate, sightings, file.Skipped + tracker.Skipped, file.OutOfOrder, tracks, boxes);
    }

    static Instant At(int number, double rate) => new((long)Math.Round((number - 1) / rate * 1e9));

    static ScoredBox[] Sightings(ReadOnlySpan<MotRow> rows)
    {
        var sightings = new ScoredBox[rows.Length];
        for (var i = 0; i < rows.Length; i++)
        {
            sightings[i] = new(rows[i].Box, rows[i].Score);
        }

        return sightings;
    }

    /// <summary>The frames that were taken: from the first with a line to the last, in the widest steps that meet all of them.</summary>
    static IEnumerable<int> Numbers(MotFile file, int every)
    {
        var present = file.Rows.Select(row => row.Frame).Where(frame => (frame - 1) % every == 0).Distinct().ToArray();
        if (present.Length == 0)
        {
            yield break;
        }

        var step = 0;
        foreach (var frame in present)
        {
            step = (int)GreatestCommon(step, frame - present[0]);
        }

        for (var number = (long)present[0]; number <= present[^1]; number += Math.Max(1, step))
        {
            yield return (int)number;
        }
    }

    static long GreatestCommon(long a, long b) => b == 0 ? a : GreatestCommon(b, a % b);
}

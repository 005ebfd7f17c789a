using System.Collections.Immutable;
using Stroll.Geometry;
using Stroll.Layout;
using Stroll.Simulator;
using Stroll.Units;

namespace Stroll.Rendering;

/// <summary>How videos of a simulated day are made.</summary>
/// <param name="Width">Of each picture, pixels: even, 64 to 3840. The height follows from the camera's lens.</param>
/// <param name="FramesPerSecond">Above 0, at most 120.</param>
/// <param name="From">The first frame is not before.</param>
/// <param name="To">No frame is from here on.</param>
public sealed record VideoSettings(int Width, double FramesPerSecond, Instant From, Instant To);

/// <summary>One video as it came out.</summary>
/// <param name="Camera">Of which camera.</param>
/// <param name="Begin">The moment of its first frame.</param>
/// <param name="Frames">How many it has.</param>
/// <param name="Width">Pixels across.</param>
/// <param name="Height">Pixels down.</param>
public sealed record MadeVideo(StoreCamera Camera, Instant Begin, long Frames, int Width, int Height);

/// <summary>Renders what the cameras of a simulated day show.</summary>
public static class SceneVideo
{
    const double CornerHeight = 2.6;
    const double CornerView = 1.35;
    const double FromCorner = 0.15;
    const double LooksAtHeight = 0.9;

    /// <summary>The cameras of a store; where it has none, four in the corners under the ceiling, <c>corner-1</c> to <c>corner-4</c>.</summary>
    public static ImmutableArray<StoreCamera> CamerasOf(Store store)
    {
        if (!store.Cameras.IsEmpty)
        {
            return store.Cameras;
        }

        var room = StoreBounds.Of(store, []);
        var middle = new Point3((room.Left + room.Right) / 2, (room.Front + room.Back) / 2, LooksAtHeight);
        Point3[] corners =
        [
            new(room.Left + FromCorner, room.Front + FromCorner, CornerHeight), new(room.Right - FromCorner, room.Front + FromCorner, CornerHeight),
            new(room.Right - FromCorner, room.Back - FromCorner, CornerHeight), new(room.Left + FromCorner, room.Back - FromCorner, CornerHeight),
        ];
        return [.. corners.Select((corner, i) => new StoreCamera(new(i), $"corner-{i + 1}", new(Towards(corner, middle), CameraLens.Plain(1280, 720, CornerView))))];
    }

    /// <summary>Plays the day's people and writes one file for each camera.</summary>
    /// <param name="simulation">The day; nothing else plays it meanwhile.</param>
    /// <param name="cameras">Which of <see cref="CamerasOf"/>.</param>
    /// <param name="settings">How.</param>
    /// <param name="pathOf">Where the file of a camera goes.</param>
    /// <param name="done">Hears the moment that is done.</param>
    /// <param name="stop">Ends it early.</param>
    /// <exception cref="VideoException">There is no ffmpeg, or it failed.</exception>
    /// <exception cref="OperationCanceledException">It was ended early; the files are cut off.</exception>
    /// <remarks>Cameras are drawn on all processors at once; each has its own encoder.</remarks>
    public static ImmutableArray<MadeVideo> Write(
        Simulation simulation, ImmutableArray<StoreCamera> cameras, VideoSettings settings, Func<StoreCamera, string> pathOf, Action<Instant> done, CancellationToken stop)
    {
        var pictures = cameras.Select(camera => new CameraPicture(simulation.Model.Store, camera, settings.Width)).ToArray();
        var files = new List<VideoFile>();
        try
        {
            files.AddRange(pictures.Select(picture => new VideoFile(pathOf(picture.Camera), picture.Width, picture.Height, settings.FramesPerSecond)));
            var (begin, frames) = (settings.From, 0L);
            foreach (var frame in simulation.PlayScene(settings.FramesPerSecond, settings.From, settings.To))
            {
                stop.ThrowIfCancellationRequested();
                begin = frames++ == 0 ? frame.At : begin;
                Each(pictures.Length, i =>
                {
                    pictures[i].Draw(frame);
                    files[i].Append(pictures[i].Bytes);
                });
                done(frame.At);
            }

            foreach (var file in files)
            {
                file.Complete();
            }

            return [.. pictures.Select(picture => new MadeVideo(picture.Camera, begin, frames, picture.Width, picture.Height))];
        }
        finally
        {
            foreach (var file in files)
            {
                file.Dispose();
            }
        }
    }

    static void Each(int count, Action<int> work)
    {
        try
        {
            Parallel.For(0, count, work);
        }
        catch (AggregateException several)
        {
            // One fault is enough to tell.
            System.Runtime.ExceptionServices.ExceptionDispatchInfo.Throw(several.InnerExceptions[0]);
        }
    }

    static CameraPose Towards(Point3 from, Point3 to)
    {
        var way = to - from;
        return new(from, Math.Atan2(-way.X, way.Y), Math.Atan2(-way.Z, Math.Sqrt((way.X * way.X) + (way.Y * way.Y))));
    }
}

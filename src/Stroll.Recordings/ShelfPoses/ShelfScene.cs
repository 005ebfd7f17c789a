using System.Collections.Immutable;
using Stroll.Geometry;
using Stroll.Layout;
using Stroll.Observations;
using Stroll.Tracking.Evaluation;
using Stroll.Units;

namespace Stroll.Recordings.ShelfPoses;

/// <summary>The Shelf data set with stored 2-D joints: five cameras, 301 pictures each, true 3-D poses.</summary>
/// <param name="Store">Its cameras, named as in the calibration; nothing else is known of the place.</param>
/// <param name="Frames">The people in each picture, in order of time, then of camera.</param>
/// <remarks>V. Belagiannis et al., "3D Pictorial Structures for Multiple Human Pose Estimation", CVPR 2014; stored joints and truth in the form of
/// Y. Zhang et al., "4D Association Graph", CVPR 2020.</remarks>
public sealed record ShelfScene(Store Store, ImmutableArray<Observation.PeopleSighted> Frames)
{
    /// <summary>From one picture to the next.</summary>
    public static TimeSpan FrameTime => 40.Milliseconds;

    /// <summary>When the first picture was taken: the files do not say, so that time begins at 0.</summary>
    public static Instant Start => new(0);

    /// <summary>Reads <c>calibration.json</c> and <c>detection/NAME.txt</c> for each camera.</summary>
    /// <param name="folder">The folder that holds them.</param>
    /// <returns>Bad with file and line of what is missing or malformed, or with the camera whose calibration is none.</returns>
    public static Result<ShelfScene> Read(string folder) => FileSafety.Guard(folder, () =>
    {
        var cameras = ReadCameras(Path.Combine(folder, "calibration.json"));
        var store = Store.Build("shelf", [], [], [], [], cameras);
        var views = store.Cameras.Select(camera => PartsFile.Read(Path.Combine(folder, "detection", $"{camera.Name}.txt"), camera.View.Lens)).ToArray();
        var frames = ImmutableArray.CreateBuilder<Observation.PeopleSighted>();
        for (var frame = 0; frame < views.Max(view => view.Length); frame++)
        {
            for (var camera = 0; camera < views.Length; camera++)
            {
                if (frame < views[camera].Length)
                {
                    frames.Add(new(Start + (frame * FrameTime), new(camera), views[camera][frame]));
                }
            }
        }

        return new ShelfScene(store, frames.ToImmutable());
    });

    static List<(string Name, PinholeCamera View)> ReadCameras(string path)
    {
        var cameras = new List<(string, PinholeCamera)>();
        using var document = JsonText.Parse(System.Text.Encoding.UTF8.GetBytes(FileSafety.ReadText(path)), path, "import.syntax");
        foreach (var (name, camera) in new JsonPlace(document.RootElement, path, "").Entries())
        {
            var k = Numbers(camera, "K", 9, path, name);
            var rt = Numbers(camera, "RT", 12, path, name);
            var size = Numbers(camera, "imgSize", 2, path, name);
            var turn = new Matrix3(new(rt[0], rt[1], rt[2]), new(rt[4], rt[5], rt[6]), new(rt[8], rt[9], rt[10]));
            var lens = new CameraLens((int)size[0], (int)size[1], k[0], k[4], new(k[2], k[5]));
            cameras.Add((name, PinholeCamera.Calibrated(lens, turn, new(rt[3], rt[7], rt[11]), $"{path}: camera {name}") switch
            {
                Result<PinholeCamera>.Good good => good.Value,
                Result<PinholeCamera>.Bad bad => throw new RecordingException(bad.Fault),
                _ => throw new System.Diagnostics.UnreachableException(),
            }));
        }

        return cameras.Count > 0 ? cameras : throw RecordingException.Of("import.value", path, "no camera, expected one or more");
    }

    static double[] Numbers(JsonPlace camera, string key, int count, string path, string name)
    {
        double[] numbers = [.. camera.List(key).Select(value => value.Real())];
        return numbers.Length == count
            ? numbers
            : throw RecordingException.Of("import.value", path, $"'{key}' of camera {name} has {numbers.Length} numbers, expected {count}");
    }
}

using System.Collections.Immutable;
using Stroll.Devices.Evidence;
using Stroll.Geometry;
using Stroll.Host.Database;
using Stroll.Host.Review;
using Stroll.Host.Scenes;
using Stroll.Layout;
using Stroll.Rendering;
using Stroll.Simulator;
using Stroll.Units;

namespace Stroll.Cli.Live;

/// <summary>What the cameras of a simulated store would have shown around a case, drawn from where its tracker saw people. Nobody in it is real, and it shows nothing that the tracker did not
/// see; but the way from here to the desk, with cutting, covered heads, exact times and the log of looks, is that of a real store.</summary>
internal sealed class DrawnFootage : IFootage
{
    const int Width = 480;
    const double FramesPerSecond = 8;

    // Drawn pictures are in the clips soon; of what they were cut from a few are kept.
    const int MostKept = 30;

    readonly IDatabase _database;
    readonly StoreModel _model;
    readonly string _folder;
    readonly ImmutableArray<StoreCamera> _cameras;
    readonly ImmutableArray<ShownGood> _goods;
    readonly Lock _lock = new();
    readonly List<Scene> _drawn = [];

    DrawnFootage(IDatabase database, StoreModel model, string folder)
    {
        (_database, _model, _folder) = (database, model, Directory.CreateDirectory(folder).FullName);
        _cameras = SceneVideo.CamerasOf(model.Store);
        _goods = DrawnPeople.Goods(model);
    }

    /// <inheritdoc/>
    public ImmutableArray<string> Cameras => [.. _cameras.Select(camera => camera.Name)];

    /// <summary>Clips for the desk of a simulated store; none where there is no ffmpeg.</summary>
    /// <param name="database">With its scenes.</param>
    /// <param name="model">Of the store.</param>
    /// <param name="folder">Where pictures go.</param>
    internal static CaseClips? ClipsOf(IDatabase database, StoreModel model, string folder)
    {
        if (Ffmpeg.Find() is null)
        {
            return null;
        }

        var footage = new DrawnFootage(database, model, Path.Combine(folder, "drawn"));
        var views = footage._cameras.ToDictionary(camera => camera.Name, camera => camera.View, StringComparer.Ordinal);
        var cutter = new ClipCutter(
            new(Path.Combine(folder, "evidence")), footage, footage._cameras, [.. model.Store.Gondolas.Select(gondola => gondola.Body).OfType<Box>()],
            [new KnownHeads(name => views.GetValueOrDefault(name), footage.Heads)], PrivacyMasks.None, EvidenceRules.Default, TimeProvider.System);
        return new(database, cutter, model);
    }

    /// <inheritdoc/>
    public Stretch? Find(string camera, Instant from, Instant at, Instant until)
    {
        if (_cameras.FirstOrDefault(one => one.Name == camera) is not { } view || SceneAt(at) is not { } scene)
        {
            return null;
        }

        var file = Path.Combine(_folder, $"{scene.At.Nanoseconds}-{camera}.mp4");
        lock (_lock)
        {
            if (!File.Exists(file))
            {
                Draw(scene, view, file);
                Tidy();
            }
        }

        return new(camera, scene.Begin, scene.End, [file]);
    }

    /// <summary>The scene of the case whose movement was at a moment.</summary>
    Scene? SceneAt(Instant at)
    {
        lock (_lock)
        {
            if (_drawn.Find(scene => scene.At == at) is { } known)
            {
                return known;
            }
        }

        var name = _database.Read(transaction => transaction.First<string>("SELECT name FROM scene WHERE at_ns = @at ORDER BY name LIMIT 1", new { at = at.Nanoseconds }));
        var scene = name is null ? null : _database.Read(transaction => SceneTable.Of(transaction, name));
        if (scene is not null)
        {
            lock (_lock)
            {
                _drawn.Add(scene);
                _drawn.RemoveRange(0, Math.Max(0, _drawn.Count - MostKept));
            }
        }

        return scene;
    }

    IEnumerable<Point3> Heads(Instant at)
    {
        Scene[] near;
        lock (_lock)
        {
            near = [.. _drawn.Where(scene => scene.Begin <= at && at <= scene.End)];
        }

        return near.SelectMany(scene => DrawnPeople.At(scene, at)).Select(person => person.Joints[(int)Observations.Joint.Head]);
    }

    void Draw(Scene scene, StoreCamera camera, string file)
    {
        var picture = new CameraPicture(_model.Store, camera, Width);
        var part = $"{file}.part.mp4";
        using (var video = new VideoFile(part, picture.Width, picture.Height, FramesPerSecond))
        {
            var frames = (int)((scene.End - scene.Begin).TotalSeconds * FramesPerSecond);
            for (var frame = 0; frame < frames; frame++)
            {
                var at = scene.Begin + TimeSpan.FromSeconds(frame / FramesPerSecond);
                picture.Draw(new(at, DrawnPeople.At(scene, at), _goods, 1));
                video.Append(picture.Bytes);
            }

            video.Complete();
        }

        File.Move(part, file, overwrite: true);
    }

    void Tidy()
    {
        foreach (var old in new DirectoryInfo(_folder).GetFiles("*.mp4").OrderByDescending(file => file.LastWriteTimeUtc).Skip(MostKept))
        {
            old.Delete();
        }
    }
}

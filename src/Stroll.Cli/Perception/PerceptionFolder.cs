using System.Collections.Immutable;
using Stroll.Cli.Frame;
using Stroll.Devices.Perception;
using Stroll.Geometry;
using Stroll.Layout;
using Stroll.Observations;
using Stroll.Recordings;
using Stroll.Recordings.MotChallenge;
using Stroll.Rendering;
using Stroll.Units;

namespace Stroll.Cli.Perception;

/// <summary>What was counted of one camera.</summary>
/// <param name="Camera">Its name.</param>
internal sealed record CameraCount(string Camera)
{
    internal long Frames { get; set; }

    internal long LookedAt { get; set; }

    internal long Sightings { get; set; }

    /// <summary>Frames by how many people were followed in them.</summary>
    internal SortedDictionary<int, long> FramesWithPeople { get; } = [];

    internal HashSet<int> Ids { get; } = [];

    internal int Tracks => Ids.Count;

    internal int MostAtOnce => FramesWithPeople.Count > 0 ? FramesWithPeople.Keys.Max() : 0;
}

/// <summary>The folder that <c>perceive</c> fills. What was begun and not completed is removed.</summary>
internal sealed class PerceptionFolder : IDisposable
{
    static readonly string[] Parts = ["detections", "tracks", "annotated"];

    readonly string _folder;
    readonly PerceivedCamera[] _cameras;
    readonly Instant _begin;
    readonly StreamWriter[] _detections;
    readonly StreamWriter[] _tracks;
    readonly AnnotatedPicture[] _pictures;
    readonly VideoFile[] _videos;
    readonly RecordingWriter? _recording;
    readonly Recording? _beside;
    readonly Store? _store;
    bool _isComplete;

    PerceptionFolder(string folder, PerceivedCamera[] cameras, Instant begin, Recording? beside)
    {
        (_folder, _cameras, _begin, _beside) = (folder, cameras, begin, beside);
        Counts = [.. cameras.Select(camera => new CameraCount(camera.Name))];
        foreach (var part in Parts)
        {
            Directory.CreateDirectory(Path.Combine(folder, part));
        }

        _detections = [.. cameras.Select(camera => Text(Path.Combine(folder, Parts[0], $"{camera.Name}.txt")))];
        _tracks = [.. cameras.Select(camera => Text(Path.Combine(folder, Parts[1], $"{camera.Name}.txt")))];
        _pictures = [.. cameras.Select(camera => new AnnotatedPicture(camera.Reader.Width, camera.Reader.Height))];
        _videos = [.. cameras.Select((camera, i) => new VideoFile(
            Path.Combine(folder, Parts[2], $"{camera.Name}.mp4"), _pictures[i].Width, _pictures[i].Height, camera.Reader.Probe.FramesPerSecond is > 0.1 and < 240 and var rate ? rate : 25))];
        if (cameras.All(camera => camera.View is not null))
        {
            _recording = Refusal.Unless(RecordingWriter.Create(Path.Combine(folder, "recording"), $"cameras looked at by stroll perceive: {string.Join(", ", cameras.Select(camera => camera.Name))}"));
            _store = WriteStore();
        }
    }

    internal ImmutableArray<CameraCount> Counts { get; }

    internal bool HasRecording => _recording is not null;

    /// <summary>Begins.</summary>
    /// <returns>Bad where something is there already, or it cannot be written.</returns>
    internal static Result<PerceptionFolder> Create(string folder, PerceivedCamera[] cameras, Instant begin, Recording? beside)
    {
        if (Directory.Exists(folder) && Directory.EnumerateFileSystemEntries(folder).Any())
        {
            return new Result<PerceptionFolder>.Bad(new("recording.exists", folder, "something is there already, expected a new or empty folder"));
        }

        return WholeFile.Prepare(folder) is { } fault
            ? new Result<PerceptionFolder>.Bad(fault)
            : new Result<PerceptionFolder>.Good(new(folder, cameras, begin, beside));
    }

    /// <summary>Writes one picture's result.</summary>
    internal void Take(PerceivedFrame frame)
    {
        var (count, number) = (Counts[frame.Camera], (int)frame.Picture.Index + 1);
        count.Frames++;
        count.LookedAt += frame.IsLookedAt ? 1 : 0;
        count.Sightings += frame.People.Length;
        count.FramesWithPeople[frame.Tracks.Length] = count.FramesWithPeople.GetValueOrDefault(frame.Tracks.Length) + 1;
        count.Ids.UnionWith(frame.Tracks.Select(track => track.Track));
        foreach (var person in frame.People)
        {
            MotWriter.Write(_detections[frame.Camera], number, -1, person.Box, person.Score);
        }

        foreach (var track in frame.Tracks)
        {
            MotWriter.Write(_tracks[frame.Camera], number, track.Track, track.Box, track.Score);
        }

        Draw(frame);
        Record(frame);
    }

    /// <summary>Closes everything.</summary>
    /// <exception cref="RecordingException">The disk is full or gone.</exception>
    /// <exception cref="VideoException">A video could not be written whole.</exception>
    internal void Complete()
    {
        Array.ForEach(_videos, video => video.Complete());
        Array.ForEach([.. _detections, .. _tracks], (StreamWriter text) => text.Dispose());
        if (_recording is { } recording)
        {
            foreach (var entry in _beside?.Read() ?? [])
            {
                if (entry.Observation is Observation.ShelfReadings or Observation.GatePassed)
                {
                    recording.Append(entry.Observation);
                }
            }

            recording.Complete();
        }

        WholeFile.Write(Path.Combine(_folder, "summary.json"), WriteSummary);
        _isComplete = true;
    }

    public void Dispose()
    {
        Array.ForEach(_videos, video => video.Dispose());
        Array.ForEach(_pictures, picture => picture.Dispose());
        Array.ForEach([.. _detections, .. _tracks], (StreamWriter text) => text.Dispose());
        _recording?.Dispose();
        if (!_isComplete)
        {
            foreach (var part in Parts)
            {
                Directory.Delete(Path.Combine(_folder, part), recursive: true);
            }
        }
    }

    static StreamWriter Text(string path) => new(path) { NewLine = "\n" };

    Store WriteStore()
    {
        var old = _beside?.Model;
        var store = Store.Build(
            old?.Store.Name ?? "cameras", old?.Store.Gondolas ?? [], old?.Store.Shelves.Select(shelf => (shelf.Gondola, shelf.Number, shelf.Body)) ?? [],
            old?.Store.Plates.Select(plate => (plate.Address, plate.Body, plate.Capacity)) ?? [], old?.Store.Gates ?? [],
            _cameras.Select(camera => (camera.Name, camera.View!)));
        _recording!.Write(old is null ? new StoreModel(store, new([]), new(store, [])) : new StoreModel(store, old.Catalogue, new(store, old.Planogram.Facings)));
        return store;
    }

    void Record(PerceivedFrame frame)
    {
        if (_recording is null || !_store!.TryFind(_cameras[frame.Camera].Name, out var id))
        {
            return;
        }

        var scale = (double)_store[id].View.Lens.WidthPixels / frame.Picture.Frame.Width;
        _recording.Append(new Observation.PeopleSighted(_begin + frame.Picture.At, id, [.. frame.People.Select(person => Scaled(person, scale))]));
    }

    static Sighting Scaled(Sighting person, double scale) => scale == 1 ? person : person with
    {
        Box = new(scale * person.Box.Left, scale * person.Box.Top, scale * person.Box.Width, scale * person.Box.Height),
        Joints = [.. person.Joints.Select(joint => joint with { At = new(scale * joint.At.Right, scale * joint.At.Down) })],
    };

    void Draw(PerceivedFrame frame)
    {
        var (picture, camera) = (_pictures[frame.Camera], _cameras[frame.Camera]);
        picture.Begin(frame.Picture.Frame.Pixels.Span, frame.Picture.Frame.Width);
        foreach (var person in frame.People)
        {
            picture.Skeleton(person.Joints);
        }

        foreach (var track in frame.Tracks)
        {
            picture.Track(track.Track, track.Box);
        }

        if (camera.View is { } view)
        {
            var scale = (double)view.Lens.WidthPixels / frame.Picture.Frame.Width;
            picture.Map(
                [.. _beside?.Model.Store.Gondolas.Select(gondola => gondola.Body).OfType<Box>() ?? []],
                [.. from track in frame.Tracks
                    let foot = track.Box.Foot
                    let place = view.TryToHeight(new(scale * foot.Right, scale * foot.Down), 0, out var at) ? at : Point3.Unknown
                    where place.IsKnown && place.Length < 50
                    select new MappedPerson(track.Track, place.X, place.Y)]);
        }

        picture.Caption(FormattableString.Invariant($"{camera.Name} {frame.Picture.At.TotalSeconds:0.00} s, {frame.Tracks.Length} here{(frame.IsLookedAt ? "" : ", still")}"));
        _videos[frame.Camera].Append(picture.End());
    }

    void WriteSummary(TextWriter to) => JsonDocumentOut.Write(to, json =>
    {
        json.WriteStartObject();
        json.WriteStartArray("cameras");
        foreach (var camera in Counts)
        {
            json.WriteStartObject();
            json.WriteString("camera", camera.Camera);
            json.WriteNumber("frames", camera.Frames);
            json.WriteNumber("lookedAt", camera.LookedAt);
            json.WriteNumber("sightings", camera.Sightings);
            json.WriteNumber("tracks", camera.Tracks);
            json.WriteNumber("mostAtOnce", camera.MostAtOnce);
            json.WriteStartObject("framesWithPeople");
            foreach (var (people, frames) in camera.FramesWithPeople)
            {
                json.WriteNumber($"{people}", frames);
            }

            json.WriteEndObject();
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteEndObject();
    });
}

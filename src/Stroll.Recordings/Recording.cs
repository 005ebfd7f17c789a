using System.Collections.Immutable;
using Stroll.Layout;
using Stroll.Observations;
using Stroll.Sensors;
using Stroll.Units;

namespace Stroll.Recordings;

/// <summary>A recording on disk whose description has been checked; its observations are streamed.</summary>
public sealed class Recording
{
    /// <summary>How late shelves may be.</summary>
    public static TimeSpan PlateLateness => 300.Milliseconds;

    /// <summary>How late people, cameras and gates may be.</summary>
    public static TimeSpan PeopleLateness => 1.Seconds;

    readonly string _folder;
    readonly SourceId?[] _shelfSources;
    readonly SourceId? _tracker;
    readonly SourceId[] _cameras;
    readonly Dictionary<string, SourceId> _gateSources = new(StringComparer.Ordinal);
    readonly SourceId? _desk;
    readonly SourceId _clock;

    internal Recording(
        string folder, StoreModel model, Manifest manifest, Truth? truth, ImmutableArray<RecordedVideo> videos, ImmutableArray<string> warnings)
    {
        Videos = videos;
        _folder = folder;
        Model = model;
        Manifest = manifest;
        Truth = truth;
        Warnings = warnings;
        _shelfSources = new SourceId?[model.Store.Shelves.Length];
        var sources = ImmutableArray.CreateBuilder<SourcePromise>();
        SourceId Add(string name, TimeSpan lateness, SourceKind kind)
        {
            var id = new SourceId(sources.Count);
            sources.Add(new(id, name, lateness, kind));
            return id;
        }

        // A shelf that never says anything is no source: nothing could be waited for.
        var speaking = manifest.Plates.Select(plate => (plate.Gondola, plate.Shelf)).ToHashSet();
        foreach (var shelf in model.Store.Shelves.Where(s => speaking.Contains((s.Gondola, s.Number))))
        {
            _shelfSources[shelf.Id.Index] = Add($"shelf {shelf.Gondola}/{shelf.Number}", PlateLateness, SourceKind.Plates);
        }

        if (Has(RecordingFiles.People))
        {
            _tracker = Add("tracker", PeopleLateness, SourceKind.People);
        }

        _cameras = Has(RecordingFiles.Sightings)
            ? [.. model.Store.Cameras.Select(camera => Add($"camera {camera.Name}", PeopleLateness, SourceKind.Camera))]
            : [];
        if (Has(RecordingFiles.Gates))
        {
            foreach (var gate in model.Store.Gates)
            {
                _gateSources[gate.Name] = Add($"gate {gate.Name}", PeopleLateness, SourceKind.Gate);
            }
        }

        if (Has(RecordingFiles.Answers))
        {
            _desk = Add("desk", PeopleLateness, SourceKind.Desk);
        }

        _clock = Add("clock", TimeSpan.Zero, SourceKind.Host);
        Sources = sources.ToImmutable();
    }

    /// <summary>The store, its articles and where they stand.</summary>
    public StoreModel Model { get; }

    /// <summary>Who speaks in this recording: one source for each shelf that says anything, the tracker, each camera, each gate, the people
    /// who answered cases, and last a clock that says ticks and which source is silent.</summary>
    public ImmutableArray<SourcePromise> Sources { get; }

    /// <summary>What the recording says about itself.</summary>
    public Manifest Manifest { get; }

    /// <summary>True when a tracker saw people, or at least looked for them.</summary>
    public bool HasPeople => _tracker is not null;

    /// <summary>True when cameras saw people, or at least looked for them.</summary>
    public bool HasSightings => Has(RecordingFiles.Sightings);

    /// <summary>True when the recording knows where everybody truly was.</summary>
    public bool HasPaths => Has(RecordingFiles.Paths);

    /// <summary>Who really took what; none when the recording does not know.</summary>
    public Truth? Truth { get; }

    /// <summary>The videos of its cameras; none where it has none. Not under the hashes of the manifest, but for their times.</summary>
    public ImmutableArray<RecordedVideo> Videos { get; }

    /// <summary>What is odd about the recording but no reason to refuse it: files that somebody corrected by hand.</summary>
    public ImmutableArray<string> Warnings { get; }

    /// <summary>Streams every observation, nearly in the order of time, with a tick each 100 ms. Holds about 15 s of the store.</summary>
    /// <exception cref="RecordingException">A file turned out broken on the way.</exception>
    public IEnumerable<LogEntry> Read() => new RecordingMerge(Sources, _clock).Merge(Streams());

    /// <summary>Streams where everybody truly was, moment by moment, under the ids of the truth; nothing where that is not known. No part of <see cref="Read"/>.</summary>
    /// <exception cref="RecordingException">The file turned out broken on the way.</exception>
    public IEnumerable<Observation.PeopleSeen> ReadPaths() => HasPaths ? new PeopleReader(Full(RecordingFiles.Paths)).Read() : [];

    /// <summary>Streams the people as the tracker saw them, and nothing else; nothing where no tracker looked.</summary>
    /// <exception cref="RecordingException">The file turned out broken on the way.</exception>
    public IEnumerable<Observation.PeopleSeen> ReadPeople() => HasPeople ? new PeopleReader(Full(RecordingFiles.People)).Read() : [];

    /// <summary>The file of a video.</summary>
    /// <exception cref="RecordingException">The camera's name cannot be the name of a file.</exception>
    public string PathOf(RecordedVideo video) => RecordedVideo.PathOf(_folder, video.Camera);

    IEnumerable<IEnumerable<(SourceId Source, Observation Observation)>> Streams()
    {
        yield return new WeightsReader(Full(RecordingFiles.Weights), Model.Store).Read().Select(Owned);
        if (_tracker is { } tracker)
        {
            yield return new PeopleReader(Full(RecordingFiles.People)).Read().Select(seen => (tracker, (Observation)seen));
        }

        if (HasSightings)
        {
            yield return new SightingsReader(Full(RecordingFiles.Sightings), Model.Store).Read().Select(frame => (_cameras[frame.Camera.Index], (Observation)frame));
        }

        if (Has(RecordingFiles.Gates))
        {
            yield return GatesJsonl.Read(Full(RecordingFiles.Gates)).Select(Owned);
        }

        if (_desk is { } desk)
        {
            yield return AnswersJsonl.Read(Full(RecordingFiles.Answers), Model.Catalogue).Select(answered => (desk, (Observation)answered));
        }
    }

    (SourceId Source, Observation Observation) Owned(Observation.ShelfReadings readings) => _shelfSources[readings.Shelf.Index] is { } source
        ? (source, readings)
        : throw RecordingException.Of(
            "manifest.value", Full(RecordingFiles.Manifest), $"plates lacks those of shelf {Model.Store[readings.Shelf].Gondola}/{Model.Store[readings.Shelf].Number}, which speak");

    (SourceId Source, Observation Observation) Owned(Observation.GatePassed passed) => _gateSources.TryGetValue(passed.Gate, out var source)
        ? (source, passed)
        : throw RecordingException.Of("gates.value", Full(RecordingFiles.Gates), $"gate '{passed.Gate}' is not in the store");

    bool Has(string name) => Manifest.Files.Any(file => file.Name == name);

    string Full(string name) => Path.Combine(_folder, name);
}

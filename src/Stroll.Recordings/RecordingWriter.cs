using System.Collections.Immutable;
using System.Diagnostics;
using System.Text;
using Stroll.Layout;
using Stroll.Observations;
using Stroll.Units;

namespace Stroll.Recordings;

/// <summary>Writes a recording beside its place and moves it there when it is whole, so that a half one is never taken for one.</summary>
/// <remarks>First <see cref="Write(StoreModel)"/>, then any number of observations, then <see cref="Complete"/>. Each kind of
/// observation comes nearly in the order of time; the kinds do not have to be interleaved.</remarks>
public sealed class RecordingWriter : IDisposable
{
    readonly string _target;
    readonly string _folder;
    readonly string _source;
    WeightsWriter? _weights;
    PeopleWriter? _people;
    SightingsWriter? _sightings;
    PeopleWriter? _paths;
    FileStream? _gates;
    FileStream? _answers;
    StoreModel? _model;
    Instant _start = Instant.Latest;
    Instant _end = Instant.Earliest;
    bool _isClosed;
    bool _isComplete;

    RecordingWriter(string target, string folder, string source)
    {
        _target = target;
        _folder = folder;
        _source = source;
    }

    /// <summary>Begins a recording.</summary>
    /// <param name="folder">Where it will be. Must not exist, or be an empty folder.</param>
    /// <param name="source">Where the observations come from, for people; goes into the manifest.</param>
    /// <returns>Bad when the folder holds something, or cannot be written.</returns>
    public static Result<RecordingWriter> Create(string folder, string source) => FileSafety.Guard(folder, () =>
    {
        var target = Path.TrimEndingDirectorySeparator(Path.GetFullPath(folder));
        if (File.Exists(target) || (Directory.Exists(target) && Directory.EnumerateFileSystemEntries(target).Any()))
        {
            throw RecordingException.Of("recording.exists", folder, "something is there already, expected a new or empty folder");
        }

        var parent = Path.GetDirectoryName(target) ?? throw RecordingException.Of("recording.unwritable", folder, "the root of a disk is no place for a recording");
        try
        {
            Directory.CreateDirectory(parent);
            var part = Path.Combine(parent, $".{Path.GetFileName(target)}.{Path.GetRandomFileName()}.part");
            Directory.CreateDirectory(part);
            return new RecordingWriter(target, part, source);
        }
        catch (Exception problem) when (FileSafety.IsOutside(problem))
        {
            throw Unwritable(folder, problem);
        }
    });

    /// <summary>The folder that is being filled. An importer may keep its scratch files in a folder below and must remove them.</summary>
    internal string Folder => _folder;

    /// <summary>Writes store, catalogue and planogram; once, before any observation.</summary>
    /// <exception cref="RecordingException">The disk is full or gone.</exception>
    public void Write(StoreModel model) => Outside(() =>
    {
        Invariant.Holds(_weights is null, "the store is written once");
        _model = model;
        WriteText(RecordingFiles.Store, StoreYaml.Write(model.Store));
        WriteText(RecordingFiles.Catalogue, CatalogueCsv.Write(model.Catalogue));
        WriteText(RecordingFiles.Planogram, PlanogramCsv.Write(model));
        _weights = new(At(RecordingFiles.Weights), model.Store);
    });

    /// <summary>Writes what really happened, where that is known.</summary>
    /// <exception cref="RecordingException">The disk is full or gone.</exception>
    public void Write(Truth truth) => Outside(() =>
    {
        using var stream = File.Create(At(RecordingFiles.Truth));
        truth.Write(stream);
    });

    /// <summary>Writes what really happened as the bytes of a file that <see cref="Truth.Read"/> takes, other keys included.</summary>
    internal void WriteTruth(ReadOnlySpan<byte> utf8)
    {
        var bytes = utf8.ToArray();
        Outside(() => File.WriteAllBytes(At(RecordingFiles.Truth), bytes));
    }

    /// <summary>Appends one observation. Ticks and losses of sources are not kept: the reader makes them anew.</summary>
    /// <exception cref="RecordingException">The disk is full or gone.</exception>
    /// <exception cref="InvariantException">No store was written before, or two moments of people in a row have the same time.</exception>
    public void Append(Observation observation) => Outside(() =>
    {
        Invariant.Holds(_weights is not null, "the store is written before the observations");
        switch (observation)
        {
            case Observation.ShelfReadings readings:
                _weights.Append(readings);
                Saw(new(readings.Times.Span[0]));
                break;
            case Observation.PeopleSeen seen:
                _people ??= new(At(RecordingFiles.People));
                _people.Append(seen);
                break;
            case Observation.PeopleSighted frame:
                _sightings ??= new(At(RecordingFiles.Sightings), _model!.Store);
                _sightings.Append(frame);
                break;
            case Observation.GatePassed passed:
                _gates ??= File.Create(At(RecordingFiles.Gates));
                GatesJsonl.Write(_gates, passed);
                break;
            case Observation.Answered answered:
                _answers ??= File.Create(At(RecordingFiles.Answers));
                AnswersJsonl.Write(_answers, _model!.Catalogue, answered);
                break;
            case Observation.Tick or Observation.SourceLost or Observation.SourceFound or Observation.ProfileSet or Observation.ModelSet:
                return;
            default:
                throw new UnreachableException();
        }

        Saw(observation.At);
    });

    /// <summary>Appends where everybody truly was at one moment, where that is known.</summary>
    /// <param name="moment">Who was inside, under the ids of the truth, with the true joints; later than the one before.</param>
    /// <exception cref="RecordingException">The disk is full or gone.</exception>
    public void AppendPath(Observation.PeopleSeen moment) => Outside(() =>
    {
        _paths ??= new(At(RecordingFiles.Paths));
        _paths.Append(moment);
    });

    /// <summary>Where the video of a camera is to be written before <see cref="Complete"/>; its folder is there.</summary>
    /// <exception cref="RecordingException">The camera's name cannot be the name of a file, or the disk is full or gone.</exception>
    public string PlaceOfVideo(string camera) => Outside(() =>
    {
        var path = RecordedVideo.PathOf(_folder, camera);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        return path;
    });

    /// <summary>Says which videos were written, and which times they show.</summary>
    /// <exception cref="RecordingException">The disk is full or gone.</exception>
    public void Write(IEnumerable<RecordedVideo> videos) => Outside(() =>
    {
        using var stream = File.Create(At(RecordingFiles.Video));
        RecordedVideo.Write(stream, videos);
    });

    /// <summary>Closes all files, writes the manifest and moves the recording to its place.</summary>
    /// <exception cref="RecordingException">The disk is full or gone, or something has come to its place meanwhile.</exception>
    public Manifest Complete()
    {
        Invariant.Holds(_weights is not null && !_isComplete, "a recording is completed once, after its store");
        return Outside(() =>
        {
            ImmutableArray<PlateAddress> plates = [.. _weights.Plates];
            CloseFiles();
            var names = Directory.EnumerateFiles(_folder).Select(path => Path.GetFileName(path)).Order(StringComparer.Ordinal);
            var manifest = new Manifest(
                Manifest.CurrentVersion,
                _source,
                _start <= _end ? _start : null,
                _start <= _end ? _end : null,
                plates,
                [.. names.Select(name => RecordedFile.Of(_folder, name))]);
            using (var stream = File.Create(At(RecordingFiles.Manifest)))
            {
                manifest.Write(stream);
            }

            if (Directory.Exists(_target))
            {
                Directory.Delete(_target);
            }

            Directory.Move(_folder, _target);
            _isComplete = true;
            return manifest;
        });
    }

    /// <summary>Removes what was written when the recording was not completed.</summary>
    public void Dispose()
    {
        if (_isComplete)
        {
            return;
        }

        try
        {
            CloseFiles();
        }
        catch (Exception problem) when (FileSafety.IsOutside(problem))
        {
            // The disk that broke the recording breaks its last block too; the first fault is the one to tell.
        }

        try
        {
            Directory.Delete(_folder, recursive: true);
        }
        catch (Exception problem) when (FileSafety.IsOutside(problem))
        {
            // What is left has a name that no reader takes for a recording.
        }
    }

    void CloseFiles()
    {
        // Each is forgotten before it is closed: a second try on a full disk would only fail again.
        var weights = _weights;
        IDisposable?[] others = [_people, _sightings, _paths, _gates, _answers];
        (_people, _sightings, _paths, _gates, _answers) = (null, null, null, null, null);
        if (!_isClosed)
        {
            _isClosed = true;
            weights?.Dispose();
        }

        foreach (var other in others)
        {
            other?.Dispose();
        }
    }

    void Saw(Instant at)
    {
        _start = at < _start ? at : _start;
        _end = at > _end ? at : _end;
    }

    string At(string name) => Path.Combine(_folder, name);

    void WriteText(string name, string text) => File.WriteAllText(At(name), text, new UTF8Encoding(false));

    void Outside(Action write) => Outside(() =>
    {
        write();
        return true;
    });

    T Outside<T>(Func<T> write)
    {
        try
        {
            return write();
        }
        catch (Exception problem) when (FileSafety.IsOutside(problem))
        {
            throw Unwritable(_target, problem);
        }
    }

    static RecordingException Unwritable(string where, Exception problem) =>
        RecordingException.Of("recording.unwritable", where, $"cannot be written: {problem.Message}");
}

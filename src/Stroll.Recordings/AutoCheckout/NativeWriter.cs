using System.Globalization;
using System.Text.Json;
using Stroll.Geometry;
using Stroll.Layout;
using Stroll.Observations;
using Stroll.Units;

namespace Stroll.Recordings.AutoCheckout;

/// <summary>Writes the native JSON lines of the 2020 AutoCheckout competition, so that programs made for it can run on other input.</summary>
/// <remarks>
/// First <see cref="Write(StoreModel)"/>, then any number of observations, then <see cref="Complete"/>, which moves the folder to its
/// place. The form cannot say everything: the spread of unit weights, gates, ticks and the currency are lost, and all shelves of a gondola
/// share one clock. docs/recording.md has the details.
/// </remarks>
public sealed class NativeWriter : IDisposable
{
    const double InchesPerMetre = 1 / 0.0254;

    readonly string _target;
    readonly string _folder;
    readonly List<GondolaMessages> _gondolas = [];
    Store? _store;
    FileStream? _plates;
    FileStream? _people;
    bool _isComplete;

    NativeWriter(string target, string folder)
    {
        _target = target;
        _folder = folder;
    }

    /// <summary>The folder, inside the target, of the three files that say where gondolas, shelves and plates stand.</summary>
    public const string GeometryFolder = "geometry";

    /// <summary>Begins a folder.</summary>
    /// <param name="folder">Where it will be. Must not exist, or be an empty folder.</param>
    /// <returns>Bad when the folder holds something, or cannot be written.</returns>
    public static Result<NativeWriter> Create(string folder) => FileSafety.Guard(folder, () =>
    {
        var target = Path.TrimEndingDirectorySeparator(Path.GetFullPath(folder));
        if (File.Exists(target) || (Directory.Exists(target) && Directory.EnumerateFileSystemEntries(target).Any()))
        {
            throw RecordingException.Of("recording.exists", folder, "something is there already, expected a new or empty folder");
        }

        var parent = Path.GetDirectoryName(target) ?? throw RecordingException.Of("recording.unwritable", folder, "the root of a disk is no place for a recording");
        try
        {
            var part = Path.Combine(parent, $".{Path.GetFileName(target)}.{Path.GetRandomFileName()}.part");
            Directory.CreateDirectory(Path.Combine(part, GeometryFolder));
            return new NativeWriter(target, part);
        }
        catch (Exception problem) when (FileSafety.IsOutside(problem))
        {
            throw Unwritable(folder, problem);
        }
    });

    /// <summary>Writes products, planogram and geometry; once, before any observation.</summary>
    /// <exception cref="RecordingException">The disk is full or gone.</exception>
    public void Write(StoreModel model) => Outside(() =>
    {
        Invariant.Holds(_store is null, "the store is written once");
        _store = model.Store;
        NativeLayoutText.Write(_folder, model);
        _plates = File.Create(Path.Combine(_folder, "plate_data.json"));
        _people = File.Create(Path.Combine(_folder, "full_targets.json"));
        _gondolas.AddRange(model.Store.Gondolas.Select(gondola => new GondolaMessages(model.Store, gondola.Number)));
    });

    /// <summary>Writes what really happened.</summary>
    /// <exception cref="RecordingException">The disk is full or gone.</exception>
    public void Write(Truth truth) => Outside(() =>
    {
        using var stream = File.Create(Path.Combine(_folder, RecordingFiles.Truth));
        truth.Write(stream);
    });

    /// <summary>Appends one observation; each source in the order of its time. What the form cannot say is left out.</summary>
    /// <exception cref="RecordingException">The disk is full or gone.</exception>
    public void Append(Observation observation) => Outside(() =>
    {
        Invariant.Holds(_store is not null, "the store is written before the observations");
        switch (observation)
        {
            case Observation.ShelfReadings readings:
                var messages = _gondolas.First(g => g.Number == _store[readings.Shelf].Gondola);
                messages.Take(readings);
                messages.WriteReady(_plates!, isEnd: false);
                break;
            case Observation.PeopleSeen people:
                Write(people);
                break;
        }
    });

    /// <summary>Closes all files and moves the folder to its place.</summary>
    /// <exception cref="RecordingException">The disk is full or gone, or something has come to its place meanwhile.</exception>
    public void Complete() => Outside(() =>
    {
        Invariant.Holds(_store is not null && !_isComplete, "a folder is completed once, after its store");
        _gondolas.ForEach(messages => messages.WriteReady(_plates!, isEnd: true));
        CloseFiles();
        if (Directory.Exists(_target))
        {
            Directory.Delete(_target);
        }

        Directory.Move(_folder, _target);
        _isComplete = true;
    });

    /// <summary>Removes what was written when it was not completed.</summary>
    public void Dispose()
    {
        if (_isComplete)
        {
            return;
        }

        try
        {
            CloseFiles();
            Directory.Delete(_folder, recursive: true);
        }
        catch (Exception problem) when (FileSafety.IsOutside(problem))
        {
            // The first fault is the one to tell, and what is left has a name that nobody takes for a recording.
        }
    }

    void CloseFiles()
    {
        var (plates, people) = (_plates, _people);
        (_plates, _people) = (null, null);
        plates?.Dispose();
        people?.Dispose();
    }

    void Write(Observation.PeopleSeen seen) => NativeLine.Write(_people!, seen.At, json =>
    {
        json.WriteStartObject("targets");
        json.WriteStartArray("targets");
        foreach (var person in seen.People)
        {
            json.WriteStartObject();
            json.WriteStartObject("target_id");
            json.WriteString("id", person.Person);
            json.WriteEndObject();
            json.WriteString("target_state", "TARGETSTATE_VALID_ENTRANCE");
            for (var joint = 0; joint < Body.JointCount; joint++)
            {
                if (person.Body.Joints[joint] is { IsSeen: true } estimate)
                {
                    json.WritePropertyName(NativePeople.Keys[joint]);
                    Write(json, estimate);
                }
            }

            json.WriteStartArray("hands");
            foreach (var hand in (Joint[])[Joint.LeftWrist, Joint.RightWrist])
            {
                if (person.Body[hand] is { IsSeen: true } estimate)
                {
                    Write(json, estimate);
                }
            }

            json.WriteEndArray();
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteEndObject();
    });

    static void Write(Utf8JsonWriter json, JointEstimate estimate)
    {
        var inches = InchesPerMetre * estimate.Position;
        json.WriteStartObject();
        json.WriteStartObject("point");
        json.WriteNumber("x", inches.X);
        json.WriteNumber("y", inches.Y);
        json.WriteNumber("z", inches.Z);
        json.WriteEndObject();
        json.WriteNumber("score", estimate.Score);
        json.WriteEndObject();
    }

    void Outside(Action write)
    {
        try
        {
            write();
        }
        catch (Exception problem) when (FileSafety.IsOutside(problem))
        {
            throw Unwritable(_target, problem);
        }
    }

    static RecordingException Unwritable(string where, Exception problem) =>
        RecordingException.Of("recording.unwritable", where, $"cannot be written: {problem.Message}");
}

/// <summary>One line of a file of messages.</summary>
static class NativeLine
{
    /// <summary>Writes head and document of a message.</summary>
    internal static void Write(Stream to, Instant at, Action<Utf8JsonWriter> document)
    {
        using (var json = new Utf8JsonWriter(to, JsonText.OneLine))
        {
            json.WriteStartObject();
            json.WritePropertyName("timestamp");
            json.WriteRawValue(at.UnixSeconds.ToString("F6", CultureInfo.InvariantCulture));
            json.WriteStartObject("date_time");
            json.WriteString("$date", at.ToString());
            json.WriteEndObject();
            json.WriteStartObject("document");
            json.WriteStartObject("header");
            json.WriteString("t_origin", at.ToString());
            json.WriteString("t_issue", at.ToString());
            json.WriteEndObject();
            document(json);
            json.WriteEndObject();
            json.WriteEndObject();
        }

        to.WriteByte((byte)'\n');
    }
}

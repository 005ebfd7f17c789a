using System.Collections.Immutable;
using Stroll.Layout;
using Stroll.Units;

namespace Stroll.Recordings;

/// <summary>Opens recordings.</summary>
public static class RecordingReader
{
    /// <summary>Checks all of a recording that can be checked without streaming it: manifest, hashes, store, catalogue, planogram, truth.</summary>
    /// <param name="folder">The recording.</param>
    /// <returns>Bad with file and line of the first thing that is wrong.</returns>
    /// <remarks>Reads every file once for its hash, about 1 s for 1 GB.</remarks>
    public static Result<Recording> Open(string folder) => FileSafety.Guard(folder, () =>
    {
        if (!Directory.Exists(folder))
        {
            throw RecordingException.Of("file.missing", folder, "there is no such folder, expected a recording");
        }

        var path = Path.Combine(folder, RecordingFiles.Manifest);
        var manifest = Manifest.Read(System.Text.Encoding.UTF8.GetBytes(FileSafety.ReadText(path)), path);
        var warnings = manifest.Files.Select(file => Compare(folder, file)).OfType<string>().ToList();
        foreach (var name in (string[])[RecordingFiles.Store, RecordingFiles.Catalogue, RecordingFiles.Planogram, RecordingFiles.Weights])
        {
            if (manifest.Files.All(file => file.Name != name))
            {
                throw RecordingException.Of("manifest.value", path, $"files lacks '{name}'");
            }
        }

        var model = ReadModel(folder);
        if (manifest.Plates.FirstOrDefault(plate => !model.Store.TryFind(plate, out _)) is var stranger && stranger != default)
        {
            throw RecordingException.Of("manifest.value", path, $"plates holds {stranger}, which is not in the store");
        }

        return new Recording(folder, model, manifest, ReadTruth(folder, manifest), ReadVideos(folder, manifest), [.. warnings]);
    });

    /// <summary>Reads only what a store is like: <c>store.yaml</c>, <c>catalogue.csv</c> and <c>planogram.csv</c> of a folder.</summary>
    /// <returns>Bad with file and line of the first thing that is wrong.</returns>
    public static Result<StoreModel> Model(string folder) => FileSafety.Guard(folder, () => ReadModel(folder));

    static StoreModel ReadModel(string folder)
    {
        string Full(string name) => Path.Combine(folder, name);
        var store = Good(StoreYaml.Read(FileSafety.ReadText(Full(RecordingFiles.Store)), Full(RecordingFiles.Store)));
        var catalogue = Good(CatalogueCsv.Read(FileSafety.ReadText(Full(RecordingFiles.Catalogue)), Full(RecordingFiles.Catalogue)));
        var planogram = Good(PlanogramCsv.Read(FileSafety.ReadText(Full(RecordingFiles.Planogram)), Full(RecordingFiles.Planogram), store, catalogue));
        return new(store, catalogue, planogram);
    }

    static Truth? ReadTruth(string folder, Manifest manifest)
    {
        if (manifest.Files.All(file => file.Name != RecordingFiles.Truth))
        {
            return null;
        }

        var path = Path.Combine(folder, RecordingFiles.Truth);
        return Truth.Parse(System.Text.Encoding.UTF8.GetBytes(FileSafety.ReadText(path)), path);
    }

    static ImmutableArray<RecordedVideo> ReadVideos(string folder, Manifest manifest)
    {
        var path = Path.Combine(folder, RecordingFiles.Video);
        return manifest.Files.Any(file => file.Name == RecordingFiles.Video)
            ? RecordedVideo.Read(System.Text.Encoding.UTF8.GetBytes(FileSafety.ReadText(path)), path)
            : [];
    }

    // What a sensor said must be as it was written. What people write about the store they may also correct.
    static string? Compare(string folder, RecordedFile file)
    {
        var found = RecordedFile.Of(folder, file.Name);
        if (found == file)
        {
            return null;
        }

        var path = Path.Combine(folder, file.Name);
        return RecordingFiles.Editable.Contains(file.Name, StringComparer.Ordinal)
            ? $"{path}: was changed after the recording was made"
            : throw RecordingException.Of(
                "recording.hash", path, $"{found.Bytes} bytes with sha256 {found.Sha256}, expected {file.Bytes} bytes with {file.Sha256} as in the manifest");
    }

    static T Good<T>(Result<T> result) => result switch
    {
        Result<T>.Good good => good.Value,
        Result<T>.Bad bad => throw new RecordingException(bad.Fault),
        _ => throw new System.Diagnostics.UnreachableException(),
    };
}

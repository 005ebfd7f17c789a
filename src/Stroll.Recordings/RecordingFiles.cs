namespace Stroll.Recordings;

/// <summary>The names of the files in a recording.</summary>
static class RecordingFiles
{
    internal const string Manifest = "manifest.json";
    internal const string Store = "store.yaml";
    internal const string Catalogue = "catalogue.csv";
    internal const string Planogram = "planogram.csv";
    internal const string Weights = "weights.parquet";
    internal const string People = "people.parquet";
    internal const string Sightings = "sightings.parquet";
    internal const string Gates = "gates.jsonl";
    internal const string Answers = "answers.jsonl";
    internal const string Truth = "truth.json";
    internal const string Video = "video.json";
    internal const string Paths = "paths.parquet";

    /// <summary>Files that people may correct by hand. Another hash there is worth a word, not a refusal.</summary>
    internal static readonly string[] Editable = [Store, Catalogue, Planogram, Truth];
}

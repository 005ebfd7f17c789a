using System.Text.RegularExpressions;
using Stroll.Host.Evidence;
using Stroll.Units;

namespace Stroll.Devices.Evidence;

/// <summary>A folder with the untouched pictures of the last hours, the clips that were cut out of them, and the proof of what was deleted.</summary>
/// <remarks>
/// <code>
/// ring/CAMERA/BEGIN-RUN-LENGTH.ts      segments, as the camera sent them
/// clips/PURPOSE/SUBJECT.AUDIENCE/      manifest.json, videos, stills
/// deleted.jsonl                        what went, when and why
/// </code>
/// </remarks>
public sealed partial class EvidenceFolder
{
    /// <summary>Opens it; made where it is not there.</summary>
    public EvidenceFolder(string path)
    {
        Path = path;
        Ring = new(System.IO.Path.Combine(path, "ring"));
        Deletions = new(System.IO.Path.Combine(path, "deleted.jsonl"));
        Directory.CreateDirectory(Ring.Folder);
        Directory.CreateDirectory(Clips);
    }

    /// <summary>Where it lies.</summary>
    public string Path { get; }

    /// <summary>The untouched pictures.</summary>
    public SegmentRing Ring { get; }

    /// <summary>What was deleted.</summary>
    public DeletionLedger Deletions { get; }

    internal string Clips => System.IO.Path.Combine(Path, "clips");

    /// <summary>True for a name that can be part of a path and of nothing else.</summary>
    internal static bool IsName(string name) => Name().IsMatch(name) && !name.Contains("..", StringComparison.Ordinal);

    internal string FolderOf(ClipOrder order) => System.IO.Path.Combine(Clips, order.Purpose, $"{order.Subject}.{order.Audience.ToString().ToLowerInvariant()}");

    /// <summary>Every folder of a clip with its purpose.</summary>
    internal IEnumerable<(string Purpose, string Folder)> ClipFolders() =>
        from purpose in Directory.GetDirectories(Clips).Order(StringComparer.Ordinal)
        from folder in Directory.GetDirectories(purpose).Order(StringComparer.Ordinal)
        select (System.IO.Path.GetFileName(purpose), folder);

    [GeneratedRegex(@"^[A-Za-z0-9_][A-Za-z0-9_.\-]{0,79}$")]
    private static partial Regex Name();
}

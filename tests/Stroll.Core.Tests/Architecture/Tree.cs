namespace Stroll.Tests.Architecture;

/// <summary>The files of the checkout that these tests were built from.</summary>
static class Tree
{
    static readonly string[] Folders = ["src", "tests", "bench", "samples", "deploy", "docs", "build", ".ci"];
    static readonly string[] Generated = ["bin", "obj", ".build", "TestResults", "BenchmarkDotNet.Artifacts"];
    static readonly string[] TextEndings =
        ["", ".cs", ".csproj", ".slnx", ".props", ".targets", ".md", ".txt", ".sh", ".json", ".yml", ".yaml", ".cff", ".csv", ".config", ".editorconfig"];

    /// <summary>The folder with Stroll.slnx.</summary>
    public static string Root { get; } = Find();

    /// <summary>Every text file that the project wrote: paths from the root, with slashes, sorted.</summary>
    public static string[] TextFiles { get; } =
    [
        .. Directory.GetFiles(Root)
            .Concat(Folders.Select(f => Path.Combine(Root, f)).Where(Directory.Exists).SelectMany(FilesBelow))
            .Where(f => TextEndings.Contains(Path.GetExtension(f)))
            .Select(f => Path.GetRelativePath(Root, f).Replace('\\', '/'))
            .Order(StringComparer.Ordinal),
    ];

    /// <summary>The files whose names end so.</summary>
    public static IEnumerable<string> Ending(string ending, string folder = "") =>
        TextFiles.Where(f => f.StartsWith(folder, StringComparison.Ordinal) && f.EndsWith(ending, StringComparison.Ordinal));

    public static string Read(string path) => File.ReadAllText(Path.Combine(Root, path));

    /// <summary>True when a file or folder is there; spelled in exactly this case.</summary>
    public static bool Has(string path)
    {
        var full = Path.Combine(Root, path);
        return File.Exists(full) || Directory.Exists(full);
    }

    static IEnumerable<string> FilesBelow(string folder) =>
        Directory.GetFiles(folder).Concat(
            Directory.GetDirectories(folder).Where(f => !Generated.Contains(Path.GetFileName(f))).SelectMany(FilesBelow));

    static string Find()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder.FullName, "Stroll.slnx")))
        {
            folder = folder.Parent ?? throw new InvalidOperationException("No folder above the tests holds Stroll.slnx.");
        }

        return folder.FullName;
    }
}

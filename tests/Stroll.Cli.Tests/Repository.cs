namespace Stroll.Tests;

/// <summary>The checkout that these tests were built from.</summary>
static class Repository
{
    /// <summary>The folder with Stroll.slnx.</summary>
    public static string Root { get; } = Find();

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

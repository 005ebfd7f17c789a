namespace Stroll.Tests;

/// <summary>Where the repository and the data for tests lie.</summary>
static class TestPlaces
{
    /// <summary>The root of the repository: the folder that holds the solution.</summary>
    internal static string Root { get; } = Above(AppContext.BaseDirectory);

    /// <summary>A file or folder of the data that is not in the repository; the test skips where the data is not there.</summary>
    internal static string Data(params string[] parts)
    {
        var folder = Environment.GetEnvironmentVariable("STROLL_DATA") ?? Path.Combine(Root, "..", "shared", "data");
        Assert.SkipUnless(Directory.Exists(folder), "the data for tests is not here (STROLL_DATA)");
        return Path.Combine([folder, .. parts]);
    }

    static string Above(string folder)
    {
        var at = new DirectoryInfo(folder);
        while (at is not null && !File.Exists(Path.Combine(at.FullName, "Stroll.slnx")))
        {
            at = at.Parent;
        }

        return at?.FullName ?? throw new DirectoryNotFoundException("no Stroll.slnx above the tests");
    }
}

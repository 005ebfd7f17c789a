using System.Collections.Immutable;
using Stroll.Web.Doors;

namespace Stroll.Web.Shell;

/// <summary>An entry of the menu.</summary>
/// <param name="Path">Where it leads; pages below it belong to it.</param>
/// <param name="Title">One word.</param>
/// <param name="Icon">Name of its picture.</param>
/// <param name="Right">Whoever lacks it does not see the entry.</param>
public sealed record Destination(string Path, string Title, string Icon, Right Right)
{
    /// <summary>True for its own page and those below it.</summary>
    public bool Covers(string path) =>
        path == Path || (Path != "/" && path.StartsWith(Path, StringComparison.Ordinal) && path[Path.Length] == '/');
}

/// <summary>The menu.</summary>
public static class Navigation
{
    static readonly ImmutableArray<Destination> All =
    [
        new("/", "Floor", "floor", Right.SeeFloor),
        new("/visits", "Visits", "visits", Right.SeeVisits),
        new("/review", "Review", "review", Right.Review),
        new("/accuracy", "Accuracy", "accuracy", Right.SeeAccuracy),
        new("/shelves", "Shelves", "shelves", Right.SeeDevices),
        new("/catalogue", "Catalogue", "catalogue", Right.SeeCatalogue),
        new("/money", "Money", "money", Right.SeeMoney),
        new("/settings", "Settings", "settings", Right.ManagePeople),
    ];

    /// <summary>What this caller may open here.</summary>
    public static IEnumerable<Destination> For(Here here) => All.Where(page => here.May(page.Right));
}

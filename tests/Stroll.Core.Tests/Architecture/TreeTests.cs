using System.Text.RegularExpressions;
using System.Xml.Linq;

namespace Stroll.Tests.Architecture;

public partial class TreeTests
{
    [Fact]
    public void Nothing_names_a_place_on_somebodys_machine() =>
        Findings.None(Tree.TextFiles.Where(f => f != "LICENSE").SelectMany(f =>
            MachinePlace().Matches(Tree.Read(f)).Select(m => $"{f}: {m.Value}")));

    [Theory]
    [InlineData("see {0}home{0}anna/notes", true)]
    [InlineData("\"{0}tmp{0}x\"", true)]
    [InlineData("C:{1}Users{1}anna", true)]
    [InlineData("https:{0}{0}api.{2}.org{0}v3", true)]
    [InlineData("src{0}work{0}x", false)]
    [InlineData("https:{0}{0}example.org{0}home{0}x", false)]
    public void A_planted_place_is_found(string text, bool isFound) =>
        Assert.Equal(isFound, MachinePlace().IsMatch(text.Replace("{0}", "/", StringComparison.Ordinal).Replace("{1}", "\\", StringComparison.Ordinal)
            .Replace("{2}", "nuget", StringComparison.Ordinal)));

    [Fact]
    public void The_solution_holds_every_project() =>
        Assert.Equal(
            Tree.Ending(".csproj"),
            XDocument.Parse(Tree.Read("Stroll.slnx")).Descendants("Project").Select(p => (string)p.Attribute("Path")!).Order(StringComparer.Ordinal));

    [Fact]
    public void Every_project_has_its_lock_file() =>
        Findings.None(Tree.Ending(".csproj").Where(p => !Tree.Has($"{Path.GetDirectoryName(p)}/packages.lock.json")));

    [Fact]
    public void Versions_of_packages_stand_in_one_place() =>
        Findings.None(Tree.Ending(".csproj").Where(p => XDocument.Parse(Tree.Read(p)).Descendants("PackageReference").Attributes("Version").Any()));

    [Fact]
    public void Every_test_project_is_run_by_the_test_command()
    {
        var projects = Tree.Ending(".csproj", "tests/").Where(p => Tree.Read(p).Contains("xunit", StringComparison.Ordinal)).ToArray();

        Assert.NotEmpty(projects);
        Assert.All(projects, p => Assert.Matches(@"^tests/(?<name>[\w.]+\.Tests)/\k<name>\.csproj$", p));
    }

    [Fact]
    public void Every_line_ends_in_a_line_feed_alone_and_every_file_in_a_line() =>
        // NuGet writes the lock files, and without a last line feed.
        Findings.None(Tree.TextFiles.Where(f => !f.EndsWith("packages.lock.json", StringComparison.Ordinal)).Where(f => Tree.Read(f) is var text && (text.Contains('\r') || (text.Length > 0 && text[^1] != '\n'))));

    [GeneratedRegex(@"(?<![\w./:>}-])/(home|root|work|tmp|Users|mnt)/\w|\b[A-Z]:\\\w|\b(api|www)\.nuget\.org")]
    private static partial Regex MachinePlace();
}

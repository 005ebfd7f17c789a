using System.Text.RegularExpressions;

namespace Stroll.Web.Tests.Doors;

/// <summary>The pages of security name tests: each must be there.</summary>
public partial class SecurityPageTests
{
    [Theory]
    [InlineData("threat-model.md", 40)]
    [InlineData("asvs.md", 30)]
    public void Every_test_that_a_page_of_security_names_exists(string page, int atLeast)
    {
        var text = File.ReadAllText(Path.Combine(TestPlaces.Root, "docs", "security", page));
        var named = Named().Matches(text).Select(match => match.Groups["test"].Value).Distinct().ToArray();
        var code = string.Concat(Directory.EnumerateFiles(Path.Combine(TestPlaces.Root, "tests"), "*.cs", SearchOption.AllDirectories)
            .Where(file => !file.Contains("/obj/", StringComparison.Ordinal) && !file.EndsWith("SecurityPageTests.cs", StringComparison.Ordinal)).Select(File.ReadAllText));

        var missing = named.Where(test => !code.Contains($" {test}(", StringComparison.Ordinal)).ToArray();

        Assert.True(missing.Length == 0, $"docs/security/{page} names tests that are not there:\n{string.Join('\n', missing)}");
        Assert.True(named.Length >= atLeast, $"only {named.Length}");
    }

    [Fact]
    public void Every_row_of_the_threats_has_a_test_or_a_reason()
    {
        var text = File.ReadAllText(Path.Combine(TestPlaces.Root, "docs", "security", "threat-model.md"));
        var rows = text.Split('\n').Where(line => Row().IsMatch(line)).Select(line => line.Split('|')).ToArray();

        Assert.Equal(Enumerable.Range(1, rows.Length), rows.Select(row => int.Parse(row[1], System.Globalization.CultureInfo.InvariantCulture)));
        Assert.All(rows, row => Assert.True(row[6].Contains('`', StringComparison.Ordinal) || row[6].Trim().StartsWith("none", StringComparison.Ordinal), string.Join('|', row)));
        Assert.Equal(["D", "E", "I", "R", "S", "T"], rows.Select(row => row[3].Trim()).Distinct().Order());
    }

    [GeneratedRegex("`(?<test>[A-Z][a-z]*(?:_[A-Za-z0-9]+){3,})`")]
    private static partial Regex Named();

    [GeneratedRegex(@"^\| \d+ \|")]
    private static partial Regex Row();
}

using System.Text.RegularExpressions;

namespace Stroll.Tests.Architecture;

public partial class FaultTests
{
    // A file name has the shape of a fault code too.
    static readonly string[] FileEndings = [".csv", ".json", ".jsonl", ".parquet", ".yaml", ".yml", ".html", ".txt", ".md", ".mp4", ".gz"];

    [Fact]
    public void Every_fault_code_is_explained() =>
        Findings.None(
            from file in Tree.Ending(".cs", "src/")
            from code in Codes(Tree.Read(file))
            where !Explained().Contains(code)
            group file by code into places
            select $"docs/faults.md does not explain {places.Key}, which {string.Join(" and ", places.Distinct())} gives");

    [Fact]
    public void Each_code_is_explained_once_and_in_order() =>
        Assert.Equal(Explained().Distinct().Order(StringComparer.Ordinal), Explained());

    [Theory]
    [InlineData("new Fault(\"store.unknown-key\", where, found)", "store.unknown-key")]
    [InlineData("Of(\"file.not-utf8\", at)", "file.not-utf8")]
    [InlineData("Path.Combine(folder, \"store.yaml\")", null)]
    [InlineData("\"Not a code. Two sentences.\"", null)]
    public void A_planted_code_is_found(string source, string? code) =>
        Assert.Equal(code is null ? [] : [code], Codes(source));

    static IEnumerable<string> Codes(string source) =>
        Code().Matches(source).Select(m => m.Groups["code"].Value).Where(c => !FileEndings.Contains(Path.GetExtension(c)));

    static string[] Explained() => [.. Entry().Matches(Tree.Read("docs/faults.md")).Select(m => m.Groups["code"].Value)];

    [GeneratedRegex(@"""(?<code>[a-z][a-z0-9]*(-[a-z0-9]+)*(\.[a-z][a-z0-9]*(-[a-z0-9]+)*)+)""")]
    private static partial Regex Code();

    [GeneratedRegex(@"^\| `(?<code>[^`]+)` \|", RegexOptions.Multiline)]
    private static partial Regex Entry();
}

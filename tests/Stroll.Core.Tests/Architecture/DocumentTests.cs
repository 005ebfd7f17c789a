using System.Text.RegularExpressions;

namespace Stroll.Tests.Architecture;

public partial class DocumentTests
{
    [Fact]
    public void Every_link_leads_somewhere()
    {
        var pages = Tree.Ending(".md").ToArray();

        Assert.Contains("README.md", pages);
        Findings.None(pages.SelectMany(p => DeadLinks(p, Tree.Read(p))));
    }

    [Fact]
    public void Every_path_that_a_page_or_a_comment_names_is_there() =>
        Findings.None(Tree.Ending(".md").Concat(Tree.Ending(".cs", "src/")).Concat(Tree.Ending(".sh")).SelectMany(p => DeadPaths(p, Tree.Read(p))));

    [Theory]
    [InlineData("[map](docs/ARCHITECTURE.md)", 0)]
    [InlineData("[map](docs/NOWHERE.md)", 1)]
    [InlineData("[part](docs/glossary.md#words)", 0)]
    [InlineData("[part](docs/glossary.md#no-such-heading)", 1)]
    [InlineData("[here](#a-heading-of-this-page)\n## A heading of this page\n", 0)]
    [InlineData("[out](https://example.org/x)", 0)]
    public void A_planted_dead_link_is_found(string text, int dead) => Assert.Equal(dead, DeadLinks("README.md", text).Count());

    [Theory]
    [InlineData("see `src/Stroll.Core` and `docs/glossary.md`", 0)]
    [InlineData("see `src/Stroll.Kernel/Pipe.cs`", 1)]
    [InlineData("/// docs/nowhere.md lists them all.", 1)]
    [InlineData("`docs/` and tests/*.Tests", 0)]
    public void A_planted_dead_path_is_found(string text, int dead) => Assert.Equal(dead, DeadPaths("README.md", text).Count());

    [Fact]
    public void The_glossary_explains_each_word_once_and_in_order()
    {
        var words = Entry().Matches(Tree.Read("docs/glossary.md")).Select(m => m.Groups["word"].Value).ToArray();

        Assert.Equal(words.Distinct().Order(StringComparer.Ordinal), words);
        Findings.None(
            from word in (string[])
            [
                "answer", "attribution", "audit", "cart", "case", "charge", "facing", "gate", "gold", "gondola", "island", "mass change",
                "movement", "party", "planogram", "plate", "product", "reach", "reading", "receipt", "refund", "shelf", "shopper", "sighting",
                "store", "tenant", "track", "visit", "world", "zone",
            ]
            where !words.Contains(word)
            select word);
    }

    static IEnumerable<string> DeadLinks(string page, string text) =>
        from Match match in Link().Matches(text)
        let parts = match.Groups["target"].Value.Split('#', 2)
        where !parts[0].Contains(':', StringComparison.Ordinal)
        let path = parts[0].Length == 0 ? page : Path.Combine(Path.GetDirectoryName(page)!, parts[0])
        let target = Path.GetRelativePath(Tree.Root, Path.GetFullPath(Path.Combine(Tree.Root, path)))
        where !Tree.Has(target)
            || (parts.Length == 2 && !HasHeading(target == page ? text : Tree.Read(target), parts[1]))
        select $"{page}: {match.Value}";

    static bool HasHeading(string text, string anchor) =>
        Heading().Matches(text).Any(m => NotInAnchor().Replace(m.Groups["text"].Value.Trim().ToLowerInvariant(), "").Replace(' ', '-') == anchor);

    static IEnumerable<string> DeadPaths(string page, string text) =>
        from Match match in NamedPath().Matches(text)
        let path = match.Value.TrimEnd('.', '/')
        // What a build makes is not in the tree.
        where !path.Contains("/bin/", StringComparison.Ordinal) && !Tree.Has(path)
        select $"{page}: {path}";

    [GeneratedRegex(@"\]\((?<target>[^)\s]+)\)")]
    private static partial Regex Link();

    [GeneratedRegex("^#+ (?<text>.*)$", RegexOptions.Multiline)]
    private static partial Regex Heading();

    [GeneratedRegex(@"[^\w\- ]")]
    private static partial Regex NotInAnchor();

    // A path from the root, as far as it is spelled out: "tests/*.Tests" names only tests/.
    [GeneratedRegex(@"(?<![\w./~$\}-])(src|tests|docs|build|bench|samples|deploy|\.ci)/([\w-][\w.-]*(/[\w-][\w.-]*)*)?(?![\w*{<…])")]
    private static partial Regex NamedPath();

    [GeneratedRegex(@"^\| \*\*(?<word>[^*]+)\*\* \|", RegexOptions.Multiline)]
    private static partial Regex Entry();
}

using System.Text.RegularExpressions;

namespace Stroll.Tests.Architecture;

public partial class NameTests
{
    // Words that say nothing about what a thing does. docs/STYLE.md, Names.
    static readonly string[] Empty = ["Manager", "Helper", "Helpers", "Util", "Utils", "Utility", "Common", "Base", "Info", "Data", "Impl", "Processor"];

    [Fact]
    public void Names_of_types_and_files_say_something()
    {
        var names = Tree.Ending(".cs").SelectMany(f => TypeNames(Tree.Read(f)).Append(Path.GetFileName(f).Split('.')[0]).Select(n => (f, n)));

        Findings.None(names.Where(n => SaysNothing(n.n)).Select(n => $"{n.f}: {n.n}").Distinct());
    }

    [Fact]
    public void A_service_is_a_word_of_the_host_only() =>
        Findings.None(Tree.Ending(".cs", "src/").Where(f => !f.StartsWith("src/Stroll.Host/", StringComparison.Ordinal))
            .Where(f => TypeNames(Tree.Read(f)).Any(n => Words(n).Contains("Service"))));

    [Theory]
    [InlineData("public sealed record struct CartManager(int Id);", true)]
    [InlineData("static class MathUtils", true)]
    [InlineData("interface IShelfBase<T>", true)]
    [InlineData("enum DataKind", true)]
    [InlineData("class Database", false)]
    [InlineData("class Informed", false)]
    [InlineData("record class Shelf;", false)]
    [InlineData("delegate void OnCartHelper(int x);", true)]
    public void A_planted_empty_word_is_found(string code, bool isFound) => Assert.Equal(isFound, TypeNames(code).Any(SaysNothing));

    static IEnumerable<string> TypeNames(string code) => Declaration().Matches(code).Select(m => m.Groups["name"].Value);

    static bool SaysNothing(string name) => Words(name).Intersect(Empty).Any();

    static IEnumerable<string> Words(string name) => Word().Matches(name).Select(m => m.Value);

    [GeneratedRegex(@"^[^/""\n]*\b(class|struct|record|interface|enum|delegate\s+[\w<>\[\],?]+)\s+(?<name>(?!struct\b|class\b)[A-Z]\w*)", RegexOptions.Multiline)]
    private static partial Regex Declaration();

    [GeneratedRegex("[A-Z][a-z0-9]+")]
    private static partial Regex Word();
}

using System.Reflection;
using System.Text.RegularExpressions;
using Mono.Cecil;
using Stroll.Units;

namespace Stroll.Tests.Architecture;

public partial class PurityTests
{
    // Files that may catch everything: the last resort of a process, the supervisor of a store, and the edge around a reader of
    // foreign bytes whose authors do not say what it throws.
    static readonly string[] MayCatchAll =
        ["src/Stroll.Cli/Program.cs", "src/Stroll.Host/Stores/Running/StoreRuntime.cs", "src/Stroll.Recordings/ParquetTable.cs"];

    [Fact]
    public void Core_refers_to_nothing_but_System()
    {
        using var core = ModuleDefinition.ReadModule(typeof(Grams).Assembly.Location);

        Assert.NotEmpty(core.AssemblyReferences);
        Findings.None(core.AssemblyReferences.Select(r => r.Name).Where(n => !n.StartsWith("System.", StringComparison.Ordinal)));
        Assert.DoesNotContain("Reference Include", Tree.Read("src/Stroll.Core/Stroll.Core.csproj"), StringComparison.Ordinal);
    }

    [Fact]
    public void Nothing_catches_everything() =>
        Findings.None(Tree.Ending(".cs", "src/").Except(MayCatchAll).Where(f => SwallowsEverything(Tree.Read(f))));

    [Theory]
    [InlineData("catch (Exception)\n{", true)]
    [InlineData("catch (System.Exception error)\n{", true)]
    [InlineData("catch\n{\n}", true)]
    [InlineData("catch\n{\n    stream.Dispose();\n    throw;\n}", false)]
    [InlineData("catch\n{\n    Log();\n}\n\nthrow;", true)]
    [InlineData("catch (Exception error) when (error is IOException)\n{", false)]
    [InlineData("catch (IOException)\n{", false)]
    [InlineData("// to catch (Exception) is wrong", false)]
    public void A_planted_catch_of_everything_is_found(string code, bool isFound) => Assert.Equal(isFound, SwallowsEverything(code));

    [Fact]
    public void Every_ban_has_a_reason_and_bans_something_that_exists()
    {
        var files = Tree.Ending("BannedSymbols.txt").ToArray();

        Assert.Contains("src/Stroll.Core/BannedSymbols.txt", files);
        Findings.None(files.SelectMany(f => Tree.Read(f).Split('\n', StringSplitOptions.RemoveEmptyEntries)).Select(WhatIsWrongWith).OfType<string>());
    }

    [Theory]
    [InlineData("T:System.Random;Randomness enters Core as an argument.", true)]
    [InlineData("P:System.DateTime.UtcNow;Time enters Core as an argument.", true)]
    [InlineData("M:System.Threading.Thread.Sleep(System.Int32);Nothing here ever sleeps.", true)]
    [InlineData("T:System.Random", false)]
    [InlineData("T:System.Random;Bad.", false)]
    [InlineData("T:System.Randon;Randomness enters Core as an argument.", false)]
    [InlineData("P:System.DateTime.UtcNoon;Time enters Core as an argument.", false)]
    [InlineData("M:System.Threading.Thread.Sleep(System.String);Nothing here ever sleeps.", false)]
    [InlineData("N:System.Treading;Core has only one thread.", false)]
    public void A_planted_bad_ban_is_found(string line, bool isRight) => Assert.Equal(isRight, WhatIsWrongWith(line) is null);

    // To clean up and throw on is no swallowing.
    static bool SwallowsEverything(string code) =>
        CatchAll().Matches(code).Any(m => !Block(code, code.IndexOf('{', m.Index)).Contains("throw;", StringComparison.Ordinal));

    static string Block(string code, int open)
    {
        var depth = 0;
        for (var i = open; i < code.Length; i++)
        {
            depth += code[i] == '{' ? 1 : code[i] == '}' ? -1 : 0;
            if (depth == 0)
            {
                return code[open..i];
            }
        }

        return code[open..];
    }

    static string? WhatIsWrongWith(string line)
    {
        var (symbol, reason) = line.Split(';', 2) is [var before, var after] ? (before, after) : (line, "");
        return reason.Split(' ').Length < 3 ? $"{line}: say why, in a sentence"
            : Exists(symbol) ? null
            : $"{line}: no such symbol, so nothing is banned";
    }

    static bool Exists(string symbol)
    {
        var (name, arguments) = symbol[2..].TrimEnd(')').Split('(') is [var before, var after] ? (before, after.Split(',')) : (symbol[2..], []);
        var dot = name.LastIndexOf('.');
        const BindingFlags All = BindingFlags.Public | BindingFlags.Static | BindingFlags.Instance;
        return symbol[0] switch
        {
            'N' => Platform.Any(t => t.Namespace == name),
            'T' => Platform.Any(t => t.FullName == name),
            'P' => Platform.Any(t => t.FullName == name[..dot] && t.GetProperty(name[(dot + 1)..], All) is not null),
            'F' => Platform.Any(t => t.FullName == name[..dot] && t.GetField(name[(dot + 1)..], All) is not null),
            'M' => Platform.Where(t => t.FullName == name[..dot]).SelectMany(t => t.GetMethods(All)).Any(m =>
                m.Name == name[(dot + 1)..] && m.GetParameters().Select(p => p.ParameterType.FullName).SequenceEqual(arguments)),
            _ => false,
        };
    }

    static Type[] Platform { get; } =
    [
        .. ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!).Split(':')
            .Where(f => Path.GetFileName(f).StartsWith("System.", StringComparison.Ordinal))
            .SelectMany(f => Assembly.Load(Path.GetFileNameWithoutExtension(f)).GetExportedTypes()),
    ];

    [GeneratedRegex(@"^[^/""]*\bcatch\s*(\(\s*(System\.)?Exception(\s+\w+)?\s*\)(?!\s*when)|\{|$)", RegexOptions.Multiline)]
    private static partial Regex CatchAll();
}

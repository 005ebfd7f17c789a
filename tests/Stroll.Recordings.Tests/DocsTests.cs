using System.Diagnostics;
using System.Text.RegularExpressions;
using Stroll.Recordings;
using Stroll.Recordings.AutoCheckout;

namespace Stroll.Tests.Recordings;

public partial class DocsTests
{
    // Words with a dot that are names of files, not codes.
    static readonly string[] Files = ["json", "jsonl", "yaml", "csv", "parquet"];

    [Fact]
    public void Every_fault_code_in_the_source_is_in_the_list_and_no_other()
    {
        var source = Directory.EnumerateFiles(Path.Combine(TestPlaces.Root, "src", "Stroll.Recordings"), "*.cs", SearchOption.AllDirectories)
            .Where(path => !path.Contains($"{Path.DirectorySeparatorChar}obj{Path.DirectorySeparatorChar}", StringComparison.Ordinal))
            .SelectMany(path => InSource().Matches(File.ReadAllText(path)))
            .Select(match => match.Groups[1].Value)
            .Where(word => !Files.Contains(word[(word.IndexOf('.', StringComparison.Ordinal) + 1)..]))
            .Where(code => Areas.Contains(code[..code.IndexOf('.', StringComparison.Ordinal)]))
            .Distinct().Order(StringComparer.Ordinal);
        var listed = File.ReadLines(Path.Combine(TestPlaces.Root, "docs", "faults.md"))
            .Select(line => InList().Match(line)).Where(match => match.Success).Select(match => match.Groups[1].Value)
            .Where(code => Areas.Contains(code[..code.IndexOf('.', StringComparison.Ordinal)]));

        Assert.Equal(source, listed);
    }

    [Fact]
    public void Every_column_of_the_files_is_in_the_docs()
    {
        var text = File.ReadAllText(Path.Combine(TestPlaces.Root, "docs", "recording.md"));
        string[] columns =
        [
            .. CatalogueCsv.Write(new([])).Trim().Split(','),
            .. PlanogramCsv.Write(Samples.ModelOf(Samples.ThreePlates)).Trim().Split(','),
            .. StoreYaml.GondolaKeys, .. StoreYaml.ShelfKeys, .. StoreYaml.PlateKeys, .. StoreYaml.GateKeys, .. StoreYaml.StoreKeys,
            "t_ns", "plate", "grams", "person",
        ];

        Assert.All(columns, column => Assert.Contains($"`{column}`", text, StringComparison.Ordinal));
        Assert.All(PeopleColumns.All.Numbers, column => Assert.Contains(column.Name.Split('_')[0], text, StringComparison.Ordinal));
    }

    [Fact]
    public void The_pandas_example_runs_on_a_recording()
    {
        var python = Environment.GetEnvironmentVariable("STROLL_PYTHON") ?? "python3";
        Assert.SkipUnless(HasPandas(python), "needs: python3 with pandas and a parquet engine; set STROLL_PYTHON to one that has them");
        var text = File.ReadAllText(Path.Combine(TestPlaces.Root, "docs", "recording.md"));
        var example = Example().Match(text);
        Assert.True(example.Success);
        using var small = SmallCase.Native(30);
        Results.Good(AutoCheckoutImporter.Import(new(small.Source, small.Out)));
        File.WriteAllText(Path.Combine(small.Root, "example.py"), example.Groups[1].Value);

        var (code, output) = Run(python, Path.Combine(small.Root, "example.py"), small.Out);

        Assert.True(code == 0, output);
        Assert.Contains("1/1/1", output, StringComparison.Ordinal);
    }

    static readonly string[] Areas =
        ["catalogue", "file", "gates", "import", "manifest", "parquet", "people", "planogram", "receipts", "recording", "sightings", "store", "truth", "weights"];

    static bool HasPandas(string python)
    {
        try
        {
            return Run(python, "-c", "import importlib.util as u, pandas, sys; sys.exit(0 if u.find_spec('pyarrow') or u.find_spec('fastparquet') else 1)").Code == 0;
        }
        catch (System.ComponentModel.Win32Exception)
        {
            return false;
        }
    }

    static (int Code, string Output) Run(string command, params string[] arguments)
    {
        using var process = Process.Start(new ProcessStartInfo(command, arguments) { RedirectStandardOutput = true, RedirectStandardError = true })!;
        var errors = process.StandardError.ReadToEndAsync();
        var output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return (process.ExitCode, output + errors.GetAwaiter().GetResult());
    }

    [GeneratedRegex("\"([a-z]+\\.[a-z0-9-]+)\"")]
    private static partial Regex InSource();

    [GeneratedRegex(@"^\| `([a-z]+\.[a-z0-9-]+)` \|")]
    private static partial Regex InList();

    [GeneratedRegex(@"```python\n(.*?)```", RegexOptions.Singleline)]
    private static partial Regex Example();
}

using System.CommandLine;
using Stroll.Cli.Frame;

namespace Stroll.Cli.Commands;

/// <summary><c>stroll test</c>, which the script <c>./stroll</c> does before this program is there.</summary>
internal static class TestCommand
{
    internal static Command Build(Terminal terminal)
    {
        var isLong = new Option<bool>("--long") { Description = "Also run the tests that take minutes." };
        return new StrollCommand("test", "Builds everything and runs every test; the last line is \"N passed, N failed\".")
        {
            Notes = ["The script ./stroll at the root of a clone does this itself; an installed stroll has no sources to test."],
            Examples = [new("./stroll test", "all tests, from the root of a clone.")],
        }.With(isLong).Does(_ => terminal.Refuse("test: no sources here, run ./stroll test at the root of a clone"));
    }
}

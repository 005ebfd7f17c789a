namespace Stroll.Tests.Architecture;

static class Findings
{
    /// <summary>Fails with every finding on a line of its own; the assertions of xUnit cut them short.</summary>
    public static void None(IEnumerable<string> found)
    {
        var all = found.ToArray();
        if (all.Length > 0)
        {
            Assert.Fail(string.Join('\n', all.Prepend($"{all.Length} found:")));
        }
    }
}

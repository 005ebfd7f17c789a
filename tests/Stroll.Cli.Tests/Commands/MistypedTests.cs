using Stroll.Cli.Frame;

namespace Stroll.Tests.Commands;

public class MistypedTests
{
    [Theory]
    [InlineData("unknown command 'docter' for 'stroll', did you mean 'doctor'?", "docter")]
    [InlineData("unknown command 'frobnicate' for 'stroll'; 'stroll --help' shows how it is used", "frobnicate")]
    [InlineData("unknown option '--jsn' for 'stroll replay', did you mean '--json'?", "replay", "x", "--jsn")]
    [InlineData("unknown option '--harbour' for 'stroll demo'", "demo", "--harbour", "80")]
    [InlineData("unknown argument 'y' for 'stroll replay'", "replay", "x", "y")]
    [InlineData("'stroll replay' needs REC", "replay")]
    [InlineData("'stroll score' needs --truth T and --receipts R", "score")]
    [InlineData("'stroll import autocheckout' needs --out REC", "import", "autocheckout", "x")]
    [InlineData("'stroll config' needs one of: schema, check", "config")]
    [InlineData("unknown command 'chek' for 'stroll config', did you mean 'check'?", "config", "chek")]
    [InlineData("--seed", "demo", "--seed", "many")]
    [InlineData("--visits is 0, expected 1 to 500", "demo", "--visits", "0")]
    [InlineData("--speed must be a number above 0", "demo", "--speed", "0")]
    [InlineData("run ./stroll test at the root of a clone", "test")]
    public void A_wrong_line_is_one_line_that_helps(string says, params string[] words) => Cli.IsRefused(Cli.Run(words), says);

    [Fact]
    public void A_word_with_an_at_sign_is_no_list_of_words()
    {
        using var folder = new TempFolder();
        var list = folder.Write("words", "--help\n");

        Cli.IsRefused(Cli.Run("changes", $"@{list}"), $"@{list}", "no such file");
    }

    [Theory]
    [InlineData("chagnes", "changes")]
    [InlineData("reply", "replay")]
    [InlineData("x", null)]
    [InlineData("completely-different", null)]
    public void The_nearest_word_is_near(string typed, string? word) =>
        Assert.Equal(word, Mistyped.Nearest(typed, ["changes", "replay", "score", "demo"]));
}

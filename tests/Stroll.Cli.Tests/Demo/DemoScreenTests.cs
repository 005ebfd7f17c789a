using Spectre.Console;
using Stroll.Cli.Demo;
using Stroll.Simulator;

namespace Stroll.Tests.Demo;

public class DemoScreenTests
{
    [Theory]
    [InlineData(60, 20)]
    [InlineData(80, 24)]
    [InlineData(110, 40)]
    [InlineData(200, 60)]
    public void Every_picture_fits_its_screen_and_keeps_its_height(int width, int height)
    {
        var run = new DemoRun(new() { Seed = 4, Visits = 6 });
        var view = new Frames(width, height);
        run.Play(view, pace: null, CancellationToken.None);

        Assert.NotEmpty(view.Shown);
        Assert.InRange(Assert.Single(view.Shown.Select(lines => lines.Length).Distinct()), 5, height - 1);
        Assert.InRange(view.Shown.SelectMany(lines => lines).Max(line => line.Length), 5, width);
        Assert.Contains(view.Shown, lines => lines.Any(line => line.Contains("receipts exactly as the simulator", StringComparison.Ordinal)));
        Assert.Contains(view.Shown, lines => lines.Any(line => line.Contains("shopper-1", StringComparison.Ordinal) && line.Contains('×')));
    }

    [Fact]
    public void Everybody_in_the_store_is_on_the_floor()
    {
        var run = new DemoRun(new() { Seed = 4, Visits = 3 });
        var most = 0;
        run.Play(
            new Each(_ =>
            {
                var picture = Markup.Remove(FloorPicture.Draw(run, 14));
                var drawn = picture.Count(char.IsAsciiDigit);
                most = Math.Max(most, drawn);
                Assert.InRange(drawn, 0, run.People?.People.Length ?? 0);
                Assert.Equal(14, picture.Split('\n').Length);
            }),
            pace: null,
            CancellationToken.None);

        Assert.InRange(most, 2, 3);
    }

    /// <summary>What the screen would show, each second of the store.</summary>
    sealed class Frames(int width, int height) : IDemoView
    {
        readonly DemoScreen _screen = new(_ => { }, width, height, 4);
        int _ticks;

        public List<string[]> Shown { get; } = [];

        public void Explained(DemoRun run, Attribution.Attributed piece) => _screen.Explained(run, piece);

        public void Left(DemoRun run, Receipts.Receipt receipt, string? difference) => _screen.Left(run, receipt, difference);

        public void Tick(DemoRun run)
        {
            if (_ticks++ % 10 != 0)
            {
                return;
            }

            using var to = new StringWriter();
            var console = AnsiConsole.Create(new AnsiConsoleSettings { Ansi = AnsiSupport.No, ColorSystem = ColorSystemSupport.NoColors, Out = new AnsiConsoleOutput(to) });
            console.Profile.Width = width;
            console.Write(_screen.Draw(run));
            Shown.Add(to.ToString().TrimEnd('\n').Split('\n'));
        }
    }

    sealed class Each(Action<DemoRun> look) : IDemoView
    {
        public void Explained(DemoRun run, Attribution.Attributed piece)
        {
        }

        public void Left(DemoRun run, Receipts.Receipt receipt, string? difference)
        {
        }

        public void Tick(DemoRun run) => look(run);
    }
}

using System.Diagnostics;
using Spectre.Console;
using Spectre.Console.Rendering;
using Stroll.Attribution;
using Stroll.Cli.Report;
using Stroll.Receipts;
using Stroll.Units;

namespace Stroll.Cli.Demo;

/// <summary>The demo as a living picture: the floor, the carts as they fill, receipts as people leave.</summary>
/// <param name="show">Puts a picture on the screen in place of the last.</param>
/// <param name="width">Columns of the screen.</param>
/// <param name="height">Lines of the screen.</param>
/// <param name="seed">Of the store, for the head line.</param>
internal sealed class DemoScreen(Action<IRenderable> show, int width, int height, ulong seed) : IDemoView
{
    static readonly TimeSpan FrameEvery = 100.Milliseconds;

    // Head line, score, the borders of three panels, and the line of the cursor.
    const int OtherRows = 9;

    readonly Stopwatch _sinceFrame = Stopwatch.StartNew();
    readonly List<string> _events = [];
    readonly List<(Receipt Receipt, string? Difference)> _receipts = [];

    // A third of the screen for each: the floor with the carts, what happened, the receipts.
    int FloorRows => Math.Clamp((height - OtherRows) / 2, 6, 18);

    int ListRows => Math.Clamp((height - OtherRows - FloorRows) / 2, 1, 8);

    bool IsWide => width >= 84;

    /// <inheritdoc/>
    public void Explained(DemoRun run, Attributed piece)
    {
        var who = run.WhoMoved(piece);
        var name = who?.FirstId ?? "nobody known";
        var colour = who is null ? "grey" : FloorPicture.ColourOf(who.Id.Index);
        var words = Wording.Of(run.Simulation.Model, piece);
        var room = width - name.Length - 14;
        _events.Add($"[grey]{words[..8]}[/] [{colour}]{Markup.Escape(name)}[/] {Cut(words[9..], room)}");
        if (_events.Count > 20)
        {
            _events.RemoveAt(0);
        }
    }

    /// <inheritdoc/>
    public void Left(DemoRun run, Receipt receipt, string? difference) => _receipts.Add((receipt, difference));

    /// <inheritdoc/>
    public void Tick(DemoRun run)
    {
        if (_sinceFrame.Elapsed >= FrameEvery || run.Now >= run.Simulation.End - 100.Milliseconds)
        {
            _sinceFrame.Restart();
            show(Draw(run));
        }
    }

    /// <summary>The picture as it is now.</summary>
    internal Rows Draw(DemoRun run)
    {
        var floor = new Panel(new Markup(FloorPicture.Draw(run, FloorRows))).Header("floor").BorderColor(Color.Grey);
        var carts = new Panel(Carts(run)).Header("carts").BorderColor(Color.Grey).Expand();
        var rows = new List<IRenderable>
        {
            new Markup($"[bold]A simulated store[/], nobody here is real  [grey]seed {seed}  {ReportPage.Clock(run.Now)}[/]"),
        };
        if (IsWide)
        {
            var picture = FloorPicture.Columns(run, FloorRows) + 4;
            var beside = new Grid()
                .AddColumn(new GridColumn().NoWrap().Width(picture).Padding(0, 0, 1, 0))
                .AddColumn(new GridColumn().Width(width - picture - 1).Padding(0, 0, 0, 0));
            rows.Add(beside.AddRow(floor, carts));
        }
        else
        {
            rows.Add(carts);
        }

        rows.Add(new Panel(Lines(_events.TakeLast(ListRows), "the shelves are quiet")).Header("what the shelves and hands say").BorderColor(Color.Grey).Expand());
        rows.Add(new Panel(Lines(_receipts.TakeLast(ListRows).Select(r => ReceiptLine(run, r.Receipt, r.Difference)), "nobody has left yet"))
            .Header("receipts").BorderColor(Color.Grey).Expand());
        var right = _receipts.Count(r => r.Difference is null);
        rows.Add(new Markup($"[bold]{right} of {_receipts.Count}[/] receipts exactly as the simulator's own record has them"));
        return new Rows(rows);
    }

    Rows Carts(DemoRun run)
    {
        var open = run.Pipeline.Carts().Where(r => r.Status == VisitStatus.Open && run.People?.People.Any(p => p.Person == r.Shopper) == true).ToArray();
        var lines = new List<IRenderable>();
        foreach (var cart in open)
        {
            var number = FloorPicture.NumberOf(run, cart.Shopper);
            lines.Add(new Markup($"[{FloorPicture.ColourOf(number)} bold]{(number % 9) + 1}[/] {Markup.Escape(cart.Shopper)}{(cart.Lines.IsEmpty ? " [grey]empty[/]" : "")}"));
            lines.AddRange(cart.Lines.Select(line => new Markup(
                $"  {Bar(line.Probability)} {line.Quantity} × {Cut(run.Simulation.Model.Catalogue[line.Product].Name, 28)} [grey]{ReceiptText.Sure(line)}[/]")));
        }

        if (open.Length == 0)
        {
            lines.Add(new Markup("[grey]nobody is in the store[/]"));
        }

        // The panel keeps its height, so that nothing below it jumps.
        while (lines.Count < FloorRows)
        {
            lines.Add(new Text(" "));
        }

        return new Rows(lines.Take(FloorRows));
    }

    Rows Lines(IEnumerable<string> lines, string empty)
    {
        var shown = lines.Select(line => (IRenderable)new Markup(line)).ToList();
        if (shown.Count == 0)
        {
            shown.Add(new Markup($"[grey]{empty}[/]"));
        }

        while (shown.Count < ListRows)
        {
            shown.Add(new Text(" "));
        }

        return new Rows(shown);
    }

    string ReceiptLine(DemoRun run, Receipt receipt, string? difference)
    {
        var colour = FloorPicture.ColourOf(FloorPicture.NumberOf(run, receipt.Shopper));
        var mark = difference is null ? "[green]✓[/]" : "[red]✗[/]";
        var charged = ReceiptText.Charged(receipt, run.Simulation.Model).PadLeft(10);
        var lines = Cut(ReceiptText.Lines(receipt, run.Simulation.Model.Catalogue), width - receipt.Shopper.Length - charged.Length - 9);
        return $"{mark} [{colour}]{Markup.Escape(receipt.Shopper)}[/] {Markup.Escape(charged)}  [grey]{lines}[/]";
    }

    /// <summary>One line that fits, as markup.</summary>
    static string Cut(string text, int room) => Markup.Escape(text.Length <= room ? text : $"{text[..Math.Max(0, room - 1)]}…");

    static string Bar(Probability probability)
    {
        const int Cells = 6;
        var full = (int)Math.Round(Cells * probability.Value);
        var colour = probability.Value >= 0.9 ? "green" : probability.Value >= 0.5 ? "yellow" : "red";
        return $"[{colour}]{new string('━', full)}[/][grey30]{new string('━', Cells - full)}[/]";
    }
}

using System.Globalization;
using Spectre.Console;
using Stroll.Cli.Frame;
using Stroll.Cli.Report;
using Stroll.Interaction;
using Stroll.Receipts;

namespace Stroll.Cli.Replay;

/// <summary>What a replay found, for people.</summary>
internal static class ReplayText
{
    internal static void Write(Terminal terminal, ReplayRun run)
    {
        if (terminal.OutputIsScreen)
        {
            Write(Screen.On(terminal), run);
            return;
        }

        // For a file or another program: lines as long as they are, without the blanks that fill a table.
        using var lines = new StringWriter();
        Write(Screen.On(new(lines, terminal.Error, terminal.Stop) { Width = 1000 }), run);
        foreach (var line in lines.ToString().TrimEnd().Split('\n'))
        {
            terminal.Output.WriteLine(line.TrimEnd());
        }
    }

    static void Write(IAnsiConsole screen, ReplayRun run)
    {
        foreach (var receipt in run.Outcome.Receipts)
        {
            Write(screen, run, receipt);
        }

        if (run.Outcome.Receipts.IsEmpty)
        {
            screen.WriteLine("Nobody was seen, so there is no receipt.");
        }

        Questions(screen, run);
        Counts(screen, run);
    }

    static void Write(IAnsiConsole screen, ReplayRun run, Receipt receipt)
    {
        var left = receipt.Left is { } at ? ReportPage.Clock(at) : "still inside";
        screen.MarkupLine($"[bold]{Markup.Escape(Terminal.OneLine(receipt.Title))}[/]  {receipt.Visit}, {ReportPage.Clock(receipt.Entered)} to {left}, {Word(receipt.Status)}");
        if (receipt.Lines.IsEmpty)
        {
            screen.MarkupLine("  nothing was taken");
        }

        var table = new Table().Border(TableBorder.None).HideHeaders().AddColumns(
            new TableColumn("quantity").RightAligned().NoWrap().PadLeft(2), new TableColumn("name"), new TableColumn("barcode").NoWrap(),
            new TableColumn("amount").RightAligned().NoWrap(), new TableColumn("sure").RightAligned().NoWrap(), new TableColumn("charge").NoWrap());
        foreach (var line in receipt.Lines)
        {
            var product = run.Model.Catalogue[line.Product];
            var amount = MoneyText.Amount(product, line.Quantity, line.Mass) is { } money ? MoneyText.Of(money) : "no price";
            table.AddRow(
                new Text($"{line.Quantity} ×"), new Text(Terminal.OneLine(product.Name)), new Text(product.Barcode), new Text(amount),
                new Text(ReportPage.Percent(line.Probability)), new Markup(Charge(line.Charge)));
        }

        if (!receipt.Lines.IsEmpty)
        {
            screen.Write(table);
        }

        foreach (var evidence in receipt.Lines.SelectMany(line => line.Evidence).OrderBy(e => e.Change))
        {
            screen.Write(new Padder(new Markup($"[grey]{Markup.Escape(Terminal.OneLine(evidence.Words))}[/]"), new Padding(4, 0, 0, 0)));
        }

        if (ReportPage.ReceiptSum(run.Model, receipt, ChargeDecision.Now) is { } total)
        {
            screen.MarkupLine($"  charged at once: [bold]{MoneyText.Of(total)}[/]");
        }

        screen.WriteLine();
    }

    static void Questions(IAnsiConsole screen, ReplayRun run)
    {
        if (run.Outcome.Questions.IsEmpty)
        {
            return;
        }

        screen.MarkupLine("[bold]What a person would be asked[/]");
        foreach (var question in run.Outcome.Questions)
        {
            var doubt = $"{question.Visit ?? "nobody"}, doubt {ReportPage.Percent(question.Doubt)}: ";
            screen.Write(new Padder(new Text(doubt + Terminal.OneLine(question.Why)), new Padding(2, 0, 0, 0)));
        }

        screen.WriteLine();
    }

    static void Counts(IAnsiConsole screen, ReplayRun run)
    {
        var intake = run.Outcome.Intake;
        var seconds = (intake.End - intake.Begin).TotalSeconds;
        var bad = run.Outcome.Health.Where(h => h != PlateHealth.Good).GroupBy(h => h).OrderBy(g => g.Key)
            .Select(g => $"{g.Count()} {g.Key.ToString().ToLowerInvariant()}").ToArray();
        var changes = run.Outcome.Changes.Length;
        screen.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"{Count(changes, "mass change")} on {run.Model.Store.Plates.Length} plates{(bad.Length > 0 ? $" ({string.Join(", ", bad)})" : "")}, {Count(run.Outcome.Receipts.Length, "visit")}, {Count(run.Outcome.Questions.Length, "question")}."));
        if (run.Asked is { } asked)
        {
            screen.WriteLine(string.Create(
                CultureInfo.InvariantCulture,
                $"A reviewer who knows the truth answered {Count(asked, "question")}, {1000.0 * asked / Math.Max(1, run.Outcome.Receipts.Length):0} for each 1,000 visits."));
        }

        screen.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"{intake.Readings:N0} readings and {intake.Sightings:N0} sightings in {seconds:0.0} s; {intake.Doubled} doubled and {intake.Late} late messages set aside."));
        screen.WriteLine(string.Create(
            CultureInfo.InvariantCulture, $"Took {run.Wall.TotalSeconds:0.00} s, {run.TimesRealTime:0} times real time. Fingerprint {run.Outcome.Digest}."));
    }

    static string Count(int count, string what) => count == 1 ? $"1 {what}" : $"{count} {what}s";

    static string Word(VisitStatus status) => status switch
    {
        VisitStatus.Open => "[blue]inside[/]",
        VisitStatus.Settled => "[green]settled[/]",
        _ => "[yellow]held[/]",
    };

    static string Charge(ChargeDecision charge) => charge switch
    {
        ChargeDecision.Now => "[green]now[/]",
        ChargeDecision.Held => "[yellow]held[/]",
        _ => "[red]never[/]",
    };
}

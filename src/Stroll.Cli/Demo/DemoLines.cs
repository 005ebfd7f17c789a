using Stroll.Attribution;
using Stroll.Cli.Frame;
using Stroll.Cli.Report;
using Stroll.Receipts;

namespace Stroll.Cli.Demo;

/// <summary>The demo as plain lines, one for each thing that happened.</summary>
internal sealed class DemoLines(Terminal terminal) : IDemoView
{
    /// <inheritdoc/>
    public void Explained(DemoRun run, Attributed piece)
    {
        var who = run.WhoMoved(piece)?.FirstId ?? "nobody known";
        terminal.Output.WriteLine($"{ReportPage.Clock(piece.Begin)} {who}: {Wording.Of(run.Simulation.Model, piece)[9..]}");
    }

    /// <inheritdoc/>
    public void Left(DemoRun run, Receipt receipt, string? difference)
    {
        var model = run.Simulation.Model;
        var charged = ReceiptText.Charged(receipt, model) is { Length: > 0 } sum ? $"; charged {sum}" : "";
        var verdict = difference is null ? "as it truly was" : $"truth differs: {difference}";
        terminal.Output.WriteLine(
            $"{ReportPage.Clock(receipt.Left!.Value)} {receipt.Shopper} left with {ReceiptText.Lines(receipt, model.Catalogue)}{charged}; {verdict}");
    }

    /// <inheritdoc/>
    public void Tick(DemoRun run) => terminal.Output.Flush();
}

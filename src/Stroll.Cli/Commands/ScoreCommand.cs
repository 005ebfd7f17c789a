using System.CommandLine;
using System.Globalization;
using Stroll.Cli.Frame;
using Stroll.Recordings;
using Stroll.Review;

namespace Stroll.Cli.Commands;

/// <summary><c>stroll score</c></summary>
internal static class ScoreCommand
{
    internal static Command Build(Terminal terminal)
    {
        var truth = new Option<string>("--truth") { HelpName = "T", Required = true, Description = "The truth: JSON {\"receipts\": {shopper: {barcode: quantity}}}, as truth.json of a recording." };
        var receipts = new Option<string>("--receipts") { HelpName = "R", Required = true, Description = "The receipts: what 'stroll replay --json' printed." };
        var aliases = new Option<bool>("--aliases") { Description = "Count the later ids of a person, as the truth lists them, as that person. The competition did not." };
        var json = StrollCommand.JsonOption();
        return new StrollCommand("score", "Holds receipts against the truth: items, exact receipts, money.")
        {
            Notes =
            [
                "Items count in pieces by (shopper, barcode), all lines whatever their charge, as in the AutoCheckout competition of 2020. Over- and undercharge look at what is charged at once, in lines and money.",
                "JSON: {\"f1\", \"precision\", \"recall\" (0 to 1), \"exactReceipts\", \"receipts\", \"overcharged\", \"undercharged\" (lines), \"overchargedMinor\", \"underchargedMinor\" (minor units), \"visits\": [{\"shopper\", \"exact\", \"lines\": [{\"barcode\", \"taken\", \"claimed\", \"charged\"}]}]}.",
            ],
            Examples =
            [
                new("./stroll score --truth case-1/truth.json --receipts july/receipts.json", "prints a table."),
                new("./stroll replay case-1 --json | ./stroll score --truth case-1/truth.json --receipts /dev/stdin --json", "replay and score in one line."),
            ],
        }.With(truth, receipts, aliases, json).Does(typed =>
            Run(terminal, typed.GetValue(truth)!, typed.GetValue(receipts)!, typed.GetValue(aliases), typed.GetValue(json)));
    }

    static int Run(Terminal terminal, string truthPath, string receiptsPath, bool withAliases, bool asJson)
    {
        var truth = Refusal.Unless(Truth.Read(Refusal.Unless(InputFile.Bytes(truthPath, "the truth as JSON")), truthPath));
        var receipts = Refusal.Unless(ReceiptsJson.Read(Refusal.Unless(InputFile.Bytes(receiptsPath, "receipts as JSON")), receiptsPath));
        var score = ReceiptScore.Of(truth.Receipts, receipts.Claims(), withAliases ? truth.Aliases : []);
        if (asJson)
        {
            terminal.WriteBytes(stream => ScoreJson.Write(stream, score));
        }
        else
        {
            Print(terminal.Output, score, receipts);
        }

        return ExitCode.Good;
    }

    static void Print(TextWriter output, ReceiptScore score, ReceiptsDocument receipts)
    {
        var names = receipts.Visits.SelectMany(v => v.Lines).DistinctBy(l => l.Barcode).ToDictionary(l => l.Barcode, l => l.Name, StringComparer.Ordinal);
        foreach (var visit in score.Visits)
        {
            var who = visit.Shopper.Length > 0 ? Terminal.OneLine(visit.Shopper) : "everybody";
            var word = !visit.IsTrue ? "not in the truth" : visit.Visits.IsEmpty ? "has no receipt" : visit.IsExact ? "exactly right" : "wrong";
            output.WriteLine($"{who}: {word}");
            foreach (var line in visit.Lines)
            {
                var mark = line.Claimed == line.Taken ? " " : line.Claimed > line.Taken ? "+" : "-";
                var name = Terminal.OneLine(names.GetValueOrDefault(line.Barcode, ""));
                output.WriteLine($"  {mark} {Terminal.OneLine(line.Barcode),-14}  took {line.Taken}, on the receipt {line.Claimed}, charged at once {line.Charged}  {name}".TrimEnd());
            }
        }

        output.WriteLine();
        output.WriteLine(Text($"items      F1 {100 * score.F1:0.0} %, precision {100 * score.Precision:0.0} %, recall {100 * score.Recall:0.0} %"));
        output.WriteLine(Text($"receipts   {score.ExactReceipts} of {score.TrueReceipts} exactly right"));
        output.WriteLine(Text($"overcharge {Money(score.Overcharged)}"));
        output.WriteLine(Text($"undercharge {Money(score.Undercharged)}"));
        if (score.IsWhoIgnored)
        {
            output.WriteLine("The receipts name no shopper, so everything was compared as one receipt.");
        }
    }

    static string Money(ChargeError error) => Text(
        $"{error.Lines} lines, {error.Pieces} pieces, {error.Minor} minor units{(error.LinesWithoutPrice > 0 ? $" and {error.LinesWithoutPrice} lines without a price" : "")}");

    static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}

using System.CommandLine;
using System.Globalization;
using Stroll.Cli.Frame;
using Stroll.Cli.Live;
using Stroll.Host.Scenes;
using Stroll.Receipts;
using Stroll.Units;

namespace Stroll.Cli.Commands;

/// <summary><c>stroll visits</c></summary>
internal static class VisitsCommand
{
    internal static Command Build(Terminal terminal)
    {
        var (settings, data, store) = KeptStore.Options();
        var last = new Option<int>("--last") { HelpName = "N", Description = "How many, newest first; 1 to 1000, 5 if not given.", DefaultValueFactory = _ => 5 };
        var json = StrollCommand.JsonOption();
        return new StrollCommand("visits", "Shows who came, when, and what they took, as the sensors tell it.")
        {
            Notes =
            [
                "It reads what the store keeps, whether 'stroll serve' runs or not. A visit is ready when all that its sensors could tell was told; a line that is held waits for a person.",
                "JSON: [{\"visit\", \"entered\", \"left\", \"ready\", \"status\", \"lines\": [{\"barcode\", \"name\", \"quantity\", \"grams\", \"probability\", \"charge\"}]}].",
            ],
            Examples = [new("./stroll visits --last 1", "the newest visit of the first store of stroll.yaml.")],
        }.With(settings, data, store, last, json).Does(typed => typed.GetValue(last) is var count and >= 1 and <= 1000
            ? Run(terminal, typed.GetValue(settings)!, typed.GetValue(data), typed.GetValue(store), count, typed.GetValue(json))
            : terminal.Refuse(new Fault("visits.last", "--last", $"{typed.GetValue(last)}, expected 1 to 1000")));
    }

    static int Run(Terminal terminal, string settings, string? data, string? store, int count, bool asJson)
    {
        using var kept = KeptStore.Open(settings, data, store);
        var stories = kept.Database.Read(transaction => StoryTable.Newest(transaction, null, null, count));
        if (asJson)
        {
            WriteJson(terminal, stories);
            return ExitCode.Good;
        }

        foreach (var story in stories)
        {
            terminal.Output.WriteLine($"{Time(story.Entered)}  visit {story.Visit}, {Until(story)}");
            foreach (var line in story.Lines)
            {
                terminal.Output.WriteLine(string.Create(
                    CultureInfo.InvariantCulture, $"    {line.Quantity} x {Terminal.OneLine(line.Name)}  {line.Grams:0.#} g, {100 * line.Probability:0} %{Held(line.Charge)}"));
            }
        }

        return ExitCode.Good;
    }

    static string Until(VisitStory story) =>
        story.Left is not { } left ? "still inside"
        : story.Ready is null ? $"left {Time(left)}, sensors still tell"
        : $"left {Time(left)}, {(story.Lines.IsEmpty ? "took nothing" : "receipt:")}";

    static string Held(ChargeDecision charge) => charge switch
    {
        ChargeDecision.Held => ", held for a person",
        ChargeDecision.Never => ", never charged",
        _ => "",
    };

    static string Time(Instant at) => DateTimeOffset.UnixEpoch.AddTicks(at.Nanoseconds / 100).ToLocalTime().ToString("yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture);

    static void WriteJson(Terminal terminal, IReadOnlyList<VisitStory> stories) => JsonDocumentOut.Write(terminal.Output, json =>
    {
        json.WriteStartArray();
        foreach (var story in stories)
        {
            json.WriteStartObject();
            json.WriteString("visit", story.Visit.ToString());
            json.WriteString("entered", story.Entered.ToString());
            json.WriteString("left", story.Left?.ToString());
            json.WriteString("ready", story.Ready?.ToString());
            json.WriteString("status", story.Status.ToString().ToLowerInvariant());
            json.WriteStartArray("lines");
            foreach (var line in story.Lines)
            {
                json.WriteStartObject();
                json.WriteString("barcode", line.Barcode);
                json.WriteString("name", line.Name);
                json.WriteNumber("quantity", line.Quantity);
                json.WriteNumber("grams", line.Grams);
                json.WriteNumber("probability", line.Probability);
                json.WriteString("charge", line.Charge.ToString().ToLowerInvariant());
                json.WriteEndObject();
            }

            json.WriteEndArray();
            json.WriteEndObject();
        }

        json.WriteEndArray();
    });
}

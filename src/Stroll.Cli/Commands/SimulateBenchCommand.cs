using System.CommandLine;
using System.Text.Json;
using Stroll.Cli.Bench;
using Stroll.Cli.Frame;
using Stroll.Simulator;

namespace Stroll.Cli.Commands;

/// <summary><c>stroll bench simulate</c></summary>
internal static class SimulateBenchCommand
{
    const double Seconds = 60;
    const int MostHours = 24 * 7;
    const string Tracked = "tracked";
    const string Sightings = "sightings";

    internal static StrollCommand Build(Terminal terminal)
    {
        var json = StrollCommand.JsonOption();
        var hours = new Option<int?>("--hours") { HelpName = "H", Description = "Play so many hours instead, and look at the memory after each." };
        var people = new Option<string>("--people")
        {
            HelpName = $"{Tracked}|{Sightings}",
            Description = "How people come in during these hours.",
            DefaultValueFactory = _ => Tracked,
        };
        return new StrollCommand("simulate", "Measures how fast one core simulates a store, and what cameras cost.")
        {
            Notes =
            [
                "The store has 1,000 plates at 60 Hz, 20 cameras at 10 pictures a second, and 50 people inside. It is played with tracked people, with raw cameras, and with raw cameras from which nothing hides anything. The budget is 50 seconds of the store a second with tracked people.",
                "JSON: {\"tracked\": {\"storeSecondsPerSecond\", \"storeSeconds\", \"inside\", \"messages\", \"sightings\", \"bytesPerMessage\"}, \"sightings\": {…}, \"sightingsSeeingThrough\": {…}}; with --hours {\"people\", \"hours\": [{\"hour\", \"heapMegabytes\", \"workingSetMegabytes\", \"visits\"}]}.",
            ],
            Examples = [new("./stroll bench simulate", "takes a minute or so."), new("./stroll bench simulate --hours 24", "takes some minutes: is the memory flat? With --people sightings it takes half an hour.")],
        }.With(json, hours, people).Does(typed => Run(terminal, typed.GetValue(json), typed.GetValue(hours), typed.GetValue(people)!));
    }

    static int Run(Terminal terminal, bool asJson, int? hours, string people)
    {
        if (people is not (Tracked or Sightings))
        {
            throw new Refusal(new("simulate.value", "--people", $"'{people}', expected {Tracked} or {Sightings}"));
        }

        if (hours is not (null or (>= 1 and <= MostHours)))
        {
            throw new Refusal(new("simulate.value", "--hours", $"{hours}, expected 1 to {MostHours}"));
        }

        return hours is { } some ? Memory(terminal, asJson, some, people) : Speed(terminal, asJson);
    }

    static int Speed(Terminal terminal, bool asJson)
    {
        (string Key, string Words, Scenario Scenario)[] loads =
        [
            ("tracked", "people tracked", SimulateBench.Load(PeopleEntry.Tracked)),
            ("sightings", "raw cameras", SimulateBench.Load(PeopleEntry.Sightings)),
            ("sightingsSeeingThrough", "raw cameras that see through everything", SimulateBench.Load(PeopleEntry.Sightings, seesThrough: true)),
        ];
        var results = loads.Select(load =>
        {
            terminal.Stop.ThrowIfCancellationRequested();
            return (load.Key, load.Words, Result: SimulateBench.Run(load.Scenario, SimulateBench.People, Seconds));
        }).ToArray();
        if (asJson)
        {
            JsonDocumentOut.Write(terminal.Output, json =>
            {
                json.WriteStartObject();
                foreach (var (key, _, result) in results)
                {
                    Write(json, key, result);
                }

                json.WriteEndObject();
            });
            return ExitCode.Good;
        }

        foreach (var (_, words, result) in results)
        {
            terminal.Output.WriteLine(FormattableString.Invariant(
                $"{words}: {result.StoreSecondsPerSecond:0} s of the store a second ({result.Inside:0} people inside, {result.Messages:N0} messages and {result.Sightings:N0} sightings a second of the store, {result.BytesPerMessage:N0} bytes a message)."));
        }

        return ExitCode.Good;
    }

    static void Write(Utf8JsonWriter json, string key, SimulateBenchResult result)
    {
        json.WriteStartObject(key);
        json.WriteNumber("storeSecondsPerSecond", result.StoreSecondsPerSecond);
        json.WriteNumber("storeSeconds", result.StoreSeconds);
        json.WriteNumber("inside", result.Inside);
        json.WriteNumber("messages", result.Messages);
        json.WriteNumber("sightings", result.Sightings);
        json.WriteNumber("bytesPerMessage", result.BytesPerMessage);
        json.WriteEndObject();
    }

    static int Memory(Terminal terminal, bool asJson, int hours, string people)
    {
        var found = new List<SimulateBenchHour>();
        foreach (var hour in SimulateBench.Hours(people == Tracked ? PeopleEntry.Tracked : PeopleEntry.Sightings, hours))
        {
            terminal.Stop.ThrowIfCancellationRequested();
            found.Add(hour);
            if (!asJson)
            {
                terminal.Output.WriteLine(FormattableString.Invariant(
                    $"{people}, hour {hour.Hour}: {hour.HeapMegabytes:0.0} MB alive, {hour.WorkingSetMegabytes:0} MB held by the process, {hour.Visits:N0} visits so far."));
                terminal.Output.Flush();
            }
        }

        if (asJson)
        {
            JsonDocumentOut.Write(terminal.Output, json => Write(json, people, found));
        }

        return ExitCode.Good;
    }

    static void Write(Utf8JsonWriter json, string people, List<SimulateBenchHour> hours)
    {
        json.WriteStartObject();
        json.WriteString("people", people);
        json.WriteStartArray("hours");
        foreach (var hour in hours)
        {
            json.WriteStartObject();
            json.WriteNumber("hour", hour.Hour);
            json.WriteNumber("heapMegabytes", hour.HeapMegabytes);
            json.WriteNumber("workingSetMegabytes", hour.WorkingSetMegabytes);
            json.WriteNumber("visits", hour.Visits);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteEndObject();
    }
}

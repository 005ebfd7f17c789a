using System.CommandLine;
using Stroll.Cli.Bench.Accuracy;
using Stroll.Cli.Frame;
using Stroll.Observations;
using Stroll.Recordings;
using Stroll.Recordings.AutoCheckout;
using Stroll.Rendering;
using Stroll.Simulator;
using Stroll.Units;

namespace Stroll.Cli.Commands;

/// <summary><c>stroll simulate</c></summary>
internal static class SimulateCommand
{
    const string Native = "autocheckout";
    const string Tracked = "tracked";
    const string Sightings = "sightings";
    const int MostShoppers = 100_000;
    const double MostHours = 24 * 31;

    internal static Command Build(Terminal terminal)
    {
        var scenario = new Argument<string>("SCENARIO") { Description = $"One of: {Names}." };
        var seed = new Option<ulong>("--seed") { HelpName = "N", Description = "Which store and which day: a whole number from 0. 1 if not given.", DefaultValueFactory = _ => 1 };
        var target = new Option<string>("--out") { HelpName = "REC", Required = true, Description = "The recording to make: a folder that is not there yet, or is empty." };
        var hours = new Option<double?>("--hours") { HelpName = "H", Description = "About so long; people come in as often as the scenario says, or as --shoppers says." };
        var shoppers = new Option<int?>("--shoppers") { HelpName = "N", Description = "How many people come in, instead of as many as the scenario says." };
        var people = new Option<string>("--people")
        {
            HelpName = $"{Tracked}|{Sightings}",
            Description = $"'{Tracked}': 3-D joints under ids, as from a tracker. '{Sightings}': what each camera sees, boxes and joints in pixels, who is who unknown.",
            DefaultValueFactory = _ => Tracked,
        };
        var form = new Option<string?>("--as") { HelpName = Native, Description = "Write the JSON lines of the AutoCheckout competition instead, for programs that read those." };
        var video = new VideoOptions();
        return new StrollCommand("simulate", "Makes a recording of a store that does not exist, with its truth.")
        {
            Notes =
            [
                "The same scenario, seed and options give the same bytes. truth.json says what everybody really carried out. With --people sightings paths.parquet says where everybody truly was.",
                "--as autocheckout writes plate_data.json, full_targets.json, planogram.json, products.json and truth.json, and the places of gondolas, shelves and plates in the folder geometry. Gates, the spread of unit weights and the currency have no place there.",
            ],
            Examples =
            [
                new("./stroll simulate lunch-rush --seed 7 --out rush && ./stroll replay rush", "a rush of sixteen people, and the receipts of the pipeline."),
                new("./stroll simulate quiet --out native --as autocheckout && ./stroll import autocheckout native --geometry native/geometry --out again", "there and back again."),
            ],
        }.With([scenario, seed, target, hours, shoppers, people, form, .. video.All]).Does(typed => Run(
            terminal,
            Scenario(typed.GetValue(scenario)!, typed.GetValue(seed), typed.GetValue(hours), typed.GetValue(shoppers), typed.GetValue(people)!),
            typed.GetValue(target)!,
            typed.GetValue(form),
            video.Of(typed)));
    }

    static string Names => string.Join(", ", AccuracyScenarios.All.Select(scenario => scenario.Name));

    static (string Name, Scenario Scenario) Scenario(string name, ulong seed, double? hours, int? shoppers, string entry)
    {
        if (entry is not (Tracked or Sightings))
        {
            throw new Refusal(new("simulate.value", "--people", $"'{entry}', expected {Tracked} or {Sightings}"));
        }

        if (AccuracyScenarios.Find(name) is not { Scenario: var scenario })
        {
            throw new Refusal(new("bench.scenario", name, $"there is no such scenario, expected one of {Names}"));
        }

        if (hours is not (null or (> 0 and <= MostHours)))
        {
            throw new Refusal(new("simulate.value", "--hours", FormattableString.Invariant($"{hours}, expected more than 0 and at most {MostHours}")));
        }

        if (shoppers is not (null or (>= 1 and <= MostShoppers)))
        {
            throw new Refusal(new("simulate.value", "--shoppers", FormattableString.Invariant($"{shoppers}, expected 1 to {MostShoppers}")));
        }

        scenario = scenario with { Seed = seed, People = entry == Tracked ? PeopleEntry.Tracked : PeopleEntry.Sightings };
        return (name, (hours, shoppers) switch
        {
            (null, null) => scenario,
            (null, { } people) => scenario with { Visits = people },
            ({ } length, null) => scenario with { Visits = Arrivals(length, scenario) },
            ({ } length, { } people) => scenario with
            {
                Visits = people,
                Habits = scenario.Habits with { SecondsBetweenArrivals = length * 3600 / people },
            },
        });
    }

    static int Arrivals(double hours, Scenario scenario) =>
        (int)Math.Clamp(Math.Round(hours * 3600 / scenario.Habits.SecondsBetweenArrivals), 1, MostShoppers);

    static int Run(Terminal terminal, (string Name, Scenario Scenario) day, string target, string? form, VideoWish? video)
    {
        if (form is not (null or Native))
        {
            throw new Refusal(new("simulate.value", "--as", $"'{form}', expected {Native}"));
        }

        var people = day.Scenario.People == PeopleEntry.Tracked ? Tracked : Sightings;
        if (form is not null && people != Tracked)
        {
            throw new Refusal(new("simulate.value", "--as", $"'{form}' has no place for raw cameras, expected --people {Tracked} with it"));
        }

        if (form is not null && video is not null)
        {
            throw new Refusal(new("simulate.value", "--video", $"'{form}' has no place for videos, expected one of the two"));
        }

        var simulation = new Simulation(day.Scenario);
        var cameras = video?.Choose(simulation.Model.Store);
        string? shown = null;
        try
        {
            if (form is null)
            {
                using var writer = Refusal.Unless(RecordingWriter.Create(target, $"simulated: {day.Name}, seed {day.Scenario.Seed}, people {people}"));
                writer.Write(simulation.Model);
                if (people == Sightings)
                {
                    simulation.Watch = writer.AppendPath;
                }

                Play(terminal, simulation, writer.Append);
                writer.Write(TruthOf(simulation));
                shown = video?.Write(terminal, new(day.Scenario), cameras!.Value, writer);
                writer.Complete();
            }
            else
            {
                using var writer = Refusal.Unless(NativeWriter.Create(target));
                writer.Write(simulation.Model);
                Play(terminal, simulation, writer.Append);
                writer.Write(TruthOf(simulation));
                writer.Complete();
            }
        }
        catch (RecordingException broken)
        {
            return terminal.Refuse(broken.Fault);
        }
        catch (VideoException broken)
        {
            return terminal.Fail(broken.Fault.ToString());
        }

        var store = simulation.Model.Store;
        terminal.Output.WriteLine(FormattableString.Invariant(
            $"Simulated: {day.Name}, seed {day.Scenario.Seed}, people {people}. {simulation.Truth.Visits.Length} visits, {(simulation.End - simulation.Begin).TotalSeconds:N0} s, {store.Gondolas.Length} gondolas, {store.Plates.Length} plates, {store.Cameras.Length} cameras, {simulation.Model.Catalogue.Products.Length} products."));
        if (shown is not null)
        {
            terminal.Output.WriteLine(shown);
        }

        terminal.Output.WriteLine($"Written to {Path.GetFullPath(target)}");
        return ExitCode.Good;
    }

    static void Play(Terminal terminal, Simulation simulation, Action<Observation> append) => ProgressBar.Around(terminal, "Simulating", done =>
    {
        foreach (var entry in simulation.Play())
        {
            append(entry.Observation);
            if (entry.Observation is Observation.Tick tick)
            {
                terminal.Stop.ThrowIfCancellationRequested();
                done((tick.At - simulation.Begin) / (simulation.End - simulation.Begin));
            }
        }

        return true;
    });

    // Asked for last: it may be complete only when the day has been played.
    static Truth TruthOf(Simulation simulation) => new(RunScore.Truth(simulation.Truth, simulation.Model.Catalogue), []);
}

using System.Collections.Immutable;
using System.CommandLine;
using Stroll.Cli.Bench.Accuracy;
using Stroll.Cli.Frame;
using Stroll.Cli.Scenarios;
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
        var scenario = new Argument<string>("SCENARIO") { Description = $"The path of a scenario file (docs/scenarios.md), or one of: {string.Join(", ", ScenarioLibrary.Names)}." };
        var seed = new Option<ulong>("--seed") { HelpName = "N", Description = "Which store and which day: a whole number from 0. 1 if not given.", DefaultValueFactory = _ => 1 };
        var target = new Option<string>("--out") { HelpName = "REC", Required = true, Description = "The recording to make: a folder that is not there yet, or is empty." };
        var hours = new Option<double?>("--hours") { HelpName = "H", Description = "So long is the store open: people come in as often as the scenario says, or as --shoppers says; then it closes." };
        var shoppers = new Option<int?>("--shoppers") { HelpName = "N", Description = "How many people come in, instead of as many as the scenario says; with --hours at most so many, spread over that time." };
        var people = new Option<string>("--people")
        {
            HelpName = $"{Tracked}|{Sightings}",
            Description = $"'{Tracked}': 3-D joints under ids, as from a tracker. '{Sightings}': what each camera sees, boxes and joints in pixels, who is who unknown.",
            DefaultValueFactory = _ => Tracked,
        };
        var form = new Option<string?>("--as") { HelpName = Native, Description = "Write the JSON lines of the AutoCheckout competition instead, for programs that read those." };
        var script = new Option<string?>("--case") { HelpName = "NAME", Description = "Which of the labelled cases people follow; only for a scenario with scripts." };
        var data = new Option<string?>("--data") { HelpName = "DIR", Description = "Where the labelled cases lie; what STROLL_DATA says by default." };
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
                new("./stroll simulate lunch-rush --seed 7 --out rush && ./stroll replay rush", "a rush of fifty people, and the receipts of the pipeline."),
                new("./stroll simulate my/market-day.yaml --hours 2 --out day", "two hours of a scenario of your own."),
                new("./stroll simulate quiet --out native --as autocheckout && ./stroll import autocheckout native --geometry native/geometry --out again", "there and back again."),
            ],
        }.With([scenario, seed, target, hours, shoppers, people, script, data, form, .. video.All]).Does(typed =>
        {
            var file = ScenarioLibrary.Named(typed.GetValue(scenario)!);
            var day = (file.Scripts, typed.GetValue(script)) switch
            {
                (null, null) => file.Scenario,
                (null, _) => throw new Refusal(new("simulate.value", "--case", $"the people of '{file.Scenario.Name}' follow no script")),
                (_, var name) => Case(ScriptedDays.Of(file.Scenario, typed.GetValue(data)), name),
            };
            return Run(
                terminal,
                Sized(day with { Seed = typed.GetValue(seed), People = Entry(typed.GetValue(people)!) }, typed.GetValue(hours), typed.GetValue(shoppers)),
                typed.GetValue(target)!,
                typed.GetValue(form),
                video.Of(typed));
        });
    }

    static PeopleEntry Entry(string entry) => entry switch
    {
        Tracked => PeopleEntry.Tracked,
        Sightings => PeopleEntry.Sightings,
        _ => throw new Refusal(new("simulate.value", "--people", $"'{entry}', expected {Tracked} or {Sightings}")),
    };

    static Scenario Case(ImmutableArray<(string Case, Scenario Scenario)> days, string? name)
    {
        foreach (var day in days)
        {
            if (day.Case == name)
            {
                return day.Scenario with { Name = $"{day.Scenario.Name} {name}" };
            }
        }

        throw new Refusal(new("simulate.value", "--case", $"{(name is null ? "not given" : $"'{name}'")}, expected one of {string.Join(", ", days.Select(day => day.Case))}"));
    }

    static Scenario Sized(Scenario scenario, double? hours, int? shoppers)
    {
        if (hours is not (null or (> 0 and <= MostHours)))
        {
            throw new Refusal(new("simulate.value", "--hours", FormattableString.Invariant($"{hours}, expected more than 0 and at most {MostHours}")));
        }

        if (shoppers is not (null or (>= 1 and <= MostShoppers)))
        {
            throw new Refusal(new("simulate.value", "--shoppers", FormattableString.Invariant($"{shoppers}, expected 1 to {MostShoppers}")));
        }

        if (scenario.Script is not null && (hours is not null || shoppers is not null))
        {
            throw new Refusal(new("simulate.value", scenario.Name, "a script says who comes and when, expected neither --hours nor --shoppers"));
        }

        return (hours, shoppers) switch
        {
            (null, null) => scenario,
            (null, { } people) => scenario with { Visits = people },
            ({ } open, null) => scenario with { Length = TimeSpan.FromHours(open), Visits = scenario.Visits == 0 ? 0 : MostShoppers },
            ({ } open, { } people) => scenario with
            {
                Length = TimeSpan.FromHours(open),
                Visits = people,
                // A little closer than evenly: those who would come after closing time would not come at all.
                Habits = scenario.Habits with { SecondsBetweenArrivals = 0.85 * open * 3600 / people },
            },
        };
    }

    static int Run(Terminal terminal, Scenario scenario, string target, string? form, VideoWish? video)
    {
        if (form is not (null or Native))
        {
            throw new Refusal(new("simulate.value", "--as", $"'{form}', expected {Native}"));
        }

        var people = scenario.People == PeopleEntry.Tracked ? Tracked : Sightings;
        if (form is not null && people != Tracked)
        {
            throw new Refusal(new("simulate.value", "--as", $"'{form}' has no place for raw cameras, expected --people {Tracked} with it"));
        }

        if (form is not null && video is not null)
        {
            throw new Refusal(new("simulate.value", "--video", $"'{form}' has no place for videos, expected one of the two"));
        }

        var simulation = Refusal.Unless(Simulation.From(scenario));
        var cameras = video?.Choose(simulation.Model.Store);
        string? shown = null;
        try
        {
            if (form is null)
            {
                using var writer = Refusal.Unless(RecordingWriter.Create(target, $"simulated: {scenario.Name}, seed {scenario.Seed}, people {people}"));
                writer.Write(simulation.Model);
                if (people == Sightings)
                {
                    simulation.Watch = writer.AppendPath;
                }

                Play(terminal, simulation, writer.Append);
                writer.Write(TruthOf(simulation));
                shown = video?.Write(terminal, new(scenario), cameras!.Value, writer);
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
            $"Simulated: {scenario.Name}, seed {scenario.Seed}, people {people}. {simulation.Truth.Visits.Length} visits, {(simulation.End - simulation.Begin).TotalSeconds:N0} s, {store.Gondolas.Length} gondolas, {store.Plates.Length} plates, {store.Cameras.Length} cameras, {simulation.Model.Catalogue.Products.Length} products."));
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
    static Truth TruthOf(Simulation simulation)
    {
        var (store, catalogue, truth) = (simulation.Model.Store, simulation.Model.Catalogue, simulation.Truth);
        var staff = truth.Visits.Where(visit => visit.Role == VisitRole.Staff).Select(visit => visit.Shopper).ToHashSet(StringComparer.Ordinal);
        return new(RunScore.Truth(truth, catalogue), RunScore.Aliases(truth))
        {
            Movements = [.. truth.Movements.Select(m => new TrueDeed(
                m.At, m.Shopper, store[m.Shelf].Gondola, store[m.Shelf].Number, [.. m.Plates.Select(plate => store[plate].Address.Plate)],
                catalogue[m.Product].Barcode, m.Quantity, Owes: !staff.Contains(m.Shopper)))],
            HandOvers = [.. truth.HandOvers.Select(h => new TrueGift(h.At, h.From, h.To, catalogue[h.Product].Barcode, h.Quantity))],
        };
    }
}

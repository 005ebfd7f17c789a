using System.Collections.Immutable;
using CsCheck;
using Stroll.Layout;
using Stroll.Observations;
using Stroll.Receipts;
using Stroll.Replay;
using Stroll.Sensors;
using Stroll.Simulator;
using Stroll.Units;

namespace Stroll.Tests.Simulation;

/// <summary>What must hold for every log, whatever happened in the store: the whole pipeline on simulated days.</summary>
public class PipelineLawTests
{
    // A day takes a good part of a second; the long run plays more of them.
    static readonly int Days = Environment.GetEnvironmentVariable("STROLL_TEST_LONG") == "1" ? 100 : 6;

    [Fact]
    public void The_same_log_gives_the_same_bytes() =>
        EachDay((day, log) => Run(day, log).Digest == Run(day, log).Digest);

    [Fact]
    public void Other_days_give_other_bytes() =>
        Assert.Equal(Days, Enumerable.Range(1, Days).Select(seed => new Day((ulong)seed)).Select(d => Run(d, d.Log).Digest).Distinct().Count());

    [Fact]
    public void The_clock_on_the_wall_does_not_matter() =>
        EachDay((day, log) =>
        {
            // A prime number of nanoseconds, more than a year.
            const long shift = 40_000_000_000_000_033;
            var plain = Run(day, log);
            var shifted = Run(day, [.. log.Select(entry => entry with { Observation = Shifted(entry.Observation, shift) })]);
            return Same(plain.Receipts, shifted.Receipts)
                && plain.Changes.Select(c => (c.Shelf, c.Change, c.Begin.Nanoseconds))
                    .SequenceEqual(shifted.Changes.Select(c => (c.Shelf, c.Change, c.Begin.Nanoseconds - shift)));
        });

    [Fact]
    public void Names_of_people_do_not_matter() =>
        EachDay((day, log) =>
        {
            static string Renamed(string person) => "x" + string.Concat(person.Reverse());
            var plain = Run(day, log);
            var renamed = Run(day, [.. log.Select(entry => entry with
            {
                Observation = entry.Observation switch
                {
                    Observation.PeopleSeen seen => seen with { People = [.. seen.People.Select(p => p with { Person = Renamed(p.Person) })] },
                    Observation.GatePassed passed => passed with { Person = passed.Person is { } p ? Renamed(p) : null },
                    var other => other,
                },
            })]);
            return Same(plain.Receipts, renamed.Receipts)
                && plain.Receipts.Select(r => Renamed(r.Shopper)).SequenceEqual(renamed.Receipts.Select(r => r.Shopper));
        });

    [Fact]
    public void Any_order_of_arrival_within_the_bounds_gives_the_same_receipts() =>
        EachDay((day, log) =>
        {
            // Up to 0.25 s of delay lies within the lateness that every source promises.
            var rng = new Rng(day.Seed);
            var late = log.Select((entry, i) => (entry, Arrives: entry.Observation.At.UnixSeconds + rng.NextBetween(0, 0.25), i))
                .OrderBy(e => e.Arrives).ThenBy(e => e.i).Select(e => e.entry).ToArray();
            var plain = Run(day, [.. log.OrderBy(e => e.Observation.At)]);
            var shuffled = Run(day, late);
            return shuffled.Intake.Late == 0 && plain.Digest == shuffled.Digest;
        });

    [Fact]
    public void A_doubled_message_is_one_message() =>
        EachDay((day, log) =>
        {
            var rng = new Rng(day.Seed);
            var doubled = log.SelectMany(entry => Enumerable.Repeat(entry, rng.NextChance(0.1) ? 2 : 1)).ToArray();
            var outcome = Run(day, doubled);
            return outcome.Intake.Doubled == doubled.Length - log.Length && Same(Run(day, log).Receipts, outcome.Receipts);
        });

    [Fact]
    public void No_line_is_charged_without_evidence_and_none_for_more_than_the_shelves_lost() =>
        EachDay((day, log) =>
        {
            var outcome = Run(day, log);
            var lost = -outcome.Changes.Sum(change => Math.Min(0, change.Change.Value));
            var billed = outcome.Receipts.SelectMany(r => r.Lines).Where(l => l.Charge == ChargeDecision.Now)
                .Sum(l => l.Quantity * (day.Model.Catalogue[l.Product].UnitWeight?.Value ?? 0));
            return outcome.Receipts.SelectMany(r => r.Lines).All(line =>
                    line.Evidence.Length > 0 && line.Evidence.All(e => e.Change < outcome.Changes.Length) && line.Quantity > 0)
                && billed <= 1.1 * lost;
        });

    [Fact]
    public void A_shelf_that_falls_silent_stops_nobody_and_takes_nobodys_money() =>
        EachDay((day, log) =>
        {
            // The first shelf dies in the middle of the day: what was taken from it later is lost to the store, not charged to others.
            var middle = new Instant((day.Begin.Nanoseconds + day.End.Nanoseconds) / 2);
            var outcome = Run(day, [.. log.Where(e => e.Observation is not Observation.ShelfReadings { Shelf.Index: 0 } r || r.At < middle)]);
            return outcome.Intake.Late == 0 && outcome.Receipts.Length == Run(day, log).Receipts.Length
                && outcome.Changes.Where(c => c.Shelf.Index == 0).All(c => c.Begin < middle + 3.Seconds);
        });

    static void EachDay(Func<Day, LogEntry[], bool> holds) =>
        Gen.Int[1, 1_000_000].Sample(
            seed =>
            {
                var day = new Day((ulong)seed);
                return holds(day, day.Log);
            },
            iter: Days);

    static Outcome Run(Day day, IReadOnlyList<LogEntry> log) => Replayer.Run(day.Model, day.Sources, log);

    static bool Same(ImmutableArray<Receipt> left, ImmutableArray<Receipt> right) =>
        left.Length == right.Length && left.Zip(right).All(pair => pair.First.Lines
            .Select(l => (l.Product, l.Quantity, l.Probability, l.Charge))
            .SequenceEqual(pair.Second.Lines.Select(l => (l.Product, l.Quantity, l.Probability, l.Charge))));

    static Observation Shifted(Observation observation, long by) => observation switch
    {
        Observation.ShelfReadings readings => new Observation.ShelfReadings(
            readings.Shelf, readings.Times.ToArray().Select(t => t + by).ToArray(), readings.Grams),
        _ => observation with { At = new(observation.At.Nanoseconds + by) },
    };

    /// <summary>One simulated stretch of a day, played once and kept.</summary>
    sealed class Day
    {
        internal Day(ulong seed)
        {
            Seed = seed;
            var simulation = new Simulator.Simulation(new Scenario { Seed = seed, Visits = 4 });
            Log = [.. simulation.Play()];
            (Model, Sources, Begin, End) = (simulation.Model, simulation.Sources, simulation.Begin, simulation.End);
        }

        internal ulong Seed { get; }

        internal LogEntry[] Log { get; }

        internal StoreModel Model { get; }

        internal ImmutableArray<SourcePromise> Sources { get; }

        internal Instant Begin { get; }

        internal Instant End { get; }
    }
}

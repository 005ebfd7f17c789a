using Stroll.Cli.Scenarios;
using Stroll.Observations;
using Stroll.Simulator;
using Stroll.Units;

namespace Stroll.Tests.Simulator;

public class DeviceTests
{
    static readonly Feature[] Lines = [Feature.Lateness, Feature.Doubles, Feature.Reordering, Feature.Outages, Feature.ClockJitter];

    [Theory]
    [InlineData(10)]
    [InlineData(60)]
    [InlineData(80)]
    public void Promises_are_kept_with_every_fault_of_the_network(int hertz)
    {
        var simulation = new Simulation(new()
        {
            Visits = 3,
            Length = 200.Seconds,
            Force = [.. Lines],
            Size = StoreSize.StadiumStand,
            Scales = new(Hertz: hertz),
        });
        var newest = simulation.Sources.Select(_ => Instant.Earliest).ToArray();
        var seen = new HashSet<(int, long, long)>();
        var (doubled, overtaken) = (0, 0);
        foreach (var entry in simulation.Play())
        {
            var (source, at) = (entry.Source.Index, entry.Observation.At);
            if (!seen.Add((source, entry.Boot, entry.Sequence)))
            {
                doubled++;
                continue;
            }

            overtaken += at < newest[source] ? 1 : 0;
            Assert.False(newest[source] != Instant.Earliest && at < newest[source] - simulation.Sources[source].Lateness, "too late");
            newest[source] = at > newest[source] ? at : newest[source];
        }

        Assert.True(doubled > 0 && overtaken > 0, $"{doubled} doubled, {overtaken} overtaken");
        Assert.All(simulation.Sources, source => Assert.True(source.Lateness <= 2.Seconds));
    }

    [Fact]
    public void Plates_are_as_quiet_as_measured_and_shelves_shake_as_measured()
    {
        var simulation = new Simulation(new() { Visits = 0, Length = 20.Seconds, Size = StoreSize.SmallSupermarket, Force = [Feature.NoisyPlates] });
        var quiet = PlateSds(simulation).Order().ToArray();
        Assert.Equal(1000, quiet.Length);
        Assert.InRange(quiet[50], 0.28, 0.45);
        Assert.InRange(quiet[500], 0.7, 1.4);
        Assert.InRange(quiet[940], 2, 3.2);
        Assert.InRange(quiet[^1], 10, 25);

        // The sum of an untouched shelf while others of its gondola are touched, over windows of a second: most between 3 and 25 g.
        var rush = ScenarioLibrary.Find("lunch-rush")!.Scenario with { Forbid = [Feature.NoisyPlates], Force = [Feature.Crowding] };
        var sums = ShelfSumSds(new(rush)).Order().ToArray();
        Assert.InRange(sums[sums.Length / 20], 1.5, 8);
        Assert.InRange(sums[sums.Length / 2], 3, 25);
    }

    [Fact]
    public void Dead_stuck_saturated_and_coarse_plates_say_what_such_plates_say()
    {
        var simulation = new Simulation(new()
        {
            Visits = 30,
            Size = StoreSize.StadiumStand,
            Habits = new(Leans: 0.4),
            Scales = new(Faulty: 0.2),
            Force = [Feature.DeadPlates, Feature.Quantised, Feature.Saturation],
        });
        var (dead, full) = (0, 0);
        foreach (var grams in simulation.Play().Select(e => e.Observation).OfType<Observation.ShelfReadings>().SelectMany(r => r.Grams.ToArray()))
        {
            dead += float.IsNaN(grams) ? 1 : 0;
            full += grams >= 20_000 ? 1 : 0;
            Assert.True(float.IsNaN(grams) || (Math.Abs(grams) <= 20_000 && grams % 5 == 0));
        }

        Assert.NotEqual(0, dead);
        Assert.NotEqual(0, full);
    }

    [Fact]
    public void A_peg_carries_whole_pieces_and_sways_after_the_hand_has_gone()
    {
        // Next to no noise, so that what moves after the hand has gone is the peg.
        var simulation = new Simulation(new()
        {
            Seed = 9,
            Visits = 30,
            Size = new(Gondolas: 2, ShelvesPerGondola: 2, PlatesPerShelf: 8, Products: 16),
            Scales = new(QuietLow: 0.001, QuietHigh: 0.002, NoisyHigh: 0.003, ShakeLow: 0.001, ShakeHigh: 0.002, Knocks: 0),
            Habits = new(SecondsBetweenArrivals: 15, SpillsOver: 0.5, Straddles: 0.5),
            Force = [Feature.HangingPegs],
            Forbid = [Feature.CrossTalk, Feature.Drift, Feature.Creep, Feature.TakingSeveral, Feature.SlowHold],
        });
        var readings = simulation.Play().Select(e => e.Observation).OfType<Observation.ShelfReadings>().ToLookup(r => r.Shelf);
        var (pegs, boards) = (new List<double>(), new List<double>());
        foreach (var movement in simulation.Truth.Movements)
        {
            var shelf = simulation.Model.Store[movement.Shelf];
            var isPeg = shelf.Gondola == 2;
            Assert.True(!isPeg || movement.Plates.Length == 1, "a piece hangs on one peg");
            var slot = simulation.Model.Store[movement.Plates[0]].Slot;
            var after = readings[shelf.Id].SelectMany(r => r.Times.ToArray().Select((t, row) => (T: (new Instant(t) - movement.At).TotalSeconds, Grams: r.Grams.Span[(row * shelf.Plates.Length) + slot])))
                .Where(s => s.T is > 1.4 and < 2).Select(s => (double)s.Grams).ToArray();
            (isPeg ? pegs : boards).Add((after.Max() - after.Min()) / Math.Abs(movement.Change.Value));
        }

        Assert.True(pegs.Count > 10 && boards.Count > 10, $"{pegs.Count} movements on pegs, {boards.Count} on boards");
        Assert.InRange(pegs.Order().ElementAt(pegs.Count / 2), 0.02, 0.3);
        Assert.InRange(boards.Order().ElementAt(boards.Count / 2), 0, 0.01);
    }

    [Fact]
    public void A_quarter_of_the_reaches_costs_the_track_and_half_of_those_the_id()
    {
        var (losses, changes, later) = (0L, 0L, 0);
        var (shortest, longest) = (TimeSpan.MaxValue, TimeSpan.Zero);
        for (ulong seed = 1; seed <= 4; seed++)
        {
            var simulation = new Simulation(new() { Seed = seed, Visits = 12, Force = [Feature.IdChanges], Forbid = [Feature.ClockJitter] });
            var last = new Dictionary<string, Instant>();
            foreach (var frame in simulation.Play().Select(e => e.Observation).OfType<Observation.PeopleSeen>())
            {
                foreach (var person in frame.People)
                {
                    if (last.TryGetValue(person.Person, out var before) && frame.At - before > 0.2.Seconds)
                    {
                        shortest = frame.At - before < shortest ? frame.At - before : shortest;
                        longest = frame.At - before > longest ? frame.At - before : longest;
                    }

                    last[person.Person] = frame.At;
                }
            }

            losses += simulation.Times(Feature.TrackLosses);
            changes += simulation.Times(Feature.IdChanges);
            later += simulation.Truth.Visits.Sum(v => v.LaterIds.Length);
        }

        Assert.InRange(losses, 15, 120);
        Assert.InRange(changes / (double)losses, 0.25, 0.75);
        Assert.InRange(later, changes / 2, changes);
        Assert.InRange(shortest.TotalSeconds, 0.4, 2.2);
        Assert.InRange(longest.TotalSeconds, 0.6, 2.3);
    }

    static IEnumerable<double> PlateSds(Simulation simulation)
    {
        var all = simulation.Play().Select(e => e.Observation).OfType<Observation.ShelfReadings>().ToLookup(r => r.Shelf);
        foreach (var shelf in simulation.Model.Store.Shelves)
        {
            for (var slot = 0; slot < shelf.Plates.Length; slot++)
            {
                yield return Sd([.. all[shelf.Id].SelectMany(r => r.Grams.ToArray().Where((_, i) => i % shelf.Plates.Length == slot)).Select(g => (double)g)]);
            }
        }
    }

    static List<double> ShelfSumSds(Simulation simulation)
    {
        var entries = simulation.Play().Select(e => e.Observation).OfType<Observation.ShelfReadings>().ToLookup(r => r.Shelf);
        var touched = simulation.Truth.Movements.Select(m => (m.Shelf, m.At)).ToArray();
        var found = new List<double>();
        foreach (var shelf in simulation.Model.Store.Shelves)
        {
            foreach (var batch in entries[shelf.Id].Chunk(5).Where(five => five.Length == 5))
            {
                var isOwn = touched.Any(t => t.Shelf == shelf.Id && Math.Abs((t.At - batch[0].At).TotalSeconds) < 15);
                var isBeside = touched.Any(t => t.Shelf != shelf.Id && simulation.Model.Store[t.Shelf].Gondola == shelf.Gondola
                    && Math.Abs((t.At - batch[2].At).TotalSeconds) < 0.5);
                if (isBeside && !isOwn)
                {
                    found.Add(Sd([.. batch.SelectMany(r => r.Grams.ToArray().Select(g => (double)g).Chunk(shelf.Plates.Length)).Select(row => row.Sum())]));
                }
            }
        }

        Assert.InRange(found.Count, 50, int.MaxValue);
        return found;
    }

    static double Sd(double[] values)
    {
        var mean = values.Average();
        return Math.Sqrt(values.Average(v => (v - mean) * (v - mean)));
    }
}

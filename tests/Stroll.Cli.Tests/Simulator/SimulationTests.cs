using System.Buffers.Binary;
using System.Security.Cryptography;
using CsCheck;
using Stroll.Layout;
using Stroll.Observations;
using Stroll.Simulator;
using Stroll.Units;

namespace Stroll.Tests.Simulator;

public class SimulationTests
{
    static readonly Gen<Scenario> Scenarios =
        Gen.Select(Gen.ULong[0, 1_000_000], Gen.Int[1, 6]).Select((seed, visits) => new Scenario { Seed = seed, Visits = visits });

    [Fact]
    public void The_same_seed_says_the_same_bytes() =>
        Scenarios.Sample(scenario => Digest(new(scenario)) == Digest(new(scenario)), iter: 5, threads: 1);

    [Fact]
    public void Asked_twice_it_says_the_same()
    {
        var simulation = new Simulation(new() { Seed = 7, Visits = 2 });
        Assert.Equal(Digest(simulation), Digest(simulation));
    }

    [Fact]
    public void Another_seed_says_other_bytes() =>
        Gen.ULong[0, 1_000_000].Sample(
            seed => Digest(new(new() { Seed = seed, Visits = 1 })) != Digest(new(new() { Seed = seed + 1, Visits = 1 })), iter: 5, threads: 1);

    [Fact]
    public void Mass_is_neither_made_nor_lost() =>
        Scenarios.Sample(
            scenario =>
            {
                var truth = Truth(scenario);
                var left = truth.LoadsBefore.Sum(g => g.Value) - truth.LoadsAfter.Sum(g => g.Value);
                var carried = truth.Visits.SelectMany(v => v.Holds).Sum(h => h.Mass.Value);
                var moved = truth.Movements.Sum(m => m.Change.Value);
                return Math.Abs(left - carried) < 1e-6 && Math.Abs(left + moved) < 1e-6;
            },
            iter: 50);

    [Fact]
    public void What_people_hold_is_what_they_took_less_what_they_put() =>
        Scenarios.Sample(
            scenario =>
            {
                var truth = Truth(scenario);
                // What went from hand to hand in between stands beside the movements.
                return truth.Visits.Where(v => v.Role != VisitRole.Staff).All(visit => truth.Movements.Where(m => m.Shopper == visit.Shopper)
                    .GroupBy(m => m.Product).Select(g => (g.Key, Sum: g.Sum(m => m.Quantity))).Where(g => g.Sum != 0).OrderBy(g => g.Key.Index)
                    .SequenceEqual(visit.Holds.Select(h => (h.Product, h.Quantity))));
            },
            iter: 50);

    [Fact]
    public void Plates_end_where_their_true_load_is()
    {
        // The mean of the first second and of the last second of each plate, against the true loads: what the scales add (noise,
        // drift) is small beside a product. What neighbours feel of each other is left out: it is real, and not the plate's own load.
        var simulation = new Simulation(new() { Seed = 11, Visits = 4, Forbid = [Feature.CrossTalk] });
        var plates = simulation.Model.Store.Plates.Length;
        var readings = simulation.Play().Select(e => e.Observation).OfType<Observation.ShelfReadings>().ToArray();
        var first = Means(simulation, readings.Where(r => r.At < simulation.Begin + 1.Seconds));
        var last = Means(simulation, readings.Where(r => r.At > simulation.End - 1.Seconds));
        var minutes = (simulation.End - simulation.Begin).TotalMinutes;
        for (var i = 0; i < plates; i++)
        {
            var seen = last[i] - first[i];
            var truth = simulation.Truth.LoadsAfter[i].Value - simulation.Truth.LoadsBefore[i].Value;
            Assert.InRange(seen - truth, -3 - minutes, 3 + minutes);
        }
    }

    [Fact]
    public void Messages_keep_the_promises_of_their_sources() =>
        Scenarios.Sample(
            scenario =>
            {
                var simulation = new Simulation(scenario);
                var newest = simulation.Sources.Select(_ => Instant.Earliest).ToArray();
                var next = new long[newest.Length];
                foreach (var entry in simulation.Play())
                {
                    var source = entry.Source.Index;
                    if (entry.Sequence != next[source]++
                        || (newest[source] != Instant.Earliest
                            && entry.Observation.At < newest[source] - simulation.Sources[source].Lateness))
                    {
                        return false;
                    }

                    newest[source] = entry.Observation.At > newest[source] ? entry.Observation.At : newest[source];
                }

                return true;
            },
            iter: 5);

    [Fact]
    public void Whoever_moves_goods_has_a_wrist_in_that_shelf()
    {
        var simulation = new Simulation(new() { Seed = 3, Visits = 6, Tracker = new(JointMetres: 0, Missing: 0) });
        var frames = simulation.Play().Select(e => e.Observation).OfType<Observation.PeopleSeen>().ToArray();
        Assert.NotEmpty(simulation.Truth.Movements);
        foreach (var movement in simulation.Truth.Movements)
        {
            var frame = frames.MinBy(f => Math.Abs((f.At - movement.At).TotalSeconds))!;
            var body = frame.People.Single(p => p.Person == movement.Shopper).Body;
            var shelf = simulation.Model.Store[movement.Shelf].Body!.Value;
            var wrist = Math.Min(
                shelf.DistanceTo(body[Joint.LeftWrist].Position), shelf.DistanceTo(body[Joint.RightWrist].Position));
            Assert.InRange(wrist, 0, 0.05);
        }
    }

    [Fact]
    public void Barcodes_are_valid_and_belong_to_nobody()
    {
        var catalogue = new Simulation(new() { Size = StoreSize.SmallSupermarket with { Products = Assortment.Size } }).Model.Catalogue;
        Assert.Equal(Assortment.Size, catalogue.Products.Select(p => p.Gtin).Distinct().Count());
        foreach (var product in catalogue.Products)
        {
            Assert.InRange(int.Parse(product.Barcode[..3], null), 200, 299);
            var sum = product.Barcode.Select((digit, i) => (digit - '0') * (i % 2 == 0 ? 1 : 3)).Sum();
            Assert.Equal((13, 0), (product.Barcode.Length, sum % 10));
        }
    }

    [Fact]
    public void Every_plate_lies_on_its_shelf_and_every_shelf_in_its_gondola()
    {
        var simulation = new Simulation(new() { Size = new(Gondolas: 9) });
        foreach (var plate in simulation.Model.Store.Plates)
        {
            var shelf = simulation.Model.Store[plate.Shelf];
            var gondola = simulation.Model.Store.Gondolas.Single(g => g.Number == shelf.Gondola).Body!.Value;
            Assert.InRange(shelf.Body!.Value.DistanceTo(plate.Body!.Value.Centre), 0, 1e-9);
            Assert.InRange(gondola.DistanceTo(shelf.Body.Value.Centre), 0, 1e-9);
            var (width, depth) = simulation.Floor;
            Assert.InRange(gondola.Centre.X, 0, width);
            Assert.InRange(gondola.Centre.Y, 0, depth);
        }
    }

    static SimulatedTruth Truth(Scenario scenario)
    {
        var simulation = new Simulation(scenario);
        simulation.PlayPeople();
        return simulation.Truth;
    }

    static double[] Means(Simulation simulation, IEnumerable<Observation.ShelfReadings> readings)
    {
        var sums = new double[simulation.Model.Store.Plates.Length];
        var counts = new int[sums.Length];
        foreach (var message in readings)
        {
            var plates = simulation.Model.Store[message.Shelf].Plates;
            for (var i = 0; i < message.Grams.Length; i++)
            {
                var plate = plates[i % plates.Length].Index;
                sums[plate] += message.Grams.Span[i];
                counts[plate]++;
            }
        }

        return [.. sums.Select((sum, i) => sum / counts[i])];
    }

    static string Digest(Simulation simulation)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        var eight = new byte[8];
        void Add(long value)
        {
            BinaryPrimitives.WriteInt64LittleEndian(eight, value);
            hash.AppendData(eight);
        }

        foreach (var product in simulation.Model.Catalogue.Products)
        {
            Add(long.Parse(product.Barcode, null));
        }

        foreach (var entry in simulation.Play())
        {
            Add(entry.Source.Index);
            Add(entry.Sequence);
            Add(entry.Observation.At.Nanoseconds);
            switch (entry.Observation)
            {
                case Observation.ShelfReadings readings:
                    hash.AppendData(System.Runtime.InteropServices.MemoryMarshal.AsBytes(readings.Grams.Span));
                    hash.AppendData(System.Runtime.InteropServices.MemoryMarshal.AsBytes(readings.Times.Span));
                    break;
                case Observation.PeopleSeen seen:
                    foreach (var joint in seen.People.SelectMany(p => p.Body.Joints))
                    {
                        Add(BitConverter.DoubleToInt64Bits(joint.Position.X + (3 * joint.Position.Y) + (7 * joint.Position.Z)));
                    }

                    break;
            }
        }

        return Convert.ToHexString(hash.GetHashAndReset());
    }
}

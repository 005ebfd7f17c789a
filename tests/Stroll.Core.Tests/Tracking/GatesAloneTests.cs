using System.Collections.Immutable;
using Stroll.Layout;
using Stroll.Observations;
using Stroll.Receipts;
using Stroll.Sensors;
using Stroll.Tracking;
using Stroll.Units;

namespace Stroll.Tests.Tracking;

/// <summary>One plate that says its mass ten times a second, a gate, and nothing that sees: the least from which a receipt can follow.</summary>
public sealed class GatesAloneTests
{
    const int Shelf = 0;
    const int Gate = 1;
    const int Clock = 2;

    readonly List<LogEntry> _log = [];
    readonly long[] _sequences = new long[3];

    [Theory]
    [InlineData(0)]
    [InlineData(0.1)]
    public void Who_came_in_took_and_went_out_owes_what_the_plate_lost(double noise)
    {
        Pass(10, GateWay.In, "me");
        Pass(40, GateWay.Out, "me");
        Weigh(0, 60, second => second < 22 ? 1500 : 1000, noise);

        var receipt = Assert.Single(Run().Receipts);

        Assert.Equal(("me", At(10), At(40)), (receipt.Shopper, receipt.Entered, receipt.Left!.Value));
        Assert.Equal((1, ChargeDecision.Now), Assert.Single(receipt.Lines) is var line ? (line.Quantity, line.Charge) : default);
    }

    [Fact]
    public void A_put_back_leaves_nothing_and_who_comes_again_is_another_visit()
    {
        Pass(5, GateWay.In, "me");
        Pass(40, GateWay.Out, "me");
        Pass(60, GateWay.In, "me");
        Pass(90, GateWay.Out, "me");
        Weigh(0, 120, second => second is > 12 and < 25 ? 1000 : second > 75 ? 500 : 1500, 0.1);

        var receipts = Run().Receipts;

        Assert.Equal([0, 2], receipts.Select(receipt => receipt.Lines.Sum(line => line.Quantity)));
    }

    [Fact]
    public void Without_a_name_the_only_one_inside_is_who_goes_out()
    {
        Pass(5, GateWay.In, null);
        Pass(30, GateWay.Out, null);
        Weigh(0, 60, second => second < 15 ? 1500 : 1000, 0.1);

        var receipt = Assert.Single(Run().Receipts);

        Assert.Equal(At(30), receipt.Left);
        Assert.Equal(1, Assert.Single(receipt.Lines).Quantity);
    }

    [Fact]
    public void What_goes_while_nobody_is_inside_is_nobodys()
    {
        Pass(30, GateWay.In, "me");
        Pass(40, GateWay.Out, "me");
        Weigh(0, 60, second => second < 12 ? 1500 : 1000, 0.1);

        Assert.Empty(Assert.Single(Run().Receipts).Lines);
    }

    static Store Shop => Store.Build("maker", [new Gondola(1, null)], [], [(new(1, 1, 1), null, 20_000.Grams)], [new Gate("door", new(0, 0, 0), 1)]);

    Outcome Run()
    {
        var catalogue = new Catalogue([new Product(new(0), "4001724819806", null, "Rice", 500.Grams, 5.Grams, SaleUnit.Each, null)]);
        var model = new StoreModel(Shop, catalogue, new(Shop, [new(new(0), new(0), new(0), [new(0)], null)]));
        ImmutableArray<SourcePromise> sources =
        [
            new(new(Shelf), "shelf 1/1", 300.Milliseconds, SourceKind.Plates), new(new(Gate), "gate door", 1.Seconds, SourceKind.Gate),
            new(new(Clock), "clock", TimeSpan.Zero, SourceKind.Host),
        ];
        var pipeline = new Pipeline(model, sources, PipelineRules.Default);
        foreach (var entry in _log.OrderBy(entry => entry.Observation.At))
        {
            pipeline.Take(entry);
        }

        pipeline.Finish();
        return pipeline.ToOutcome();
    }

    void Weigh(int from, int to, Func<double, float> grams, double noise)
    {
        var chance = new Rng(1);
        for (var tenth = from * 10; tenth < to * 10; tenth++)
        {
            Say(Clock, new Observation.Tick(At(tenth / 10.0)));
            var mass = grams(tenth / 10.0) + (float)Math.Round(noise * chance.NextNormal(), 1);
            Say(Shelf, new Observation.ShelfReadings(new(0), new[] { At(tenth / 10.0).Nanoseconds }, new[] { mass }));
        }
    }

    void Pass(double second, GateWay way, string? person) => Say(Gate, new Observation.GatePassed(At(second), "door", person, way));

    void Say(int source, Observation observation) => _log.Add(new(new(source), 1, _sequences[source]++, observation));

    static Instant At(double second) => Instant.FromUnixSeconds(1_780_000_000 + second);
}

using Stroll.Observations;
using Stroll.Receipts;
using Stroll.Simulator;
using Stroll.Tracking;
using Stroll.Units;

namespace Stroll.Tests.Simulation;

/// <summary>A store that runs for weeks lets go of what can no longer change.</summary>
public class ForgettingTests
{
    static readonly TimeSpan Remembers = TimeSpan.FromMinutes(1);

    [Fact]
    public void Receipts_are_the_same_and_the_story_stops_growing()
    {
        var day = Day();
        var (all, some) = (Pipeline(day, null), Pipeline(day, Remembers));
        var (receipts, sizes) = (0, new List<int>());
        foreach (var entry in day.Play())
        {
            all.Take(entry);
            some.Take(entry);
            receipts += entry.Observation is Observation.Tick ? Compare(all, some) : 0;
            sizes.Add(some.Story.Decided.Count);
        }

        Assert.True(receipts > 40, $"{receipts} receipts were compared");
        Assert.Equal(all.Story.DecidedEver, some.Story.DecidedEver);
        Assert.True(some.Story.DecidedEver > 2.5 * sizes.Max(), $"{sizes.Max()} of {some.Story.DecidedEver} doubts were held at most");
        Assert.True(some.Changes.Count < all.Changes.Count / 2.5);
    }

    [Fact]
    public void An_answer_about_what_is_forgotten_finds_no_case_and_changes_nothing()
    {
        var day = Day();
        var pipeline = Pipeline(day, Remembers);
        foreach (var entry in day.Play())
        {
            pipeline.Take(entry);
        }

        var old = pipeline.Floor.Shoppers.First(shopper => pipeline.IsForgotten(shopper.Id));
        Assert.Empty(pipeline.Story.Of(old.Id));
        Assert.Empty(pipeline.CartOf(old.Id).Lines);
    }

    /// <summary>Receipts half a minute after the exit, from both.</summary>
    static int Compare(Pipeline all, Pipeline some)
    {
        var due = all.Floor.Shoppers.Where(s => s.Left is { } left && all.Passed - left is { TotalSeconds: >= 30 and < 30.5 }).Select(s => s.Id).ToArray();
        foreach (var shopper in due)
        {
            var (remembered, forgetful) = (all.CartOf(shopper).Lines, some.CartOf(shopper).Lines);
            Assert.Equal(remembered.Select(line => (line.Product, line.Quantity, line.Charge)), forgetful.Select(line => (line.Product, line.Quantity, line.Charge)));
            // What somebody left on a shelf is forgotten, too: it may have been taken again.
            Assert.All(remembered.Zip(forgetful), pair => Assert.Equal(pair.First.Probability.Value, pair.Second.Probability.Value, 0.05));
        }

        return due.Length;
    }

    static Pipeline Pipeline(Simulator.Simulation day, TimeSpan? remembers) =>
        new(day.Model, day.Sources, PipelineRules.Default with { Remembers = remembers });

    static Simulator.Simulation Day() => new(new Scenario { Seed = 90210, Visits = 60 });
}

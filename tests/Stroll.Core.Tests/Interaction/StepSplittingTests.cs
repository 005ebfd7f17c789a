using System.Collections.Immutable;
using Stroll.Interaction;
using Stroll.Layout;
using Stroll.Units;

namespace Stroll.Tests.Interaction;

public class StepSplittingTests
{
    [Theory]
    [InlineData("-350", "-350")]
    [InlineData("70 -420", "-350")]
    [InlineData("320 -60", "260")]
    [InlineData("412 322", "412 322")]
    [InlineData("-350 -350", "-350 -350")]
    [InlineData("-350 410", "-350 410")]
    [InlineData("-200 200", "-200 200")]
    [InlineData("200 -900", "200 -900")]
    [InlineData("60 -80", "60 -80")]
    [InlineData("40 -390 55 -405", "-350 -350")]
    [InlineData("50 30 -430", "-350")]
    public void A_light_step_against_a_heavy_one_is_a_hand(string steps, string stretches) =>
        Assert.Equal(
            stretches,
            string.Join(' ', StepSplitting.Split(ChangeOf(steps), MassChangeRules.Default).Select(s => s.Change.Value)));

    [Fact]
    public void A_stretch_reaches_from_its_first_step_to_its_last()
    {
        var change = ChangeOf("70 -420");

        var stretch = Assert.Single(StepSplitting.Split(change, MassChangeRules.Default));

        Assert.Equal(change.Begin, stretch.Begin);
        Assert.Equal(change.End, stretch.End);
        Assert.Equal(Math.Sqrt(8), stretch.Sd.Value, 1e-9);
    }

    static MassChange ChangeOf(string grams)
    {
        var steps = grams.Split(' ').Select((g, i) => new MassStep(
            new(i * 2_000_000_000L), new((i * 2_000_000_000L) + 500_000_000), [new(new PlateId(0), new(RecordedData.Number(g)), new(2))], [1]))
            .ToImmutableArray();
        return new(0, new ShelfId(0), steps[0].Begin, steps[^1].End, steps[^1].End, steps) { Sd = new(2) };
    }
}

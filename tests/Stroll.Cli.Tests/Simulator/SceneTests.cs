using Stroll.Observations;
using Stroll.Simulator;
using Stroll.Units;

namespace Stroll.Tests.Simulator;

/// <summary>What can be seen of a day agrees with what truly happened on it.</summary>
public class SceneTests
{
    static readonly Scenario Day = new()
    {
        Seed = 6,
        Visits = 8,
        Force = [Feature.PutBacks, Feature.Misplacing, Feature.HandOvers, Feature.Groups, Feature.Hesitating],
        Habits = new(HandsOver: 0.2, ComesInGroup: 0.7),
    };

    [Fact]
    public void Goods_leave_and_return_when_their_mass_does()
    {
        var simulation = new Simulation(Day);
        var frames = Frames(simulation, 20);
        var truth = simulation.Truth;
        var taken = truth.Movements.Where(m => m.Quantity == 1).ToArray();
        Assert.True(taken.Length > 10);
        foreach (var pick in taken)
        {
            // What other hands do at the same moment counts too: all between half a second before and after.
            var (before, after) = (frames.Last(f => f.At < pick.At - 0.1.Seconds), frames.First(f => f.At > pick.At + 0.1.Seconds));
            var others = truth.Movements.Where(m => m.At > before.At && m.At <= after.At && m.Product == pick.Product).Sum(m => m.Quantity);
            Assert.Equal(others, Count(before, pick.Product.Index) - Count(after, pick.Product.Index));
        }
    }

    [Fact]
    public void Every_piece_is_on_a_shelf_in_a_hand_or_in_a_bag()
    {
        var simulation = new Simulation(Day);
        var frames = Frames(simulation, 5);
        // Between two steps of the world somebody is at the door and through it.
        foreach (var frame in frames.Where(frame => simulation.Truth.Visits.All(v => Math.Abs((v.Left - frame.At).TotalSeconds) > 0.06)))
        {
            var gone = simulation.Truth.Visits.Where(v => v.Left <= frame.At).Sum(v => v.Holds.Sum(item => item.Quantity));
            Assert.Equal(frames[0].Goods.Length, frame.Goods.Length + frame.People.Sum(p => p.InHands.Length + p.InBag.Length) + gone);
        }

        Assert.Empty(frames[^1].People);
        Assert.True(frames[^1].Goods.Length < frames[0].Goods.Length);
    }

    [Fact]
    public void A_hand_is_there_when_goods_move_and_holds_them()
    {
        var simulation = new Simulation(Day);
        var frames = Frames(simulation, 20);
        foreach (var pick in simulation.Truth.Movements.Where(m => m.Quantity == 1))
        {
            var frame = frames.First(f => f.At > pick.At + 10.Milliseconds);
            var person = frame.People.Single(p => p.Id == pick.Shopper);
            var shelf = simulation.Model.Store[pick.Shelf].Body!.Value;
            var reach = Math.Min(shelf.DistanceTo(person.Joints[(int)Joint.LeftWrist]), shelf.DistanceTo(person.Joints[(int)Joint.RightWrist]));
            Assert.InRange(reach, 0, 0.25);
            Assert.Contains(person.InHands, held => held.Look.Kind == pick.Product.Index);
        }
    }

    [Fact]
    public void A_hand_over_changes_hands()
    {
        var simulation = new Simulation(Day);
        var frames = Frames(simulation, 20);
        Assert.NotEmpty(simulation.Truth.HandOvers);
        foreach (var over in simulation.Truth.HandOvers)
        {
            bool Holds(SceneFrame frame, string who) => frame.People.Single(p => p.Id == who).InHands.Any(held => held.Look.Kind == over.Product.Index);
            Assert.True(Holds(frames.Last(f => f.At < over.At - 10.Milliseconds), over.From));
            Assert.True(Holds(frames.First(f => f.At > over.At + 10.Milliseconds), over.To));
        }
    }

    [Fact]
    public void To_watch_changes_nothing()
    {
        var (watched, played) = (new Simulation(Day), new Simulation(Day));
        Frames(watched, 7);
        played.PlayPeople();

        Assert.Equal(played.Truth.Movements.Select(m => (m.At, m.Shopper, m.Product, m.Quantity)), watched.Truth.Movements.Select(m => (m.At, m.Shopper, m.Product, m.Quantity)));
        Assert.Equal(played.Truth.Visits.Select(v => (v.Shopper, v.Entered, v.Left)), watched.Truth.Visits.Select(v => (v.Shopper, v.Entered, v.Left)));
    }

    [Fact]
    public void Only_the_wanted_stretch_is_shown_at_even_moments()
    {
        var simulation = new Simulation(Day);
        var (from, to) = (simulation.Begin + 20.Seconds, simulation.Begin + 24.Seconds);
        var frames = simulation.PlayScene(5, from, to).ToArray();
        var whole = Frames(new(Day), 5).Where(f => f.At >= from && f.At < to).ToArray();

        Assert.Equal(20, frames.Length);
        Assert.Equal(whole.Select(f => f.At), frames.Select(f => f.At));
        Assert.Equal(whole.Select(f => f.Goods.Length), frames.Select(f => f.Goods.Length));
        Assert.All(frames.Zip(whole), pair => Assert.Equal(
            pair.Second.People.SelectMany(p => p.Joints), pair.First.People.SelectMany(p => p.Joints)));
    }

    static SceneFrame[] Frames(Simulation simulation, double rate) => [.. simulation.PlayScene(rate, simulation.Begin, Instant.Latest)];

    static int Count(SceneFrame frame, int kind) => frame.Goods.Count(good => good.Look.Kind == kind);
}

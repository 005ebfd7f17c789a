using CsCheck;
using Stroll.Interaction;
using Stroll.Units;

namespace Stroll.Tests.Interaction;

/// <summary>What holds for any story of takes, put-backs and leaning hands.</summary>
public class MassChangesLaws
{
    const int Plates = 6;
    const double Seconds = 24;

    // At, plate, grams; below 20 g nothing is promised, so nothing lighter is moved.
    static readonly Gen<(double At, int Plate, double Grams)> Act = Gen.Select(
        Gen.Double[3, 19], Gen.Int[0, Plates - 1], Gen.Double[20, 900], Gen.Bool,
        (at, plate, grams, isTaken) => (at, plate, isTaken ? -grams : grams));

    static readonly Gen<Story> Stories = Gen.Select(
        Act.Array[0, 4], Gen.Double[0.2, 3], Gen.UInt, Gen.Int[0, 3].Select(i => new[] { 10.0, 25.0, 60.0, 80.0 }[i]),
        (acts, noise, seed, rate) => new Story(acts, noise, seed, rate));

    [Fact]
    public void Mass_is_neither_made_nor_lost() => Stories.Sample(
        story =>
        {
            var found = story.Scene().Run();
            var moved = story.Acts.Sum(act => act.Grams);
            // A plate may lose 3 g or 3 % of its neighbour at each touch, and a level is known to some tenths of its noise.
            var allowed = 2 + story.Acts.Sum(act => 3 + (0.03 * Math.Abs(act.Grams))) + (2 * story.Noise);
            return Math.Abs(found.Sum(c => c.Change.Value) - moved) <= allowed;
        },
        iter: 150, print: Print);

    [Fact]
    public void The_clock_on_the_wall_does_not_matter() => Gen.Select(Stories, Gen.Long[-3_000_000_000_000_000_000, 3_000_000_000_000_000_000])
        .Sample(
            (story, start) => Texts(story.Scene().Run(), story.Scene().StartNanoseconds)
                .SequenceEqual(Texts(story.Scene(start).Run(), start)),
            iter: 40);

    [Fact]
    public void How_samples_are_cut_into_batches_does_not_matter() => Gen.Select(Stories, Gen.Int[1, 50])
        .Sample((story, batch) => Texts(story.Scene().Run(12)).SequenceEqual(Texts(story.Scene().Run(batch))), iter: 40);

    [Fact]
    public void A_batch_that_comes_twice_counts_once() => Stories.Sample(
        story =>
        {
            var (times, grams) = story.Scene().Samples();
            var state = new ShelfScales(Scene.StoreOf(Plates), MassChangeRules.Default);
            var found = new List<MassChange>();
            foreach (var batch in Scene.Batches(0, times, grams, 12))
            {
                MassChanges.Step(state, batch, found);
                MassChanges.Step(state, batch, found);
            }

            MassChanges.Finish(state, found);
            return Texts(found).SequenceEqual(Texts(story.Scene().Run()));
        },
        iter: 40, print: Print);

    [Fact]
    public void A_constant_on_a_plate_changes_nothing() => Gen.Select(Stories, Gen.Int[-4000, 4000]).Sample(
        (story, more) =>
        {
            // Quarter grams are exact in a float, with and without the constant.
            var plain = story.Scene(quantum: 0.25).Run();
            var shifted = story.Scene(quantum: 0.25).Fault((_, p, g) => p == 2 ? g + more : g).Run();
            return Texts(plain).SequenceEqual(Texts(shifted));
        },
        iter: 40);

    [Fact]
    public void Mirrored_plates_give_mirrored_changes() => Stories.Sample(
        story =>
        {
            var (times, grams) = story.Scene().Samples();
            var mirrored = new float[grams.Length];
            for (var i = 0; i < grams.Length; i++)
            {
                mirrored[(i / Plates * Plates) + Plates - 1 - (i % Plates)] = grams[i];
            }

            return Texts(Play(times, grams)).Order().SequenceEqual(
                Play(times, mirrored).Select(c => Scene.Text(c, 0, plate => Plates - 1 - plate)).Order());
        },
        iter: 40, print: Print);

    [Fact]
    public void The_names_of_shelves_do_not_matter() => Gen.Select(Stories, Stories).Sample(
        (one, other) =>
        {
            var first = one.Scene().Samples();
            var second = other.Scene().Samples();
            var state = new ShelfScales(Scene.StoreOf(Plates, Plates), MassChangeRules.Default);
            List<MassChange> found = [.. Scene.Feed(state, 1, first.Times, first.Grams), .. Scene.Feed(state, 0, second.Times, second.Grams)];
            MassChanges.Finish(state, found);
            var texts = found.Where(c => c.Shelf.Index == 1).Select(c => Scene.Text(c, 0, plate => plate - Plates));
            return texts.SequenceEqual(Texts(Play(first.Times, first.Grams)))
                && Texts(found.Where(c => c.Shelf.Index == 0)).SequenceEqual(Texts(Play(second.Times, second.Grams)))
                && found.Select(c => c.Number).Order().SequenceEqual(Enumerable.Range(0, found.Count));
        },
        iter: 30);

    [Fact]
    public void Every_change_is_well_formed() => Stories.Sample(
        story => story.Scene().Run().TrueForAll(c =>
            c.Begin < c.End && c.End <= c.KnownAt && c.Sd.Value > 0
            && c.Begin == c.Steps[0].Begin && c.End == c.Steps[^1].End
            && c.Steps.All(s => s.Begin < s.End && s.Plates.Length > 0 && Math.Abs(s.Activity.Sum() - 1) < 1e-9)
            && c.Steps.Zip(c.Steps.Skip(1)).All(pair => pair.First.End < pair.Second.Begin)),
        iter: 60, print: Print);

    [Fact]
    public void Stretches_hold_the_mass_of_the_whole() => Stories.Sample(
        story => story.Scene().Run().TrueForAll(c =>
            Math.Abs(StepSplitting.Split(c, MassChangeRules.Default).Sum(s => s.Change.Value) - c.Change.Value) < 1e-9),
        iter: 60, print: Print);

    static List<MassChange> Play(long[] times, float[] grams)
    {
        var state = new ShelfScales(Scene.StoreOf(Plates), MassChangeRules.Default);
        var found = Scene.Feed(state, 0, times, grams);
        MassChanges.Finish(state, found);
        return found;
    }

    static IEnumerable<string> Texts(IEnumerable<MassChange> changes, long origin = 0) => changes.Select(c => Scene.Text(c, origin));

    static string Print(Story story) => string.Join("; ", story.Acts) + $" noise {story.Noise} seed {story.Seed} rate {story.Rate}: "
        + string.Join(" / ", Texts(story.Scene().Run(), story.Scene().StartNanoseconds));

    sealed record Story((double At, int Plate, double Grams)[] Acts, double Noise, ulong Seed, double Rate)
    {
        public Scene Scene(long start = 1_580_250_245_000_000_000, double quantum = 0)
        {
            var scene = new Scene(Plates, Rate, Seconds, Noise, Seed) { StartNanoseconds = start, Quantum = quantum };
            foreach (var (at, plate, grams) in Acts)
            {
                scene.Move(at, plate, grams);
            }

            return scene;
        }
    }
}

using CsCheck;
using Stroll.Geometry;
using Stroll.Tracking.Evaluation;
using Stroll.Units;

namespace Stroll.Tests.Tracking.Evaluation;

public class ScoringTests
{
    [Fact]
    public void Who_says_the_truth_scores_one_in_everything()
    {
        var score = Scoring.Of(Of([[1, 2], [1, 2], [2]], [[7, 9], [7, 9], [9]]));

        Assert.Equal(1, score.Hota, 12);
        Assert.Equal(1, score.Idf1, 12);
        Assert.Equal(1, score.Mota, 12);
        Assert.Equal(0, score.Switches);
        Assert.Equal(2, score.MostlyFollowed);
    }

    [Fact]
    public void A_new_id_half_way_is_a_switch_and_halves_the_identity()
    {
        var score = Scoring.Of(Of([[1], [1], [1], [1]], [[5], [5], [6], [6]]));

        Assert.Equal(1, score.Switches);
        Assert.Equal(0.5, score.Idf1, 12);
        Assert.Equal(0.75, score.Mota, 12);
        Assert.Equal(1, score.DetA, 12);
        // Each half is with the true track in 2 of 4 frames.
        Assert.Equal(0.5, score.AssA, 12);
        Assert.Equal(Math.Sqrt(0.5), score.Hota, 12);
    }

    [Fact]
    public void A_pair_that_still_holds_is_kept_though_another_is_nearer()
    {
        var sequence = new ScoredSequence();
        sequence.Add([1], [5], [0.9]);
        sequence.Add([1], [5, 6], [0.6, 0.95]);

        var score = Scoring.Of(sequence);

        Assert.Equal(0, score.Switches);
        Assert.Equal(1, score.Invented);
    }

    [Fact]
    public void What_becomes_of_everybody_is_told_by_frame()
    {
        var encounters = new List<Encounter>();
        Scoring.Of(Of([[1], [1], [1]], [[5], [], [6, 7]]), encounters);

        Assert.Equal(
            [new(0, Fate.Followed, 0, 0), new(1, Fate.Missed, 0, -1), new(2, Fate.Switched, 0, 0), new(2, Fate.Invented, -1, 1)], encounters);
    }

    [Fact]
    public void Scores_add_up_and_nothing_added_changes_nothing() => Sequences.Sample(sequence =>
    {
        var score = Scoring.Of(sequence);
        var twice = score + score;
        Assert.Equal(score.Hota, twice.Hota, 9);
        Assert.Equal(score.Idf1, twice.Idf1, 9);
        Assert.Equal(score.Mota, (score + TrackingScore.None).Mota, 12);
        Assert.Equal(2 * score.Switches, twice.Switches);
    });

    [Fact]
    public void Other_names_for_the_same_people_score_the_same() => Frames.Sample(frames =>
    {
        var score = Scoring.Of(Sequence(frames, id => id));
        var renamed = Scoring.Of(Sequence(frames, id => 1000 - (3 * id)));
        Assert.Equal(score.Hota, renamed.Hota, 9);
        Assert.Equal(score.Idf1, renamed.Idf1, 9);
        Assert.Equal(score.Switches, renamed.Switches);
    });

    [Fact]
    public void All_figures_lie_where_they_should() => Sequences.Sample(sequence =>
    {
        var score = Scoring.Of(sequence);
        foreach (var figure in (double[])[score.Hota, score.DetA, score.AssA, score.Idf1])
        {
            Assert.InRange(figure, 0, 1 + 1e-12);
        }

        Assert.True(score.Mota <= 1);
        Assert.True(score.SameThroughout <= Math.Min(score.Truths, score.Said));
    });

    [Fact]
    public void An_id_twice_in_a_frame_is_our_own_mistake() =>
        Assert.Throws<InvariantException>(() => new ScoredSequence().Add([1, 1], [], []));

    [Fact]
    public void What_lies_on_a_distractor_is_left_out_and_what_lies_on_an_ignored_one_is_invented()
    {
        var sequence = new ScoredSequence();
        var counted = BoxEvaluation.Add(
            sequence,
            [new(1, At(0)), new(2, At(100), TruthRole.Distractor), new(3, At(200), TruthRole.Ignored)],
            [new(1, At(0)), new(2, At(101)), new(3, At(200)), new(4, At(300))]);

        var score = Scoring.Of(sequence);

        Assert.Equal([0, 2, 3], counted);
        Assert.Equal((1, 3, 2), (score.Truths, score.Said, score.Invented));
    }

    [Fact]
    public void On_the_floor_half_a_metre_is_near_enough_and_more_is_not()
    {
        var floor = new FloorEvaluation();
        floor.Add([new(1, 0, 0), new(2, 5, 5)], [new(1, 0.3, 0.4), new(2, 5, 5.6)]);

        var half = floor.Score(0.5);
        var whole = floor.Score(1);

        Assert.Equal((1L, 0.0, 0.0), (half.Found, half.Moda, Math.Round(half.Modp, 12)));
        Assert.Equal((2L, 1.0), (whole.Found, whole.Moda));
        Assert.Equal(1 - (1.1 / 2), whole.Modp, 12);
        Assert.Equal((0.5, 1.0), (half.Idf1, whole.Idf1));
        Assert.Equal(2 * whole.Truths, (whole + whole).Truths);
    }

    [Fact]
    public void On_the_floor_as_many_pairs_as_possible_come_before_near_ones()
    {
        // Taking the nearest first would leave one person without a partner.
        var floor = new FloorEvaluation();
        floor.Add([new(1, 0, 0), new(2, 0.4, 0)], [new(1, 0.3, 0), new(2, 0.8, 0)]);

        Assert.Equal(2, floor.Score(0.5).Found);
    }

    static PixelBox At(double left) => new(left, 0, 50, 100);

    static ScoredSequence Of(long[][] truth, long[][] said)
    {
        var sequence = new ScoredSequence();
        for (var f = 0; f < truth.Length; f++)
        {
            // The first lies on the first, and so on.
            var count = said[f].Length;
            sequence.Add(truth[f], said[f], [.. truth[f].SelectMany((_, row) => said[f].Select((_, column) => row == column ? 1.0 : 0))]);
        }

        return sequence;
    }

    sealed record Frame(int True, int Said, double[] Likeness);

    static readonly Gen<Frame> OneFrame = Gen.Select(Gen.Int[0, 5], Gen.Int[0, 5]).SelectMany((t, s) =>
        Gen.Double[-0.5, 1].Array[t * s].Select(likeness => new Frame(t, s, likeness)));

    static readonly Gen<Frame[]> Frames = OneFrame.Array[1, 12];

    static readonly Gen<ScoredSequence> Sequences = Frames.Select(frames => Sequence(frames, id => id));

    static ScoredSequence Sequence(Frame[] frames, Func<long, long> name)
    {
        var sequence = new ScoredSequence();
        for (var f = 0; f < frames.Length; f++)
        {
            // Different people come and go.
            var frame = frames[f];
            sequence.Add(
                [.. Enumerable.Range(0, frame.True).Select(i => name(i + (f / 4)))],
                [.. Enumerable.Range(0, frame.Said).Select(i => name(i + (f / 3)))],
                frame.Likeness);
        }

        return sequence;
    }
}

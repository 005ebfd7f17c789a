using CsCheck;
using Stroll.Geometry;
using Stroll.Tracking.OneCamera;
using Stroll.Units;

namespace Stroll.Tests.Tracking.OneCamera;

public class OneCameraTrackerTests
{
    const double Rate = 25;

    [Fact]
    public void Somebody_who_walks_keeps_one_number_through_a_gap()
    {
        // Seen for 2 s, behind something for 0.4 s, seen again.
        var frames = Enumerable.Range(0, 100).Select(f => f is >= 50 and < 60 ? Array.Empty<ScoredBox>() : [Person(100 + (4 * f), 0.9)]).ToArray();

        var told = Play(frames);

        Assert.All(told.SelectMany(f => f), box => Assert.Equal(1, box.Track));
        Assert.Single(told[99]);
        Assert.Empty(told[57]);
    }

    [Fact]
    public void A_blink_of_the_detector_is_bridged_and_marked()
    {
        var frames = Enumerable.Range(0, 40).Select(f => f == 30 ? Array.Empty<ScoredBox>() : [Person(100, 0.9)]).ToArray();

        var bridged = Assert.Single(Play(frames)[30]);

        Assert.Equal(-1, bridged.Sighting);
        Assert.True(bridged.Box.OverlapWith(Person(100, 1).Box) > 0.95);
    }

    [Fact]
    public void One_sighting_alone_is_not_told()
    {
        ScoredBox[][] frames = [[Person(100, 0.9)], [Person(100, 0.9)], [Person(100, 0.9), Person(600, 0.9)], [Person(100, 0.9)]];

        Assert.All(Play(frames).SelectMany(f => f), box => Assert.Equal(1, box.Track));
    }

    [Fact]
    public void A_weak_sighting_goes_on_with_a_track_and_begins_none()
    {
        var weak = 0.5 * (OneCameraRules.Default.Weak + OneCameraRules.Default.Strong);
        var frames = Enumerable.Range(0, 30).Select(f => new[] { Person(100, f == 20 ? weak : 0.9), Person(700, f > 5 ? weak : 0) }).ToArray();

        var told = Play(frames);

        Assert.All(told.SelectMany(f => f), box => Assert.Equal(1, box.Track));
        Assert.Equal(0, Assert.Single(told[20]).Sighting);
    }

    [Fact]
    public void Two_who_cross_keep_their_numbers()
    {
        var frames = Enumerable.Range(0, 80).Select(f => new[] { Person(100 + (8 * f), 0.9), Person(740 - (8 * f), 0.9, top: 130) }).ToArray();

        var told = Play(frames);

        Assert.Equal(1, told[79].Single(box => box.Sighting == 0).Track);
        Assert.Equal(2, told[79].Single(box => box.Sighting == 1).Track);
    }

    [Fact]
    public void A_picture_that_swings_takes_nobody_along_when_its_motion_is_known()
    {
        // The camera jumps by more than a person's width each frame.
        var frames = Enumerable.Range(0, 30).Select(f => new[] { Person(100 + (90 * f), 0.9), Person(190 + (90 * f), 0.9) }).ToArray();

        var told = Play(frames, motion: new(1, 0, 90, 0, 1, 0));

        Assert.Equal([1, 2], told.SelectMany(f => f).Select(box => box.Track).Distinct());
        Assert.All(told.Skip(1), f => Assert.Equal([1, 2], f.OrderBy(box => box.Sighting).Select(box => box.Track)));
    }

    [Fact]
    public void With_a_calibration_nobody_runs_faster_than_people_do()
    {
        // A camera 6 m up that looks down at 0.15 rad: from one frame to the next metres farther away, the boxes still overlap.
        var camera = new PinholeCamera(new(new(0, 0, 6), 0, 0.15), CameraLens.Plain(1920, 1080, 1.2));
        Assert.True(camera.TryToHeight(new(960, 620), 0, out var near));
        Assert.True(camera.TryToHeight(new(960, 590), 0, out var far));
        Assert.True(near.FloorDistanceTo(far) > 3);
        ScoredBox At(double foot) => new(new(940, foot - 100, 40, 100), 0.9);
        ScoredBox[][] frames = [[At(620)], [At(620)], [At(620)], [At(590)], [At(590)]];
        // A tenth of a height is 10 px of the foot, which here is metres: a foot that is known better says more.
        var sharp = OneCameraRules.Default with { FootSd = 0.01 };

        Assert.Equal([1], Play(frames).SelectMany(f => f).Select(b => b.Track).Distinct());
        Assert.Equal([1, 2], Play(frames, rules: sharp, camera: camera).SelectMany(f => f).Select(b => b.Track).Distinct());
    }

    [Fact]
    public void Sightings_in_another_order_are_the_same_people() => Crowds.Sample(crowd =>
    {
        var told = Play(crowd);
        var turned = Play([.. crowd.Select(f => f.Reverse().ToArray())]);
        for (var f = 0; f < crowd.Length; f++)
        {
            var length = crowd[f].Length;
            var there = told[f].Where(b => b.Sighting >= 0).ToDictionary(b => b.Sighting, b => b.Track);
            var here = turned[f].Where(b => b.Sighting >= 0).ToDictionary(b => length - 1 - b.Sighting, b => b.Track);
            Assert.Equal(there.Keys.Order(), here.Keys.Order());
        }

        Assert.Equal(Partition(told, (_, i) => i), Partition(turned, (f, i) => crowd[f].Length - 1 - i));
    }, iter: 60);

    [Fact]
    public void The_mirror_image_has_the_same_people() => Crowds.Sample(crowd =>
    {
        var told = Play(crowd);
        var mirrored = Play([.. crowd.Select(f => f.Select(s => s with { Box = s.Box with { Left = 2000 - s.Box.Right } }).ToArray())]);
        for (var f = 0; f < crowd.Length; f++)
        {
            Assert.Equal(told[f].Select(b => (b.Track, b.Sighting)).Order(), mirrored[f].Select(b => (b.Track, b.Sighting)).Order());
        }
    }, iter: 60);

    [Fact]
    public void A_later_day_is_the_same_day() =>
        Gen.Select(Crowds, Gen.Long[0, 4_000_000_000_000_000_000]).Sample((crowd, shift) =>
        {
            var (told, later) = (Play(crowd), Play(crowd, start: shift));
            Assert.Equal(told.SelectMany(f => f), later.SelectMany(f => f));
        }, iter: 40);

    [Fact]
    public void Half_the_frames_are_the_same_people_where_they_keep_apart()
    {
        // Eight walkers on lanes of their own: at 25, 12.5 and 6.25 frames a second nobody changes.
        ScoredBox[] At(int f) => [.. Enumerable.Range(0, 8).Select(i => Person(100 + ((i % 2 == 0 ? 2.0 : -2.0) * f) + (i % 2 * 400), 0.9, top: 120 * i))];
        foreach (var step in (int[])[1, 2, 4])
        {
            var told = Play([.. Enumerable.Range(0, 160).Where(f => f % step == 0).Select(At)], rate: Rate / step);
            Assert.All(told.Skip(1), f => Assert.Equal(Enumerable.Range(0, 8), f.OrderBy(b => b.Sighting).Select(b => b.Track - 1)));
        }
    }

    [Fact]
    public void Whatever_comes_in_only_real_boxes_come_out() => Garbage.Sample(
        frames =>
        {
            var tracker = new OneCameraTracker(OneCameraRules.Default);
            long taken = 0, given = 0;
            foreach (var (at, boxes, motion) in frames)
            {
                var late = tracker.LateFrames;
                var told = tracker.Step(new(at), boxes, motion);
                given += tracker.LateFrames == late ? boxes.Length : 0;
                taken += told.Length;
                var tracks = new HashSet<int>();
                foreach (var box in told)
                {
                    Assert.True(box.Box.IsReal, $"{box.Box}");
                    Assert.InRange(box.Score, 0, 1);
                    Assert.InRange(box.Sighting, -1, boxes.Length - 1);
                    Assert.True(tracks.Add(box.Track), "a track is told once in a frame");
                }
            }

            Assert.InRange(tracker.Skipped, 0, given);
        },
        iter: 2000);

    [Fact]
    public void A_hundred_thousand_boxes_in_a_frame_are_cut_to_the_strongest_and_counted()
    {
        var tracker = new OneCameraTracker(OneCameraRules.Default);
        var boxes = Enumerable.Range(0, 100_000).Select(i => new ScoredBox(new(i % 1000 * 60, i / 1000 * 120, 50, 100), 0.3 + (0.6 * i / 100_000))).ToArray();

        var told = tracker.Step(new(0), boxes, PictureMotion.None);

        Assert.Equal(OneCameraRules.Default.MostSightings, told.Length);
        Assert.Equal(100_000 - OneCameraRules.Default.MostSightings, tracker.Skipped);
        Assert.True(told[0].Score > 0.88);
    }

    [Fact]
    public void A_frame_that_is_not_later_is_left_out()
    {
        var tracker = new OneCameraTracker(OneCameraRules.Default);
        tracker.Step(new(5), [Person(100, 0.9)], PictureMotion.None);

        Assert.Equal(0, tracker.Step(new(5), [Person(100, 0.9)], PictureMotion.None).Length);
        Assert.Equal(1, tracker.LateFrames);
    }

    [Fact]
    public void A_step_allocates_nothing()
    {
        var frames = Enumerable.Range(0, 200).Select(f => Enumerable.Range(0, 30)
            .Where(i => (f + i) % 11 != 0).Select(i => Person(100 + (60 * (i % 10)) + (f % 40), 0.9, top: 200 * (i / 10))).ToArray()).ToArray();
        var tracker = new OneCameraTracker(OneCameraRules.Default);
        long frame = 0;
        void All()
        {
            foreach (var boxes in frames)
            {
                tracker.Step(new(frame++ * 40_000_000), boxes, new(1, 0, 0.1, 0, 1, 0.1));
            }
        }

        // The first passes make room for everybody remembered.
        All();
        All();
        All();
        var before = GC.GetAllocatedBytesForCurrentThread();
        All();

        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
    }

    static ScoredBox Person(double left, double score, double top = 100) => new(new(left, top, 50, 120), score);

    static FollowedBox[][] Play(
        ScoredBox[][] frames, PictureMotion? motion = null, long start = 0, double rate = Rate, OneCameraRules? rules = null, PinholeCamera? camera = null)
    {
        var tracker = new OneCameraTracker(rules ?? OneCameraRules.Default, camera);
        return [.. frames.Select((boxes, f) => tracker.Step(new(start + (long)(f * 1e9 / rate)), boxes, motion ?? PictureMotion.None).ToArray())];
    }

    /// <summary>Which sightings are one person, whatever the numbers.</summary>
    static string[] Partition(FollowedBox[][] told, Func<int, int, int> sighting) =>
        [.. told.SelectMany((boxes, f) => boxes.Where(b => b.Sighting >= 0).Select(b => (b.Track, Name: (f * 1000) + sighting(f, b.Sighting))))
            .GroupBy(b => b.Track).Select(g => string.Join(',', g.Select(b => b.Name).Order())).Order(StringComparer.Ordinal)];

    // Up to nine people who walk, are missed now and then, and meet.
    static readonly Gen<ScoredBox[][]> Crowds = Gen.Select(Gen.Int[1, 9], Gen.ULong).Select((people, seed) =>
    {
        var rng = new Rng(seed);
        var walkers = Enumerable.Range(0, people).Select(_ => (X: rng.NextBetween(100, 1500), Y: rng.NextBetween(100, 800), Vx: rng.NextBetween(-6, 6), Vy: rng.NextBetween(-2, 2))).ToArray();
        return Enumerable.Range(0, 40).Select(f => walkers.Where(_ => !rng.NextChance(0.1)).Select(w => new ScoredBox(
            new(w.X + (f * w.Vx) + rng.NextBetween(-2, 2), w.Y + (f * w.Vy) + rng.NextBetween(-2, 2), 50 + rng.NextBetween(-2, 2), 120 + rng.NextBetween(-3, 3)),
            rng.NextBetween(0.05, 1))).ToArray()).ToArray();
    });

    static readonly double[] Odd = [double.NaN, double.PositiveInfinity, double.NegativeInfinity, 0, 1e300, 1e-300, 1e6];

    static readonly Gen<double> AnyNumber = Gen.Frequency(
        (6, Gen.Double[-500, 2000]), (1, Gen.Double), (1, Gen.Int[0, 6].Select(i => Odd[i])));

    static readonly Gen<(long, ScoredBox[], PictureMotion)[]> Garbage = Gen.Select(
        Gen.Frequency((8, Gen.Long[0, 10_000_000_000]), (1, Gen.Long)),
        Gen.Select(AnyNumber, AnyNumber, AnyNumber, AnyNumber, AnyNumber).Select((l, t, w, h, s) => new ScoredBox(new(l, t, w, h), s)).Array[0, 12],
        Gen.Frequency(
            (3, Gen.Const(PictureMotion.None)),
            (1, Gen.Select(AnyNumber, AnyNumber, AnyNumber, AnyNumber, AnyNumber, AnyNumber).Select((a, b, c, d, e, f) => new PictureMotion(a, b, c, d, e, f))),
            (1, Gen.Double[0.5, 2].Select(s => new PictureMotion(s, 0, 1, 0, s, 1)))))
        .Array[1, 30].Select(frames => frames.OrderBy(f => f.Item1).ToArray());
}

using System.Globalization;
using CsCheck;
using Stroll.Attribution;
using Stroll.Attribution.Learning;
using Stroll.Interaction;
using Stroll.Layout;
using Stroll.Tracking;
using Stroll.Units;
using static Stroll.Tests.Attribution.TestStore;

namespace Stroll.Tests.Attribution;

public class LearningTests
{
    static readonly LearningRules Rules = LearningRules.Default;
    static readonly FacingId AtSoup = new(0);
    static readonly FacingId AtBeans = new(1);
    static readonly FacingId AtTea = new(2);
    static readonly FacingId AtHerbs = new(5);

    [Fact]
    public void A_product_whose_takes_all_read_eight_percent_light_is_known_to_weigh_less()
    {
        var learned = Teach(AtSoup, 368, 366, 370, 369, 735, 367, 368, 367);
        Assert.Equal(368, learned.Beliefs.Into(Model, Rules.Least).Catalogue[Soup.Id].UnitWeight!.Value.Value, 6.0);
        var weight = Assert.IsType<Suspicion.Weight>(Assert.Single(Audit(learned).Suspicions));
        Assert.InRange(weight.Probability, 0.8, 1);
        Assert.All(learned.Beliefs.Facings.Values, belief => Assert.InRange(belief.Stays, 0.9, 1));
    }

    [Fact]
    public void A_wrong_weight_lowers_confidence_before_it_is_corrected()
    {
        var doubts = Enumerable.Range(1, 5).Select(n => Teach(AtSoup, [.. Enumerable.Repeat(350.0, n)]))
            .Select(learned => learned.Beliefs.Weights.GetValueOrDefault(Soup.Id.Index)?.Wrong ?? 0).ToArray();
        Assert.InRange(doubts[0], 0, 0.5);
        Assert.Equal(doubts.Order(), doubts);
        Assert.InRange(doubts[^1], 0.9, 1);
        var between = Teach(AtSoup, 350).Beliefs.Into(Model, 0).Catalogue[Soup.Id];
        Assert.InRange(between.UnitWeight!.Value.Value, 385, 400);
        Assert.NotNull(between.Otherwise);
    }

    [Fact]
    public void A_weight_that_is_two_percent_off_moves_a_little_and_is_no_suspicion()
    {
        var learned = Teach(AtSoup, 408, 409, 407, 816, 408, 410, 408);
        Assert.InRange(learned.Beliefs.Weights[Soup.Id.Index].Mean!.Value.Value, 403, 409);
        Assert.Equal(0, learned.Beliefs.Weights[Soup.Id.Index].Wrong);
        Assert.Empty(learned.Beliefs.Facings);
    }

    [Fact]
    public void A_weight_in_which_every_piece_passes_for_two_is_found()
    {
        // The catalogue says 57 g; what stands there weighs 114 g. Two at a time would now and then be one or three.
        var belief = Teach(AtTea, 114, 113, 229, 114, 115, 114, 113, 228, 114, 114).Beliefs.Weights[Tea.Id.Index];
        Assert.InRange(belief.Wrong, 0.9, 1);
        Assert.InRange(belief.Other!.Value.Mean.Value, 112, 116);
    }

    [Fact]
    public void Two_facings_that_have_changed_places_are_both_found()
    {
        var learned = Teach((AtTea, 401), (AtSoup, 57), (AtTea, 399), (AtSoup, 58), (AtTea, 402), (AtSoup, 56));
        Assert.Equal(Soup.Id, learned.Beliefs.Facings[AtTea.Index].Others[0].Product);
        Assert.Equal(Tea.Id, learned.Beliefs.Facings[AtSoup.Index].Others[0].Product);
        var planogram = learned.Beliefs.Into(Model, Rules.Least).Planogram;
        Assert.InRange(planogram[AtTea].Probability, 0, 0.1);
        Assert.Contains(planogram.On(new(0)), id => planogram[id] is { Probability: > 0.9, Plates: var plates } facing
            && facing.Product == Tea.Id && plates.SequenceEqual(Model.Planogram[AtSoup].Plates));
    }

    [Fact]
    public void One_half_of_a_swap_casts_doubt_on_the_other()
    {
        // Soup and beans weigh the same; only the two of them can stand where the tea should.
        var learned = Teach((AtTea, 401), (AtTea, 399), (AtTea, 402), (AtTea, 400));
        Assert.InRange(learned.Beliefs.Facings[AtTea.Index].Stays, 0, 0.05);
        Assert.InRange(learned.Beliefs.Facings[AtSoup.Index].Stays, 0.5, 0.9);
        Assert.InRange(learned.Beliefs.Facings[AtBeans.Index].Stays, 0.5, 0.9);
    }

    [Fact]
    public void Goods_that_were_moved_lately_are_found_though_the_planogram_was_right_before()
    {
        var learned = Teach(AtTea, [.. Enumerable.Repeat(57.0, 12), 300, 301, 299, 302]);
        Assert.Equal(Loaf.Id, learned.Beliefs.Facings[AtTea.Index].Others[0].Product);
        Assert.InRange(learned.Beliefs.Facings[AtTea.Index].Stays, 0, 0.5);
    }

    [Fact]
    public void A_product_that_was_never_weighed_gets_a_weight()
    {
        var product = Teach(AtHerbs, 83, 84, 82, 166).Beliefs.Into(Model, Rules.Least).Catalogue[Herbs.Id];
        Assert.InRange(product.UnitWeight!.Value.Value, 81, 85);
    }

    [Fact]
    public void Lessons_teach_the_same_in_any_order() =>
        Gen.Select(Lessons, Gen.Int[0, 1000]).Sample(
            (lessons, seed) => Text(Teach(lessons)) == Text(Teach([.. lessons.OrderBy(lesson => (lesson.Piece.Change * 7919) ^ seed)])), iter: 12);

    [Fact]
    public void What_is_taken_back_was_never_learned() =>
        Lessons.Where(lessons => lessons.Length > 1).Sample(
            lessons =>
            {
                var all = Teach(lessons);
                var without = Teaching.TakeBack(all, Model, Rules, AttributionRules.Default, lessons[0].Piece);
                return Text(without) == Text(Teach(lessons[1..]));
            },
            iter: 12);

    [Fact]
    public void A_movement_that_teaches_twice_teaches_once()
    {
        var lesson = Lesson(1, AtSoup, 380);
        Assert.Equal(1, Teach(lesson, lesson).Count);
        Assert.Equal(Text(Teach(Lesson(1, AtSoup, 401))), Text(Teach(lesson, Lesson(1, AtSoup, 401))));
    }

    [Fact]
    public void A_hundred_garbage_movements_move_no_weight_beyond_the_bound() =>
        Gen.Double[15, 1500].Array[100].Sample(
            masses =>
            {
                var learned = Teach([.. masses.Select((mass, i) => Lesson(i, new(i % 3), mass))]);
                var bound = Rules.MostSds * Rules.WeightDoubt;
                var believed = learned.Beliefs.Into(Model, Rules.Least);
                return Model.Catalogue.Products.All(before => before.UnitWeight is not { } weight
                    || Math.Abs((believed.Catalogue[before.Id].UnitWeight!.Value.Value / weight.Value) - 1) <= bound + 1e-9);
            },
            iter: 5);

    [Fact]
    public void What_is_believed_sums_to_one() =>
        Lessons.Sample(
            lessons => Teach(lessons).Beliefs.Facings.Values.All(belief =>
                Math.Abs(belief.Stays + belief.Mixed + belief.Others.Sum(other => other.Probability) - 1) < 1e-9
                && belief.Stays is >= 0 and <= 1 + 1e-9),
            iter: 12);

    [Fact]
    public void Only_the_newest_lessons_of_a_place_are_kept()
    {
        var learned = Teach(AtSoup, [.. Enumerable.Range(0, 50).Select(i => 400.0 + (i % 3))]);
        Assert.Equal(Rules.Memory, learned.Count);
        Assert.Equal(49, learned.At(AtSoup)[^1].Piece.Change);
    }

    [Fact]
    public void A_take_that_is_certain_in_place_and_mass_teaches()
    {
        var lesson = From(Change(0, 1, 3, (2, -250), (3, -148)));
        Assert.Equal((AtSoup, 398.0, (PlateId?)null), (lesson!.Facing, lesson.Mass.Value, lesson.Alone));
        Assert.Equal(Plate(1, 9), From(Change(0, 1, 3, (9, -57)))!.Alone);
    }

    [Fact]
    public void What_fits_nothing_teaches_where_it_was_taken() => Assert.Equal(AtTea, From(Change(0, 1, 3, (9, -931)))!.Facing);

    [Fact]
    public void What_is_not_certain_teaches_nothing()
    {
        Assert.Null(From(Change(0, 1, 3, (2, +398))));
        Assert.Null(From(Change(0, 1, 3, (3, -200), (4, -200))));
        Assert.Null(From(Change(0, 1, 3, (5, -16))));
        // Rolls and loaves share plates.
        Assert.Null(From(Change(0, 2, 3, (2, -100))));
        Assert.Null(From(Change(0, 1, 3, (2, -398)), plate => plate == Plate(1, 1) ? PlateHealth.Silent : PlateHealth.Good));
    }

    [Fact]
    public void A_plate_that_reads_too_much_is_found_by_the_goods_beside_it()
    {
        var lessons = Enumerable.Range(0, 12).Select(i => Lesson(i, AtSoup, i % 2 == 0 ? 424 + (i % 3) : 399 + (i % 3)) with { Alone = Plate(1, i % 2 == 0 ? 1 : 2) });
        var audit = Audit(Teach([.. lessons]));
        var plate = Assert.IsType<Suspicion.Scale>(Assert.Single(audit.Suspicions));
        Assert.Equal((Plate(1, 1), PlateTrouble.Gain), (plate.Plate, plate.Trouble));
        Assert.InRange(plate.Gain, 1.05, 1.07);
    }

    [Fact]
    public void An_audit_names_what_is_wrong_and_the_movements_that_say_so()
    {
        var audit = Audit(Teach((AtTea, 401), (AtSoup, 57), (AtTea, 399), (AtSoup, 58), (AtTea, 402), (AtSoup, 56), (AtBeans, 345), (AtBeans, 346), (AtBeans, 344), (AtBeans, 345)));
        var weight = Assert.Single(audit.Suspicions.OfType<Suspicion.Weight>());
        Assert.Equal((Beans.Id, 4), (weight.Product, weight.Lessons.Length));
        Assert.Equal([AtSoup, AtTea], audit.Suspicions.OfType<Suspicion.Place>().Select(place => place.Facing));
        Assert.All(audit.Suspicions.OfType<Suspicion.Place>(), place => Assert.Equal(3, place.Lessons.Length));
    }

    [Fact]
    public void Two_odd_movements_are_no_suspicion_yet() => Assert.Empty(Audit(Teach(AtSoup, 350, 351)).Suspicions);

    [Fact]
    public void A_plate_that_drifts_or_is_silent_is_named()
    {
        var audit = Auditing.Of(
            Learned.Nothing, Model, AuditRules.Default, plate => new(plate == Plate(1, 2) ? PlateHealth.Silent : PlateHealth.Good, 1.Grams, plate == Plate(2, 1) ? -9 : 0.2, 1.Grams), 0);
        Assert.Equal([PlateTrouble.Dead, PlateTrouble.Drifting], audit.Suspicions.Cast<Suspicion.Scale>().Select(s => s.Trouble));
    }

    [Fact]
    public void Hands_that_seem_far_off_at_a_shelf_count_more_softly_there_and_nowhere_else()
    {
        var reach = ReachRules.Default;
        var shelf = new ShelfId(0);
        var learned = Enumerable.Range(0, 20).Select(i => new ReachLesson(new(i, 0), Instant.FromUnixSeconds(i), shelf, 0.12 + (0.002 * i)))
            .Aggregate(Learned.Nothing, (before, lesson) => Teaching.Take(before, Rules, lesson));
        Assert.InRange(learned.Reach(reach, shelf, 0, Rules).HandSd, 0.10, 0.16);
        Assert.Equal(reach, learned.Reach(reach, new(1), 0, Rules));
        Assert.Equal(reach.HandSd, learned.Reach(reach, shelf, 0.2, Rules).HandSd);
        var garbage = Enumerable.Range(0, 100).Select(i => new ReachLesson(new(i, 0), Instant.FromUnixSeconds(i), shelf, 5))
            .Aggregate(Learned.Nothing, (before, lesson) => Teaching.Take(before, Rules, lesson));
        Assert.Equal(Rules.MostReach * reach.HandSd, garbage.Reach(reach, shelf, 0, Rules).HandSd, 9);
        Assert.Equal(reach, Enumerable.Range(68, 32).Aggregate(garbage, (before, i) => Teaching.TakeBack(before, Model, Rules, AttributionRules.Default, new(i, 0))).Reach(reach, shelf, 0, Rules));
    }

    [Fact]
    public void A_hand_teaches_only_where_nobody_else_was_near()
    {
        var alone = new Floor();
        Play(alone, Enumerable.Range(0, 150).SelectMany(i => new[] { (i / 15.0, "ann", At(2)), (i / 15.0, "bob", At(9) with { Y = -5 }) }));
        Assert.InRange(Reached(alone)!.Metres, 0, 0.01);
        var both = new Floor();
        Play(both, Enumerable.Range(0, 150).SelectMany(i => new[] { (i / 15.0, "ann", At(2)), (i / 15.0, "bob", At(5)) }));
        Assert.Null(Reached(both));
    }

    [Fact]
    public void A_take_with_which_a_resting_hand_was_lifted_teaches_no_weight()
    {
        // 310 g of a hand, then the hand and a can: the second mass is not that of the goods.
        var floor = new Floor();
        Stand(floor, "ann", At(2));
        var story = Attributing.Apply(Story.Empty, Model, AttributionRules.Default, floor, Change(0, 1, 1, (2, 310)), []);
        story = Attributing.Apply(story, Model, AttributionRules.Default, floor, Change(1, 1, 7, (2, -709)), []);
        var (rest, take) = ((Attributed)story[new(0, 0)], (Attributed)story[new(1, 0)]);
        Assert.NotNull(take.Chosen.Joins);
        Assert.All([rest, take], piece => Assert.Null(Stroll.Attribution.Learning.Lesson.From(piece, Model, Rules, _ => PlateHealth.Good)));
        Assert.NotNull(ReachLesson.From(take, Rules, ReachRules.Default));
    }

    static ReachLesson? Reached(Floor floor) => ReachLesson.From(
        Piece(floor, Change(0, 1, 3, (2, -398))), Rules, ReachRules.Default);

    static Attributed Piece(Floor floor, MassChange change) => Assert.IsType<Attributed>(
        Assert.Single(Attributing.Apply(Story.Empty, Model, AttributionRules.Default, floor, change, []).Doubts));

    static readonly Gen<Lesson[]> Lessons =
        Gen.Select(Gen.Int[0, 5], Gen.OneOf(Gen.Double[20, 900], Gen.Double[395, 405], Gen.Double[56, 58])).Array[1, 25]
            .Select(all => all.Select((one, i) => Lesson(i, new(one.Item1), one.Item2)).ToArray());

    static Lesson Lesson(int number, FacingId facing, double grams) =>
        new(new(number, 0), Instant.FromUnixSeconds(10 * number), facing, new(grams), 4, null);

    static Learned Teach(FacingId facing, params double[] masses) => Teach([.. masses.Select((mass, i) => Lesson(i, facing, mass))]);

    static Learned Teach(params (FacingId Facing, double Grams)[] takes) => Teach([.. takes.Select((take, i) => Lesson(i, take.Facing, take.Grams))]);

    static Learned Teach(params Lesson[] lessons) =>
        lessons.Aggregate(Learned.Nothing, (learned, lesson) => Teaching.Take(learned, Model, Rules, AttributionRules.Default, lesson));

    static StoreAudit Audit(Learned learned) => Auditing.Of(
        learned, Model, AuditRules.Default, _ => new(PlateHealth.Good, 1.Grams, 0, 1.Grams), learned.Count);

    static Lesson? From(MassChange change, Func<PlateId, PlateHealth>? health = null)
    {
        var floor = new Floor();
        Stand(floor, "ann", At(2));
        return Stroll.Attribution.Learning.Lesson.From(Piece(floor, change), Model, Rules, health ?? (_ => PlateHealth.Good));
    }

    // Everything that is believed, to the last digit but one or two.
    static string Text(Learned learned) => string.Join('\n', [
        .. learned.Beliefs.Facings.Values.Select(b => string.Create(
            CultureInfo.InvariantCulture, $"{b.Facing.Index} {b.Stays:E9} {b.Mixed:E9} {string.Join(' ', b.Others.Select(o => $"{o.Product.Index}:{o.Probability:E9}"))}")),
        .. learned.Beliefs.Weights.Values.Select(b => string.Create(
            CultureInfo.InvariantCulture, $"{b.Product.Index} {b.Mean?.Value:E9} {b.Sd?.Value:E9} {b.Other?.Mean.Value:E9} {b.Wrong:E9}")),
    ]);
}

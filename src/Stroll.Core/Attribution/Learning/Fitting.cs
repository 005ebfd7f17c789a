using System.Collections.Immutable;
using Stroll.Layout;
using Stroll.Units;

namespace Stroll.Attribution.Learning;

/// <summary>What a piece weighs, on average and from piece to piece.</summary>
/// <param name="Grams">Mean.</param>
/// <param name="Sd">Grams; none for the rule of the store.</param>
readonly record struct UnitMass(double Grams, double? Sd);

/// <summary>The lessons under one hypothesis.</summary>
/// <param name="Logs">Log density of each, per gram.</param>
/// <param name="Price">Log of what it cost to suit the hypothesis to them; not above zero.</param>
/// <param name="Unit">The weight that suits them best within the doubt of what was known; none for goods of any weight.</param>
/// <param name="Doubt">Sd of that weight, grams.</param>
readonly record struct Account(double[] Logs, double Price, UnitMass? Unit, double Doubt = 0)
{
    /// <summary>The most that this gains over another account if it holds from some lesson on to the last; all lessons free, a later
    /// beginning at the price of choosing it.</summary>
    /// <returns>A log of odds; may be below zero: the last lesson speaks in any case. 0 without lessons.</returns>
    internal double Gain(Account before)
    {
        if (Logs.Length == 0)
        {
            return 0;
        }

        var (sum, most) = (0.0, double.NegativeInfinity);
        for (var i = Logs.Length - 1; i >= 0; i--)
        {
            sum += Logs[i] - before.Logs[i];
            // Where the other account holds up to there, what that one cost is paid all the same.
            most = Math.Max(most, i == 0 ? sum - before.Price : sum - Math.Log(Logs.Length));
        }

        return most + Price;
    }
}

/// <summary>How well weights account for lessons. All pure functions of lessons in order.</summary>
static class Fitting
{
    /// <summary>Log density of each lesson, per gram, when pieces weigh so.</summary>
    /// <remarks>A mixture: 1, 2, … pieces with falling shares, and a lesson that means nothing, which may have any mass. The latter bounds
    /// what a single lesson can say for or against a weight.</remarks>
    static double[] Logs(ImmutableArray<Lesson> lessons, UnitMass unit, LearningRules rules, AttributionRules spreads)
    {
        var logs = new double[lessons.Length];
        for (var i = 0; i < logs.Length; i++)
        {
            logs[i] = Math.Log(Density(lessons[i], unit, rules, spreads));
        }

        return logs;
    }

    /// <summary>The lessons under the weight that suits each best, less an allowance for chance: no weight can do better.</summary>
    internal static Account OfBest(ImmutableArray<Lesson> lessons, double allowance, LearningRules rules, AttributionRules spreads) =>
        new([.. lessons.Select(lesson => Math.Log(Density(lesson, new(lesson.Mass.Value, null), rules, spreads)) - allowance)], 0, null);

    static double Density(Lesson lesson, UnitMass unit, LearningRules rules, AttributionRules spreads)
    {
        var density = rules.Odd / spreads.UnknownRange.Value;
        var share = (1 - rules.Odd) * (1 - rules.Several);
        for (var pieces = 1; pieces <= rules.MostPieces; pieces++, share *= rules.Several)
        {
            density += share * OfPieces(lesson, unit, pieces, spreads);
        }

        return density;
    }

    static double OfPieces(Lesson lesson, UnitMass unit, int pieces, AttributionRules spreads) => Weighing.Density(
        lesson.Mass, new(pieces * unit.Grams), Sd(lesson, unit, pieces, spreads));

    static double Sd(Lesson lesson, UnitMass unit, int pieces, AttributionRules spreads) => Weighing.Sd(
        new(unit.Grams), unit.Sd is { } sd ? new Grams(sd) : null, pieces, lesson.PlateVariance, spreads);

    /// <summary>Lessons of goods of any weight: of what is sold by weight, was never weighed, or is mixed.</summary>
    internal static Account OfAny(ImmutableArray<Lesson> lessons, AttributionRules spreads)
    {
        var logs = new double[lessons.Length];
        Array.Fill(logs, -Math.Log(spreads.UnknownRange.Value));
        return new(logs, 0, null);
    }

    /// <summary>Lessons of a product whose weight is known but for the doubt of the catalogue and of the scales under it.</summary>
    /// <remarks>The mean is integrated out by Laplace's approximation: density at the best mean, times the width of the posterior over that
    /// of the prior.</remarks>
    internal static Account Of(ImmutableArray<Lesson> lessons, UnitMass? known, LearningRules rules, AttributionRules spreads)
    {
        if (known is not { } unit)
        {
            return OfAny(lessons, spreads);
        }

        var doubt = rules.WeightDoubt * unit.Grams;
        var (grams, sd) = Refine(lessons, unit, (unit.Grams, doubt), rules, spreads);
        var most = rules.MostSds * doubt;
        grams = Math.Clamp(grams, unit.Grams - most, unit.Grams + most);
        var off = (grams - unit.Grams) / doubt;
        return new(
            Logs(lessons, unit with { Grams = grams }, rules, spreads), (-0.5 * off * off) + Math.Log(Math.Min(1, sd / doubt)),
            unit with { Grams = grams }, sd);
    }

    /// <summary>A weight that accounts for lessons better than what was believed of them.</summary>
    /// <param name="lessons">In order.</param>
    /// <param name="before">Their account under what was believed.</param>
    /// <param name="known">What the catalogue says; none when it says nothing. A weight within its doubt is no other weight.</param>
    /// <param name="rules">The range of weights.</param>
    /// <param name="spreads">How far weights may be off.</param>
    /// <returns>The weight, and the log of the odds that the lessons give it, its own price included: a weight that may be anything between the
    /// lightest and the heaviest has to be found by its posterior width. None without lessons.</returns>
    /// <remarks>Laplace's approximation of the marginal likelihood; MacKay, Information Theory, Inference and Learning Algorithms, section 28.1.</remarks>
    internal static (UnitMass Unit, double Gain)? Search(
        ImmutableArray<Lesson> lessons, Account before, UnitMass? known, LearningRules rules, AttributionRules spreads)
    {
        (UnitMass Unit, double Gain)? best = null;
        var spread = known?.Sd / known?.Grams;
        for (var i = Math.Max(0, lessons.Length - 6); i < lessons.Length; i++)
        {
            for (var pieces = 1; pieces <= 3; pieces++)
            {
                var start = lessons[i].Mass.Value / pieces;
                if (start < rules.Lightest.Value || start > rules.Heaviest.Value)
                {
                    continue;
                }

                var (grams, doubt) = Refine(lessons, new(start, spread * start), null, rules, spreads);
                if (known is { } catalogue && Math.Abs(grams - catalogue.Grams) <= rules.MostSds * rules.WeightDoubt * catalogue.Grams)
                {
                    continue;
                }

                var unit = new UnitMass(grams, spread * grams);
                var range = grams * Math.Log(rules.Heaviest.Value / rules.Lightest.Value);
                var price = Math.Log(Math.Min(1, Math.Sqrt(Math.Tau) * doubt / range));
                var gain = new Account(Logs(lessons, unit, rules, spreads), price, unit).Gain(before);
                if (best is null || gain > best.Value.Gain)
                {
                    best = (unit, gain);
                }
            }
        }

        return best;
    }

    /// <summary>The mean weight of a piece near a start: a few steps of reweighted least squares.</summary>
    /// <param name="lessons">In order.</param>
    /// <param name="start">Where to begin, and the spread of pieces.</param>
    /// <param name="prior">Mean and sd of what was known before; none for nothing.</param>
    /// <param name="rules">The shares of the mixture.</param>
    /// <param name="spreads">How far weights may be off.</param>
    /// <returns>Mean and its sd, grams.</returns>
    internal static (double Grams, double Sd) Refine(
        ImmutableArray<Lesson> lessons, UnitMass start, (double Grams, double Sd)? prior, LearningRules rules, AttributionRules spreads)
    {
        const int Steps = 4;
        var unit = start;
        var precision = 0.0;
        for (var step = 0; step < Steps; step++)
        {
            precision = prior is { } known ? 1 / (known.Sd * known.Sd) : 0;
            var sum = prior is { } at ? at.Grams * precision : 0;
            foreach (var lesson in lessons)
            {
                var (pieces, belongs) = Belongs(lesson, unit, rules, spreads);
                var sd = Sd(lesson, unit, pieces, spreads);
                var x = (lesson.Mass.Value - (pieces * unit.Grams)) / sd;
                // The weight that Student's t with four degrees of freedom gives a residual of x sds.
                var weight = belongs * 5 / (4 + (x * x)) * pieces * pieces / (sd * sd);
                precision += weight;
                sum += weight * lesson.Mass.Value / pieces;
            }

            if (precision <= 0)
            {
                break;
            }

            unit = unit with { Grams = sum / precision };
        }

        return (unit.Grams, precision > 0 ? 1 / Math.Sqrt(precision) : double.PositiveInfinity);
    }

    /// <summary>How much pieces differ, grams: what was known before, worth so many lessons, and the lessons.</summary>
    internal static double Spread(ImmutableArray<Lesson> lessons, UnitMass unit, double before, LearningRules rules, AttributionRules spreads)
    {
        var (sum, count) = (rules.SpreadDoubt * before * before, rules.SpreadDoubt);
        foreach (var lesson in lessons)
        {
            var (pieces, belongs) = Belongs(lesson, unit, rules, spreads);
            var off = lesson.Mass.Value - (pieces * unit.Grams);
            var scale = spreads.ScaleSpread * pieces * unit.Grams;
            // What the scales add does not count; a residual of more than three sds is another kind of thing.
            var most = 9 * pieces * before * before;
            sum += belongs * Math.Clamp((off * off) - (scale * scale) - lesson.PlateVariance - 1, 0, most) / pieces;
            count += belongs;
        }

        return Math.Clamp(Math.Sqrt(sum / count), 0.5 * before, 2 * before);
    }

    /// <summary>How many pieces a lesson most likely was, and how likely that is against its meaning nothing.</summary>
    internal static (int Pieces, double Belongs) Belongs(Lesson lesson, UnitMass unit, LearningRules rules, AttributionRules spreads)
    {
        var (best, most, all) = (1, 0.0, rules.Odd / spreads.UnknownRange.Value);
        var share = (1 - rules.Odd) * (1 - rules.Several);
        for (var pieces = 1; pieces <= rules.MostPieces; pieces++, share *= rules.Several)
        {
            var density = share * OfPieces(lesson, unit, pieces, spreads);
            all += density;
            if (density > most)
            {
                (best, most) = (pieces, density);
            }
        }

        return (best, most / all);
    }
}

using System.Collections.Immutable;
using System.Globalization;
using System.Text.RegularExpressions;
using Stroll.Host.Review;
using Stroll.Host.Scenes;
using Stroll.Units;
using Stroll.Web.Text;

namespace Stroll.Web.Visits;

/// <summary>A movement on the timeline.</summary>
/// <param name="At">When.</param>
/// <param name="Pieces">Taken above zero, put back below.</param>
/// <param name="Shelf">As <c>2/5</c>; empty where the words name none.</param>
/// <param name="Grams">What the plates lost together; 0 where the words say nothing.</param>
/// <param name="Words">As it is believed.</param>
public sealed record LaneMovement(Instant At, int Pieces, string Shelf, int Grams, string Words);

/// <summary>Everything of a visit that has a time, lane by lane.</summary>
/// <param name="Seen">From when to when the body was seen.</param>
/// <param name="Movements">By time.</param>
/// <param name="Reviews">What people were asked.</param>
/// <param name="Versions">When versions of its receipt were issued, with their number.</param>
public sealed partial record VisitLanes(
    ImmutableArray<(Instant From, Instant Until)> Seen, ImmutableArray<LaneMovement> Movements, ImmutableArray<VisitReview> Reviews, ImmutableArray<(Instant At, int Number)> Versions)
{
    /// <summary>Nothing has a time.</summary>
    public static VisitLanes None { get; } = new([], [], [], []);

    // Twice a second somebody is seen; a longer gap is one.
    const float Gap = 2;

    /// <summary>Reads them.</summary>
    public static VisitLanes Of(VisitStory story, ImmutableArray<VisitReview> reviews, ImmutableArray<(Instant, int)> versions) =>
        new([.. SeenOf(story)], [.. MovementsOf(story)], reviews, versions);

    /// <summary>The shelf that a movement names, as <c>2/5</c>; none where it names none.</summary>
    internal static string? ShelfOf(string words) => Place().Match(words) is { Success: true } place ? $"{place.Groups["gondola"]}/{place.Groups["shelf"]}" : null;

    /// <summary>What a movement changed on one plate of its shelf, grams; none where its words do not name the plate.</summary>
    internal static int? MassOn(string words, int plate)
    {
        var (plates, mass) = (Plates().Match(words), Mass().Match(words));
        if (!plates.Success || !mass.Success)
        {
            return null;
        }

        var first = int.Parse(plates.Groups["first"].Value, CultureInfo.InvariantCulture);
        var parts = mass.Groups["grams"].Value.Split(' ', StringSplitOptions.RemoveEmptyEntries);
        return plate - first >= 0 && plate - first < parts.Length && int.TryParse(parts[plate - first], NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var grams) ? grams : null;
    }

    static IEnumerable<(Instant, Instant)> SeenOf(VisitStory story)
    {
        var (from, last) = (float.NaN, float.NaN);
        foreach (var point in story.Way)
        {
            if (!(point.Second - last <= Gap))
            {
                if (!float.IsNaN(from))
                {
                    yield return (At(story, from), At(story, last));
                }

                from = point.Second;
            }

            last = point.Second;
        }

        if (!float.IsNaN(from))
        {
            yield return (At(story, from), At(story, last));
        }
    }

    static IEnumerable<LaneMovement> MovementsOf(VisitStory story) =>
        from line in story.Lines
        from evidence in line.Evidence
        let read = Evidence.Read(evidence.Words, story.Entered)
        where read.At is not null
        orderby read.At!.Value
        let place = Place().Match(read.Words)
        let mass = Mass().Match(read.Words)
        select new LaneMovement(
            read.At!.Value, evidence.Quantity, place.Success ? $"{place.Groups["gondola"]}/{place.Groups["shelf"]}" : "",
            mass.Success ? mass.Groups["grams"].Value.Split(' ', StringSplitOptions.RemoveEmptyEntries)
                .Sum(part => int.TryParse(part, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var grams) ? grams : 0) : 0,
            read.Words);

    static Instant At(VisitStory story, float second) => story.Entered + TimeSpan.FromSeconds(second);

    [GeneratedRegex(@"gondola (?<gondola>\d+) shelf (?<shelf>\d+)")]
    private static partial Regex Place();

    [GeneratedRegex(@"plates? (?<first>\d+)")]
    private static partial Regex Plates();

    [GeneratedRegex(@"\((?<grams>[-+\d ]+) g\)")]
    private static partial Regex Mass();
}

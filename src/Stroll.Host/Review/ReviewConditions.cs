using System.Collections.Immutable;
using System.Globalization;
using Stroll.Recordings;
using Stroll.Review.Routing;
using Stroll.Units;

namespace Stroll.Host.Review;

/// <summary>Reads when a person should look. All keys of one entry must hold; <c>any</c> and <c>all</c> hold lists of entries.</summary>
static class ReviewConditions
{
    const int Deepest = 8;

    internal static readonly string[] Keys = ["any", "all", "expected_loss_gt", "confidence_lt", "novelty", "product_class", "event"];

    static readonly string[] Events = ["take", "put", "hand-over", "unknown"];

    internal static Condition Of(YamlGroup group) => Of(group, 0);

    static Condition Of(YamlGroup group, int depth)
    {
        if (depth > Deepest)
        {
            throw group.Wrong("any", $"more than {Deepest} levels deep", "fewer");
        }

        var all = Parts(group, depth).ToImmutableArray();
        return all.Length switch
        {
            0 => throw group.Wrong("any", "without a condition", string.Join(", ", Keys)),
            1 => all[0],
            _ => new Condition.All(all),
        };
    }

    static IEnumerable<Condition> Parts(YamlGroup group, int depth)
    {
        if (group.Has("any"))
        {
            yield return new Condition.Any([.. group.Groups("any", "a condition", Keys).Select(one => Of(one, depth + 1))]);
        }

        if (group.Has("all"))
        {
            yield return new Condition.All([.. group.Groups("all", "a condition", Keys).Select(one => Of(one, depth + 1))]);
        }

        if (group.Real("expected_loss_gt") is { } loss)
        {
            yield return new Condition.ExpectedLossAbove(loss);
        }

        if (group.Real("confidence_lt") is { } confidence)
        {
            yield return confidence is >= 0 and <= 1 ? new Condition.ConfidenceBelow(new Probability(confidence))
                : throw group.Wrong("confidence_lt", confidence.ToString(CultureInfo.InvariantCulture), "a share from 0 to 1");
        }

        if (group.Truth("novelty") is { } isNovel)
        {
            yield return isNovel ? new Condition.Novelty() : throw group.Wrong("novelty", "false", "true, or no such key");
        }

        if (group.OptionalText("product_class") is { } name)
        {
            yield return new Condition.ProductClass(name);
        }

        if (group.Choice("event", Events) is { } kind)
        {
            yield return new Condition.OfKind(kind);
        }
    }
}

using System.Collections.Immutable;
using Stroll.Recordings;
using Stroll.Review.Audits;
using Stroll.Review.Routing;
using Stroll.Units;

namespace Stroll.Host.Review;

/// <summary>Reads <c>review.yaml</c>, which lies beside <c>store.yaml</c>: what people are asked, how much of it, and how it is checked. docs/review.md explains
/// every key; what is not written stays as <see cref="ReviewRules.Default"/> has it.</summary>
/// <remarks>The schema is closed: an unknown key is a fault with its line and the nearest known key.</remarks>
public static class ReviewYaml
{
    /// <summary>The name of the file.</summary>
    public const string FileName = "review.yaml";

    static readonly YamlCodes Codes = new("review.syntax", "review.type", "review.unknown-key", "review.missing-key", "review.duplicate");
    static readonly string[] Top = ["routing", "audit", "gold", "consensus", "times", "classes"];
    static readonly string[] Routing = ["when", "budget_per_1000", "guarantee_overcharged", "explore"];
    static readonly string[] Audit = ["rate", "floor", "answers", "kinds"];
    static readonly string[] Kind = ["kind", "rate"];
    static readonly string[] Gold = ["rate", "warm_up", "wrong_share", "most_uses"];
    static readonly string[] Consensus = ["start", "most", "stop"];
    static readonly string[] Times = ["promise_minutes", "audit_hours", "lease_seconds", "grace_seconds"];
    static readonly string[] Class = ["name", "products"];

    /// <summary>The settings of a store's folder; the usual ones where it has no such file.</summary>
    /// <param name="folder">With <c>store.yaml</c>; empty for none.</param>
    public static Result<ReviewRules> Of(string folder)
    {
        var path = Path.Combine(folder, FileName);
        return folder.Length > 0 && File.Exists(path) ? Read(File.ReadAllText(path), path) : new Result<ReviewRules>.Good(ReviewRules.Default);
    }

    /// <summary>Reads settings.</summary>
    /// <param name="text">The content of the file.</param>
    /// <param name="path">Its name, for messages.</param>
    /// <returns>Bad with the line of the first thing that is wrong.</returns>
    public static Result<ReviewRules> Read(string text, string path) => text.Trim().Length == 0
        ? new Result<ReviewRules>.Good(ReviewRules.Default)
        : YamlGroup.Read(text, path, "the settings of review", Codes, Top, root => Rules(root, ReviewRules.Default));

    static ReviewRules Rules(YamlGroup root, ReviewRules usual)
    {
        var audit = AuditOf(root.Group("audit", "'audit'", Audit), usual.Audit);
        var gold = root.Group("gold", "'gold'", Gold);
        var consensus = root.Group("consensus", "'consensus'", Consensus);
        var times = root.Group("times", "'times'", Times);
        var (start, most) = (Whole(consensus, "start", usual.Consensus.Start, 1, 5), Whole(consensus, "most", usual.Consensus.Most, 1, 7));
        if (start > most)
        {
            throw consensus!.Wrong("start", $"{start}", $"at most 'most', {most}");
        }

        return new(
            RoutingOf(root.Group("routing", "'routing'", Routing), audit, usual.Routing),
            audit,
            usual.Gold with
            {
                Rate = Share(gold, "rate", usual.Gold.Rate),
                WarmUp = Whole(gold, "warm_up", usual.Gold.WarmUp, 0, 100),
                WrongShare = Share(gold, "wrong_share", usual.Gold.WrongShare),
                MostUses = Whole(gold, "most_uses", usual.Gold.MostUses, 1, 10_000),
            },
            new(start, most, Share(consensus, "stop", usual.Consensus.Stop)),
            Span(times, "promise_minutes", usual.Promise, 60),
            Span(times, "audit_hours", usual.AuditWithin, 3600),
            Span(times, "lease_seconds", usual.Lease, 1),
            Span(times, "grace_seconds", usual.Grace, 1))
        {
            Classes = ClassesOf(root),
        };
    }

    static RoutingRules RoutingOf(YamlGroup? group, AuditPlan audit, RoutingRules usual)
    {
        if (group is null)
        {
            return usual;
        }

        if (group.Has("budget_per_1000") && group.Has("guarantee_overcharged"))
        {
            throw group.Wrong("guarantee_overcharged", "beside a budget", "a budget or a guarantee: both cannot be kept");
        }

        RoutingLimit limit = group.Has("budget_per_1000") ? new RoutingLimit.Budget(Whole(group, "budget_per_1000", 0, 0, 100_000))
            : group.Has("guarantee_overcharged") ? new RoutingLimit.Guarantee(Share(group, "guarantee_overcharged", new(0)))
            : new RoutingLimit.None();
        if (limit is RoutingLimit.Guarantee && audit.Strata.Any(kind => audit.ProbabilityOf(kind.Stratum) != audit.ProbabilityOf("")))
        {
            throw group.Wrong("guarantee_overcharged", "beside kinds of visits that are audited at other rates", "audits drawn at one rate: a guarantee is read from them");
        }

        var when = group.Group("when", "'when'", ReviewConditions.Keys) is { } condition ? ReviewConditions.Of(condition) : usual.When;
        return new(when, limit, Share(group, "explore", usual.Explore));
    }

    static AuditPlan AuditOf(YamlGroup? group, AuditPlan usual)
    {
        if (group is null)
        {
            return usual;
        }

        var kinds = group.Groups("kinds", "a kind of visits", Kind)
            .Select(kind => new StratumRate(kind.Choice("kind", VisitTable.Kinds) ?? throw kind.Missing("kind"), Share(kind, "rate", usual.Rate))).ToImmutableArray();
        var plan = new AuditPlan(
            Share(group, "rate", usual.Rate), Share(group, "floor", usual.Floor), kinds, Whole(group, "answers", usual.Answers, 1, 3));
        return plan.Floor.Value > 0 ? plan : throw group.Wrong("floor", "0", "more than 0: audits cannot be switched off");
    }

    static ImmutableSortedDictionary<string, ImmutableArray<string>> ClassesOf(YamlGroup root) =>
        root.Groups("classes", "a class of products", Class)
            .SelectMany(one => one.Texts("products").Select(barcode => (barcode, Name: one.Text("name"))))
            .GroupBy(pair => pair.barcode, pair => pair.Name, StringComparer.Ordinal)
            .ToImmutableSortedDictionary(same => same.Key, same => same.Distinct().Order(StringComparer.Ordinal).ToImmutableArray(), StringComparer.Ordinal);

    static Probability Share(YamlGroup? group, string key, Probability usual) => group?.Real(key) switch
    {
        null => usual,
        >= 0 and <= 1 and var share => new(share),
        var other => throw group.Wrong(key, $"{other}", "a share from 0 to 1"),
    };

    static int Whole(YamlGroup? group, string key, int usual, int least, int most) => group?.Real(key) switch
    {
        null => usual,
        var number when number >= least && number <= most && number == Math.Floor(number.Value) => (int)number,
        var other => throw group.Wrong(key, $"{other}", $"a whole number from {least} to {most}"),
    };

    static TimeSpan Span(YamlGroup? group, string key, TimeSpan usual, double seconds) => group?.Real(key) switch
    {
        null => usual,
        > 0 and <= 10_000 and var number => (number * seconds).Seconds,
        var other => throw group.Wrong(key, $"{other}", "a number above 0 and at most 10000"),
    };
}

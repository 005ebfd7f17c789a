using Stroll.Host.Database;
using Stroll.Host.Review;
using Stroll.Observations;
using Stroll.Review.Routing;
using Stroll.Storage.Sqlite;
using Stroll.Units;

namespace Stroll.Tests.Review;

/// <summary>The settings of routing as the store itself obeys them: a rule that is not wired would pass every test of the rule.</summary>
public sealed class LiveRoutingTests : IDisposable
{
    static readonly Instant Noon = Desk.Noon;

    readonly TempFolder _folder = new();
    readonly SqliteDatabase _database;

    public LiveRoutingTests() => _database = SqliteDatabase.Open(_folder["store.db"], Schema.Store);

    public void Dispose()
    {
        _database.Dispose();
        _folder.Dispose();
    }

    [Fact]
    public void A_budget_goes_to_the_greatest_losses()
    {
        var desk = With(new RoutingLimit.Budget(100));
        for (var visit = 1; visit <= 400; visit++)
        {
            desk.Shop(visit, Noon, 0);
            // Every visit has a question; one in twenty is about a dear bottle.
            desk.Ask($"c{visit:0000}", visit, product: visit % 20 == 0 ? 2 : 0, doubt: 0.3 + (0.0001 * (visit * 37 % 100)));
        }

        var (dear, cheap) = (Asked("loss > 500"), Asked("loss < 500"));
        // Until the first threshold is learned, after 50 visits, whatever comes takes what there is.
        Assert.InRange(dear, 15, 20);
        Assert.InRange(dear + cheap, 25, 50);
    }

    [Fact]
    public void A_budget_of_nothing_asks_nobody()
    {
        var desk = With(new RoutingLimit.Budget(0));
        desk.Shop(1, Noon, 0);
        desk.Ask("c1", doubt: 0.5);

        Assert.Equal(0, Asked("1 = 1"));
    }

    [Fact]
    public void A_guarantee_asks_about_everything_until_audits_vouch_for_less()
    {
        var desk = With(new RoutingLimit.Guarantee(new(0.05)), auditRate: 1);
        desk.Shop(1, Noon, 0);
        desk.Ask("before", 1, doubt: 0.1);
        Assert.Equal(1, Asked("id = 'before'"));

        // 200 audits, each of a visit with a question, and not one overcharge.
        for (var visit = 1; visit <= 200; visit++)
        {
            desk.Shop(visit, Noon, 0);
            desk.Ask($"c{visit}", visit, doubt: 0.001 * (200 + visit));
            Answer(desk, visit);
        }

        desk.Shop(201, Noon, 0);
        desk.Ask("after", 201, doubt: 0.38);
        Assert.Equal(0, Asked("id = 'after'"));
    }

    [Fact]
    public void Audits_that_find_overcharges_make_a_guarantee_stricter()
    {
        var desk = With(new RoutingLimit.Guarantee(new(0.05)), auditRate: 1);
        for (var visit = 1; visit <= 200; visit++)
        {
            // One receipt in ten holds a bottle that nobody took.
            desk.Shop(visit, Noon, visit % 10 == 0 ? [0, 2] : [0]);
            desk.Ask($"c{visit}", visit, doubt: 0.001 * (200 + visit));
            Answer(desk, visit);
        }

        desk.Shop(201, Noon, 0);
        desk.Ask("after", 201, doubt: 0.38);
        Assert.Equal(1, Asked("id = 'after'"));
    }

    [Fact]
    public void Classes_of_products_are_known_by_their_barcodes()
    {
        var settings = Assert.IsType<Result<ReviewRules>.Good>(ReviewYaml.Read(
            "routing: { when: { product_class: alcohol }, explore: 0 }\nclasses: [{ name: alcohol, products: [rum] }]", "review.yaml")).Value;
        var desk = new Desk(_database, settings);
        desk.Shop(1, Noon, 0);
        desk.Ask("tea or jam", 1, product: 0);
        desk.Ask("jam or rum", 1, product: 1);

        Assert.Equal(["product_class alcohol"], _database.Read(t => t.Query<string>("SELECT rule FROM review_case WHERE stream = 'routed'")));
        Assert.Equal(1, Asked("id = 'jam or rum'"));
    }

    [Fact]
    public void Late_cases_close_and_keys_are_shown_though_nobody_pulls()
    {
        var desk = With(new RoutingLimit.None());
        var upkeep = new ReviewUpkeep(_database, desk.Days);
        desk.Shop(1, Noon, 0);
        desk.Ask("c1", doubt: 0.3);

        Assert.Equal(0, upkeep.Work(Noon + 60.Seconds));
        Assert.Equal(1, upkeep.Work(Noon + 601.Seconds));
        Assert.Equal("late", desk.Read<string>("SELECT status FROM review_case WHERE id = 'c1'"));
        Assert.Equal(0, desk.Read<long>("SELECT COUNT(*) FROM review_audit_day WHERE revealed IS NOT NULL"));

        upkeep.Work(Noon + TimeSpan.FromDays(1));
        Assert.Equal(1, desk.Read<long>("SELECT COUNT(*) FROM review_audit_day WHERE revealed IS NOT NULL"));
        // Tomorrow's key is promised although nobody shopped today.
        Assert.Equal(3, desk.Read<long>("SELECT COUNT(*) FROM review_audit_day"));
    }

    Desk With(RoutingLimit limit, double auditRate = 0.02) => new(_database, Desk.Rules with
    {
        Routing = new(new Condition.All([]), limit, new(0)),
        Audit = Desk.Rules.Audit with { Rate = new(auditRate) },
    });

    /// <summary>Two people look at the whole visit and see one packet of tea.</summary>
    static void Answer(Desk desk, int visit)
    {
        foreach (var reviewer in (string[])["ada", "bob"])
        {
            // By then the questions of before are late, and only audits wait.
            var leased = desk.Pull(reviewer, Noon + 700.Seconds);
            Assert.True(leased.IsWholeVisit);
            desk.Queue.Answer(leased.Id, reviewer, leased.Token, new Verdict.Happened(Desk.Took(visit, 0)), 5, Noon + 700.Seconds);
        }
    }

    long Asked(string where) => _database.Read(t => t.First<long>($"SELECT COUNT(*) FROM review_case WHERE stream = 'routed' AND {where}"));
}

using System.Security.Cryptography;
using System.Text;
using Stroll.Review.Audits;
using Stroll.Review.Streams;
using Stroll.Units;

namespace Stroll.Tests.Review.Audits;

public class AuditPlanTests
{
    static readonly byte[] Master = [.. Enumerable.Range(0, 32).Select(i => (byte)i)];
    static readonly AuditKey Key = AuditKey.OfDay(Master, "acme/corner", "2026-11-24");

    [Fact]
    public void A_visit_is_drawn_or_not_however_often_it_is_asked()
    {
        foreach (var visit in Visits(500))
        {
            Assert.Equal(AuditPlan.Default.Draw(Key, visit, "all"), AuditPlan.Default.Draw(Key, visit, "all"));
        }
    }

    [Fact]
    public void So_many_are_drawn_as_the_rate_says()
    {
        var plan = AuditPlan.Default with { Rate = new(0.1) };

        var drawn = Visits(20_000).Count(visit => plan.Draw(Key, visit, "all") is not null);

        Assert.InRange(drawn, 1830, 2170);
    }

    [Fact]
    public void Another_rate_keeps_whom_the_lower_one_drew()
    {
        var (low, high) = (AuditPlan.Default with { Rate = new(0.02) }, AuditPlan.Default with { Rate = new(0.2) });

        Assert.All(Visits(5000).Where(visit => low.Draw(Key, visit, "all") is not null), visit => Assert.NotNull(high.Draw(Key, visit, "all")));
    }

    [Fact]
    public void Nobody_is_audited_less_than_the_floor()
    {
        var plan = AuditPlan.Default with { Strata = [new("awkward", new(0))] };

        Assert.Equal(plan.Floor, plan.ProbabilityOf("awkward"));
    }

    [Fact]
    public void The_selection_says_with_which_probability_and_under_which_settings()
    {
        var plan = AuditPlan.Default with { Rate = new(1) };

        var selection = plan.Draw(Key, "v1", "crowded")!;

        Assert.Equal((CaseStream.Audit, "audit of crowded", 1.0, plan.Design), (selection.Stream, selection.Rule, selection.Probability.Value, selection.Design));
        Assert.NotEqual(plan.Design, (plan with { Rate = new(0.5) }).Design);
    }

    [Fact]
    public void The_draw_can_be_checked_by_a_stranger_with_the_revealed_key()
    {
        var key = Convert.FromHexString(Key.Reveal());
        var hash = HMACSHA256.HashData(key, Encoding.UTF8.GetBytes("audit\nv1"));
        var number = (Convert.ToUInt64(Convert.ToHexString(hash)[..16], 16) >> 11) / Math.Pow(2, 53);

        Assert.Equal(Convert.ToHexStringLower(SHA256.HashData(key)), Key.Commitment);
        Assert.Equal(number, Key.Draw("v1", "audit"));
    }

    [Fact]
    public void Days_stores_and_purposes_have_draws_of_their_own() => Assert.Distinct(
    [
        Key.Draw("v1", "audit"),
        Key.Draw("v1", "explore"),
        AuditKey.OfDay(Master, "acme/corner", "2026-11-25").Draw("v1", "audit"),
        AuditKey.OfDay(Master, "acme/harbour", "2026-11-24").Draw("v1", "audit"),
    ]);

    static IEnumerable<string> Visits(int count) => Enumerable.Range(0, count).Select(i => $"visit-{i}");
}

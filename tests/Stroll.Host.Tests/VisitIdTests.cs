using Stroll.Host.Stores;
using Stroll.Units;

namespace Stroll.Tests;

public class VisitIdTests
{
    static readonly Instant Noon = Instant.FromUnixSeconds(1_790_000_000);

    [Fact]
    public void The_same_visit_has_the_same_name_again() =>
        Assert.Equal(VisitId.Of(new("acme", "corner"), "v1", Noon), VisitId.Of(new("acme", "corner"), "v1", Noon));

    [Fact]
    public void It_is_a_uuid_of_version_7_with_the_time_of_entry()
    {
        var id = VisitId.Of(new("acme", "corner"), "v1", Noon).Value;

        Assert.Equal(7, id.Version);
        Assert.InRange(id.Variant, 8, 11);
        Assert.Equal($"{1_790_000_000_000:x12}", id.ToString("N")[..12]);
    }

    [Fact]
    public void Stores_visits_and_moments_have_names_of_their_own()
    {
        VisitId[] ids =
        [
            VisitId.Of(new("acme", "corner"), "v1", Noon),
            VisitId.Of(new("acme", "harbour"), "v1", Noon),
            VisitId.Of(new("acme", "corner"), "v2", Noon),
            VisitId.Of(new("acme", "corner"), "v1", new(Noon.Nanoseconds + 1)),
        ];

        Assert.Distinct(ids);
    }
}

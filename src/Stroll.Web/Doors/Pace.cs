using System.Globalization;
using System.Threading.RateLimiting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.RateLimiting;

namespace Stroll.Web.Doors;

/// <summary>How often one caller may come. Metadata of an endpoint.</summary>
/// <param name="Name">Endpoints of one name share their allowance.</param>
/// <param name="Burst">So many at once.</param>
/// <param name="EachMinute">So many more with each minute.</param>
public sealed record Pace(string Name, int Burst, int EachMinute)
{
    /// <summary>For whatever somebody might guess at: passwords and one-time links.</summary>
    public static Pace Slow { get; } = new("slow", 20, 20);

    /// <summary>For receipts, whose codes nobody guesses; a whole shop may share one address.</summary>
    public static Pace Public { get; } = new("public", 120, 120);

    /// <summary>For everything else.</summary>
    public static Pace Usual { get; } = new("usual", 600, 1200);

    /// <summary>Says the rules to the framework's limiter.</summary>
    internal static void Configure(RateLimiterOptions options, int hurry)
    {
        options.RejectionStatusCode = StatusCodes.Status429TooManyRequests;
        options.GlobalLimiter = PartitionedRateLimiter.CreateChained(
            PartitionedRateLimiter.Create<HttpContext, (string Pace, string Who)>(http =>
            {
                var pace = http.GetEndpoint()?.Metadata.GetMetadata<Pace>() ?? Usual;
                return RateLimitPartition.GetTokenBucketLimiter((pace.Name, Who(http)), _ => Bucket(pace, hurry));
            }),
            PartitionedRateLimiter.Create<HttpContext, string>(http => TenantOf(http) is { } tenant
                ? RateLimitPartition.GetTokenBucketLimiter(tenant, _ => Bucket(OfTenant, hurry))
                : RateLimitPartition.GetNoLimiter("")));
        options.OnRejected = (rejected, _) => new(Refuse(rejected.HttpContext));
    }

    /// <summary>For all callers of one tenant together, so that one operator's programs leave the others their share of the machine.</summary>
    public static Pace OfTenant { get; } = new("tenant", 6000, 12000);

    static TokenBucketRateLimiterOptions Bucket(Pace pace, int hurry) => new()
    {
        TokenLimit = pace.Burst * hurry,
        TokensPerPeriod = Math.Max(1, pace.EachMinute / 12 * hurry),
        ReplenishmentPeriod = TimeSpan.FromSeconds(5),
        QueueLimit = 0,
    };

    // Whose caller it is, not whose store is asked about: nobody uses up what belongs to another.
    static string? TenantOf(HttpContext http) => http.Features.Get<Caller>() is { Grants: [var first, ..] } ? first.Tenant : null;

    static Task Refuse(HttpContext http)
    {
        http.Response.Headers.RetryAfter = 10.ToString(CultureInfo.InvariantCulture);
        return Refusals.Problem(http, StatusCodes.Status429TooManyRequests, "Too many requests", "come again in some seconds, and more slowly");
    }

    // A key's own allowance, wherever it is used; people by their address, for a cookie is as easily made up as a key that does not exist.
    static string Who(HttpContext http) =>
        http.Features.Get<Caller>() is { } caller ? caller.Id : http.Connection.RemoteIpAddress?.ToString() ?? "";
}

using System.Collections.Immutable;
using Stroll.Units;

namespace Stroll.Devices.Evidence;

/// <summary>How much is kept of what cameras showed, and how long.</summary>
/// <param name="QuotaBytes">The untouched pictures of all cameras together take no more than this; the oldest go first.</param>
/// <param name="Keep">Untouched pictures are gone when they are older, whatever room there is.</param>
/// <param name="Purposes">How long clips are kept after they were cut, by why they were.</param>
public sealed record EvidenceRules(long QuotaBytes, TimeSpan Keep, ImmutableSortedDictionary<string, TimeSpan> Purposes)
{
    /// <summary>100 GB and a day of untouched pictures (20 cameras of 2 Mbit/s make 430 GB in a day, so the quota counts first there); clips of cases three days, of
    /// disputes as long as a shopper may complain and a week on, of audits a week.</summary>
    public static EvidenceRules Default => new(100L << 30, TimeSpan.FromHours(24), ImmutableSortedDictionary.CreateRange(StringComparer.Ordinal, new Dictionary<string, TimeSpan>
    {
        ["audit"] = TimeSpan.FromDays(7),
        ["case"] = TimeSpan.FromDays(3),
        ["dispute"] = TimeSpan.FromDays(37),
    }));

    /// <summary>How long a clip is kept; none for a purpose that is not known.</summary>
    public TimeSpan? Of(string purpose) => Purposes.TryGetValue(purpose, out var keep) ? keep : null;
}

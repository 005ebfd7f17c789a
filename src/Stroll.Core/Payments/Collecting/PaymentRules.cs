using System.Collections.Immutable;
using Stroll.Units;

namespace Stroll.Payments.Collecting;

/// <summary>The patience of the store with providers and cards.</summary>
/// <param name="AskAfter">How long after a request, and after each question, its fate is asked; the last holds for all further ones.</param>
/// <param name="KeyLife">A request is repeated under its key no longer than this: providers may forget keys after 24 h.</param>
/// <param name="CaptureMargin">A capture is not sent later than this before the hold ends.</param>
/// <param name="MostRequests">A payment that needed more requests than this needs a person: the provider spends keys as fast as it gets them.</param>
/// <param name="CollectAgain">How long after each vain try the token is asked again for the rest; when the list ends a person decides.</param>
public sealed record PaymentRules(ImmutableArray<TimeSpan> AskAfter, TimeSpan KeyLife, TimeSpan CaptureMargin, int MostRequests, ImmutableArray<TimeSpan> CollectAgain)
{
    /// <summary>Settles what can be known within minutes; stops by itself long before a key may be forgotten.</summary>
    public static PaymentRules Default => new(
        AskAfter: [5.Seconds, 10.Seconds, 30.Seconds, 60.Seconds, 60.Seconds, 120.Seconds, 120.Seconds, 300.Seconds],
        KeyLife: TimeSpan.FromHours(20),
        CaptureMargin: TimeSpan.FromMinutes(10),
        MostRequests: 40,
        CollectAgain: [TimeSpan.FromDays(1), TimeSpan.FromDays(3), TimeSpan.FromDays(7)]);

    /// <summary>The wait before the question that follows <paramref name="asks"/> questions.</summary>
    public TimeSpan Wait(int asks) => AskAfter[Math.Min(asks, AskAfter.Length - 1)];
}

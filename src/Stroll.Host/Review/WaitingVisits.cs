using Stroll.Host.Database;
using Stroll.Host.Stores;
using Stroll.Host.Visits;
using Stroll.Payments.Visits;
using Stroll.Review;
using Stroll.Units;

namespace Stroll.Host.Review;

/// <summary>Lets go of visits that wait for an answer which will not come: the question was never routed to a person, or it is too late for one.</summary>
/// <remarks>
/// The pipeline asks more than people are asked, for routing keeps to a budget. A visit waits for what people are asked, and for no longer than the queue
/// promises.
/// </remarks>
/// <param name="database">Of the store.</param>
/// <param name="desk">Follows the visits.</param>
/// <param name="store">Which store.</param>
public sealed class WaitingVisits(IDatabase database, VisitDesk desk, StoreKey store)
{
    // An answer may be taken back for some seconds, and then has to come through the log: so long its visit still waits.
    static readonly TimeSpan OnTheWay = 30.Seconds;

    /// <summary>Closes the questions for which nobody waits any more.</summary>
    /// <returns>How many.</returns>
    public int Release(Instant now)
    {
        var over = database.Read(transaction => Over(transaction, now));
        if (over.Length > 0)
        {
            database.Write(transaction => desk.Take(
                transaction, store, [.. over.Select(name => new StoreEvent.QuestionWithdrawn(now, new Question(new(name), null, null, now, new(0), "")))]));
        }

        return over.Length;
    }

    static string[] Over(Transaction transaction, Instant now) =>
    [
        .. transaction.Query<string>("SELECT party FROM party WHERE phase = 'Leaving' ORDER BY party")
            .SelectMany(party => PartyTable.Find(transaction, party)?.Questions ?? [])
            .Where(name => name != Visiting.Tailgating).Distinct()
            .Where(name => !IsAwaited(transaction, name, now)),
    ];

    static bool IsAwaited(Transaction transaction, string name, Instant now) => CaseTable.Find(transaction, name) is { } row
        && (row.Status == CaseTable.Open ? now.Nanoseconds < row.DueNs
            : row.Status == CaseTable.Settled && row.SettledNs is { } settled && now - new Instant(settled) < OnTheWay);
}

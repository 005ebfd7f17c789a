using Stroll.Host.Database;
using Stroll.Units;

namespace Stroll.Host.Review;

/// <summary>What time alone brings about at the desk, though nobody pulls a case: late cases close in the shopper's favour, the key of a day that is over is
/// shown, and that of tomorrow is promised.</summary>
/// <param name="database">Of the store.</param>
/// <param name="days">The keys of the days.</param>
public sealed class ReviewUpkeep(IDatabase database, AuditDays days)
{
    /// <summary>Does what is due; writes nothing where nothing is.</summary>
    /// <returns>How many cases closed because they were late.</returns>
    public int Work(Instant now) => database.Read(transaction => CaseTable.HasLate(transaction, now) || AuditDays.IsDue(transaction, now)) ? database.Write(transaction =>
    {
        days.Of(transaction, now);
        days.Reveal(transaction, now);
        return CaseTable.CloseLate(transaction, now);
    }) : 0;
}

using System.Collections.Immutable;
using Stroll.Host.Database;
using Stroll.Host.Outbox;
using Stroll.Host.Payments;
using Stroll.Payments.Collecting;
using Stroll.Payments.Ledger;
using Stroll.Units;

namespace Stroll.Host.Ledger;

/// <summary>How often the books are compared.</summary>
/// <param name="Every">The day that runs.</param>
/// <param name="After">A day is compared once more this long after its end, and then each hour while something is open.</param>
/// <param name="Most">Whatever is open then is a person's.</param>
public sealed record DayEndRules(TimeSpan Every, TimeSpan After, TimeSpan Most)
{
    /// <summary>Every quarter of an hour; two hours after midnight; for two weeks.</summary>
    public static DayEndRules Default => new(TimeSpan.FromMinutes(15), TimeSpan.FromHours(2), TimeSpan.FromDays(14));
}

/// <summary>Compares ledger, provider and receipts of every business day, takes disputes into the books, and tells of what does not fit.</summary>
public sealed class DayEnd(IDatabase database, IPaymentProvider provider, Cashier cashier, TimeZoneInfo zone, DayEndRules rules)
{
    static readonly TimeSpan Again = TimeSpan.FromMinutes(5);
    static readonly TimeSpan ClockMargin = TimeSpan.FromHours(1);

    readonly Reconciler _reconciler = new(database, provider);

    /// <summary>One round: every day whose time has come.</summary>
    /// <returns>How many were compared.</returns>
    public async Task<int> Work(CancellationToken cancellation)
    {
        var now = cashier.Now;
        database.Write(transaction => DayTable.Begin(transaction, BusinessDay.At(now, zone), zone));
        var due = database.Read(transaction => DayTable.Due(transaction, now));
        foreach (var day in due)
        {
            await Compare(day, now, cancellation);
        }

        return due.Count;
    }

    async Task Compare(ComparedDay day, Instant now, CancellationToken cancellation)
    {
        var until = now < day.Until ? now : day.Until;
        if (until > day.From)
        {
            await TakeDisputes(day.From - ClockMargin, until + ClockMargin, cancellation);
        }

        var found = await _reconciler.Compare(day.From, until, cancellation);
        database.Write(transaction =>
        {
            switch (found)
            {
                case Result<ImmutableArray<Difference>>.Good(var differences):
                    Keep(transaction, day with { At = now, Differences = differences, Words = "" }, now);
                    break;
                case Result<ImmutableArray<Difference>>.Bad(var fault):
                    DayTable.Keep(transaction, day with { Words = fault.Found }, now + Again);
                    break;
            }
        });
    }

    void Keep(Transaction transaction, ComparedDay day, Instant now)
    {
        foreach (var difference in day.Differences.Where(d => !d.IsOpen && !PaymentTable.HasAlarm(transaction, d.Payment, AlarmKind.Difference)))
        {
            PaymentTable.Add(transaction, difference.Payment, new(AlarmKind.Difference, $"{difference.Payment}: {difference.Words}"), now);
        }

        var isSettled = now >= day.Until + rules.After && (day.Differences.IsEmpty || now >= day.Until + rules.Most);
        DayTable.Keep(transaction, day with { IsOver = isSettled }, isSettled ? null : now < day.Until ? now + rules.Every : now < day.Until + rules.After ? day.Until + rules.After : now + ClockMargin);
        if (isSettled)
        {
            OutboxTable.Add(
                transaction, "DayReconciled", $"{day.Day:yyyy-MM-dd}",
                new { day = $"{day.Day:yyyy-MM-dd}", differences = day.Differences.Select(d => new { payment = d.Payment, kind = d.Kind.ToString(), words = d.Words }) }, now);
        }
    }

    /// <summary>Banks take money back when they like, and a webhook may be lost: the report has it.</summary>
    async Task TakeDisputes(Instant from, Instant until, CancellationToken cancellation)
    {
        if (await provider.Report(from, until, cancellation) is not Result<ImmutableArray<ProviderMove>>.Good(var moves))
        {
            return;
        }

        foreach (var move in moves)
        {
            PaymentInput? input = move.Move switch
            {
                MoneyMove.Disputed => new PaymentInput.Disputed(cashier.Now, move.Key, move.Minor),
                MoneyMove.DisputeWon => new PaymentInput.DisputeWon(cashier.Now, move.Key),
                _ => null,
            };
            if (input is not null)
            {
                await cashier.Handle(move.Payment, input, cancellation);
            }
        }
    }
}

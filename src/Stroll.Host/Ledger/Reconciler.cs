using System.Collections.Immutable;
using Stroll.Host.Database;
using Stroll.Host.Payments;
using Stroll.Host.Visits;
using Stroll.Payments.Ledger;
using Stroll.Units;

namespace Stroll.Host.Ledger;

/// <summary>Holds ledger, provider and receipts against each other.</summary>
public sealed class Reconciler(IDatabase database, IPaymentProvider provider)
{
    // The provider's clock is not the store's.
    static readonly TimeSpan ClockMargin = TimeSpan.FromHours(1);

    /// <summary>Compares every payment to which something happened in a time: at the provider, in the ledger, or by a receipt. Each is compared whole.</summary>
    /// <param name="from">Begin, as of a business day.</param>
    /// <param name="until">Its end, not included.</param>
    /// <param name="cancellation">Gives up.</param>
    /// <returns>All differences; none means that every cent is accounted for three times. Bad when the provider gives no report.</returns>
    public async Task<Result<ImmutableArray<Difference>>> Compare(Instant from, Instant until, CancellationToken cancellation)
    {
        if (await provider.Report(from, until, cancellation) is not Result<ImmutableArray<ProviderMove>>.Good(var within))
        {
            return Unreachable;
        }

        var visits = database.Read(transaction => Touched(transaction, within, from, until));
        // Each payment is compared whole: what was sold today may be collected tomorrow.
        var times = visits.SelectMany(v => v.Entries).Select(e => e.At).Append(from).Append(until).ToArray();
        return await provider.Report(times.Min() - ClockMargin, times.Max() + ClockMargin, cancellation) is not Result<ImmutableArray<ProviderMove>>.Good(var whole)
            ? Unreachable
            : new Result<ImmutableArray<Difference>>.Good(Reconciling.Compare(visits, Concerning(whole, within, visits)));
    }

    static Result<ImmutableArray<Difference>>.Bad Unreachable => new(new("provider.unreachable", "report", "no report; it is asked again the next time"));

    static ImmutableArray<VisitAccount> Touched(Transaction transaction, ImmutableArray<ProviderMove> report, Instant from, Instant until)
    {
        var names = LedgerTable.Between(transaction, from, until).Select(e => e.Visit)
            .Concat(ReceiptTable.IssuedBetween(transaction, from, until)).Concat(report.Select(r => r.Payment)).Distinct(StringComparer.Ordinal);
        return
        [
            .. names.Select(name => PaymentTable.Find(transaction, name)).OfType<Stroll.Payments.Collecting.PaymentState>()
                .Select(state => new VisitAccount(state, ReceiptTable.Of(transaction, state.Payment), LedgerTable.Of(transaction, state.Payment))),
        ];
    }

    static IEnumerable<ProviderMove> Concerning(ImmutableArray<ProviderMove> whole, ImmutableArray<ProviderMove> within, ImmutableArray<VisitAccount> visits)
    {
        var names = visits.Select(v => v.State.Payment).Concat(within.Select(m => m.Payment)).ToHashSet(StringComparer.Ordinal);
        return whole.Where(m => names.Contains(m.Payment));
    }
}

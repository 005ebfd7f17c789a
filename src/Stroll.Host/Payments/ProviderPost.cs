using Stroll.Host.Database;
using Stroll.Host.Ledger;
using Stroll.Payments.Collecting;
using Stroll.Units;

namespace Stroll.Host.Payments;

/// <summary>Takes what a provider says by itself. It changes no payment: it only makes the store ask, and so late, doubled and unordered messages do no harm.</summary>
public sealed class ProviderPost(IDatabase database, Cashier cashier, IProviderVoice voice)
{
    /// <summary>Takes a message; when this returns, it is kept.</summary>
    /// <param name="header">Gives the value of a header; empty where it is not there.</param>
    /// <param name="body">The bytes as they came.</param>
    /// <returns>True the first time, false for one that was taken before. Bad when it is not genuine; then nothing was done.</returns>
    public Result<bool> Take(Func<string, string> header, ReadOnlyMemory<byte> body)
    {
        return voice.Read(header, body, cashier.Now) switch
        {
            Result<ProviderNews>.Good(var news) => new Result<bool>.Good(database.Write(transaction => Take(transaction, news))),
            Result<ProviderNews>.Bad(var fault) => new Result<bool>.Bad(fault),
            _ => throw new System.Diagnostics.UnreachableException(),
        };
    }

    bool Take(Transaction transaction, ProviderNews news)
    {
        if (!ProviderEventTable.IsNew(transaction, news, cashier.Now))
        {
            return false;
        }

        if (news.Key.Length > 0)
        {
            cashier.Later(news.Payment, cashier.Take(transaction, news.Payment, new PaymentInput.Hinted(cashier.Now, news.Key)));
        }

        if (news.IsDispute)
        {
            DayTable.Soon(transaction, cashier.Now);
        }

        return true;
    }
}

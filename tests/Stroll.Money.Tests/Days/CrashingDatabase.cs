using Stroll.Host.Database;

namespace Stroll.Tests.Money.Days;

/// <summary>The process died: whatever it had not committed is gone.</summary>
sealed class CrashException : Exception;

/// <summary>A database under a process that dies at chosen writes: before the commit, or after it and before anybody was told.</summary>
sealed class CrashingDatabase(IDatabase inner) : IDatabase
{
    /// <summary>Writes so far.</summary>
    internal int Writes { get; private set; }

    /// <summary>Says of each write, by its number from 1, whether the process dies, and then whether the commit came first.</summary>
    internal Func<int, (bool Dies, bool IsCommitted)> Plan { get; set; } = _ => (false, false);

    /// <summary>Plants a bug: whoever writes is told that it is done before it is.</summary>
    internal bool AnswersEarly { get; init; }

    readonly Queue<Action> _unwritten = new();

    public T Write<T>(Func<Transaction, T> work)
    {
        Writes++;
        var (dies, isCommitted) = Plan(Writes);
        if (AnswersEarly)
        {
            return WriteLater(work, dies);
        }

        if (!dies)
        {
            return inner.Write(work);
        }

        inner.Write<T>(transaction => isCommitted ? work(transaction) : throw Died(work, transaction));
        throw new CrashException();
    }

    public T Read<T>(Func<Transaction, T> work) => inner.Read(work);

    public void Dispose() => inner.Dispose();

    static CrashException Died<T>(Func<Transaction, T> work, Transaction transaction)
    {
        work(transaction);
        return new();
    }

    T WriteLater<T>(Func<Transaction, T> work, bool dies)
    {
        if (dies)
        {
            _unwritten.Clear();
            throw new CrashException();
        }

        while (_unwritten.TryDequeue(out var before))
        {
            before();
        }

        // The answer of a transaction that is rolled back; the real one comes with the next write, if there is one.
        var answer = new T[1];
        try
        {
            inner.Write<T>(transaction =>
            {
                answer[0] = work(transaction);
                throw new CrashException();
            });
        }
        catch (CrashException)
        {
            _unwritten.Enqueue(() => inner.Write(work));
        }

        return answer[0];
    }
}

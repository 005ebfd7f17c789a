using Stroll.Host.Database;

namespace Stroll.Host.Tests.Live;

sealed class NoDatabase : IDatabase
{
    public T Write<T>(Func<Transaction, T> work) => throw new InvalidOperationException();

    public T Read<T>(Func<Transaction, T> work) => throw new InvalidOperationException();

    public void Dispose()
    {
    }
}

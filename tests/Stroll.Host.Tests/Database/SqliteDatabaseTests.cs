using System.Collections.Immutable;
using Stroll.Host.Database;
using Stroll.Host.Stores;
using Stroll.Storage;
using Stroll.Storage.Sqlite;

namespace Stroll.Tests.Database;

public sealed class SqliteDatabaseTests : DatabaseContract, IDisposable
{
    readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    internal override IDialect Dialect => SqliteDialect.Instance;

    internal override IDatabase Open(StoreKey store, ImmutableArray<Migration> migrations) =>
        SqliteDatabase.Open(_folder[$"{store.Tenant}-{store.Store}.db"], migrations);
}

using System.Collections.Immutable;
using Stroll.Host.Database;
using Stroll.Host.Stores;
using Stroll.Storage.Postgres;
using Stroll.Storage.Sqlite;
using Stroll.Tests.Database;

namespace Stroll.Tests.Review;

public sealed class SqliteReviewQueueTests : ReviewQueueContract, IDisposable
{
    readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    internal override IDatabase Open(StoreKey store, ImmutableArray<Migration> migrations) => SqliteDatabase.Open(_folder["store.db"], migrations);
}

public sealed class PostgresReviewQueueTests(PostgresServer server) : ReviewQueueContract, IClassFixture<PostgresServer>
{
    internal override IDatabase Open(StoreKey store, ImmutableArray<Migration> migrations) => PostgresDatabase.Open(server.NewDatabase(), store, migrations);
}

using Stroll.Host.Database;
using Stroll.Storage.Postgres;
using Stroll.Storage.Sqlite;
using Stroll.Tests.Database;

namespace Stroll.Tests.Money.Shops;

public sealed class SqliteShopTests : ShopSuite, IDisposable
{
    readonly TempFolder _folder = new();
    int _opened;

    public void Dispose() => _folder.Dispose();

    internal override IDatabase Open() => SqliteDatabase.Open(_folder[$"shop-{_opened++}.db"], Schema.Store);
}

public sealed class PostgresShopTests(PostgresServer server) : ShopSuite, IClassFixture<PostgresServer>
{
    internal override IDatabase Open() => PostgresDatabase.Open(server.NewDatabase(), Shop.Key, Schema.Store);
}

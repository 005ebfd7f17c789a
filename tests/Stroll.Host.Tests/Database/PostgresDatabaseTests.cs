using System.Collections.Immutable;
using Stroll.Host.Database;
using Stroll.Host.Stores;
using Stroll.Storage;
using Stroll.Storage.Postgres;

namespace Stroll.Tests.Database;

public sealed class PostgresDatabaseTests(PostgresServer server) : DatabaseContract, IClassFixture<PostgresServer>
{
    string? _connection;

    [Fact]
    public void A_role_that_looks_past_the_guard_is_refused()
    {
        var connection = server.NewDatabase();

        Assert.Throws<InvalidOperationException>(() => PostgresDatabase.Open(PostgresServer.AsAdmin(connection), Corner, Schema.Store));
    }

    internal override IDialect Dialect => PostgresDialect.Instance;

    internal override IDatabase Open(StoreKey store, ImmutableArray<Migration> migrations) =>
        PostgresDatabase.Open(_connection ??= server.NewDatabase(), store, migrations);
}

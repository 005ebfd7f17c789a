using System.Collections.Immutable;
using Stroll.Host.Database;

namespace Stroll.Web.Accounts;

/// <summary>The shape of the control database: one for an installation, with the people and programs that may use it.</summary>
/// <remarks>No secret stands in it: passwords as salted slow hashes, sessions and keys, which are long and random, as plain SHA-256.</remarks>
public static class ControlSchema
{
    /// <summary>Every step.</summary>
    public static ImmutableArray<Migration> Steps { get; } =
    [
        new("accounts", 1,
            """
            CREATE TABLE account ({store}, id TEXT NOT NULL, login TEXT NOT NULL, name TEXT NOT NULL, password TEXT NOT NULL, failures BIGINT NOT NULL,
                locked_until BIGINT NOT NULL, created BIGINT NOT NULL, closed BIGINT, PRIMARY KEY (store, id), UNIQUE (store, login));
            CREATE TABLE membership ({store}, account TEXT NOT NULL, tenant TEXT NOT NULL, shop TEXT NOT NULL, role TEXT NOT NULL, until BIGINT,
                PRIMARY KEY (store, account, tenant, shop, role));
            CREATE TABLE session ({store}, hash TEXT NOT NULL, account TEXT NOT NULL, created BIGINT NOT NULL, expires BIGINT NOT NULL,
                device TEXT NOT NULL, PRIMARY KEY (store, hash));
            CREATE TABLE api_key ({store}, id TEXT NOT NULL, hash TEXT NOT NULL, name TEXT NOT NULL, tenant TEXT NOT NULL, shop TEXT NOT NULL,
                rights TEXT NOT NULL, created BIGINT NOT NULL, expires BIGINT, revoked BIGINT, PRIMARY KEY (store, id), UNIQUE (store, hash));
            CREATE TABLE invitation ({store}, hash TEXT NOT NULL, tenant TEXT NOT NULL, shop TEXT NOT NULL, role TEXT NOT NULL, expires BIGINT NOT NULL,
                PRIMARY KEY (store, hash))
            """,
            "DROP TABLE invitation; DROP TABLE api_key; DROP TABLE session; DROP TABLE membership; DROP TABLE account"),
        new("accounts", 2,
            """
            CREATE TABLE passkey ({store}, credential TEXT NOT NULL, account TEXT NOT NULL, name TEXT NOT NULL, created BIGINT NOT NULL, body TEXT NOT NULL,
                PRIMARY KEY (store, credential));
            CREATE TABLE ceremony ({store}, hash TEXT NOT NULL, kind TEXT NOT NULL, state TEXT NOT NULL, expires BIGINT NOT NULL, PRIMARY KEY (store, hash));
            CREATE TABLE outside_identity ({store}, issuer TEXT NOT NULL, subject TEXT NOT NULL, account TEXT NOT NULL, created BIGINT NOT NULL,
                PRIMARY KEY (store, issuer, subject));
            ALTER TABLE invitation ADD COLUMN lasts BIGINT
            """,
            "ALTER TABLE invitation DROP COLUMN lasts; DROP TABLE outside_identity; DROP TABLE ceremony; DROP TABLE passkey"),
        new("once", 1,
            """
            CREATE TABLE once ({store}, caller TEXT NOT NULL, word TEXT NOT NULL, asked TEXT NOT NULL, at BIGINT NOT NULL, status BIGINT, answer TEXT,
                PRIMARY KEY (store, caller, word))
            """,
            "DROP TABLE once"),
        .. Host.Journal.JournalTable.Migrations,
    ];
}

using Stroll.Host.Database;
using Stroll.Units;
using Stroll.Web.Doors;

namespace Stroll.Web.Accounts;

/// <summary>What came of an attempt to sign in.</summary>
public abstract record SignIn
{
    private SignIn()
    {
    }

    /// <summary>It is them.</summary>
    /// <param name="Session">The secret for the cookie.</param>
    public sealed record Good(string Session) : SignIn;

    /// <summary>Login or password is wrong; which of the two is not said.</summary>
    public sealed record Wrong : SignIn;

    /// <summary>Too many wrong attempts.</summary>
    /// <param name="Until">When one may try again.</param>
    public sealed record Locked(Instant Until) : SignIn;
}

/// <content>Coming and going.</content>
public sealed partial class AccountBook
{
    const int FailuresAllowed = 5;

    static readonly TimeSpan LockLength = TimeSpan.FromMinutes(5);

    // Hashing against this takes as long as against a real one: time does not tell which logins exist.
    static readonly string NobodysHash = Passwords.HashOf(Secret.New());

    /// <summary>Signs in with a password. Five wrong ones in a row lock the login for five minutes.</summary>
    /// <param name="login">As typed.</param>
    /// <param name="password">As typed.</param>
    /// <param name="device">What the browser calls itself, for the list of sessions.</param>
    public SignIn WithPassword(string login, string password, string device)
    {
        var row = control.Read(transaction => Find(transaction, login));
        if (row is not null && row.LockedUntil > Now.Nanoseconds)
        {
            return new SignIn.Locked(new(row.LockedUntil));
        }

        // Outside of the transaction: a quarter of a second of hashing must not hold up the others.
        var fits = Passwords.Fits(password, row?.Password ?? NobodysHash) && row is { Closed: null };
        return control.Write<SignIn>(transaction => fits ? new SignIn.Good(Open(transaction, row!.Id, device)) : Fail(transaction, row));
    }

    /// <summary>Signs in without a password. For a demo on the loopback, and after a one-time link.</summary>
    public string Open(string account, string device) => control.Write(transaction => Open(transaction, account, device));

    /// <summary>Ends one session.</summary>
    public void Close(string session) => control.Write(transaction =>
    {
        transaction.Execute("DELETE FROM session WHERE hash = @hash", new { hash = Secret.HashOf(session) });
    });

    /// <summary>Ends all sessions of an account.</summary>
    public void CloseAll(string account) => control.Write(transaction =>
    {
        transaction.Execute("DELETE FROM session WHERE account = @account", new { account });
    });

    static AccountRow? Find(Transaction transaction, string login) => transaction.First<AccountRow>(
        "SELECT id, login, name, password, failures, locked_until, closed FROM account WHERE login = @login", new { login = Normal(login) });

    static string Normal(string login) => login.Trim().ToLowerInvariant();

    string Open(Transaction transaction, string account, string device)
    {
        var session = Secret.New();
        transaction.Execute("DELETE FROM session WHERE expires <= @now", new { now = Now.Nanoseconds });
        transaction.Execute("UPDATE account SET failures = 0, locked_until = 0 WHERE id = @account", new { account });
        transaction.Execute(
            "INSERT INTO session (hash, account, created, expires, device) VALUES (@hash, @account, @created, @expires, @device)",
            new
            {
                hash = Secret.HashOf(session),
                account,
                created = Now.Nanoseconds,
                expires = (Now + SessionLength).Nanoseconds,
                device = device.Length > 120 ? device[..120] : device,
            });
        return session;
    }

    SignIn Fail(Transaction transaction, AccountRow? row)
    {
        if (row is null)
        {
            return new SignIn.Wrong();
        }

        // Counted in the database: attempts that come at once are all counted.
        transaction.Execute("UPDATE account SET failures = failures + 1 WHERE id = @Id", new { row.Id });
        var failures = transaction.First<long>("SELECT failures FROM account WHERE id = @Id", new { row.Id });
        if (failures < FailuresAllowed)
        {
            return new SignIn.Wrong();
        }

        var until = Now + LockLength;
        transaction.Execute("UPDATE account SET failures = 0, locked_until = @until WHERE id = @Id", new { until = until.Nanoseconds, row.Id });
        return new SignIn.Locked(until);
    }
}

using Stroll.Host.Database;

namespace Stroll.Web.Accounts;

/// <content>Accounts of people who sign in at the operator's own issuer.</content>
public sealed partial class AccountBook
{
    /// <summary>The open account that is connected with somebody; none when there is none.</summary>
    public string? FromOutside(OutsidePerson person) => control.Read(transaction => Connected(transaction, person));

    /// <summary>True when an account is connected with somebody outside.</summary>
    public bool IsOutside(string account) =>
        control.Read(transaction => transaction.First<long>("SELECT COUNT(*) FROM outside_identity WHERE account = @account", new { account }) > 0);

    /// <summary>Connects an account with somebody outside.</summary>
    /// <returns>The account; none when they are connected with another one.</returns>
    public string? Connect(string account, OutsidePerson person) => control.Write(transaction =>
    {
        if (Connected(transaction, person) is { } known)
        {
            return known == account ? account : null;
        }

        return Keep(transaction, account, person);
    });

    /// <summary>Makes an account of a one-time link without a password, or gives the one that is connected already the role of the link.</summary>
    /// <returns>The account; none when the link was used or is too old.</returns>
    public string? JoinFromOutside(string invitation, OutsidePerson person)
    {
        // Nobody knows it, so nobody can sign in with it.
        var hash = Passwords.HashOf(Secret.New());
        return control.Write(transaction =>
        {
            if (Offered(transaction, invitation) is not { } role)
            {
                return null;
            }

            transaction.Execute("DELETE FROM invitation WHERE hash = @hash", new { hash = Secret.HashOf(invitation) });
            var known = Connected(transaction, person);
            var account = known ?? Add(transaction, $"outside-{NewId()}", person.Name.Length > 0 ? person.Name : "Somebody", hash, role);
            Note(transaction, $"account:{account}", "account-joined", new { person.Issuer, role.Tenant, role.Store, role = role.Role.ToString() });
            if (known is null)
            {
                return Keep(transaction, account, person);
            }

            Give(transaction, account, role);
            return account;
        });
    }

    string Keep(Transaction transaction, string account, OutsidePerson person)
    {
        Note(transaction, $"account:{account}", "account-connected", new { person.Issuer });
        transaction.Execute(
            "INSERT INTO outside_identity (issuer, subject, account, created) VALUES (@Issuer, @Subject, @account, @now)",
            new { person.Issuer, person.Subject, account, now = Now.Nanoseconds });
        return account;
    }

    static string? Connected(Transaction transaction, OutsidePerson person) => transaction.First<string>(
        "SELECT o.account FROM outside_identity o JOIN account a ON a.id = o.account WHERE o.issuer = @Issuer AND o.subject = @Subject AND a.closed IS NULL",
        new { person.Issuer, person.Subject });
}

using System.Buffers.Text;
using System.Text.Json;
using Microsoft.AspNetCore.Identity;
using Stroll.Host.Database;
using Stroll.Host.Journal;
using Stroll.Units;

namespace Stroll.Web.Accounts;

/// <summary>Passkeys of accounts, in the form in which ASP.NET Core Identity asks for them; Identity checks what authenticators say.</summary>
/// <remarks>Only what its passkey handler uses is there. Accounts themselves are made and closed in <see cref="AccountBook"/>.</remarks>
sealed class PasskeyBook(IDatabase control, AccountBook book, TimeProvider time) : IUserPasskeyStore<Account>
{
    Instant Now => new(time.GetUtcNow().ToUnixTimeMilliseconds() * 1_000_000);

    public Task AddOrUpdatePasskeyAsync(Account user, UserPasskeyInfo passkey, CancellationToken cancellationToken)
    {
        control.Write(transaction =>
        {
            var id = Base64Url.EncodeToString(passkey.CredentialId);
            var isNew = transaction.First<string>("SELECT account FROM passkey WHERE credential = @id", new { id }) is null;
            transaction.Execute(
                """
                INSERT INTO passkey (credential, account, name, created, body) VALUES (@id, @account, @name, @created, @body)
                ON CONFLICT (store, credential) DO UPDATE SET body = @body
                """,
                new { id, account = user.Id, name = passkey.Name ?? "", created = Now.Nanoseconds, body = JsonSerializer.Serialize(Kept.Of(passkey)) });
            if (isNew)
            {
                JournalTable.Write(transaction, Now, $"account:{user.Id}", "passkey-added", new { passkey = id[..12], passkey.Name });
            }
        });
        return Task.CompletedTask;
    }

    public Task<IList<UserPasskeyInfo>> GetPasskeysAsync(Account user, CancellationToken cancellationToken) => Task.FromResult<IList<UserPasskeyInfo>>(
        [.. control.Read(transaction => transaction.Query<Row>("SELECT name, body FROM passkey WHERE account = @Id ORDER BY created", new { user.Id })).Select(row => row.ToPasskey())]);

    public Task<Account?> FindByPasskeyIdAsync(byte[] credentialId, CancellationToken cancellationToken) => Task.FromResult(
        control.Read(transaction => transaction.First<string>("SELECT account FROM passkey WHERE credential = @id", new { id = Base64Url.EncodeToString(credentialId) })) is { } account
            ? book.Find(account) : null);

    public Task<UserPasskeyInfo?> FindPasskeyAsync(Account user, byte[] credentialId, CancellationToken cancellationToken) => Task.FromResult(
        control.Read(transaction => transaction.First<Row>(
            "SELECT name, body FROM passkey WHERE account = @Id AND credential = @credential", new { user.Id, credential = Base64Url.EncodeToString(credentialId) }))?.ToPasskey());

    public Task RemovePasskeyAsync(Account user, byte[] credentialId, CancellationToken cancellationToken)
    {
        control.Write(transaction =>
        {
            var id = Base64Url.EncodeToString(credentialId);
            if (transaction.Execute("DELETE FROM passkey WHERE account = @Id AND credential = @id", new { user.Id, id }) > 0)
            {
                JournalTable.Write(transaction, Now, $"account:{user.Id}", "passkey-removed", new { passkey = id[..12] });
            }
        });
        return Task.CompletedTask;
    }

    public Task<Account?> FindByIdAsync(string userId, CancellationToken cancellationToken) => Task.FromResult(book.Find(userId));

    public Task<string> GetUserIdAsync(Account user, CancellationToken cancellationToken) => Task.FromResult(user.Id);

    public Task<string?> GetUserNameAsync(Account user, CancellationToken cancellationToken) => Task.FromResult<string?>(user.Login);

    public Task<string?> GetNormalizedUserNameAsync(Account user, CancellationToken cancellationToken) => Task.FromResult<string?>(user.Login);

    public Task<Account?> FindByNameAsync(string normalizedUserName, CancellationToken cancellationToken) => throw NotOurs();

    public Task SetUserNameAsync(Account user, string? userName, CancellationToken cancellationToken) => throw NotOurs();

    public Task SetNormalizedUserNameAsync(Account user, string? normalizedName, CancellationToken cancellationToken) => throw NotOurs();

    public Task<IdentityResult> CreateAsync(Account user, CancellationToken cancellationToken) => throw NotOurs();

    public Task<IdentityResult> UpdateAsync(Account user, CancellationToken cancellationToken) => throw NotOurs();

    public Task<IdentityResult> DeleteAsync(Account user, CancellationToken cancellationToken) => throw NotOurs();

    public void Dispose()
    {
        // The database is the host's.
    }

    static NotSupportedException NotOurs() => new("accounts are made, changed and closed in the account book");

    /// <summary>What is kept of a passkey: nothing of it is secret.</summary>
    sealed record Kept(
        byte[] CredentialId, byte[] PublicKey, DateTimeOffset CreatedAt, uint SignCount, string[]? Transports, bool IsUserVerified, bool IsBackupEligible, bool IsBackedUp,
        byte[] AttestationObject, byte[] ClientDataJson)
    {
        internal static Kept Of(UserPasskeyInfo passkey) => new(
            passkey.CredentialId, passkey.PublicKey, passkey.CreatedAt, passkey.SignCount, passkey.Transports, passkey.IsUserVerified, passkey.IsBackupEligible,
            passkey.IsBackedUp, passkey.AttestationObject, passkey.ClientDataJson);
    }

    sealed record Row
    {
        public string Name { get; init; } = "";

        public string Body { get; init; } = "";

        internal UserPasskeyInfo ToPasskey()
        {
            var kept = JsonSerializer.Deserialize<Kept>(Body)!;
            return new(
                kept.CredentialId, kept.PublicKey, kept.CreatedAt, kept.SignCount, kept.Transports, kept.IsUserVerified, kept.IsBackupEligible, kept.IsBackedUp,
                kept.AttestationObject, kept.ClientDataJson)
            {
                Name = Name,
            };
        }
    }
}

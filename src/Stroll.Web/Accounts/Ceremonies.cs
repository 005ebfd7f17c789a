using Stroll.Host.Database;
using Stroll.Units;

namespace Stroll.Web.Accounts;

/// <summary>What is remembered between the two halves of signing in elsewhere: with a passkey, or at another issuer.</summary>
/// <remarks>In the database and not in the browser, so that each is used once, and on whichever machine the second half arrives.</remarks>
public sealed class Ceremonies(IDatabase control, TimeProvider time)
{
    /// <summary>How long somebody may take between the halves.</summary>
    public static readonly TimeSpan Length = TimeSpan.FromMinutes(10);

    Instant Now => new(time.GetUtcNow().ToUnixTimeMilliseconds() * 1_000_000);

    /// <summary>Begins one.</summary>
    /// <param name="kind">What for, so that the second half of one cannot end another.</param>
    /// <param name="state">What the second half needs.</param>
    /// <returns>The secret with which it is ended.</returns>
    public string Begin(string kind, string state) => control.Write(transaction =>
    {
        var secret = Secret.New();
        transaction.Execute("DELETE FROM ceremony WHERE expires <= @now", new { now = Now.Nanoseconds });
        transaction.Execute(
            "INSERT INTO ceremony (hash, kind, state, expires) VALUES (@hash, @kind, @state, @expires)",
            new { hash = Secret.HashOf(secret), kind, state, expires = (Now + Length).Nanoseconds });
        return secret;
    });

    /// <summary>Ends one, for good.</summary>
    /// <returns>What was remembered; none when it was ended before, took too long or never began.</returns>
    public string? End(string kind, string secret) => control.Write(transaction =>
    {
        var state = transaction.First<string>(
            "SELECT state FROM ceremony WHERE hash = @hash AND kind = @kind AND expires > @now", new { hash = Secret.HashOf(secret), kind, now = Now.Nanoseconds });
        transaction.Execute("DELETE FROM ceremony WHERE hash = @hash", new { hash = Secret.HashOf(secret) });
        return state;
    });
}

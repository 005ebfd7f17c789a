using System.Collections.Frozen;
using System.Collections.Immutable;
using Stroll.Host.Stores;

namespace Stroll.Web.Doors;

/// <summary>Rights in one store, or in all stores of one tenant.</summary>
/// <param name="Tenant">The operator.</param>
/// <param name="Store">The shop; none for each that the tenant has.</param>
/// <param name="Rights">What may be done there.</param>
public sealed record Grant(string Tenant, string? Store, FrozenSet<Right> Rights)
{
    /// <summary>True when it speaks of this store.</summary>
    public bool Covers(StoreKey key) => Tenant == key.Tenant && (Store is null || Store == key.Store);
}

/// <summary>Who asks: somebody who has signed in, or a program with a key.</summary>
/// <param name="Id">Stable, as it stands in the audit log: <c>account:…</c> or <c>key:…</c>.</param>
/// <param name="Name">For people.</param>
/// <param name="Grants">What they may do where.</param>
public sealed record Caller(string Id, string Name, ImmutableArray<Grant> Grants)
{
    /// <summary>True when they may do it there.</summary>
    public bool May(Right right, StoreKey store) => Grants.Any(grant => grant.Covers(store) && grant.Rights.Contains(right));

    /// <summary>True when they may do anything at all there. Other stores do not exist for them.</summary>
    public bool Knows(StoreKey store) => Grants.Any(grant => grant.Covers(store) && grant.Rights.Count > 0);
}

/// <summary>Finds out who asks. Asked once for each request, so that what was revoked is gone with the next one.</summary>
public interface ICallers
{
    /// <summary>The caller with this session; none when it is unknown, expired or revoked.</summary>
    /// <param name="session">The secret out of the cookie.</param>
    Caller? BySession(string session);

    /// <summary>The caller with this key; none when it is unknown, expired or revoked.</summary>
    /// <param name="key">The secret out of the header.</param>
    Caller? ByKey(string key);
}

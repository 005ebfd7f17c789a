using System.Collections.Immutable;
using Microsoft.AspNetCore.Http;
using Stroll.Host.Stores.Live;
using Stroll.Units;

namespace Stroll.Web.Doors;

/// <summary>Where a request has arrived: the door let it in with this caller, to this store.</summary>
/// <param name="Store">The one that it is about.</param>
/// <param name="Caller">Who asks.</param>
/// <param name="All">All stores of the installation, for <see cref="Others"/> only.</param>
public sealed record Here(LiveStore Store, Caller Caller, LiveStores All)
{
    /// <summary>The stores that the caller may go to, this one included.</summary>
    public ImmutableArray<LiveStore> Others => [.. All.All.Where(store => Caller.Knows(store.Key))];

    /// <summary>True when the caller may do it here.</summary>
    public bool May(Right right) => Caller.May(right, Store.Key);
}

/// <summary>What a request knows of itself.</summary>
public static class Arrival
{
    extension(HttpContext http)
    {
        /// <summary>Where it has arrived.</summary>
        /// <exception cref="InvariantException">The endpoint is open to everybody and does not ask for a store.</exception>
        public Here Here
        {
            get
            {
                var here = http.Features.Get<Here>();
                Invariant.Holds(here is not null, "an endpoint that needs a store must ask for a right");
                return here!;
            }
        }

        /// <summary>The same, or none where nobody has signed in.</summary>
        public Here? MaybeHere => http.Features.Get<Here>();

        /// <summary>The form that was sent; an empty one where something else was.</summary>
        public Task<IFormCollection> ReadForm() =>
            http.Request.HasFormContentType ? http.Request.ReadFormAsync() : Task.FromResult<IFormCollection>(FormCollection.Empty);

        /// <summary>True for the paths that programs speak to.</summary>
        public bool ForPrograms => http.Request.Path.StartsWithSegments("/api") || http.Request.Path.StartsWithSegments("/connector");

        /// <summary>True for programs: the API and whoever does not ask for a page.</summary>
        public bool WantsProblem =>
            http.ForPrograms || !http.Request.Headers.Accept.ToString().Contains("text/html", StringComparison.Ordinal);
    }
}

using Microsoft.AspNetCore.Builder;

namespace Stroll.Web.Doors;

/// <summary>What an endpoint asks of whoever comes. An endpoint without one is shut for everybody, and a test names it.</summary>
public abstract record Requirement
{
    private Requirement()
    {
    }

    /// <summary>A right in the store that is asked about.</summary>
    public sealed record Holding(Right Right) : Requirement;

    /// <summary>To have signed in, whatever the rights.</summary>
    public sealed record SignedIn : Requirement;

    /// <summary>Nothing at all.</summary>
    /// <param name="Why">Why nothing is lost by that.</param>
    public sealed record Open(string Why) : Requirement;
}

/// <summary>Which entry a privileged act leaves in the journal, in its own transaction. Every door that changes something under a right names it.</summary>
/// <param name="Act">As <c>receipt-corrected</c>; empty where there is none.</param>
/// <param name="Why">Why there is none; empty otherwise.</param>
public sealed record Journaled(string Act, string Why);

/// <summary>Lets routes say what they ask for.</summary>
public static class RequirementNames
{
    extension<T>(T route)
        where T : IEndpointConventionBuilder
    {
        /// <summary>Only for holders of this right in the store.</summary>
        public T Needs(Right right) => route.WithMetadata(new Requirement.Holding(right));

        /// <summary>Only for those who have signed in.</summary>
        public T NeedsSignIn() => route.WithMetadata(new Requirement.SignedIn());

        /// <summary>Leaves this entry in the journal.</summary>
        public T Notes(string act) => route.WithMetadata(new Journaled(act, ""));

        /// <summary>Leaves no entry in the journal, for a reason.</summary>
        public T NotesNothing(string why) => route.WithMetadata(new Journaled("", why));

        /// <summary>For everybody.</summary>
        public T OpenTo(string why) => route.WithMetadata(new Requirement.Open(why));
    }
}

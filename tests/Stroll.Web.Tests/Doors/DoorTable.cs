using System.Collections.Immutable;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Metadata;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Stroll.Web.Doors;

namespace Stroll.Web.Tests.Doors;

/// <summary>Every endpoint of the site, as the router knows them.</summary>
static class DoorTable
{
    internal static ImmutableArray<RouteEndpoint> EndpointsOf(IServiceProvider services) =>
        [.. services.GetRequiredService<EndpointDataSource>().Endpoints.OfType<RouteEndpoint>().OrderBy(NameOf, StringComparer.Ordinal)];

    internal static string NameOf(RouteEndpoint endpoint) => $"{MethodOf(endpoint)} {endpoint.RoutePattern.RawText}";

    internal static string MethodOf(RouteEndpoint endpoint) => endpoint.Metadata.GetMetadata<IHttpMethodMetadata>()?.HttpMethods[0] ?? "GET";

    /// <summary>An address that the router takes for this endpoint; what it names is not there.</summary>
    internal static string AddressOf(RouteEndpoint endpoint, string id = "1", string barcode = "1") => string.Concat(endpoint.RoutePattern.PathSegments.Select(segment => "/" + string.Concat(segment.Parts.Select(part => part switch
    {
        Microsoft.AspNetCore.Routing.Patterns.RoutePatternLiteralPart literal => literal.Content,
        Microsoft.AspNetCore.Routing.Patterns.RoutePatternSeparatorPart separator => separator.Content,
        Microsoft.AspNetCore.Routing.Patterns.RoutePatternParameterPart { Name: "documentName" } => "v1",
        Microsoft.AspNetCore.Routing.Patterns.RoutePatternParameterPart parameter when parameter.ParameterPolicies.Any(policy => policy.Content == "guid") => Guid.TryParse(id, out _) ? id : Guid.Empty.ToString(),
        Microsoft.AspNetCore.Routing.Patterns.RoutePatternParameterPart { Name: "id" or "party" } => id,
        Microsoft.AspNetCore.Routing.Patterns.RoutePatternParameterPart { Name: "barcode" } => barcode,
        _ => "1",
    }))));

    /// <summary>True for doors that change something under a right. Answers of reviewers are a journal of their own: rows that are only added to.</summary>
    internal static bool IsPrivileged(RouteEndpoint endpoint) => MethodOf(endpoint) != "GET"
        && endpoint.Metadata.GetMetadata<Requirement>() is Requirement.Holding { Right: not (Right.Review or Right.ReviewSenior) };

    /// <summary>The entry in the journal, as the checked-in table has it.</summary>
    internal static string NoteOf(RouteEndpoint endpoint) => endpoint.Metadata.GetMetadata<Journaled>() is { Act.Length: > 0 } note ? $"`{note.Act}`" : "";

    /// <summary>Requirement in words, as the checked-in table has it.</summary>
    internal static string RequirementOf(RouteEndpoint endpoint) => endpoint.Metadata.GetMetadata<Requirement>() switch
    {
        Requirement.Holding holding => holding.Right.ToString(),
        Requirement.SignedIn => "signed in",
        Requirement.Open open => $"open: {open.Why}",
        _ => "shut",
    };
}

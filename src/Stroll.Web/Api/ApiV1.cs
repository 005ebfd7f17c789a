using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Stroll.Units;

namespace Stroll.Web.Api;

/// <summary>Version 1 of the API: what other programs may ask and do.</summary>
/// <remarks>
/// Fields may be added; none is renamed or taken away within a version. Lists come in pages. Errors are problems (RFC 9457). docs/api.md tells the
/// rules, docs/openapi.json every endpoint; a test compares that file with what is served.
/// </remarks>
static class ApiV1
{
    internal static void Map(IEndpointRouteBuilder routes)
    {
        var api = routes.MapGroup("/api/v1").AddEndpointFilter<RouteGroupBuilder, ETags>()
            .ProducesProblem(400).ProducesProblem(401).ProducesProblem(403).ProducesProblem(404).ProducesProblem(429);
        StoresApi.Map(api);
        HealthApi.Map(api);
        CatalogueApi.Map(api);
        AssortmentApi.Map(api);
        InventoryApi.Map(api);
        VisitsApi.Map(api);
        LiveApi.Map(api);
        ReceiptsApi.Map(api);
        ComplaintsApi.Map(api);
        CasesApi.Map(api);
        WebhooksApi.Map(api);
        ConnectorApi.Map(api);
        KeysApi.Map(api);
        JournalApi.Map(api);
        PrivacyApi.Map(api);
        ExportsApi.Map(api);
        GatesApi.Map(api);
        PaymentsApi.Map(api);
    }

    /// <summary>An instant as JSON writes it.</summary>
    internal static DateTimeOffset ToTime(this Instant at) => DateTimeOffset.UnixEpoch.AddTicks(at.Nanoseconds / 100);
}

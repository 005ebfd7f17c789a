using System.Text.Json;
using System.Text.Json.Serialization;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http.Json;
using Microsoft.AspNetCore.OpenApi;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.OpenApi;
using Stroll.Web.Doors;

namespace Stroll.Web.Api;

/// <summary>The API described for machines: OpenAPI 3.1 at <c>/openapi/v1.json</c>.</summary>
static class Description
{
    const string Scheme = "key";

    internal static void AddServices(IServiceCollection services)
    {
        services.Configure<JsonOptions>(options =>
        {
            options.SerializerOptions.PropertyNamingPolicy = JsonNamingPolicy.CamelCase;
            options.SerializerOptions.Converters.Add(new JsonStringEnumConverter(JsonNamingPolicy.CamelCase));
        });
        services.AddEndpointsApiExplorer();
        services.AddOpenApi("v1", options =>
        {
            options.OpenApiVersion = OpenApiSpecVersion.OpenApi3_1;
            options.AddDocumentTransformer(Head);
            options.AddOperationTransformer(Operation);
        });
    }

    internal static void Map(IEndpointRouteBuilder routes) =>
        routes.MapOpenApi("/openapi/{documentName}.json").OpenTo("a description of the API holds nothing of a store");

    static Task Head(OpenApiDocument document, OpenApiDocumentTransformerContext context, CancellationToken cancellation)
    {
        document.Info = new()
        {
            Title = "Stroll",
            Version = "1",
            Description = "Checkout-free stores: visits, carts, receipts, catalogue, devices. Fields may be added within a version.",
            License = new() { Name = "Apache-2.0", Identifier = "Apache-2.0" },
        };
        document.Servers = [new() { Url = "/" }];
        document.Components ??= new();
        document.Components.SecuritySchemes = new Dictionary<string, IOpenApiSecurityScheme>
        {
            [Scheme] = new OpenApiSecurityScheme
            {
                Type = SecuritySchemeType.Http,
                Scheme = "bearer",
                Description = "A key, made by a manager of the store in the settings. Its scopes are rights; every operation names the one that it needs.",
            },
        };
        return Task.CompletedTask;
    }

    static Task Operation(OpenApiOperation operation, OpenApiOperationTransformerContext context, CancellationToken cancellation)
    {
        var requirement = context.Description.ActionDescriptor.EndpointMetadata.OfType<Requirement>().LastOrDefault();
        operation.Security = [new() { [new OpenApiSecuritySchemeReference(Scheme, context.Document)] = [] }];
        if (requirement is Requirement.Holding holding)
        {
            operation.Description = $"Needs the right `{holding.Right}` in the store.";
            operation.Parameters ??= [];
            operation.Parameters.Add(new OpenApiParameter
            {
                Name = "store",
                In = ParameterLocation.Query,
                Description = "As tenant/store. May be left out by who has rights in one store only.",
                Schema = new OpenApiSchema { Type = JsonSchemaType.String, Pattern = "^[a-z0-9][a-z0-9-]{0,39}/[a-z0-9][a-z0-9-]{0,39}$" },
            });
        }

        return Task.CompletedTask;
    }
}

using System.Collections.Frozen;
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

    // What parameters of one name mean, wherever they stand.
    static readonly FrozenDictionary<string, string> Parameters = new Dictionary<string, string>
    {
        ["cursor"] = "What 'next' of the page before said; none for the first page.",
        ["limit"] = "How many items at most.",
        ["barcode"] = "Of the article, as the operator wrote it.",
        ["number"] = "As it was told when it was made.",
        ["status"] = "Only visits that stand there.",
        ["visit"] = "The id of the visit.",
        ["id"] = "As lists tell it.",
        ["gate"] = "Its name in the store.",
        ["shopper"] = "As entry codes name them: 1 to 60 of A-Z, a-z, 0-9, hyphen and underscore.",
        ["badge"] = "What the reader reads.",
        ["party"] = "As receipts name it.",
        ["file"] = "ledger.csv, receipts.csv or unpaid.csv.",
        ["day"] = "The last day of the file as yyyy-MM-dd, in the store's own time; none for today.",
        ["days"] = "How many days the file holds.",
        ["name"] = "Of the webhook: a-z, 0-9 and hyphen.",
    }.ToFrozenDictionary();

    // What the parts of the API are for.
    static readonly FrozenDictionary<string, string> Tags = new Dictionary<string, string>
    {
        ["Stores"] = "What stores there are.",
        ["Health"] = "Whether a store keeps up, what does not work and what helps.",
        ["Catalogue"] = "Articles, in bulk or alone.",
        ["Planogram"] = "What lies where.",
        ["Prices"] = "What goods cost, from when.",
        ["Inventory"] = "Pieces on facings by weight, with their doubt.",
        ["Visits"] = "What the sensors tell of visits.",
        ["Carts"] = "Carts of those who are inside, now and as they change.",
        ["Receipts"] = "Receipts with all their versions, and refunds.",
        ["Complaints"] = "What shoppers say is wrong.",
        ["Cases"] = "Questions to people that are over, and how many wait.",
        ["Webhooks"] = "Who is told of what happens.",
        ["Connector"] = "The retailer's system that is told of trips.",
        ["Keys"] = "Keys of programs.",
        ["Journal"] = "Privileged acts, chained and signed.",
        ["Privacy"] = "What is kept about people, for how long; access and deletion for whoever holds a receipt.",
        ["Exports"] = "The books as files.",
        ["Gates"] = "Who may come in.",
        ["Payments"] = "What was paid and is owed.",
        ["Devices"] = "Shelves, plates, cameras and gates.",
    }.ToFrozenDictionary();

    internal static void AddServices(IServiceCollection services)
    {
        services.Configure<JsonOptions>(options =>
        {
            options.SerializerOptions.NumberHandling = JsonNumberHandling.Strict;
            options.SerializerOptions.PropertyNamingPolicy = JsonNamingPolicy.CamelCase;
            options.SerializerOptions.Converters.Add(new JsonStringEnumConverter(JsonNamingPolicy.CamelCase, allowIntegerValues: false));
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
            Contact = new() { Name = "The contributors of Stroll" },
            License = new() { Name = "Apache-2.0", Identifier = "Apache-2.0" },
        };
        document.Servers = [new() { Url = "/" }];
        foreach (var tag in document.Tags ?? new HashSet<OpenApiTag>())
        {
            tag.Description ??= tag.Name is { } name && Tags.TryGetValue(name, out var words) ? words : null;
        }

        document.Components ??= new();
        foreach (var priced in (document.Components.Schemas ?? new Dictionary<string, IOpenApiSchema>()).Values.OfType<OpenApiSchema>())
        {
            // The generator loses the words of a member that may be missing and is described elsewhere.
            if (priced.Properties?.TryGetValue("price", out var price) == true && price is OpenApiSchema { Description: null } own)
            {
                own.Description = "Of one piece or kilogram.";
            }
        }

        document.Components.Schemas?.Remove("SseItemOfIReadOnlyListOfCartNow");
        foreach (var schema in (document.Components.Schemas ?? new Dictionary<string, IOpenApiSchema>()).Values.OfType<OpenApiSchema>())
        {
            // What may be null may as well be left out.
            schema.Required?.ExceptWith(schema.Required.Where(name => schema.Properties?[name] is OpenApiSchema own && MayBeNull(own)).ToArray());
        }
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

    static bool MayBeNull(OpenApiSchema schema) =>
        schema.Type?.HasFlag(JsonSchemaType.Null) == true || schema.OneOf?.OfType<OpenApiSchema>().Any(one => one.Type == JsonSchemaType.Null) == true;

    static Task Operation(OpenApiOperation operation, OpenApiOperationTransformerContext context, CancellationToken cancellation)
    {
        operation.Description = "Needs a session or a key, whatever its rights.";
        foreach (var parameter in (operation.Parameters ?? []).OfType<OpenApiParameter>())
        {
            parameter.Description ??= parameter.Name is { } name && Parameters.TryGetValue(name, out var words) ? words : null;
        }

        if (operation.OperationId == "followCarts" && operation.Responses?["200"] is OpenApiResponse { Content: { } content })
        {
            // What stands behind 'data:' of each event.
            content["text/event-stream"].Schema = new OpenApiSchema { Type = JsonSchemaType.Array, Items = new OpenApiSchemaReference("CartNow", context.Document) };
        }

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

        if (context.Description.ActionDescriptor.EndpointMetadata.OfType<OnlyOnce>().Any())
        {
            operation.Parameters ??= [];
            operation.Parameters.Add(new OpenApiParameter
            {
                Name = Once.Header,
                In = ParameterLocation.Header,
                Required = true,
                Description = "New for each act: the same request with the same key is done once and answered alike for a day.",
                Schema = new OpenApiSchema { Type = JsonSchemaType.String, MinLength = 8, MaxLength = 200, Pattern = "^[!-~]{8,200}$" },
            });
        }

        return Task.CompletedTask;
    }
}
